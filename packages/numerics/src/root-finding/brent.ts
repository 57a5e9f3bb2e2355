/** How close a root must be bracketed, and how much work may go into it. */
export interface RootOptions {
  /** Half-width of the final bracket in x, absolute; rounding of x is added. Default 0: to the last bit. */
  readonly tolerance?: number;
  /** Largest number of function evaluations, the two ends included. Default 100. */
  readonly maxEvaluations?: number;
}

/** A root with the work it took; converged is false if the evaluations ran out. */
export interface Root {
  readonly x: number;
  readonly value: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

/**
 * Root of a continuous function between two points where it has opposite signs, by Brent's method.
 *
 * @param f function of one variable
 * @param lower one end of the bracket
 * @param upper other end
 * @throws RangeError if f has the same sign at both ends, or is not a number there
 * @see R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4
 */
export function brentRoot(f: (x: number) => number, lower: number, upper: number, options: RootOptions = {}): Root {
  const tolerance = options.tolerance ?? 0;
  const maxEvaluations = options.maxEvaluations ?? 100;
  let previous = lower;
  let previousValue = f(previous);
  let best = upper;
  let bestValue = f(best);
  if (!(previousValue * bestValue <= 0)) {
    throw new RangeError(
      `Expected opposite signs at the ends of the bracket, got f(${lower}) = ${previousValue} and f(${upper}) = ${bestValue}`,
    );
  }
  let evaluations = 2;
  let opposite = previous;
  let oppositeValue = previousValue;
  let step = best - previous;
  let stepBefore = step;
  while (true) {
    if (Math.abs(oppositeValue) < Math.abs(bestValue)) {
      previous = best;
      previousValue = bestValue;
      best = opposite;
      bestValue = oppositeValue;
      opposite = previous;
      oppositeValue = previousValue;
    }
    const smallest = 2 ** -52 * Math.abs(best) + 0.5 * tolerance;
    const half = 0.5 * (opposite - best);
    if (bestValue === 0 || Math.abs(half) <= smallest)
      return { x: best, value: bestValue, evaluations, converged: true };
    if (evaluations >= maxEvaluations) return { x: best, value: bestValue, evaluations, converged: false };
    const interpolated = interpolatedStep(previous, previousValue, best, bestValue, opposite, oppositeValue);
    const limit = Math.min(1.5 * Math.abs(half) - 0.5 * smallest, 0.5 * Math.abs(stepBefore));
    const towardsOpposite = interpolated * half > 0;
    if (Math.abs(stepBefore) >= smallest && towardsOpposite && Math.abs(interpolated) < limit) {
      stepBefore = step;
      step = interpolated;
    } else {
      step = half;
      stepBefore = half;
    }
    previous = best;
    previousValue = bestValue;
    best += Math.abs(step) > smallest ? step : Math.sign(half) * smallest;
    bestValue = f(best);
    evaluations += 1;
    if (bestValue > 0 === oppositeValue > 0) {
      opposite = previous;
      oppositeValue = previousValue;
      step = best - previous;
      stepBefore = step;
    }
  }
}

/** Step from the best point by inverse quadratic interpolation, or by the secant while only two points are known. */
function interpolatedStep(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return (s * (c - b)) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  const numerator = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -numerator / ((q - 1) * (r - 1) * (s - 1));
}
