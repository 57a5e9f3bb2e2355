import type { RandomStream } from '@cevns/numerics/random/random-stream';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { CompiledModel } from '../compile.ts';
import { ToyFits } from '../toys/toy-fits.ts';
import { type PointToys, toysUntilDecided } from './acceptance.ts';

/** Points of a scan that are to be accepted or rejected by toys. */
export interface PointTests {
  /** 1 for each parameter that was free in the best fit, the tested ones included. */
  readonly free: Uint8Array;
  /** Indices of the tested parameters. */
  readonly tested: readonly number[];
  readonly points: readonly {
    /** Rise of the statistic in the data; NaN where there is no fit. */
    readonly rise: number;
    /** The fit to the data with the tested parameters held, which is the truth of the toys. */
    readonly theta: Float64Array;
    /** Toys of the point that are there already. */
    readonly before?: PointToys;
  }[];
  readonly confidence: readonly number[];
  /** Most toys of a point. */
  readonly most: number;
}

/** Share of the largest significance level at which chi2 rejects a point so clearly that it needs no toys. */
const FAR_SHARE = 1e-3;
const NO_TOYS: PointToys = { rises: new Float64Array(0), made: 0 };

/**
 * Tests points by toys: a point gets them until it is accepted or rejected without doubt at every confidence level. Where chi2 rejects it
 * a thousand times more clearly than asked for, or where the fit failed, it gets none.
 *
 * @throws FittingError for a model whose data cannot be drawn
 */
export function testPoints(
  model: CompiledModel,
  { free, tested, points, confidence, most }: PointTests,
  random: RandomStream,
): PointToys[] {
  const fits = new ToyFits(model, free, tested);
  const far = chiSquaredQuantile(1 - FAR_SHARE * (1 - Math.max(...confidence)), tested.length);
  return points.map(({ rise, theta, before }) => {
    if (!(rise <= far)) return NO_TOYS;
    const held = tested.map((p) => theta[p]!);
    fits.setTruth(theta, held);
    return toysUntilDecided(fits, random, { rise, confidence, end: most }, before);
  });
}
