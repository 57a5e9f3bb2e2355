import type { ScanGrid } from './scan-grid.ts';

/** Most fits on a line that a prediction uses. */
const MOST_FITS = 4;
/** Relative change from one point to the next above which a parameter that cannot be negative is continued by ratios. */
const GEOMETRIC_CHANGE = 0.05;

/** Where a refit is likely to end, by the fits at its neighbours. */
export interface Prediction {
  /** The neighbour it starts from. */
  readonly from: number;
  readonly direction: number;
  readonly theta: Float64Array;
  /** Squared distance, in standard deviations, to the prediction by one point less; Infinity for one point alone. */
  readonly uncertainty: number;
  /** The statistic that the same fits lead one to expect, and how much it differs with one point less. */
  readonly statistic: number;
  readonly statisticUncertainty: number;
}

/** A prediction in the making. */
type Draft = { -readonly [Key in keyof Prediction]: Prediction[Key] };

/** What predictions need to know of a scan. */
export interface PredictedScan {
  readonly grid: ScanGrid;
  /** Parameters of the fits so far, [points][parameters]. */
  readonly theta: Float64Array;
  /** Statistic of these fits, NaN where there is none. */
  readonly statistic: Float64Array;
  /** Indices of the parameters that are fitted. */
  readonly fitted: Int32Array;
  /** Width of each parameter of the model, by which distances are measured. */
  readonly width: Float64Array;
  readonly kinked: Uint8Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Predicts the fitted parameters at a point by the polynomial through up to four fits on a line from it. Fits that lie on another side
 * of a kink than the nearest one are left out, since the parameters jump there. A parameter that cannot be negative and changes fast,
 * such as a flux that falls as a signal grows, is continued by the same polynomial in its logarithm.
 *
 * Contains work space, so that each prediction is valid until the next one in the same direction.
 */
export class ScanPredictor {
  readonly #grid: ScanGrid;
  readonly #theta: Float64Array;
  readonly #statistic: Float64Array;
  readonly #fitted: Int32Array;
  readonly #kinked: Uint8Array;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #size: number;
  readonly #kinks: Int32Array;
  readonly #inverseWidth: Float64Array;
  /** One for each direction. */
  readonly #predictions: readonly Draft[];
  /** Where the fits on the line begin in `theta`, nearest first, and how many there are. */
  readonly #at = new Int32Array(MOST_FITS);
  #count = 0;

  constructor({ grid, theta, statistic, fitted, width, kinked, lower, upper }: PredictedScan) {
    this.#grid = grid;
    this.#theta = theta;
    this.#statistic = statistic;
    this.#fitted = fitted;
    this.#kinked = kinked;
    this.#lower = lower;
    this.#upper = upper;
    this.#size = width.length;
    this.#kinks = fitted.filter((p) => kinked[p] === 1);
    this.#inverseWidth = width.map((value) => 1 / value);
    this.#predictions = grid.directions.map((_, direction) => ({
      from: 0,
      direction,
      theta: new Float64Array(width.length),
      uncertainty: Number.NaN,
      statistic: Number.NaN,
      statisticUncertainty: Number.NaN,
    }));
  }

  /**
   * Prediction for a point from the fits in a direction; null if there is none beside it, or if the expected statistic lies above a
   * ceiling.
   */
  predict(point: number, direction: number, ceiling: number): Prediction | null {
    this.#gather(point, direction);
    const count = this.#count;
    if (count === 0) return null;
    const prediction = this.#predictions[direction]!;
    if (!this.#predictStatistic(prediction, ceiling)) return null;
    const theta = this.#theta;
    const fitted = this.#fitted;
    const kinked = this.#kinked;
    const lower = this.#lower;
    const upper = this.#upper;
    const inverseWidth = this.#inverseWidth;
    const target = prediction.theta;
    const at = this.#at;
    const at0 = at[0]!;
    const at1 = at[1]!;
    const at2 = at[2]!;
    const at3 = at[3]!;
    let uncertainty = 0;
    for (let i = 0; i < fitted.length; i++) {
      const p = fitted[i]!;
      // Beyond the last fit these are values of other ones, which count for nothing.
      const a = theta[at0 + p]!;
      const b = theta[at1 + p]!;
      const c = theta[at2 + p]!;
      const d = theta[at3 + p]!;
      const byRatios = lower[p] === 0 && changesFast(count, a, b, c, d);
      const simpler = byRatios ? byFewerRatios(count, a, b, c) : byFewer(count, a, b, c);
      const change = byRatios ? simpler * (lastRatio(count, a, b, c, d) - 1) : lastChange(count, a, b, c, d);
      // A change that does not fall from order to order is mostly noise of the fits, which the last one would amplify.
      const isNoise = count === 4 && !byRatios && Math.abs(change) > 0.5 * Math.abs(a - 2 * b + c);
      const value = isNoise ? simpler : simpler + change;
      const deviation = change * inverseWidth[p]!;
      uncertainty += deviation * deviation;
      let within = value;
      if (value < lower[p]!) within = lower[p]!;
      else if (value > upper[p]!) within = upper[p]!;
      // Beyond a kink nothing is known: stop there.
      else if (kinked[p] === 1 && !(value * a > 0)) within = 0;
      target[p] = within;
    }
    prediction.uncertainty = count > 1 ? uncertainty : Number.POSITIVE_INFINITY;
    prediction.from = at0 / this.#size;
    return prediction;
  }

  /** Squared distance of a parameter vector from the fit at a point in widths, over the fitted parameters. */
  distance(start: Float64Array, point: number): number {
    const theta = this.#theta;
    const fitted = this.#fitted;
    const inverseWidth = this.#inverseWidth;
    const at = point * this.#size;
    let sum = 0;
    for (let i = 0; i < fitted.length; i++) {
      const p = fitted[i]!;
      const deviation = (start[p]! - theta[at + p]!) * inverseWidth[p]!;
      sum += deviation * deviation;
    }
    return sum;
  }

  /** Whether a parameter vector lies on the same sides of all kinks as the fit at a point. */
  sameSides(start: Float64Array, point: number): boolean {
    const theta = this.#theta;
    const kinks = this.#kinks;
    const at = point * this.#size;
    for (let k = 0; k < kinks.length; k++) {
      const p = kinks[k]!;
      if (Math.sign(start[p]!) !== Math.sign(theta[at + p]!)) return false;
    }
    return true;
  }

  /** Gathers the fits on the line. */
  #gather(point: number, direction: number): void {
    const grid = this.#grid;
    const statistic = this.#statistic;
    const size = this.#size;
    const at = this.#at;
    const most = Math.min(at.length, grid.room(point, direction));
    const offset = grid.offsets[direction]!;
    let next = point;
    let count = 0;
    for (; count < most; count++) {
      next += offset;
      if (Number.isNaN(statistic[next]!) || (count > 0 && !this.#continues(at[0]!, next * size))) break;
      at[count] = next * size;
    }
    this.#count = count;
  }

  /** Whether a fit lies on the same sides of all kinks as another one. */
  #continues(a: number, b: number): boolean {
    const theta = this.#theta;
    const kinks = this.#kinks;
    for (let k = 0; k < kinks.length; k++) {
      const p = kinks[k]!;
      if (Math.sign(theta[a + p]!) !== Math.sign(theta[b + p]!)) return false;
    }
    return true;
  }

  /** Fills the expected statistic; tells whether it lies below the ceiling. */
  #predictStatistic(prediction: Draft, ceiling: number): boolean {
    const statistic = this.#statistic;
    const size = this.#size;
    const count = this.#count;
    const at = this.#at;
    const a = statistic[at[0]! / size]!;
    const b = statistic[at[1]! / size]!;
    const c = statistic[at[2]! / size]!;
    const change = lastChange(count, a, b, c, statistic[at[3]! / size]!);
    prediction.statistic = byFewer(count, a, b, c) + change;
    prediction.statisticUncertainty = count > 1 ? Math.abs(change) : Number.POSITIVE_INFINITY;
    return prediction.statistic < ceiling;
  }
}

/** What the last of a number of fits changes in the polynomial through the values at them, one step beyond them; nearest first. */
function lastChange(count: number, a: number, b: number, c: number, d: number): number {
  if (count === 4) return a - d + 3 * (c - b);
  if (count === 3) return a - 2 * b + c;
  return count === 2 ? a - b : 0;
}

/** That polynomial without the last fit. */
function byFewer(count: number, a: number, b: number, c: number): number {
  if (count === 4) return 3 * (a - b) + c;
  return count === 3 ? 2 * a - b : a;
}

/** The factor by which the last fit changes the same continuation of the logarithm. */
function lastRatio(count: number, a: number, b: number, c: number, d: number): number {
  if (count === 4) return (a * c * c * c) / (b * b * b * d);
  return count === 3 ? (a * c) / (b * b) : a / b;
}

/** That continuation without the last fit. */
function byFewerRatios(count: number, a: number, b: number, c: number): number {
  if (count === 4) return (a * a * a * c) / (b * b * b);
  return count === 3 ? (a * a) / b : a;
}

/** Whether a parameter that cannot be negative changes so much from fit to fit that its logarithm is smoother. */
function changesFast(count: number, a: number, b: number, c: number, d: number): boolean {
  if (count < 2 || !(Math.abs(a - b) > GEOMETRIC_CHANGE * a)) return false;
  return a > 0 && b > 0 && (count < 3 || c > 0) && (count < 4 || d > 0);
}
