// zeta(k) - 1 for k = 2, 3, ...: coefficients of the expansion of ln Gamma about 2 (Abramowitz and Stegun, table 23.3).
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9,
];
const ONE_MINUS_EULER_GAMMA = 0.42278433509846713;
export const HALF_LN_TWO_PI = 0.9189385332046728;

/** Above this argument the asymptotic series of Stirling is good to the last bit with the terms used here. */
export const STIRLING_FROM = 12;

/**
 * Logarithm of the gamma function, ln Gamma(x) for x > 0.
 *
 * Relative precision of a few 1e-16, and absolute near the zeros at x = 1 and x = 2.
 *
 * @param x argument; Infinity is returned at x = 0, NaN for x < 0
 * @see Abramowitz and Stegun 6.1.33 (series about 1), 6.1.15 (recurrence), 6.1.40 (Stirling)
 */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x < 0.5) return lnGammaOnePlus(x) - Math.log(x);
  if (x < 1.5) return lnGammaOnePlus(x - 1);
  if (x <= 2.5) return aboutTwo(x - 2);
  if (x < STIRLING_FROM) {
    let product = 1;
    let reduced = x;
    while (reduced > 2.5) {
      reduced -= 1;
      product *= reduced;
    }
    return Math.log(product) + aboutTwo(reduced - 2);
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LN_TWO_PI + stirlingRemainder(x);
}

/** ln Gamma(1 + z) for |z| <= 1/2, precise also where 1 + z would round. */
export function lnGammaOnePlus(z: number): number {
  return aboutTwo(z) - Math.log1p(z);
}

/**
 * Remainder of Stirling's formula, ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi) / 2], for x >= 12.
 *
 * @see Abramowitz and Stegun 6.1.40
 */
export function stirlingRemainder(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = -3617 / 122400;
  sum = sum * inverseSquare + 1 / 156;
  sum = sum * inverseSquare - 691 / 360360;
  sum = sum * inverseSquare + 1 / 1188;
  sum = sum * inverseSquare - 1 / 1680;
  sum = sum * inverseSquare + 1 / 1260;
  sum = sum * inverseSquare - 1 / 360;
  sum = sum * inverseSquare + 1 / 12;
  return sum / x;
}

/** ln Gamma(2 + z) for |z| <= 1/2: (1 - gamma) z + sum over k >= 2 of (zeta(k) - 1) (-z)^k / k. */
function aboutTwo(z: number): number {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length + 1; k >= 2; k--) {
    sum = sum * -z + ZETA_MINUS_ONE[k - 2]! / k;
  }
  return z * (ONE_MINUS_EULER_GAMMA + z * sum);
}
