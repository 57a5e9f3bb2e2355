/**
 * A rational number numerator / denominator * 10^exponent, exact. Unit conversions are done with it, so that two
 * spellings of one quantity (19.3 m, 1930 cm) give the same double to the last bit.
 */
export interface ExactNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly exponent: number;
}

export const exactOne: ExactNumber = { numerator: 1n, denominator: 1n, exponent: 0 };

/** A power of ten. */
export function powerOfTen(exponent: number): ExactNumber {
  return { numerator: 1n, denominator: 1n, exponent };
}

/** Longest decimal literal and largest power of ten that are taken: beyond them nothing is a measured quantity. */
const longestLiteral = 100;
const largestExponent = 400;

/**
 * The exact value of a decimal literal such as `-3.198e23`; undefined when the text is none, or too long or too large
 * to be a measured quantity.
 */
export function parseExact(text: string): ExactNumber | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,5}))?$/.exec(text.length <= longestLiteral ? text : '');
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(power) - fraction.length;
  if (Math.abs(exponent) > largestExponent) return undefined;
  const digits = BigInt(whole + fraction);
  return { numerator: sign === '-' ? -digits : digits, denominator: 1n, exponent };
}

/** a * b, exact. */
export function multiplyExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return {
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
    exponent: a.exponent + b.exponent,
  };
}

/** a / b, exact; b is not zero. */
export function divideExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return {
    numerator: a.numerator * b.denominator,
    denominator: a.denominator * b.numerator,
    exponent: a.exponent - b.exponent,
  };
}

/** Significant digits of a quotient that does not end: double precision needs 17. */
const quotientDigits = 40;

/** The double nearest to an exact number. */
export function toDouble(value: ExactNumber): number {
  let { numerator, denominator } = value;
  let { exponent } = value;
  if (denominator < 0n) [numerator, denominator] = [-numerator, -denominator];
  if (denominator !== 1n) {
    const shift = Math.max(0, quotientDigits + denominator.toString().length - numerator.toString().length);
    const scaled = numerator * 10n ** BigInt(shift);
    const quotient = scaled / denominator;
    // One more digit that is not zero keeps a quotient that does not end from looking like an exact tie.
    const rest = scaled % denominator === 0n ? 0n : numerator < 0n ? -1n : 1n;
    numerator = quotient * 10n + rest;
    exponent -= shift + 1;
  }
  return Number(`${numerator}e${exponent}`);
}
