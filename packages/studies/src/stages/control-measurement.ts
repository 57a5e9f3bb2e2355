import type { BinScaleDescription, FactorDescription, ParameterDescription } from '@cevns/fitting/model';

/** A measurement of a background without signal: with the reactor off, or outside the window of a beam. */
export interface ControlMeasurement {
  /** Its exposure in units of that of the background in the data, tau. */
  readonly ratio: number;
  /** Whether every bin counts by itself, or all events together while the shape is known. */
  readonly statistics: 'per-bin' | 'total';
  /** Name of the parameter; those of single bins have the number of the bin behind it, `name[0]`, as HistFactory names them. */
  readonly parameter: string;
}

/** What a control measurement adds to a model. */
export interface Control {
  readonly parameters: readonly ParameterDescription[];
  /** Parameters that scale the component. */
  readonly scaledBy: readonly string[];
  /** Those that scale single bins. */
  readonly binScales: { readonly binScales?: readonly BinScaleDescription[] };
}

/**
 * The counts of a control measurement as constraints: a background b is gamma b with gamma free, and tau b counts were seen where tau gamma b are expected. For
 * one bin this is the likelihood of a measurement on and off source.
 *
 * @param expected events of the background in each bin; bins without any have no gamma
 * @throws RangeError when the ratio is not positive
 * @see T.-P. Li, Y.-Q. Ma, Astrophys. J. 272 (1983) 317
 */
export function controlOf({ ratio, statistics, parameter }: ControlMeasurement, expected: Float64Array): Control {
  if (!(ratio > 0)) throw new RangeError(`Expected a positive ratio of exposures, got ${ratio}`);
  const gamma = (name: string, events: number): ParameterDescription => ({
    name,
    initial: 1,
    lower: 0,
    constraint: { kind: 'poisson', count: ratio * events, rate: ratio * events },
  });
  if (statistics === 'total') {
    const total = expected.reduce((sum, each) => sum + each, 0);
    return { parameters: [gamma(parameter, total)], scaledBy: [parameter], binScales: {} };
  }
  const names = Array.from(expected, (events, bin) => (events > 0 ? `${parameter}[${bin}]` : null));
  return {
    parameters: names.flatMap((name, bin) => (name === null ? [] : [gamma(name, expected[bin]!)])),
    scaledBy: [],
    binScales: { binScales: [{ parameters: names }] },
  };
}

/** Events of a background in each bin at the nominal values: its number times the product of factors over the axes, row-major. */
export function expectedOf(events: number, factors: readonly FactorDescription[], bins: number): Float64Array {
  // The factors of a background come in the order of the axes, or there is one over all of them.
  return factors
    .reduce((product, factor) => {
      if (factor.kind !== 'morph') throw new RangeError(`Expected a background of templates, got a ${factor.kind}`);
      const { nominal } = factor;
      return Float64Array.from({ length: product.length * nominal.length }, (_, i) => {
        return product[Math.floor(i / nominal.length)]! * nominal[i % nominal.length]!;
      });
    }, Float64Array.of(events))
    .subarray(0, bins);
}
