import { compileModel } from '@cevns/fitting/compile';
import type { Interpolations } from '@cevns/fitting/interpolation/interpolation';
import type {
  ChannelDescription,
  ComponentDescription,
  ModelDescription,
  Monomial,
  TermDescription,
} from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import { type BinModifier, binModifiersOf, binScaleKey, relativeWidths } from './bin-modifiers.ts';
import type { HistogramModel, HistogramParameter, Modifier, ModifierInterpolation, Sample } from './histogram-model.ts';
import { rolesOf, sortParameters } from './parameter-roles.ts';

/** Terms of a component that the same parameters scale, which HistFactory calls a sample. */
interface SampleTerms extends ComponentDescription {
  readonly scaledBy: readonly string[];
  readonly scales: NonNullable<TermDescription['scales']>;
  /** Those of single bins that the format has. */
  readonly binModifiers: readonly BinModifier[];
  /** Parameters of variations, with the interpolations between these. */
  readonly variedBy: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Expectations of every channel and sample at values of the parameters. */
type Predict = (values: Readonly<Record<string, number>>) => readonly (readonly (readonly number[])[])[];

/**
 * The histograms and modifiers of a likelihood model. A sample is expected as
 *
 *   (nominal + sum of histosys) * product of normfactor and normsys
 *
 * and is that of the model where every constrained parameter is 0, +1 or -1 standard deviations from its mean alone, at all values of
 * the free ones.
 *
 * @param held Parameters that the export holds, with their values
 * @param at Values from which a fit is to start, and of the parameters that cannot vary; the initial ones unless given
 * @throws Error for a likelihood that is not Poisson, and for constraints of several parameters at once
 */
export function histogramModel(
  model: ModelDescription,
  interpolations: Interpolations,
  held: Readonly<Record<string, number>> = {},
  at: Readonly<Record<string, number>> = {},
): HistogramModel {
  expectHistograms(model);
  const roles = rolesOf(model);
  const ofBins = freeBinModifiers(model, roles, held);
  const binNames = [...ofBins.values()].flatMap((modifier) => modifier.parameters.flatMap((own) => own?.name ?? []));
  const { parameters, frozen } = sortParameters(model, roles, held, at, new Set(binNames));
  const free = parameters.filter(({ isConstrained }) => !isConstrained);
  const constrained = parameters.filter(({ isConstrained }) => isConstrained);
  const middle = {
    ...Object.fromEntries(frozen.map(({ name, value }) => [name, value])),
    ...Object.fromEntries(free.map(({ name }) => [name, 1])),
    ...Object.fromEntries(constrained.map(({ name, valueAt }) => [name, valueAt(0)])),
    ...Object.fromEntries(binNames.map((name) => [name, 1])),
  };
  const varied = new Set(parameters.map(({ name }) => name));
  const channels = model.channels.map((channel) => sampleTerms(channel, varied, ofBins));
  const expectation = predictor(model, channels, interpolations);
  const nominal = expectation(middle);
  const modifiers = channels.map((samples) =>
    samples.map(({ scaledBy }): Modifier[] =>
      free.filter(({ name }) => scaledBy.includes(name)).map(({ name }) => ({ type: 'normfactor', parameter: name })),
    ),
  );
  for (const parameter of constrained) {
    const [up, down] = [1, -1].map((pull) => expectation({ ...middle, [parameter.name]: parameter.valueAt(pull) }));
    channels.forEach((samples, c) => {
      samples.forEach((sample, s) => {
        modifiers[c]![s]!.push(...modifiersOf(parameter, sample, nominal[c]![s]!, up![c]![s]!, down![c]![s]!));
      });
    });
  }
  return {
    parameters,
    binModifiers: [...ofBins.values()].map((modifier) => startingAt(modifier, at)),
    frozen,
    losses: lossesOf(model, ofBins),
    channels: model.channels.map(({ name, observed }, c) => ({
      name,
      observed: [...observed],
      samples: channels[c]!.map(
        (sample, s): Sample => ({
          name: sample.name,
          nominal: nominal[c]![s]!,
          modifiers: modifiers[c]![s]!,
          binModifiers: sample.binModifiers.map((modifier) => ({
            modifier,
            uncertainties: uncertaintiesOf(modifier, s, channels[c]!, nominal[c]!),
          })),
        }),
      ),
    })),
  };
}

/** Modifiers of single bins none of whose parameters is held, or does something else as well. */
function freeBinModifiers(
  model: ModelDescription,
  roles: ReturnType<typeof rolesOf>,
  held: Readonly<Record<string, number>>,
): ReadonlyMap<string, BinModifier> {
  const isFree = ({ name }: { readonly name: string }) => !(name in held) && roles.get(name)!.size === 1;
  const all = [...binModifiersOf(model)];
  const isFreeOf = (name: string) =>
    all.every(([, own]) => own.name !== name || own.parameters.every((one) => one === null || isFree(one)));
  return new Map(all.filter(([, { name }]) => isFreeOf(name)));
}

function startingAt(modifier: BinModifier, at: Readonly<Record<string, number>>): BinModifier {
  const parameters = modifier.parameters.map((own) => own && { ...own, initial: at[own.name] ?? own.initial });
  return { ...modifier, parameters };
}

/** What a modifier says of the bins of a sample: its own uncertainty, or for the first of several that of their sum. */
function uncertaintiesOf(
  modifier: BinModifier,
  sample: number,
  samples: readonly SampleTerms[],
  nominal: readonly (readonly number[])[],
): number[] {
  const sharing = samples.flatMap(({ binModifiers }, s) => (binModifiers.includes(modifier) ? [s] : []));
  return relativeWidths(modifier).map((width, bin) =>
    sample === sharing[0] ? width * sharing.reduce((sum, s) => sum + nominal[s]![bin]!, 0) : 0,
  );
}

function expectHistograms({ channels, jointConstraints = [] }: ModelDescription): void {
  for (const { name, likelihood } of channels) {
    if (likelihood === undefined || likelihood.kind === 'poisson') continue;
    throw new Error(`the likelihood of ${name} is ${likelihood.kind}; HistFactory has counts in bins only`);
  }
  const joint = jointConstraints.flatMap(({ parameters }) => parameters);
  if (joint.length > 0) throw new Error(`HistFactory has no common constraint of ${joint.join(', ')}`);
}

/** The components of a channel, divided so that the same parameters scale all terms of each. */
function sampleTerms(
  { components }: ChannelDescription,
  varied: ReadonlySet<string>,
  ofBins: ReadonlyMap<string, BinModifier>,
): SampleTerms[] {
  return components.flatMap((component) => {
    const groups = new Map<string, Collected>();
    for (const term of component.terms) {
      const scales = (term.scales ?? []).filter(({ parameter }) => varied.has(parameter));
      const binModifiers = (term.binScales ?? []).flatMap((scale) => ofBins.get(binScaleKey(scale)) ?? []);
      for (const monomial of term.weight) {
        const scaledBy = Object.keys(monomial.powers)
          .filter((name) => varied.has(name))
          .sort();
        const key = JSON.stringify([scaledBy, scales, binModifiers.map(({ name }) => name)]);
        const empty: Collected = { name: '', scaledBy, scales, binModifiers, variedBy: new Map(), terms: [] };
        const group = groups.get(key) ?? empty;
        groups.set(key, group);
        group.terms.push(...halves(term, monomial));
        addVariations(term, group.variedBy);
      }
    }
    return [...groups.values()].map((group) => ({ ...group, name: sampleName(component.name, group, groups.size) }));
  });
}

/** What is added to a sample term by term. */
interface Collected extends Omit<SampleTerms, 'terms' | 'variedBy'> {
  readonly terms: TermDescription[];
  readonly variedBy: Map<string, Set<string>>;
}

function addVariations({ factors }: TermDescription, variedBy: Collected['variedBy']): void {
  for (const factor of factors) {
    if (factor.kind === 'table') continue;
    for (const { parameter } of factor.variations) {
      variedBy.set(parameter, (variedBy.get(parameter) ?? new Set()).add(factor.interpolation));
    }
  }
}

/** A sample may be negative where it is an interference, a component may not; of two terms nobody knows before they are added. */
function halves(term: TermDescription, { coefficient, powers }: Monomial): TermDescription[] {
  const half = { ...term, weight: [{ coefficient: coefficient / 2, powers }] };
  return [half, half];
}

function sampleName(component: string, { scaledBy, scales, binModifiers }: SampleTerms, groups: number): string {
  if (groups === 1) return component;
  const by = [...scaledBy, ...scales.map(({ parameter }) => parameter), ...binModifiers.map(({ name }) => name)];
  return by.length === 0 ? component : `${component} * ${by.join(' * ')}`;
}

function predictor(
  model: ModelDescription,
  channels: readonly (readonly SampleTerms[])[],
  interpolations: Interpolations,
): Predict {
  const divided: ModelDescription = {
    ...model,
    channels: model.channels.map((channel, c) => ({
      ...channel,
      components: channels[c]!.map(({ terms }, s) => ({ name: String(s), terms })),
    })),
  };
  const compiled = compileModel(divided, interpolations);
  return (values) => {
    const theta = Float64Array.from(compiled.names, (name, i) => values[name] ?? compiled.initial[i]!);
    return predict(compiled, theta).map(({ components }) => components.map(({ expectation }) => [...expectation]));
  };
}

function modifiersOf(
  { name, valueAt, isLogNormal }: HistogramParameter,
  { scaledBy, scales, variedBy }: SampleTerms,
  nominal: readonly number[],
  up: readonly number[],
  down: readonly number[],
): Modifier[] {
  const own = scales.filter(({ parameter }) => parameter === name);
  const isScale = scaledBy.includes(name);
  if (!isScale && own.length === 0 && !variedBy.has(name)) return [];
  const product = (side: 'up' | 'down') => own.reduce((all, scale) => all * scale[side], 1);
  const hi = product('up') * (isScale ? valueAt(1) / valueAt(0) : 1);
  const lo = product('down') * (isScale ? valueAt(-1) / valueAt(0) : 1);
  // A scale that reaches 0 within a standard deviation has no logarithm: its histogram moves up and down as a whole.
  const isPositive = Number.isFinite(hi) && hi > 0 && Number.isFinite(lo) && lo > 0;
  const found: Modifier[] = [];
  if (isPositive && (isScale || own.length > 0)) {
    const interpolation = own.length > 0 ? 'poly6' : isLogNormal ? 'log' : 'lin';
    found.push({ type: 'normsys', parameter: name, hi, lo, interpolation });
  }
  if (!isPositive || variedBy.has(name)) {
    const [above, below] = isPositive ? [hi, lo] : [1, 1];
    const histograms = { hi: up.map((value) => value / above), lo: down.map((value) => value / below) };
    if (!isPositive || differs(histograms.hi, nominal) || differs(histograms.lo, nominal)) {
      const interpolation = histogramInterpolation(variedBy.get(name));
      found.push({ type: 'histosys', parameter: name, ...histograms, interpolation });
    }
  }
  return found;
}

const INTERPOLATIONS: Readonly<Record<string, ModifierInterpolation>> = {
  'piecewise-linear': 'lin',
  quadratic: 'parabolic',
};

function histogramInterpolation(names: ReadonlySet<string> | undefined): ModifierInterpolation {
  if (names === undefined) return 'lin';
  const [name, ...others] = names;
  return others.length > 0 ? 'poly6' : (INTERPOLATIONS[name!] ?? 'poly6');
}

/** Whether histograms differ by more than rounding. */
function differs(one: readonly number[], other: readonly number[]): boolean {
  return one.some((value, bin) => Math.abs(value - other[bin]!) > 1e-12 * Math.abs(other[bin]!));
}

function lossesOf({ channels, parameters }: ModelDescription, ofBins: ReadonlyMap<string, BinModifier>): string[] {
  const flattened = channels.filter(({ axes }) => axes.length !== 1);
  const asTheyAre = [...ofBins.values()].flatMap((modifier) => modifier.parameters);
  const others = parameters.filter((own) => own.constraint?.kind === 'poisson' && !asTheyAre.includes(own));
  const sums = [...ofBins.values()].filter(({ type }) => type === 'staterror');
  return [
    ...channels.map(
      ({ name, axes }) =>
        `The bins of ${name} have no edges here: ${axes.map((axis) => `${axis.name} [${[...axis.edges].join(', ')}]`).join(' x ')}.`,
    ),
    ...flattened.map(({ name }) => `The bins of ${name} stand in a row, the last axis fastest.`),
    ...sums.map(
      ({ name }) => `The uncertainties of ${name} are those of a sum of samples; they stand with the first of them.`,
    ),
    ...others.map(({ name }) => `The Poisson constraint of ${name} is a normal one of the same width at its centre.`),
  ];
}
