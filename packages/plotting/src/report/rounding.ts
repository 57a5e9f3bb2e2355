import { minus as minusSign } from '../label-symbols.ts';
import { PlottingError } from '../plotting-error.ts';

/** A number or a pair of errors rounded for print; `power` is a power of ten common to all of them. */
export interface Rounded {
  readonly value: string;
  /** Errors without signs: one when symmetric, else plus and minus. */
  readonly errors: readonly string[];
  readonly power: number;
  /** Digits after the point in units of that power; negative: rounded to tens, hundreds, ... */
  readonly decimals: number;
  /** All together in label markup: `0.87^{+0.15}_{-0.13}`, `312 ± 17`, `(2.2 ± 0.5)\times10^{-39}`. */
  readonly text: string;
}

/** Errors of a value: one number when symmetric, or the distances upward and downward. */
export type Errors = number | { readonly plus: number; readonly minus: number };

/**
 * Number of decimals by the rule of the Particle Data Group (Review of Particle Physics, Introduction, "Rounding"): if the three
 * highest digits of the error are 100 to 354, two digits are kept, 355 to 949 one, 950 to 999 the error becomes 1000 with two digits.
 */
function decimalsFor(error: number): number {
  const [mantissa = '0', exponent = '0'] = error.toExponential().split('e');
  const digits = Math.floor(Number(`${mantissa}e2`));
  // The first digit stands `-exponent` places after the point.
  // 950 to 999 needs no case: shown with the place of its first digit it prints as 10, two digits.
  return digits <= 354 ? 1 - Number(exponent) : -Number(exponent);
}

/**
 * Rounds a value and its errors by the rule of the Particle Data Group; of two errors the smaller positive one sets the digits. Values above 10^6
 * or below 10^-3 get a common power of ten. Throws `rounding-without-error` where no error is positive, `figure-not-finite` where
 * something is not a number.
 */
export function roundPdg(value: number, errors: Errors): Rounded {
  const pair = typeof errors === 'number' ? [errors] : [errors.plus, errors.minus];
  for (const number of [value, ...pair]) {
    if (!Number.isFinite(number)) {
      throw new PlottingError('figure-not-finite', 'value', `expected finite numbers, found ${String(number)}`);
    }
  }
  const positive = pair.map(Math.abs).filter((error) => error > 0);
  if (positive.length === 0) throw new PlottingError('rounding-without-error', 'errors', 'expected an error above 0');
  const magnitude = Math.floor(Math.log10(Math.max(Math.abs(value), ...positive)));
  const power = magnitude >= 6 || magnitude < -3 ? magnitude : 0;
  const decimals = decimalsFor(Math.min(...positive)) + power;
  const print = (number: number) => fixed(number, power, decimals);
  const printed = { value: print(value), errors: pair.map((error) => print(Math.abs(error))) };
  return { ...printed, power, decimals, text: together(printed.value, printed.errors, power) };
}

/** Another number that is read beside a rounded one, with as many digits: its Hesse error beside `0.87^{+0.15}_{-0.13}`. */
export function roundedLike(number: number, { power, decimals }: Pick<Rounded, 'power' | 'decimals'>): string {
  const digits = fixed(number, power, decimals);
  return power === 0 ? digits : `${digits}\\times10^{${power}}`;
}

/** A number in units of 10^power with a number of decimals; negative decimals round to tens, hundreds, ... */
function fixed(number: number, power: number, decimals: number): string {
  // Scaled as decimal text, so that 0.95 is half way between 0.9 and 1.0, and 10^-39 brings no rounding error of its own.
  const [mantissa = '0', exponent = '0'] = number.toExponential().split('e');
  const units = Number(`${mantissa}e${Number(exponent) - power + decimals}`);
  const rounded = Math.sign(units) * Math.round(Math.abs(units));
  const text = decimals >= 0 ? (rounded / 10 ** decimals).toFixed(decimals) : String(rounded * 10 ** -decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', minusSign);
}

function together(value: string, errors: readonly string[], power: number): string {
  const [plus, minus] = errors;
  if (minus === undefined || plus === minus) {
    return power === 0 ? `${value} ± ${plus}` : `(${value} ± ${plus})\\times10^{${power}}`;
  }
  const pair = `${value}^{+${plus}}_{-${minus}}`;
  return power === 0 ? pair : `(${pair})\\times10^{${power}}`;
}
