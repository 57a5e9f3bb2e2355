import { HALF_LN_TWO_PI } from './ln-gamma.ts';

/** Real part from which on Stirling's series is good to the last digit. */
const STIRLING = 14;

/**
 * ln |Gamma(x + i y)| for x > 0: the recurrence up to a large real part, and Stirling's series there.
 *
 * @throws RangeError for x <= 0
 */
export function lnAbsGamma(x: number, y: number): number {
  if (!(x > 0)) throw new RangeError(`Expected a positive real part, got ${x}`);
  let real = x;
  let product = 0;
  for (; real < STIRLING; real++) product += 0.5 * Math.log(real * real + y * y);
  const square = real * real + y * y;
  const [ln, argument] = [0.5 * Math.log(square), Math.atan2(y, real)];
  // Real parts of 1/z, 1/z^3, 1/z^5 and 1/z^7.
  const inverse = (power: number) => Math.cos(power * argument) / square ** (power / 2);
  const series = inverse(1) / 12 - inverse(3) / 360 + inverse(5) / 1260 - inverse(7) / 1680;
  return (real - 0.5) * ln - y * argument - real + HALF_LN_TWO_PI + series - product;
}
