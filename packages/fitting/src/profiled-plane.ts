import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { createMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ProfileScan } from './profile.ts';

/** A fitted point of the grid beside a place, and its weight in a mean. */
interface Corner {
  readonly point: number;
  readonly weight: number;
}

/** Length of a small step, in those of the grid, and how many of them go by without a look at other minima. */
const SMALL_STEP = 0.15;
const MOST_UNCHECKED = 6;

/** Steps of the grid within which the fit before says more than those at the corners. */
const NEAR = 0.6;

/** The statistic of a scanned plane between the points of its grid. */
export interface ProfiledPlane {
  /**
   * Statistic above the minimum of the scan, minimised over the other free parameters.
   *
   * @param u place along the first axis in steps of the grid, and the value of its parameter there
   * @param v the same along the second
   * @param ceiling above it, an upper bound is enough; it takes less time
   * @returns NaN if no fit converged
   */
  rise(u: Place, v: Place, ceiling?: number): number;
  /**
   * Lowest rise of the statistic between the neighbours of a point along one axis, minimised over all other free parameters.
   *
   * @param point of the grid, not at the ends of the axis
   * @param axis 0 or 1
   * @returns NaN if the fit failed
   */
  lowestBetween(point: number, axis: 0 | 1): number;
  evaluations(): number;
}

/** A place on an axis: in steps of the grid, and the value of the parameter there. */
export interface Place {
  readonly step: number;
  readonly value: number;
}

/**
 * Prepares fits between the points of a scan of two parameters. Each starts from the mean of the fits at the corners around it, one mean
 * for those on each side of a kink; the lowest counts.
 *
 * @param best the fit that the scan was made with
 * @param tolerance decrease of the statistic that a last step is trusted with
 */
export function createProfiledPlane(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  tolerance = 1e-4,
): ProfiledPlane {
  const [first, second] = scan.axes as [ProfileScan['axes'][number], ProfileScan['axes'][number]];
  const [px, py] = [first, second].map(({ parameter }) => model.indexOf.get(parameter)!) as [number, number];
  const [columns, rows] = [first.values.length, second.values.length];
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || p === px || p === py ? 0 : 1));
  const kinks = Array.from(free.keys()).filter((p) => free[p] === 1 && model.kinked[p] === 1);
  const others = Array.from(free.keys()).filter((p) => !kinks.includes(p));
  const minimiser = createMinimiser(createObjective(model), free);
  const theta = new Float64Array(size);
  const found = new Float64Array(size);
  let evaluations = 0;
  let stepsUnchecked = 0;

  /** The last two fits, with their places: on a walk in small steps the next one lies on the line through them. */
  const last = { u: Number.NaN, v: Number.NaN, theta: new Float64Array(size) };
  const secondLast = { u: Number.NaN, v: Number.NaN, theta: new Float64Array(size) };

  /** Puts into theta where the last fits lead to, if the place is near theirs; tells whether it is. */
  function followLast(u: number, v: number): boolean {
    const [du, dv] = [u - last.u, v - last.v];
    if (!(Math.abs(du) + Math.abs(dv) <= NEAR)) return false;
    const [lu, lv] = [last.u - secondLast.u, last.v - secondLast.v];
    const length = lu * lu + lv * lv;
    const isStraight = length > 0 && Math.abs(du * lv - dv * lu) <= 1e-9 * length;
    const share = isStraight ? (du * lu + dv * lv) / length : 0;
    const ahead = Math.abs(share) <= 1.5 ? share : 0;
    for (let p = 0; p < size; p++) {
      const moved = ahead === 0 ? last.theta[p]! : last.theta[p]! + ahead * (last.theta[p]! - secondLast.theta[p]!);
      const crosses = model.kinked[p] === 1 && Math.sign(moved) !== Math.sign(last.theta[p]!);
      theta[p] = crosses ? last.theta[p]! : Math.max(model.lower[p]!, Math.min(model.upper[p]!, moved));
    }
    return true;
  }

  function keepLast(u: number, v: number, found: Float64Array): void {
    Object.assign(secondLast, { u: last.u, v: last.v });
    secondLast.theta.set(last.theta);
    Object.assign(last, { u, v });
    last.theta.set(found);
  }

  function rise(u: Place, v: Place, ceiling = Number.POSITIVE_INFINITY): number {
    let lowest = Number.NaN;
    let bound = Number.NaN;
    const roof = scan.minimum + ceiling;
    const tryTheta = (): void => {
      theta[px] = u.value;
      theta[py] = v.value;
      const abandonAbove = Number.isNaN(lowest) ? roof : Math.min(roof, lowest);
      const minimum = minimiser.minimise(theta, { tolerance, predictLastStep: true, abandonAbove });
      evaluations += minimum.evaluations;
      if (minimum.failure === 'abandoned' && !(minimum.value >= bound)) bound = minimum.value;
      if (minimum.failure !== null || minimum.value >= lowest) return;
      lowest = minimum.value;
      found.set(theta);
    };
    const isSmallStep = Math.abs(u.step - last.u) + Math.abs(v.step - last.v) <= SMALL_STEP;
    if (followLast(u.step, v.step)) tryTheta();
    // Other minima come and go slowly: on a walk in small steps it is enough to look for them now and then.
    const isSettled = isSmallStep && !(Number.isNaN(lowest) && Number.isNaN(bound)) && stepsUnchecked < MOST_UNCHECKED;
    stepsUnchecked = isSettled ? stepsUnchecked + 1 : 0;
    for (const corners of isSettled ? [] : cornersBySide(u.step, v.step)) {
      if (!Number.isNaN(lowest) && onSameSides(found, corners[0]!.point)) continue;
      startFrom(corners);
      // What is fitted already suits the place; of the corners only the sides of the kinks are wanted.
      if (!Number.isNaN(lowest)) for (const p of others) theta[p] = found[p]!;
      tryTheta();
    }
    if (Number.isNaN(lowest)) return bound - scan.minimum;
    keepLast(u.step, v.step, found);
    return lowest - scan.minimum;
  }

  /** Puts the weighted mean of the fits at corners into theta. */
  function startFrom(corners: readonly Corner[]): void {
    theta.fill(0);
    const whole = corners.reduce((sum, { weight }) => sum + weight, 0);
    for (const { point, weight } of corners) {
      for (let p = 0; p < size; p++) theta[p]! += (weight / whole) * scan.theta[point * size + p]!;
    }
    // Rounding of the mean must not carry a parameter off its bound, or one that is held off its value.
    for (let p = 0; p < size; p++) {
      if (free[p] === 0) theta[p] = scan.theta[corners[0]!.point * size + p]!;
      else theta[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, theta[p]!));
    }
  }

  /** Whether a fit lies on the same sides of all kinks as that of a point of the grid. */
  function onSameSides(fitted: Float64Array, point: number): boolean {
    return kinks.every((p) => Math.sign(fitted[p]!) === Math.sign(scan.theta[point * size + p]!));
  }

  /** The fitted corners of the cell or edge around a place, those on one side of all kinks together. */
  function cornersBySide(u: number, v: number): Iterable<Corner[]> {
    const [i, j] = [Math.min(columns - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const groups = new Map<string, Corner[]>();
    for (const a of [0, 1]) {
      for (const b of [0, 1]) {
        const point = (i + a) * rows + j + b;
        const weight = (a === 1 ? u - i : 1 - u + i) * (b === 1 ? v - j : 1 - v + j);
        if (weight <= 0 || Number.isNaN(scan.statistic[point]!)) continue;
        const key = kinks.map((p) => Math.sign(scan.theta[point * size + p]!)).join();
        groups.set(key, [...(groups.get(key) ?? []), { point, weight }]);
      }
    }
    return groups.values();
  }
  /** The same model with bounds that can be moved. */
  const bounded = { ...model, lower: Float64Array.from(model.lower), upper: Float64Array.from(model.upper) };
  const objective = createObjective(bounded);
  const along = ([px, py] as const).map((p) => {
    const withParameter = Uint8Array.from(free);
    withParameter[p] = 1;
    return createMinimiser(objective, withParameter);
  });

  function lowestBetween(point: number, axis: 0 | 1): number {
    const p = axis === 0 ? px : py;
    const { values } = scan.axes[axis]!;
    const k = axis === 0 ? Math.floor(point / rows) : point % rows;
    const ends = [values[k - 1]!, values[k + 1]!];
    bounded.lower[p] = Math.min(...ends);
    bounded.upper[p] = Math.max(...ends);
    theta.set(scan.theta.subarray(point * size, (point + 1) * size));
    const minimum = along[axis]!.minimise(theta, { tolerance, predictLastStep: true });
    evaluations += minimum.evaluations;
    bounded.lower[p] = model.lower[p]!;
    bounded.upper[p] = model.upper[p]!;
    return minimum.failure === null ? minimum.value - scan.minimum : Number.NaN;
  }
  return { rise, lowestBetween, evaluations: () => evaluations };
}
