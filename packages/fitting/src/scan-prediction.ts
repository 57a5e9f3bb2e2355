import type { ScanGrid } from './scan-grid.ts';

/** Coefficients of the polynomial through the last one to four points, one step beyond them. */
const EXTRAPOLATION = [[1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** Where a refit is likely to end, by the fits at its neighbours. */
export interface Prediction {
  /** The neighbour it starts from. */
  readonly from: number;
  readonly theta: Float64Array;
  /** Squared distance, in standard deviations, to the prediction by one point less; Infinity for one point alone. */
  readonly uncertainty: number;
  /** The statistic that the same fits lead one to expect, and how much it differs with one point less. */
  readonly statistic: number;
  readonly statisticUncertainty: number;
}

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

/** Predicts fits of a scan; contains work space, so that each prediction is valid until the next one in the same direction. */
export interface ScanPredictor {
  /** Prediction for a point from the fits in a direction; null if there is none beside it. */
  predict(point: number, direction: number): Prediction | null;
  /** Squared distance of two parameter vectors in widths, over the fitted parameters. */
  distance(a: Float64Array, b: Float64Array): number;
  /** Whether two parameter vectors lie on the same sides of all kinks. */
  sameSides(a: Float64Array, b: Float64Array): boolean;
}

/**
 * Predicts the fitted parameters at a point by the polynomial through up to four fits on a line from it. Fits that lie on another side
 * of a kink than the nearest one are left out, since the parameters jump there.
 */
export function createPredictor(scan: PredictedScan): ScanPredictor {
  const { grid, theta, statistic, fitted, width, kinked, lower, upper } = scan;
  const size = width.length;
  const predictions = grid.directions.map(() => ({
    from: 0,
    theta: new Float64Array(size),
    uncertainty: 0,
    statistic: 0,
    statisticUncertainty: 0,
  }));
  const kinks = fitted.filter((p) => kinked[p] === 1);
  const at = new Int32Array(EXTRAPOLATION.length);

  /** Whether a fit lies on the same sides of all kinks as another one. */
  function continues(a: number, b: number): boolean {
    for (let k = 0; k < kinks.length; k++) {
      const p = kinks[k]!;
      if (Math.sign(theta[a + p]!) !== Math.sign(theta[b + p]!)) return false;
    }
    return true;
  }

  function sameSides(a: Float64Array, b: Float64Array): boolean {
    return kinks.every((p) => Math.sign(a[p]!) === Math.sign(b[p]!));
  }

  function predict(point: number, direction: number): Prediction | null {
    let count = 0;
    while (count < at.length) {
      const next = grid.step(point, direction, count + 1);
      if (next < 0 || Number.isNaN(statistic[next]!) || (count > 0 && !continues(at[0]!, next * size))) break;
      at[count++] = next * size;
    }
    if (count === 0) return null;
    const prediction = predictions[direction]!;
    const coefficients = EXTRAPOLATION[count - 1]!;
    const fewer = EXTRAPOLATION[Math.max(0, count - 2)]!;
    let difference = 0;
    for (let i = 0; i < fitted.length; i++) {
      const p = fitted[i]!;
      let value = 0;
      let simpler = 0;
      for (let k = 0; k < count; k++) value += coefficients[k]! * theta[at[k]! + p]!;
      for (let k = 0; k < fewer.length; k++) simpler += fewer[k]! * theta[at[k]! + p]!;
      difference += ((value - simpler) / width[p]!) ** 2;
      // Beyond a kink nothing is known: stop there.
      const last = theta[at[0]! + p]!;
      const crosses = kinked[p] === 1 && Math.sign(value) !== Math.sign(last);
      prediction.theta[p] = crosses ? 0 : Math.max(lower[p]!, Math.min(upper[p]!, value));
    }
    let value = 0;
    let simpler = 0;
    for (let k = 0; k < count; k++) value += coefficients[k]! * statistic[at[k]! / size]!;
    for (let k = 0; k < fewer.length; k++) simpler += fewer[k]! * statistic[at[k]! / size]!;
    prediction.uncertainty = count > 1 ? difference : Number.POSITIVE_INFINITY;
    prediction.from = at[0]! / size;
    prediction.statistic = value;
    prediction.statisticUncertainty = count > 1 ? Math.abs(value - simpler) : Number.POSITIVE_INFINITY;
    return prediction;
  }

  function distance(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < fitted.length; i++) {
      const p = fitted[i]!;
      sum += ((a[p]! - b[p]!) / width[p]!) ** 2;
    }
    return sum;
  }
  return { predict, distance, sameSides };
}
