import type { ConvergedFit } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import type { ChannelPrediction } from '@cevns/fitting/prediction';

/** Expectation and observation in the bins of a channel, row-major over its axes (the last runs fastest). */
export interface BinnedExpectation {
  readonly axes: readonly { readonly name: string; readonly edges: readonly number[] }[];
  readonly components: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly observed: readonly number[];
  /** Standard deviation of the total from the covariance of a fit: per bin, and of the projection on each axis. */
  readonly uncertainty?: {
    readonly bins: readonly number[];
    readonly projections: Readonly<Record<string, readonly number[]>>;
  };
}

/** The expectation of the only channel of a model, without uncertainty. */
export function binnedExpectation(
  { channels }: ModelDescription,
  { components }: ChannelPrediction,
): BinnedExpectation {
  const { axes, observed } = channels[0]!;
  return {
    axes: axes.map(({ name, edges }) => ({ name, edges: [...edges] })),
    components: components.map(({ name, expectation }) => ({ name, values: [...expectation] })),
    observed: [...observed],
  };
}

/**
 * Standard deviations of the total expectation of a fit: sqrt(J C J^T) with the Jacobian summed over the bins of a projection.
 *
 * @returns undefined when the fit has no covariance
 */
export function expectationUncertainty(
  { channels }: ModelDescription,
  fit: ConvergedFit,
): NonNullable<BinnedExpectation['uncertainty']> | undefined {
  const { covariance, determined } = fit;
  if (covariance === null) return undefined;
  const n = determined.length;
  const { jacobian, expectation } = fit.channels[0]!;
  const deviation = (row: Float64Array): number => {
    let variance = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) variance += row[i]! * covariance[i * n + j]! * row[j]!;
    }
    return Math.sqrt(Math.max(0, variance));
  };
  const bins = Array.from(expectation, (_, bin) => deviation(jacobian.subarray(bin * n, (bin + 1) * n)));
  const shape = channels[0]!.axes.map(({ edges }) => edges.length - 1);
  const projections = Object.fromEntries(
    channels[0]!.axes.map(({ name }, axis) => {
      const rows = Array.from({ length: shape[axis]! }, () => new Float64Array(n));
      expectation.forEach((_, bin) => {
        const row = rows[binOnAxis(shape, axis, bin)]!;
        for (let i = 0; i < n; i++) row[i]! += jacobian[bin * n + i]!;
      });
      return [name, rows.map(deviation)];
    }),
  );
  return { bins, projections };
}

/** Values summed over all axes but one. */
export function projectOn(shape: readonly number[], axis: number, values: readonly number[]): number[] {
  const sums = new Array<number>(shape[axis]!).fill(0);
  values.forEach((value, bin) => {
    sums[binOnAxis(shape, axis, bin)]! += value;
  });
  return sums;
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
