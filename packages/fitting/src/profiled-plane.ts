import { type CompiledModel, modelFrom } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective, type Objective } from './objective.ts';
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

/** Fits on one side of all kinks. */
interface Corners {
  readonly sides: string;
  readonly fits: NearFit[];
}

const NONE: readonly NearFit[] = [];
const UNKNOWN_SLOPES: readonly [number, number] = [Number.NaN, Number.NaN];

/**
 * The statistic of a scan of two parameters between the points of its grid. Each fit starts from what the fits around it lead one to expect;
 * where these are of several minima or on several sides of a kink, from one of each, and the lowest counts.
 *
 * By the parameters that are fitted the statistic is stationary, so that its slopes along the plane are those with all of them held.
 */
export class ProfiledPlane {
  private readonly model: CompiledModel;
  private readonly scan: ProfileScan;
  private readonly tolerance: number;
  /** The two scanned parameters, and the number of their values. */
  private readonly px: number;
  private readonly py: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly free: Uint8Array;
  private readonly scannedOnly: Uint8Array;
  /** Parameters that are fitted and have a kink, and all the rest. */
  private readonly kinks: Int32Array;
  private readonly others: Int32Array;
  private readonly width: Float64Array;
  private readonly objective: Objective;
  /** Gradients, but not second derivatives, of the scanned parameters, too. */
  private readonly watched: Objective;
  /** For what is predicted from fits near by, one for each combination of sides of the kinks, whose last Hessian serves; and for other starts. */
  private readonly nearby = new Map<string, NearbyMinimiser>();
  private readonly fromElsewhere: NewtonMinimiser;
  /** The same model with bounds that can be moved, and its minimisers with one of the two parameters free. */
  private readonly bounded: CompiledModel;
  private readonly along: readonly [NewtonMinimiser, NewtonMinimiser];
  private readonly above: Int8Array;
  private readonly slopesAt: Float64Array;
  private readonly theta: Float64Array;
  /** The lowest of the fits that are tried at a place; NaN if none converged. Its slopes, if they are known. */
  private readonly found: Float64Array;
  private lowest = Number.NaN;
  private slopes: readonly [number, number] | null = null;
  private count = 0;
  /** Length of the walk since other minima were looked for. */
  private walked = 0;
  /** Where the last fit was. */
  private lastU = Number.NaN;
  private lastV = Number.NaN;
  private last: PlaneFit | null = null;

  /**
   * @param best the fit that the scan was made with
   * @param tolerance decrease of the statistic that a last step is trusted with
   */
  constructor(model: CompiledModel, best: ConvergedFit, scan: ProfileScan, tolerance = 1e-4) {
    const [first, second] = scan.axes as [ProfileScan['axes'][number], ProfileScan['axes'][number]];
    const [px, py] = [first, second].map(({ parameter }) => model.indexOf.get(parameter)!) as [number, number];
    const free = Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || p === px || p === py ? 0 : 1));
    const all = Int32Array.from(free.keys());
    const isKink = (p: number) => free[p] === 1 && model.kinked[p] === 1;
    const watched = free.map((isFree, p) => (p === px || p === py ? 1 : isFree));
    const bounded = modelFrom({ ...model, lower: model.lower.slice(), upper: model.upper.slice() });
    const boundedObjective = createObjective(bounded);
    const alongAxis = (axis: number) =>
      new NewtonMinimiser(
        boundedObjective,
        free.map((isFree, p) => (p === axis ? 1 : isFree)),
      );
    this.model = model;
    this.scan = scan;
    this.tolerance = tolerance;
    this.px = px;
    this.py = py;
    this.columns = first.values.length;
    this.rows = second.values.length;
    this.free = free;
    this.scannedOnly = free.map((_, p) => (p === px || p === py ? 1 : 0));
    this.kinks = all.filter(isKink);
    this.others = all.filter((p) => !isKink(p));
    this.width = parameterWidths(model, best);
    this.objective = createObjective(model);
    this.watched = createObjective(model, watched);
    this.fromElsewhere = new NewtonMinimiser(this.watched, free);
    this.bounded = bounded;
    this.along = [alongAxis(px), alongAxis(py)];
    this.above = new Int8Array(free.length).fill(1);
    this.slopesAt = new Float64Array(free.length);
    this.theta = new Float64Array(free.length);
    this.found = new Float64Array(free.length);
  }

  evaluations(): number {
    return this.count;
  }

  /**
   * The lowest fit of the other free parameters at a place.
   *
   * @param near converged fits from which it is predicted; without them it is predicted from those of the grid around it
   */
  fitAt(u: Place, v: Place, near: readonly NearFit[] = NONE): PlaneFit {
    const { found } = this;
    this.lowest = Number.NaN;
    this.slopes = null;
    const lastStep = Math.abs(u.step - this.lastU) + Math.abs(v.step - this.lastV);
    const fromNear = near.length === 0 && lastStep <= SMALL_STEP ? [{ fit: this.last!, weight: 1 }] : near;
    const isApart = !this.areAllOfOneMinimum(fromNear);
    if (fromNear.length > 0) {
      this.combine(isApart ? fromNear.slice(0, 1) : fromNear);
      this.tryTheta(u, v, true);
    }
    if (isApart) {
      for (const { fit } of fromNear.slice(1)) {
        if (!Number.isNaN(this.lowest) && this.areOfOneMinimum(fit.theta, found)) continue;
        this.theta.set(fit.theta);
        this.tryTheta(u, v, false);
      }
    }
    // Other minima come and go slowly: on a walk it is enough to look for them now and then, and between fits of one minimum not at all.
    const isBetween = fromNear.length > 1 && fromNear.every(({ weight }) => weight >= 0);
    if (!isBetween) this.walked += Math.min(1, lastStep);
    const isSettled = !Number.isNaN(this.lowest) && (isBetween || this.walked < UNCHECKED);
    if (!isSettled) {
      this.walked = 0;
      this.tryCorners(u, v);
    }
    const { lowest } = this;
    if (Number.isNaN(lowest)) return { rise: Number.NaN, slopes: [Number.NaN, Number.NaN], theta: found.slice() };
    const slopes = this.slopes ?? this.slopesOf(found);
    const fit: PlaneFit = { rise: lowest - this.scan.minimum, slopes, theta: found.slice() };
    this.lastU = u.step;
    this.lastV = v.step;
    this.last = fit;
    return fit;
  }

  /** The fit at a point of the grid, as the scan left it. */
  fitOf(point: number): PlaneFit {
    const { statistic, minimum } = this.scan;
    const at = this.scan.parametersAt(point).slice();
    const rise = statistic[point]! - minimum;
    return { rise, slopes: Number.isNaN(rise) ? [Number.NaN, Number.NaN] : this.slopesOf(at), theta: at };
  }

  /**
   * Lowest rise of the statistic between the neighbours of a point along one axis, minimised over all other free parameters, and the value
   * of the parameter of that axis there.
   *
   * @param point of the grid, not at the ends of the axis
   * @param axis 0 or 1
   * @returns a rise of NaN if the fit failed
   */
  lowestBetween(point: number, axis: 0 | 1): { readonly rise: number; readonly value: number } {
    const { model, scan, bounded, theta, tolerance } = this;
    const p = axis === 0 ? this.px : this.py;
    const { values } = scan.axes[axis]!;
    const k = axis === 0 ? Math.floor(point / this.rows) : point % this.rows;
    bounded.lower[p] = Math.min(values[k - 1]!, values[k + 1]!);
    bounded.upper[p] = Math.max(values[k - 1]!, values[k + 1]!);
    theta.set(scan.parametersAt(point));
    const minimum = this.along[axis].minimise(theta, { tolerance, predictLastStep: true });
    this.count += minimum.evaluations;
    bounded.lower[p] = model.lower[p]!;
    bounded.upper[p] = model.upper[p]!;
    return { rise: minimum.failure === null ? minimum.value - scan.minimum : Number.NaN, value: theta[p]! };
  }

  /** Fits at a place from what is in theta; keeps the result if it is the first, or the lowest so far. */
  private tryTheta(u: Place, v: Place, isNear: boolean): void {
    const { theta, lowest, watched, px, py } = this;
    const isFirst = Number.isNaN(lowest);
    theta[px] = u.value;
    theta[py] = v.value;
    const own = isNear ? this.minimiserFor(theta) : null;
    const minimum = (own?.minimiser ?? this.fromElsewhere).minimise(theta, {
      tolerance: this.tolerance,
      predictLastStep: true,
      abandonAtKink: !isNear && !isFirst,
      abandonAbove: isFirst ? Number.POSITIVE_INFINITY : lowest,
      keepsHessian: own !== null && Math.max(Math.abs(u.step - own.u), Math.abs(v.step - own.v)) <= HESSIAN_REACH,
    });
    this.count += minimum.evaluations;
    if (own !== null && minimum.hessians > 0) {
      own.u = u.step;
      own.v = v.step;
    }
    if (minimum.failure !== null || minimum.value >= lowest) return;
    this.lowest = minimum.value;
    this.found.set(theta);
    // A last step by another Hessian is so short that the slopes before it serve.
    this.slopes = minimum.hessians > 0 ? null : [watched.gradient[px]!, watched.gradient[py]!];
  }

  /** Fits at a place from the points of the grid around it, once on each combination of sides of the kinks. */
  private tryCorners(u: Place, v: Place): void {
    const { theta, found, others } = this;
    for (const { fits } of this.cornersBySide(u.step, v.step)) {
      const isFirst = Number.isNaN(this.lowest);
      if (!isFirst && this.onSameSides(found, fits[0]!.fit.theta)) continue;
      this.combine(fits);
      // What is fitted already suits the place; of the corners only the sides of the kinks are wanted.
      if (!isFirst) for (let k = 0; k < others.length; k++) theta[others[k]!] = found[others[k]!]!;
      this.tryTheta(u, v, isFirst);
    }
  }

  /** The fitted corners of the cell or edge around a place, those on one side of all kinks together. */
  private cornersBySide(u: number, v: number): readonly Corners[] {
    const { scan, rows } = this;
    const i = Math.min(this.columns - 2, Math.floor(u));
    const j = Math.min(rows - 2, Math.floor(v));
    const groups: Corners[] = [];
    for (let a = 0; a <= 1; a++) {
      for (let b = 0; b <= 1; b++) {
        const point = (i + a) * rows + j + b;
        const weight = (a === 1 ? u - i : 1 - u + i) * (b === 1 ? v - j : 1 - v + j);
        const rise = scan.statistic[point]!;
        if (weight <= 0 || Number.isNaN(rise)) continue;
        const theta = scan.parametersAt(point);
        const corner: NearFit = { fit: { rise, slopes: UNKNOWN_SLOPES, theta }, weight };
        const sides = this.sidesOf(theta);
        const group = groups.find((each) => each.sides === sides);
        if (group === undefined) groups.push({ sides, fits: [corner] });
        else group.fits.push(corner);
      }
    }
    return groups;
  }

  private minimiserFor(start: Float64Array): NearbyMinimiser {
    const sides = this.sidesOf(start);
    const known = this.nearby.get(sides);
    if (known !== undefined) return known;
    const own = { minimiser: new NewtonMinimiser(this.watched, this.free), u: Number.NaN, v: Number.NaN };
    this.nearby.set(sides, own);
    return own;
  }

  /** On which side of each kink parameters are. */
  private sidesOf(theta: Float64Array): string {
    const { kinks } = this;
    let sides = '';
    for (let k = 0; k < kinks.length; k++) {
      const value = theta[kinks[k]!]!;
      sides += value > 0 ? '+' : value < 0 ? '-' : '0';
    }
    return sides;
  }

  private slopesOf(fitted: Float64Array): [number, number] {
    const { slopesAt } = this;
    this.count += 1;
    this.objective.gradientAt(fitted, this.above, this.scannedOnly, slopesAt);
    return [slopesAt[this.px]!, slopesAt[this.py]!];
  }

  /** Puts the combination of fits into theta; a kinked parameter stays on the side of the first, and all stay within their bounds. */
  private combine(fits: readonly NearFit[]): void {
    const { theta, free } = this;
    const { kinked, lower, upper } = this.model;
    const first = fits[0]!.fit.theta;
    let whole = 0;
    for (let k = 0; k < fits.length; k++) whole += fits[k]!.weight;
    theta.fill(0);
    for (let k = 0; k < fits.length; k++) {
      const share = fits[k]!.weight / whole;
      const own = fits[k]!.fit.theta;
      for (let p = 0; p < theta.length; p++) theta[p]! += share * own[p]!;
    }
    for (let p = 0; p < theta.length; p++) {
      const own = first[p]!;
      const crosses = kinked[p] === 1 && Math.sign(theta[p]!) !== Math.sign(own);
      // Rounding of the combination must not carry a parameter off its bound, or one that is held off its value.
      if (free[p] === 0 || crosses) theta[p] = own;
      else theta[p] = Math.max(lower[p]!, Math.min(upper[p]!, theta[p]!));
    }
  }

  /** Whether no kink lies between two fits; one at a kink is of both sides. */
  private onSameSides(a: Float64Array, b: Float64Array): boolean {
    const { kinks } = this;
    for (let k = 0; k < kinks.length; k++) if (!(a[kinks[k]!]! * b[kinks[k]!]! >= 0)) return false;
    return true;
  }

  private areAllOfOneMinimum(fits: readonly NearFit[]): boolean {
    for (let k = 1; k < fits.length; k++) {
      if (!this.areOfOneMinimum(fits[k]!.fit.theta, fits[0]!.fit.theta)) return false;
    }
    return true;
  }

  private areOfOneMinimum(a: Float64Array, b: Float64Array): boolean {
    if (a === b) return true;
    const { free, width } = this;
    let distance = 0;
    for (let p = 0; p < free.length; p++) if (free[p] === 1) distance += ((a[p]! - b[p]!) / width[p]!) ** 2;
    return distance <= APART && this.onSameSides(a, b);
  }
}
