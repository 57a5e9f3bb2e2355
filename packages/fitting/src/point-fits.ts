import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ScanGrid } from './scan-grid.ts';

/** The fits at the points of a grid. */
export interface ScanFits {
  /** NaN where there is no fit. */
  readonly statistic: Float64Array;
  /** [points][parameters] */
  readonly theta: Float64Array;
  readonly evaluations: number;
  /** How many of the evaluations were with second derivatives, which take about twice as long. */
  readonly hessians: number;
}

/** What a scan goes over. */
export interface ScanTask {
  readonly model: CompiledModel;
  readonly best: ConvergedFit;
  readonly grid: ScanGrid;
  /** Indices of the scanned parameters, and their values along each axis. */
  readonly scanned: readonly number[];
  readonly values: readonly Float64Array[];
  readonly tolerance: number;
}

/** A fit found from elsewhere replaces one only if it is lower by more than this. */
export const MARGIN = 1e-6;
/** Steps of the grid over which second derivatives are taken to change little. */
const HESSIAN_REACH = 8;
/** Rise above the best fit beyond which nobody asks which of several minima it is, and how much larger the tolerance is there. */
const FAR = 60;
const FAR_TOLERANCE = 3;

/** How a start is to be taken. */
export interface Trial {
  /** Whether it is near a minimum, so that one can give up early when that lies higher than what is known. */
  readonly isNear: boolean;
  /** Whether it is what neighbours lead one to expect. */
  readonly isNearby: boolean;
  readonly abandonAtKink: boolean;
}

export const NEARBY: Trial = { isNear: true, isNearby: true, abandonAtKink: false };
export const DISTANT: Trial = { isNear: false, isNearby: false, abandonAtKink: false };
export const OTHER_SIDE: Trial = { isNear: true, isNearby: false, abandonAtKink: true };

/** The fits at the points of a grid, each the lowest that was found so far. */
export class PointFits {
  /** Statistic at each point, NaN where there is no fit. */
  readonly statistic: Float64Array;
  /** [points][parameters] */
  readonly theta: Float64Array;
  /** Indices of the parameters that are fitted. */
  readonly fitted: Int32Array;
  /** All parameters of the best fit. */
  readonly optimum: Float64Array;
  /** The statistic beyond which nobody asks which of several minima it is. */
  readonly farAbove: number;
  readonly #grid: ScanGrid;
  readonly #scanned: readonly number[];
  readonly #values: readonly Float64Array[];
  readonly #tolerance: number;
  /** Along the walk, where the Hessian of the last point serves for the next; and for starts from elsewhere. */
  readonly #minimiser: NewtonMinimiser;
  readonly #minimiserFromAfar: NewtonMinimiser;
  /** Parameters of the fit that is being made, and where it starts anew. */
  readonly #trial: Float64Array;
  readonly #again: Float64Array;
  /** Where second derivatives were evaluated last along the walk. */
  #hessianFrom = -1;
  #evaluations = 0;
  #hessians = 0;

  constructor({ model, best, grid, scanned, values, tolerance }: ScanTask) {
    const size = model.names.length;
    const free = freeParameters(best, scanned);
    const objective = createObjective(model);
    this.statistic = new Float64Array(grid.points).fill(Number.NaN);
    this.theta = new Float64Array(grid.points * size);
    this.fitted = Int32Array.from(free.keys()).filter((p) => free[p] === 1);
    this.optimum = Float64Array.from(best.parameters, ({ value }) => value);
    this.farAbove = best.statistic + FAR;
    this.#grid = grid;
    this.#scanned = scanned;
    this.#values = values;
    this.#tolerance = tolerance;
    this.#minimiser = new NewtonMinimiser(objective, free);
    this.#minimiserFromAfar = new NewtonMinimiser(objective, free);
    this.#trial = new Float64Array(size);
    this.#again = new Float64Array(size);
  }

  isFitted(point: number): boolean {
    return !Number.isNaN(this.statistic[point]!);
  }

  /** Parameters of the fit at a point. */
  at(point: number): Float64Array {
    const size = this.optimum.length;
    return this.theta.subarray(point * size, (point + 1) * size);
  }

  /**
   * Fits a point from a start; keeps the result if it is the first, or lower than the one so far.
   *
   * @param expected the statistic that is expected; -Infinity where that is unknown
   * @returns whether it was kept
   */
  tryFrom(point: number, start: Float64Array, how: Trial, expected = Number.NEGATIVE_INFINITY): boolean {
    const fitted = this.fitted;
    const theta = this.#trial;
    const known = this.statistic[point]!;
    theta.set(this.optimum);
    for (let i = 0; i < fitted.length; i++) theta[fitted[i]!] = start[fitted[i]!]!;
    this.#placeOnGrid(theta, point);
    const isFar = expected > this.farAbove;
    const minimiser = how.isNearby ? this.#minimiser : this.#minimiserFromAfar;
    const minimum = minimiser.minimise(theta, {
      tolerance: isFar ? FAR_TOLERANCE * this.#tolerance : this.#tolerance,
      predictLastStep: true,
      abandonAbove: how.isNear && this.isFitted(point) ? known : Number.POSITIVE_INFINITY,
      abandonAtKink: how.abandonAtKink,
      keepsHessian: how.isNearby && this.#isNearHessian(point),
    });
    if (how.isNearby && minimum.hessians > 0) this.#hessianFrom = point;
    this.#hessians += minimum.hessians;
    this.#evaluations += minimum.evaluations;
    if (isFar && minimum.failure === null && minimum.value < this.farAbove) {
      this.#again.set(theta);
      return this.tryFrom(point, this.#again, how, minimum.value);
    }
    if (minimum.failure !== null || minimum.value > known - MARGIN) return false;
    this.statistic[point] = minimum.value;
    this.theta.set(theta, point * theta.length);
    return true;
  }

  result(): ScanFits {
    const { statistic, theta } = this;
    return { statistic, theta, evaluations: this.#evaluations, hessians: this.#hessians };
  }

  /** Gives the scanned parameters their values at a point. */
  #placeOnGrid(theta: Float64Array, point: number): void {
    const scanned = this.#scanned;
    const values = this.#values;
    let rest = point;
    for (let a = values.length - 1; a >= 0; a--) {
      const along = values[a]!;
      theta[scanned[a]!] = along[rest % along.length]!;
      rest = Math.floor(rest / along.length);
    }
  }

  /** Whether the last second derivatives along the walk still serve at a point. */
  #isNearHessian(point: number): boolean {
    return this.#hessianFrom >= 0 && this.#grid.distance(point, this.#hessianFrom) <= HESSIAN_REACH;
  }
}

/** 1 for each parameter that is neither held nor scanned. */
function freeParameters(best: ConvergedFit, scanned: readonly number[]): Uint8Array {
  return Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || scanned.includes(p) ? 0 : 1));
}
