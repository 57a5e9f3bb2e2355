import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';

/** The values of a signal that belong to an interval; several segments where they are not one. */
export interface PoissonInterval {
  readonly lower: number;
  readonly upper: number;
  /** The segments that the search met, ascending; one almost always. */
  readonly segments: readonly (readonly [from: number, to: number])[];
}

/** Distance of the values at which membership is looked up before its changes are refined. */
const STEP = 0.0025;
const PRECISION = 1e-12;
/** Probability of so few counts beyond which no value can belong to the interval. */
const NEGLIGIBLE = 1e-6;

/**
 * Feldman-Cousins interval of a signal mu >= 0 from n counts with a known background b. Counts k are taken into the acceptance region of
 * mu in the order of P(k | mu + b) / P(k | max(k, b)), fewer counts first where equal, until its probability reaches the confidence.
 *
 * These are the ends of the construction itself; they may rise with b (`publishedUpper` has the correction for that).
 *
 * @param count n, integer >= 0
 * @param background b >= 0
 * @param confidence within (0, 1)
 * @throws RangeError for other values
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873, section IV
 */
export function poissonFeldmanCousins(count: number, background: number, confidence: number): PoissonInterval {
  check(count, background, confidence);
  const isIn = (mu: number) => isAccepted(count, mu, background, confidence);
  const steps = Math.ceil(largest(count, background) / STEP);
  const segments: [number, number][] = [];
  let from = isIn(0) ? 0 : Number.NaN;
  for (let i = 1; i <= steps; i++) {
    const [previous, mu] = [(i - 1) * STEP, i * STEP];
    const inside = isIn(mu);
    if (inside === !Number.isNaN(from)) continue;
    const change = bisect(isIn, previous, mu);
    if (inside) from = change;
    else {
      segments.push([from, change]);
      from = Number.NaN;
    }
  }
  return { lower: segments[0]![0], upper: segments.at(-1)![1], segments };
}

/** First step of the search in the background; that of the signal is the same. */
const FIRST_STEP = 0.01;
/** Upper ends fall with the background on the whole; exceptions come from the next few counts, and are smaller than this. */
const REACH = { background: 6, signal: 1.5 };

/**
 * Upper end of the interval, corrected so that it does not rise with the background: the largest one at this or any higher background.
 *
 * @returns to about 1e-6
 * @throws as poissonFeldmanCousins
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873, section IV, whose tables contain this correction
 */
export function publishedUpper(count: number, background: number, confidence: number): number {
  let { upper } = poissonFeldmanCousins(count, background, confidence);
  let from = background;
  let to = background + REACH.background;
  let room = REACH.signal;
  for (let step = FIRST_STEP; step > 1e-7; step *= 0.1) {
    let best = from;
    for (let b = from; b <= to; b += step) {
      const isIn = (mu: number) => isAccepted(count, mu, b, confidence);
      let mu = upper + room;
      while (mu > upper && !isIn(mu)) mu -= 0.5 * step;
      if (mu <= upper) continue;
      upper = bisect(isIn, mu, mu + 0.5 * step);
      best = b;
    }
    // A segment begins as a wedge, whose tip lies just before the background at which it was met.
    from = Math.max(background, best - 3 * step);
    to = best + step;
    room = 4 * step;
  }
  return upper;
}

function check(count: number, background: number, confidence: number): void {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`Expected a count of 0 or more, got ${count}`);
  if (!(background >= 0 && Number.isFinite(background))) {
    throw new RangeError(`Expected a background of 0 or more, got ${background}`);
  }
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Expected a confidence within 0 and 1, got ${confidence}`);
}

/** A signal so large that so few counts are as good as impossible. */
function largest(count: number, background: number): number {
  let mean = count + 1;
  for (;;) {
    let sum = 0;
    for (let k = 0; k <= count; k++) sum += Math.exp(poissonLogPmf(k, mean));
    if (sum < NEGLIGIBLE) return Math.max(0, mean - background) + 3;
    mean += 1 + 0.1 * mean;
  }
}

/** Whether the counts that come before `count` have together less than the confidence. */
function isAccepted(count: number, mu: number, background: number, confidence: number): boolean {
  const mean = mu + background;
  if (mean === 0) return count === 0;
  const ratio = (k: number) => {
    const bestMean = Math.max(k, background);
    // Logarithm of the ratio of probabilities, in which k! cancels.
    return (k === 0 ? 0 : k * Math.log(mean / bestMean)) - mean + bestMean;
  };
  const own = ratio(count);
  const comesBefore = (k: number) => {
    const other = ratio(k);
    const tie = Math.abs(other - own) <= 1e-13 * (1 + mean);
    return tie ? k < count : other > own;
  };
  let before = 0;
  // The ratio falls to both sides of the mean: what comes before are neighbours on one side, without a gap.
  let term = Math.exp(poissonLogPmf(count, mean));
  for (let k = count + 1; comesBefore(k); k++) {
    term *= mean / k;
    before += term;
  }
  term = Math.exp(poissonLogPmf(count, mean));
  for (let k = count - 1; k >= 0 && comesBefore(k); k--) {
    term *= (k + 1) / mean;
    before += term;
  }
  return before < confidence;
}

/** Where membership changes between two values. */
function bisect(isIn: (mu: number) => boolean, low: number, high: number): number {
  let [a, b] = [low, high];
  const atLow = isIn(a);
  while (b - a > PRECISION * (1 + b)) {
    const middle = 0.5 * (a + b);
    if (isIn(middle) === atLow) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
