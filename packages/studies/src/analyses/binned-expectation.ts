import type { ConvergedFit } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import type { ChannelPrediction } from '@cevns/fitting/prediction';

/** Expectation and observation in the bins of a channel, row-major over its axes (the last runs fastest). */
export interface BinnedExpectation {
  /** The study, or one of its experiments. */
  readonly channel: string;
  readonly axes: readonly { readonly name: string; readonly edges: readonly number[] }[];
  readonly components: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly observed: readonly number[];
  /** Standard deviations of what was observed, and the covariance row-major where it has more than these: of measured values, not of counts. */
  readonly errors?: readonly number[];
  readonly covariance?: readonly number[];
  /** Standard deviation of the total from the covariance of a fit: per bin, and of the projection on each axis. */
  readonly uncertainty?: {
    readonly bins: readonly number[];
    readonly projections: Readonly<Record<string, readonly number[]>>;
  };
}

/** The expectation of every channel of a model, without uncertainty. */
export function binnedExpectations(
  { channels }: ModelDescription,
  predictions: readonly ChannelPrediction[],
): BinnedExpectation[] {
  return channels.map(({ name, axes, observed, likelihood }, i) => ({
    channel: name,
    axes: axes.map(({ name: axis, edges }) => ({ name: axis, edges: [...edges] })),
    components: predictions[i]!.components.map(({ name: own, expectation }) => ({
      name: own,
      values: [...expectation],
    })),
    observed: [...observed],
    ...(likelihood?.kind === 'normal' ? errorsOf(likelihood.covariance, observed.length) : {}),
  }));
}

function errorsOf(covariance: Float64Array, bins: number): Pick<BinnedExpectation, 'errors' | 'covariance'> {
  const errors = Array.from({ length: bins }, (_, bin) => Math.sqrt(covariance[bin * (bins + 1)]!));
  const isDiagonal = covariance.every((value, k) => value === 0 || k % (bins + 1) === 0);
  return { errors, ...(isDiagonal ? {} : { covariance: [...covariance] }) };
}

/**
 * Standard deviations of what was observed, summed over all axes but one and over the bins that are kept.
 *
 * @returns undefined of counts
 */
export function projectedErrors(
  bins: Pick<BinnedExpectation, 'axes' | 'errors' | 'covariance'>,
  axis: number,
  isKept: (bin: number) => boolean = () => true,
): number[] | undefined {
  const { errors, covariance } = bins;
  if (errors === undefined) return undefined;
  const shape = shapeOf(bins);
  const variances = new Array<number>(shape[axis]!).fill(0);
  const places = errors.map((_, bin) => (isKept(bin) ? binOnAxis(shape, axis, bin) : -1));
  places.forEach((place, bin) => {
    if (place < 0) return;
    if (covariance === undefined) variances[place]! += errors[bin]! ** 2;
    else {
      places.forEach((other, k) => {
        if (other === place) variances[place]! += covariance[bin * errors.length + k]!;
      });
    }
  });
  return variances.map((variance) => Math.sqrt(Math.max(0, variance)));
}

/** Expected events of every component; where there are several channels, a component is named `<channel>/<component>`. */
export function eventsByComponent(bins: readonly BinnedExpectation[]): Record<string, number> {
  return Object.fromEntries(
    bins.flatMap(({ channel, components }) =>
      components.map(({ name, values }) => [bins.length === 1 ? name : `${channel}/${name}`, sum(values)]),
    ),
  );
}

/** The channel of a name; without a name the only one, or the first. */
export function channelOf(bins: readonly BinnedExpectation[], channel: string | undefined): BinnedExpectation {
  return bins.find((each) => each.channel === channel) ?? bins[0]!;
}

/**
 * Standard deviations of the total expectation of a fit in every channel: sqrt(J C J^T) with the Jacobian summed over the bins of a projection.
 *
 * @returns undefined when the fit has no covariance
 */
export function expectationUncertainties(
  { channels }: ModelDescription,
  fit: ConvergedFit,
): NonNullable<BinnedExpectation['uncertainty']>[] | undefined {
  const { covariance, determined } = fit;
  if (covariance === null) return undefined;
  const n = determined.length;
  const deviation = (row: Float64Array): number => {
    let variance = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) variance += row[i]! * covariance[i * n + j]! * row[j]!;
    }
    return Math.sqrt(Math.max(0, variance));
  };
  return channels.map(({ axes }, channel) => {
    const { jacobian, expectation } = fit.channels[channel]!;
    const bins = Array.from(expectation, (_, bin) => deviation(jacobian.subarray(bin * n, (bin + 1) * n)));
    const shape = axes.map(({ edges }) => edges.length - 1);
    const projections = Object.fromEntries(
      axes.map(({ name }, axis) => {
        const rows = Array.from({ length: shape[axis]! }, () => new Float64Array(n));
        expectation.forEach((_, bin) => {
          const row = rows[binOnAxis(shape, axis, bin)]!;
          for (let i = 0; i < n; i++) row[i]! += jacobian[bin * n + i]!;
        });
        return [name, rows.map(deviation)];
      }),
    );
    return { bins, projections };
  });
}

/** Values summed over all axes but one. */
export function projectOn(shape: readonly number[], axis: number, values: readonly number[]): number[] {
  const sums = new Array<number>(shape[axis]!).fill(0);
  values.forEach((value, bin) => {
    sums[binOnAxis(shape, axis, bin)]! += value;
  });
  return sums;
}

/** Tells whether the centre of a bin lies in the ranges of those observables that have one. */
export function binsWithin(
  bins: Pick<BinnedExpectation, 'axes'>,
  within: Readonly<Record<string, readonly [number, number]>>,
): (bin: number) => boolean {
  const shape = shapeOf(bins);
  const kept = bins.axes.map(({ name, edges }) => {
    const range = within[name];
    if (range === undefined) return undefined;
    return edges.slice(1).map((high, i) => {
      const centre = (edges[i]! + high) / 2;
      return centre > range[0] && centre < range[1];
    });
  });
  return (bin) => kept.every((inRange, axis) => inRange === undefined || inRange[binOnAxis(shape, axis, bin)]!);
}

/** Numbers of bins of the axes. */
export function shapeOf({ axes }: Pick<BinnedExpectation, 'axes'>): number[] {
  return axes.map(({ edges }) => edges.length - 1);
}

/** Sum in the order of the bins, the same on every machine. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function binOnAxis(shape: readonly number[], axis: number, bin: number): number {
  let stride = 1;
  for (let i = axis + 1; i < shape.length; i++) stride *= shape[i]!;
  return Math.floor(bin / stride) % shape[axis]!;
}
