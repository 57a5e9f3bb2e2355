import { isBetter, refitFrom } from './better-minimum.ts';
import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { FittingError } from './fitting-error.ts';
import { fitGrid } from './scan-fits.ts';
import { ScanGrid } from './scan-grid.ts';
import { checkedIndex } from './start-point.ts';
import { valleyDepth } from './valley-depth.ts';

/** One parameter of a scan with its grid, in increasing or decreasing order. */
export interface ScanAxis {
  readonly parameter: string;
  readonly values: Float64Array;
}

/** A scan; points are row-major, the last axis runs fastest. */
export interface ProfileScan {
  readonly axes: readonly ScanAxis[];
  /** Profiled statistic at every point, NaN where the refit failed. */
  readonly statistic: Float64Array;
  /** Minimum that differences are to be taken from: that of the fit, or of the better one. */
  readonly minimum: number;
  /** All parameters at a point, in the order of the model. They are not to be changed. */
  parametersAt(point: number): Float64Array;
  /** Points whose refit failed. */
  readonly failed: readonly number[];
  readonly evaluations: number;
  /** The lowest fit from minima of the scan, if it lies below the given fit: that was a local minimum. */
  readonly betterMinimum: ConvergedFit | null;
}

/** A scan as `profile` makes it. */
export interface FittedScan extends ProfileScan {
  /** All parameters at every point, in the order of the model: [points][parameters]. */
  readonly theta: Float64Array;
  /** How many of the evaluations were with second derivatives. */
  readonly hessians: number;
}

/** How a scan is done. */
export interface ScanOptions {
  /**
   * Decrease of the statistic that a refit takes on trust at its last step. The error of the statistic is of third order in that step:
   * some 1e-10 for the default of 1e-8, and 1e-6 for 1e-4. A last step by the Hessian of a point near by is trusted with a hundredth.
   */
  readonly tolerance?: number;
}

const DEFAULT_TOLERANCE = 1e-8;
const MOST_CANDIDATES = 8;

/**
 * Statistic on a grid, minimised over all other free parameters at every point.
 *
 * The grid is walked in a serpentine, and each refit starts from the polynomial through fits beside it, so that most points take a
 * single evaluation, of the gradient alone where the Hessian of a point near by still serves. Where there are several minima the lowest is
 * looked for (see `fitGrid`); not where the statistic has risen by more than 60, and there tolerances are larger, too: what it is there may
 * be a minimum that is higher by a tenth.
 *
 * @param best a converged fit; parameters that it held stay held, unless they are scanned
 * @throws FittingError for an unknown parameter, one scanned twice, or a grid that is empty, not monotonic or outside the bounds
 */
export function profile(
  model: CompiledModel,
  best: ConvergedFit,
  axes: readonly ScanAxis[],
  { tolerance = DEFAULT_TOLERANCE }: ScanOptions = {},
): FittedScan {
  const scanned = checkAxes(model, axes);
  const values = axes.map((axis) => axis.values);
  const grid = new ScanGrid(values.map(({ length }) => length));
  const { statistic, theta, evaluations, hessians } = fitGrid({ model, best, grid, scanned, values, tolerance });
  const betterMinimum = lowestMinimum(model, best, axes, grid, { statistic, theta });
  const minimum = (betterMinimum ?? best).statistic;
  const failed = failedPoints(statistic);
  const parametersAt = parametersIn(theta, model.names.length);
  return { axes, statistic, minimum, theta, parametersAt, failed, evaluations, hessians, betterMinimum };
}

/** Looks up the parameters at a point among those at all of them. */
export function parametersIn(theta: Float64Array, size: number): ProfileScan['parametersAt'] {
  return (point) => theta.subarray(point * size, (point + 1) * size);
}

/** Points without a fit. */
export function failedPoints(statistic: Float64Array): number[] {
  const failed: number[] = [];
  for (let point = 0; point < statistic.length; point++) if (Number.isNaN(statistic[point]!)) failed.push(point);
  return failed;
}

/** The lowest of the fits from the local minima of a grid, if one lies below the given fit. */
function lowestMinimum(
  model: CompiledModel,
  best: ConvergedFit,
  axes: readonly ScanAxis[],
  grid: ScanGrid,
  { statistic, theta }: Pick<FittedScan, 'statistic' | 'theta'>,
): ConvergedFit | null {
  const scanned = axes.map(({ parameter }) => model.indexOf.get(parameter)!);
  const beside = (point: number, a: number) => [grid.step(point, 2 * a + 1, 1), grid.step(point, 2 * a, 1)] as const;
  /** How far the statistic may fall from a local minimum of the grid to what lies between the points. */
  const room = (point: number) =>
    axes.reduce((sum, _, a) => {
      const [before, after] = beside(point, a).map((next) => (next < 0 ? Number.NaN : statistic[next]!));
      return sum + valleyDepth(before!, statistic[point]!, after!);
    }, 0);
  const isBesideBest = (point: number) =>
    axes.every(({ values }, a) => {
      const fitted = best.parameters[scanned[a]!]!.value;
      const [from, to] = beside(point, a).map((next) => values[grid.position(next < 0 ? point : next, a)]!);
      return (fitted - from!) * (fitted - to!) <= 0;
    });
  const candidates = localMinima(grid, statistic)
    .filter((point) => isBetter(statistic[point]! - room(point), best))
    .filter((point) => isBetter(statistic[point]!, best) || !isBesideBest(point))
    .sort((a, b) => statistic[a]! - statistic[b]! || a - b)
    .slice(0, MOST_CANDIDATES);
  const size = model.names.length;
  let better: ConvergedFit | null = null;
  for (const point of candidates) {
    const refit = refitFrom(model, best, theta.subarray(point * size, (point + 1) * size));
    if (refit.status === 'converged' && isBetter(refit.statistic, better ?? best)) better = refit;
  }
  return better;
}

/** Fitted points below which no neighbour lies. */
function localMinima(grid: ScanGrid, statistic: Float64Array): number[] {
  const minima: number[] = [];
  for (let point = 0; point < statistic.length; point++) {
    if (!Number.isNaN(statistic[point]!) && isLocalMinimum(grid, statistic, point)) minima.push(point);
  }
  return minima;
}

function isLocalMinimum(grid: ScanGrid, statistic: Float64Array, point: number): boolean {
  for (let d = 0; d < grid.directions.length; d++) {
    const next = grid.step(point, d, 1);
    if (next >= 0 && statistic[next]! < statistic[point]!) return false;
  }
  return true;
}

function checkAxes(model: CompiledModel, axes: readonly ScanAxis[]): number[] {
  const invalid = (path: string, expected: string, found: string) =>
    new FittingError({ code: 'invalid-grid', path, expected, found });
  const scanned = axes.map(({ parameter, values }, a) => {
    const path = `axes[${a}] (${parameter})`;
    if (values.length === 0) throw invalid(path, 'at least one value', 'none');
    const sign = Math.sign(values[values.length - 1]! - values[0]!);
    values.forEach((value, i) => {
      checkedIndex(model, parameter, value, `axes[${a}]`);
      if (i > 0 && !(sign * (value - values[i - 1]!) > 0)) {
        throw invalid(`${path}.values[${i}]`, 'values in strictly increasing or decreasing order', String(value));
      }
    });
    return checkedIndex(model, parameter, values[0]!, `axes[${a}]`);
  });
  const twice = axes.find(({ parameter }, a) => axes.findIndex((other) => other.parameter === parameter) !== a);
  if (twice !== undefined) throw invalid('axes', 'each parameter once', `${twice.parameter} twice`);
  if (axes.length === 0) throw invalid('axes', 'at least one axis', 'none');
  return scanned;
}
