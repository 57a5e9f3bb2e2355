import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';

/** How many of the electrons set free are found. */
export interface ElectronNumber {
  /** Variance of the number set free in units of its mean: 1 for a Poisson distribution. */
  readonly fano: number;
  /** Probability that an electron is found. */
  readonly collected: number;
}

/** A binomial distribution as a part of a mixture. */
interface Binomial {
  readonly weight: number;
  readonly trials: number;
  readonly probability: number;
}

/** Standard deviations, and electrons besides, beyond which probabilities count as nothing. */
const FAR = 9;
const MORE = 12;

/**
 * Calls back with the probability of each number k of electrons that are found, for a mean number m set free.
 *
 * F = 1: k ~ Poisson(c m), c the probability to be found. F < 1: the number set free is a whole one of mean m and variance F m, a mixture of binomial
 * distributions of mean m with n = floor(m / (1 - F)) and n + 1 trials. Whole numbers of mean m cannot have a smaller variance than f (1 - f), f the part of m
 * after the point: for few electrons the first part is the two whole numbers next to m, and where F m is less than f (1 - f) it is all (the
 * Bernoulli modes of arXiv:1808.06967). Losses make a probability p of a trial c p.
 *
 * @param mean m, >= 0
 * @param within numbers that are wanted; all unless given
 */
export function eachElectronNumber(
  mean: number,
  { fano, collected }: ElectronNumber,
  visit: (electrons: number, probability: number) => void,
  within: { readonly least: number; readonly most: number } = { least: 0, most: Number.POSITIVE_INFINITY },
): void {
  if (mean === 0) {
    if (within.least <= 0) visit(0, 1);
    return;
  }
  const found = collected * mean;
  const sigma = Math.sqrt(found * (1 - collected * (1 - fano)));
  const from = Math.max(0, within.least, Math.floor(found - FAR * sigma - MORE));
  const to = Math.min(within.most, Math.ceil(found + FAR * sigma + MORE));
  if (to < from) return;
  const probabilities = new Float64Array(to - from + 1);
  if (fano === 1) addPoisson(found, from, probabilities);
  else for (const part of mixture(mean, fano, collected)) addBinomial(part, from, probabilities);
  for (let k = from; k <= to; k++) visit(k, probabilities[k - from]!);
}

function mixture(mean: number, fano: number, collected: number): Binomial[] {
  const fewer = Math.floor(mean / (1 - fano));
  const more = fewer + 1;
  const wider = mean * (1 - mean / more);
  const second = (weight: number): Binomial => ({ weight, trials: more, probability: (collected * mean) / more });
  if (fewer >= mean) {
    const weight = (wider - fano * mean) / (wider - mean * (1 - mean / fewer));
    return [{ weight, trials: fewer, probability: (collected * mean) / fewer }, second(1 - weight)];
  }
  const whole = Math.floor(mean);
  const part = mean - whole;
  const least = part * (1 - part);
  const weight = fano * mean <= least ? 1 : (wider - fano * mean) / (wider - least);
  return [
    { weight: weight * (1 - part), trials: whole, probability: collected },
    { weight: weight * part, trials: whole + 1, probability: collected },
    second(1 - weight),
  ];
}

/** Adds the probabilities of from, from + 1, ... electrons. */
function addPoisson(mean: number, from: number, out: Float64Array): void {
  const top = clamped(Math.floor(mean), from, from + out.length - 1);
  const highest = Math.exp(top * Math.log(mean) - mean - lnGamma(top + 1));
  addFrom(top, highest, (k) => mean / (k + 1), from, out);
}

function addBinomial({ weight, trials: n, probability: p }: Binomial, from: number, out: Float64Array): void {
  if (from > n) return;
  if (p >= 1) {
    if (n < from + out.length) out[n - from] = out[n - from]! + weight;
    return;
  }
  const top = clamped(Math.floor((n + 1) * p), from, Math.min(n, from + out.length - 1));
  const ways = lnGamma(n + 1) - lnGamma(top + 1) - lnGamma(n - top + 1);
  const highest = weight * Math.exp(ways + top * Math.log(p) + (n - top) * Math.log1p(-p));
  const odds = p / (1 - p);
  addFrom(top, highest, (k) => (odds * (n - k)) / (k + 1), from, out);
}

/** Adds probabilities that follow from the highest of them, up and down by the ratio of k + 1 to k. */
function addFrom(
  top: number,
  highest: number,
  ratio: (electrons: number) => number,
  from: number,
  out: Float64Array,
): void {
  let value = highest;
  for (let k = top; k < from + out.length && value !== 0; k++) {
    out[k - from] = out[k - from]! + value;
    value *= ratio(k);
  }
  value = highest;
  for (let k = top - 1; k >= from; k--) {
    value /= ratio(k);
    out[k - from] = out[k - from]! + value;
  }
}

function clamped(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Numbers of electrons from which on the seams between two mixtures are too smooth to matter. */
const SEAMS = 120;

/** Mean numbers of electrons at which a mixture becomes the next one: probabilities have a kink there. */
export function electronNumberSeams({ fano }: ElectronNumber): number[] {
  if (fano === 1) return [];
  return Array.from({ length: SEAMS }, (_, n) => {
    // Where F m = f (1 - f), m = n + f.
    const root = Math.sqrt(Math.max(0, (1 - fano) ** 2 - 4 * fano * n));
    const least = root === 0 ? [] : [n + (1 - fano - root) / 2, n + (1 - fano + root) / 2];
    return [n + 1, (n + 1) * (1 - fano), ...least].filter((mean) => mean > 0);
  }).flat();
}

/**
 * The Fano factor and the probability to be found, checked.
 *
 * @throws RangeError if the Fano factor leaves (0, 1] or the probability leaves (0, 1]
 */
export function checkedElectronNumber(fano: number, collected: number): ElectronNumber {
  if (!(fano > 0 && fano <= 1)) throw new RangeError(`Expected a Fano factor in (0, 1], got ${fano}`);
  if (!(collected > 0 && collected <= 1)) {
    throw new RangeError(`Expected a probability to find an electron in (0, 1], got ${collected}`);
  }
  return { fano, collected };
}
