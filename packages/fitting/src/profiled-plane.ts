import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ProfileScan } from './profile.ts';
import { parameterWidths } from './scan-starts.ts';

/** In steps of the grid: how near the last fit must be to start from it alone, and how far a walk goes without a look at other minima. */
const SMALL_STEP = 0.15;
const UNCHECKED = 0.5;
/** Squared distance of two fits, in standard deviations, beyond which they are not of one minimum. */
const APART = 4;
/** Steps of the grid over which second derivatives are taken to change little. */
const HESSIAN_REACH = 8;

/** A place on an axis: in steps of the grid, and the value of the parameter there. */
export interface Place {
  readonly step: number;
  readonly value: number;
}

/** A fit at a place of the plane. */
export interface PlaneFit {
  /** Statistic above the minimum of the scan; NaN if no fit converged. */
  readonly rise: number;
  /** Its derivatives by the two parameters of the plane, the others refitted. */
  readonly slopes: readonly [number, number];
  readonly theta: Float64Array;
}

/** A fit near a place, and its weight in the combination that leads there; weights add up to 1. */
export interface NearFit {
  readonly fit: PlaneFit;
  readonly weight: number;
}

/** A minimiser, and where it evaluated second derivatives last. */
interface NearbyMinimiser {
  readonly minimiser: NewtonMinimiser;
  u: number;
  v: number;
}

/** The statistic of a scanned plane between the points of its grid. */
export interface ProfiledPlane {
  /**
   * The lowest fit of the other free parameters at a place.
   *
   * @param near converged fits from which it is predicted; without them it is predicted from those of the grid around it
   */
  fitAt(u: Place, v: Place, near?: readonly NearFit[]): PlaneFit;
  /** The fit at a point of the grid, as the scan left it. */
  fitOf(point: number): PlaneFit;
  /**
   * Lowest rise of the statistic between the neighbours of a point along one axis, minimised over all other free parameters, and the value
   * of the parameter of that axis there.
   *
   * @param point of the grid, not at the ends of the axis
   * @param axis 0 or 1
   * @returns a rise of NaN if the fit failed
   */
  lowestBetween(point: number, axis: 0 | 1): { readonly rise: number; readonly value: number };
  evaluations(): number;
}

/**
 * Prepares fits between the points of a scan of two parameters. Each starts from what the fits around it lead one to expect; where these
 * are of several minima or on several sides of a kink, from one of each, and the lowest counts.
 *
 * By the parameters that are fitted the statistic is stationary, so that its slopes along the plane are those with all of them held.
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
  const width = parameterWidths(model, best);
  const objective = createObjective(model);
  /** Gradients, but not second derivatives, of the scanned parameters, too. */
  const watched = createObjective(
    model,
    free.map((isFree, p) => (p === px || p === py ? 1 : isFree)),
  );
  /** For what is predicted from fits near by, one for each combination of sides of the kinks, whose last Hessian serves; and for other starts. */
  const nearby = new Map<string, NearbyMinimiser>();
  const minimiserFromElsewhere = new NewtonMinimiser(watched, free);
  const scannedOnly = Uint8Array.from(free, (_, p) => (p === px || p === py ? 1 : 0));
  const above = new Int8Array(size).fill(1);
  const slopesAt = new Float64Array(size);
  const theta = new Float64Array(size);
  const found = new Float64Array(size);
  let evaluations = 0;
  /** Length of the walk since other minima were looked for. */
  let walked = 0;
  /** Where the last fit was. */
  const last = { u: Number.NaN, v: Number.NaN, fit: null as PlaneFit | null };

  function minimiserFor(start: Float64Array): NearbyMinimiser {
    const sides = kinks.map((p) => Math.sign(start[p]!)).join();
    const known = nearby.get(sides) ?? {
      minimiser: new NewtonMinimiser(watched, free),
      u: Number.NaN,
      v: Number.NaN,
    };
    nearby.set(sides, known);
    return known;
  }

  function fitAt(u: Place, v: Place, near: readonly NearFit[] = []): PlaneFit {
    let lowest = Number.NaN;
    let slopes: [number, number] | null = null;
    const tryTheta = (isNear: boolean): void => {
      theta[px] = u.value;
      theta[py] = v.value;
      const own = isNear ? minimiserFor(theta) : null;
      const minimum = (own?.minimiser ?? minimiserFromElsewhere).minimise(theta, {
        tolerance,
        predictLastStep: true,
        abandonAtKink: !isNear && !Number.isNaN(lowest),
        abandonAbove: Number.isNaN(lowest) ? Number.POSITIVE_INFINITY : lowest,
        keepsHessian: own !== null && Math.max(Math.abs(u.step - own.u), Math.abs(v.step - own.v)) <= HESSIAN_REACH,
      });
      evaluations += minimum.evaluations;
      if (own !== null && minimum.hessians > 0) Object.assign(own, { u: u.step, v: v.step });
      if (minimum.failure !== null || minimum.value >= lowest) return;
      lowest = minimum.value;
      found.set(theta);
      // A last step by another Hessian is so short that the slopes before it serve.
      slopes = minimum.hessians > 0 ? null : [watched.gradient[px]!, watched.gradient[py]!];
    };
    const lastStep = Math.abs(u.step - last.u) + Math.abs(v.step - last.v);
    const fromNear = near.length === 0 && lastStep <= SMALL_STEP ? [{ fit: last.fit!, weight: 1 }] : near;
    const isApart = fromNear.some(({ fit }) => !areOfOneMinimum(fit.theta, fromNear[0]!.fit.theta));
    if (fromNear.length > 0) {
      combine(isApart ? fromNear.slice(0, 1) : fromNear);
      tryTheta(true);
    }
    if (isApart) {
      for (const { fit } of fromNear.slice(1)) {
        if (!Number.isNaN(lowest) && areOfOneMinimum(fit.theta, found)) continue;
        theta.set(fit.theta);
        tryTheta(false);
      }
    }
    // Other minima come and go slowly: on a walk it is enough to look for them now and then, and between fits of one minimum not at all.
    const isBetween = fromNear.length > 1 && fromNear.every(({ weight }) => weight >= 0);
    if (!isBetween) walked += Math.min(1, lastStep);
    const isSettled = !Number.isNaN(lowest) && (isBetween || walked < UNCHECKED);
    if (!isSettled) walked = 0;
    for (const corners of isSettled ? [] : cornersBySide(u.step, v.step)) {
      if (!Number.isNaN(lowest) && onSameSides(found, corners[0]!.fit.theta)) continue;
      combine(corners);
      const isFirst = Number.isNaN(lowest);
      // What is fitted already suits the place; of the corners only the sides of the kinks are wanted.
      if (!isFirst) for (const p of others) theta[p] = found[p]!;
      tryTheta(isFirst);
    }
    if (Number.isNaN(lowest)) return { rise: Number.NaN, slopes: [Number.NaN, Number.NaN], theta: found.slice() };
    const fit: PlaneFit = { rise: lowest - scan.minimum, slopes: slopes ?? slopesOf(found), theta: found.slice() };
    Object.assign(last, { u: u.step, v: v.step, fit });
    return fit;
  }

  function slopesOf(fitted: Float64Array): [number, number] {
    evaluations += 1;
    objective.gradientAt(fitted, above, scannedOnly, slopesAt);
    return [slopesAt[px]!, slopesAt[py]!];
  }

  function fitOf(point: number): PlaneFit {
    const at = scan.parametersAt(point).slice();
    const rise = scan.statistic[point]! - scan.minimum;
    return { rise, slopes: Number.isNaN(rise) ? [Number.NaN, Number.NaN] : slopesOf(at), theta: at };
  }

  /** Puts the combination of fits into theta; a kinked parameter stays on the side of the first, and all stay within their bounds. */
  function combine(fits: readonly NearFit[]): void {
    const whole = fits.reduce((sum, { weight }) => sum + weight, 0);
    const [start] = fits as readonly [NearFit, ...NearFit[]];
    theta.fill(0);
    for (const { fit, weight } of fits) {
      for (let p = 0; p < size; p++) theta[p]! += (weight / whole) * fit.theta[p]!;
    }
    for (let p = 0; p < size; p++) {
      const own = start.fit.theta[p]!;
      const crosses = model.kinked[p] === 1 && Math.sign(theta[p]!) !== Math.sign(own);
      // Rounding of the combination must not carry a parameter off its bound, or one that is held off its value.
      if (free[p] === 0 || crosses) theta[p] = own;
      else theta[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, theta[p]!));
    }
  }

  /** Whether no kink lies between two fits; one at a kink is of both sides. */
  function onSameSides(a: Float64Array, b: Float64Array): boolean {
    return kinks.every((p) => a[p]! * b[p]! >= 0);
  }

  function areOfOneMinimum(a: Float64Array, b: Float64Array): boolean {
    if (a === b) return true;
    let distance = 0;
    for (let p = 0; p < size; p++) if (free[p] === 1) distance += ((a[p]! - b[p]!) / width[p]!) ** 2;
    return distance <= APART && onSameSides(a, b);
  }

  /** The fitted corners of the cell or edge around a place, those on one side of all kinks together. */
  function cornersBySide(u: number, v: number): Iterable<NearFit[]> {
    const [i, j] = [Math.min(columns - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const groups = new Map<string, NearFit[]>();
    for (const a of [0, 1]) {
      for (const b of [0, 1]) {
        const point = (i + a) * rows + j + b;
        const weight = (a === 1 ? u - i : 1 - u + i) * (b === 1 ? v - j : 1 - v + j);
        const rise = scan.statistic[point]!;
        if (weight <= 0 || Number.isNaN(rise)) continue;
        const fitted = scan.parametersAt(point);
        const key = kinks.map((p) => Math.sign(fitted[p]!)).join();
        const corner = { fit: { rise, slopes: [Number.NaN, Number.NaN] as const, theta: fitted }, weight };
        groups.set(key, [...(groups.get(key) ?? []), corner]);
      }
    }
    return groups.values();
  }

  /** The same model with bounds that can be moved. */
  const bounded = { ...model, lower: Float64Array.from(model.lower), upper: Float64Array.from(model.upper) };
  const boundedObjective = createObjective(bounded);
  const along = ([px, py] as const).map((p) => {
    const withParameter = Uint8Array.from(free);
    withParameter[p] = 1;
    return new NewtonMinimiser(boundedObjective, withParameter);
  });

  function lowestBetween(point: number, axis: 0 | 1): { rise: number; value: number } {
    const p = axis === 0 ? px : py;
    const { values } = scan.axes[axis]!;
    const k = axis === 0 ? Math.floor(point / rows) : point % rows;
    const ends = [values[k - 1]!, values[k + 1]!];
    bounded.lower[p] = Math.min(...ends);
    bounded.upper[p] = Math.max(...ends);
    theta.set(scan.parametersAt(point));
    const minimum = along[axis]!.minimise(theta, { tolerance, predictLastStep: true });
    evaluations += minimum.evaluations;
    bounded.lower[p] = model.lower[p]!;
    bounded.upper[p] = model.upper[p]!;
    return { rise: minimum.failure === null ? minimum.value - scan.minimum : Number.NaN, value: theta[p]! };
  }
  return { fitAt, fitOf, lowestBetween, evaluations: () => evaluations };
}
