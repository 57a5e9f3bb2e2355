import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { ToyFits } from '../toys/toy-fits.ts';
import { type ToyProbability, type ToyQuantile, toyQuantile, toyTail } from '../toys/toy-rises.ts';
import { isDecided } from './binomial-decision.ts';

/** Toys of one tested point, in their order. */
export interface PointToys {
  /** Rises of the statistic in the toys whose fits converged. */
  readonly rises: Float64Array;
  readonly made: number;
}

/** What toys say of one point. */
export interface Acceptance {
  /** The rise of the statistic up to which data are accepted. */
  readonly critical: ToyQuantile;
  /** Whether the data are. */
  readonly isIn: boolean;
  /** Whether so many toys leave no doubt of that. */
  readonly isDecided: boolean;
}

/** Toys after which it is asked whether the point is decided. */
const STEP = 50;
/** Differences of the statistic below this are rounding. */
const TIE = 1e-7;
/** Share of toys with one value of the statistic from which on it is taken for discrete. */
const TIED_SHARE = 0.02;

/**
 * Makes toys of one point until they tell whether it is accepted at every confidence level, or up to a number of them. The truth of the
 * fits is that point.
 *
 * @param rise of the statistic in the data, from its minimum to the tested point
 * @param before toys of the point that are there already
 * @param end the number of the first toy that is not made
 */
export function toysUntilDecided(
  fits: ToyFits,
  random: RandomStream,
  { rise, confidence, end }: { readonly rise: number; readonly confidence: readonly number[]; readonly end: number },
  before: PointToys = { rises: new Float64Array(0), made: 0 },
): PointToys {
  const rises = Array.from(before.rises);
  let { made } = before;
  let above = rises.filter((value) => value >= rise - TIE).length;
  const isOpen = () => made === 0 || confidence.some((level) => !isDecided(above, rises.length, 1 - level));
  while (made < end && isOpen()) {
    const next = Math.min(end, made + STEP);
    for (; made < next; made++) {
      random.start(made);
      if (!fits.next(random)) continue;
      const value = Math.max(0, fits.heldMinimum() - fits.minimum());
      rises.push(value);
      if (value >= rise - TIE) above += 1;
    }
  }
  return { rises: Float64Array.from(rises), made };
}

/** What the toys of a point say at one confidence level. */
export function acceptanceOf({ rises }: PointToys, rise: number, confidence: number): Acceptance {
  const sorted = Float64Array.from(rises).sort();
  const pValue = pValueOf(sorted, rise);
  return {
    critical: toyQuantile(sorted, confidence),
    isIn: pValue.value > 1 - confidence,
    isDecided: isDecided(Math.round(pValue.value * sorted.length), sorted.length, 1 - confidence),
  };
}

/** Share of the toys in which the statistic rises as much as in the data. */
export function pValueOf(sorted: Float64Array, rise: number): ToyProbability {
  return toyTail(sorted, rise - TIE);
}

/** Whether many toys have one and the same value of the statistic, that of the data or the critical one, as few counts give. */
export function isDiscrete({ rises }: PointToys, values: readonly number[]): boolean {
  const share = (value: number) => rises.filter((rise) => Math.abs(rise - value) <= TIE).length / rises.length;
  // Half of the toys at a bound have a rise of exactly 0, which is no sign of few counts.
  return values.some((value) => value > TIE && share(value) > TIED_SHARE);
}
