import { isBetter, refitFrom } from './better-minimum.ts';
import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { FittingError } from './fitting-error.ts';
import { createMinimiser, type NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import { checkedIndex } from './start-point.ts';

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
  /** All parameters at every point, in the order of the model: [points][parameters]. */
  readonly theta: Float64Array;
  /** Points whose refit failed. */
  readonly failed: readonly number[];
  readonly evaluations: number;
  /** A fit from the lowest point of the scan, if that lies below the given fit: the fit had found a local minimum. */
  readonly betterMinimum: ConvergedFit | null;
}

/** A refit stops when its last step promises less than this; the step is then taken on trust. */
const TOLERANCE = 1e-8;
/** Above this rise, a point with a parameter at a bound is fitted again from the best fit, against following a local minimum. */
const SUSPICIOUS_RISE = 25;

/**
 * Statistic on a grid, minimised over all other free parameters at every point.
 *
 * The grid is walked in a serpentine and each refit starts from the line through the two before it, so that most points take a single
 * evaluation; values are good to about 1e-9.
 *
 * @param best a converged fit; parameters that it held stay held, unless they are scanned
 * @throws FittingError for an unknown parameter, one scanned twice, or a grid that is empty, not monotonic or outside the bounds
 */
export function profile(model: CompiledModel, best: ConvergedFit, axes: readonly ScanAxis[]): ProfileScan {
  const scanned = checkAxes(model, axes);
  const shape = axes.map(({ values }) => values.length);
  const points = shape.reduce((product, length) => product * length, 1);
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || scanned.includes(p) ? 0 : 1));
  const minimiser = createMinimiser(createObjective(model), free);
  const optimum = Float64Array.from(best.parameters, ({ value }) => value);
  const statistic = new Float64Array(points).fill(Number.NaN);
  const thetas = new Float64Array(points * size);
  const theta = Float64Array.from(optimum);
  const failed: number[] = [];
  let evaluations = 0;
  let lowest = -1;

  for (const { point, before, twoBefore, position, ratio } of serpentine(axes)) {
    if (before >= 0 && !Number.isNaN(statistic[before]!)) {
      const extrapolate = twoBefore >= 0 && !Number.isNaN(statistic[twoBefore]!);
      for (let p = 0; p < size; p++) {
        const last = thetas[before * size + p]!;
        const change = extrapolate && free[p] === 1 ? ratio * (last - thetas[twoBefore * size + p]!) : 0;
        theta[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, last + change));
      }
    } else theta.set(optimum);
    for (let a = 0; a < axes.length; a++) theta[scanned[a]!] = axes[a]!.values[position[a]!]!;
    const found = refit(minimiser, theta, optimum, best.statistic, model, free);
    evaluations += found.evaluations;
    statistic[point] = found.value;
    thetas.set(theta, point * size);
    if (Number.isNaN(found.value)) failed.push(point);
    else if (lowest < 0 || found.value < statistic[lowest]!) lowest = point;
  }
  const better =
    lowest >= 0 && isBetter(statistic[lowest]!, best)
      ? refitFrom(model, best, thetas.subarray(lowest * size, (lowest + 1) * size))
      : null;
  const betterMinimum = better?.status === 'converged' && isBetter(better.statistic, best) ? better : null;
  const minimum = (betterMinimum ?? best).statistic;
  return { axes, statistic, minimum, theta: thetas, failed, evaluations, betterMinimum };
}

/** Minimises at one point; from the best fit if that fails, or once more if the result is suspicious. */
function refit(
  minimiser: NewtonMinimiser,
  theta: Float64Array,
  optimum: Float64Array,
  minimum: number,
  model: CompiledModel,
  free: Uint8Array,
): { value: number; evaluations: number } {
  const options = { tolerance: TOLERANCE, predictLastStep: true };
  const first = minimiser.minimise(theta, options);
  const suspicious = first.value - minimum > SUSPICIOUS_RISE && anyAtLimit(theta, model, free);
  if (first.failure === null && !suspicious) return first;
  const again = Float64Array.from(theta, (x, p) => (free[p] === 1 ? optimum[p]! : x));
  const second = minimiser.minimise(again, options);
  const evaluations = first.evaluations + second.evaluations;
  if (second.failure === null && !(first.failure === null && first.value <= second.value)) {
    theta.set(again);
    return { value: second.value, evaluations };
  }
  return { value: first.failure === null ? first.value : Number.NaN, evaluations };
}

function anyAtLimit(theta: Float64Array, model: CompiledModel, free: Uint8Array): boolean {
  for (let p = 0; p < theta.length; p++) {
    if (free[p] === 1 && (theta[p] === model.lower[p] || theta[p] === model.upper[p])) return true;
  }
  return false;
}

interface ScanStep {
  readonly point: number;
  /** Neighbours already visited, in the direction of the walk: -1 if there is none. */
  readonly before: number;
  readonly twoBefore: number;
  readonly position: readonly number[];
  /** Length of this step over that of the step before. */
  readonly ratio: number;
}

/** Visits every point of the grid so that each differs from the one before in one coordinate by one. */
function* serpentine(axes: readonly ScanAxis[]): Generator<ScanStep> {
  const shape = axes.map(({ values }) => values.length);
  const strides = shape.map((_, a) => shape.slice(a + 1).reduce((product, length) => product * length, 1));
  const position = shape.map(() => 0);
  const direction = shape.map(() => 1);
  const points = shape.reduce((product, length) => product * length, 1);
  let moved = -1;
  for (let visited = 0; visited < points; visited++) {
    const point = position.reduce((sum, index, a) => sum + index * strides[a]!, 0);
    if (moved < 0) yield { point, before: -1, twoBefore: -1, position, ratio: 0 };
    else {
      const { values } = axes[moved]!;
      const index = position[moved]!;
      const back = direction[moved]!;
      const hasTwo = index - 2 * back >= 0 && index - 2 * back < values.length;
      yield {
        point,
        before: point - back * strides[moved]!,
        twoBefore: hasTwo ? point - 2 * back * strides[moved]! : -1,
        position,
        ratio: hasTwo
          ? (values[index]! - values[index - back]!) / (values[index - back]! - values[index - 2 * back]!)
          : 0,
      };
    }
    moved = -1;
    for (let a = shape.length - 1; a >= 0 && moved < 0; a--) {
      const next = position[a]! + direction[a]!;
      if (next >= 0 && next < shape[a]!) {
        position[a] = next;
        moved = a;
      } else direction[a] = -direction[a]!;
    }
  }
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
