// Rational Chebyshev approximations of W. J. Cody, Math. Comp. 23 (1969) 631, in three ranges; numerators P, denominators Q, highest power first.
const SMALL_P = [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694];
const SMALL_Q = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const MIDDLE_P = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const MIDDLE_Q = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const LARGE_P = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const LARGE_Q = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];
const SMALL_UP_TO = 0.46875;
const MIDDLE_UP_TO = 4;
const CONTINUED_FRACTION_FROM = 50;
const ONE_OVER_SQRT_PI = 0.5641895835477563;

/**
 * Error function, erf(x) = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
 *
 * @see W. J. Cody, Math. Comp. 23 (1969) 631
 */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a <= SMALL_UP_TO) return erfSmall(x);
  const result = 1 - expMinusSquare(a) * erfcxPositive(a);
  return x < 0 ? -result : result;
}

/**
 * Complementary error function, erfc(x) = 1 - erf(x), with full relative precision in the upper tail.
 *
 * @see W. J. Cody, Math. Comp. 23 (1969) 631
 */
export function erfc(x: number): number {
  const a = Math.abs(x);
  if (a <= SMALL_UP_TO) return 1 - erfSmall(x);
  const tail = expMinusSquare(a) * erfcxPositive(a);
  return x < 0 ? 2 - tail : tail;
}

/**
 * Scaled complementary error function, erfcx(x) = exp(x^2) erfc(x), which stays finite where erfc underflows.
 *
 * Overflows to Infinity for x < -26.6, as the function itself does.
 *
 * @see W. J. Cody, Math. Comp. 23 (1969) 631; for x > 50 the continued fraction of Abramowitz and Stegun 7.1.14
 */
export function erfcx(x: number): number {
  if (Math.abs(x) <= SMALL_UP_TO) return Math.exp(x * x) * (1 - erfSmall(x));
  if (x > 0) return erfcxPositive(x);
  return 2 / expMinusSquare(-x) - erfcxPositive(-x);
}

function erfSmall(x: number): number {
  const square = x * x;
  return (x * polynomial(SMALL_P, square)) / polynomial(SMALL_Q, square);
}

/** erfcx(x) for x > 0.46875. */
function erfcxPositive(x: number): number {
  if (x <= MIDDLE_UP_TO) return polynomial(MIDDLE_P, x) / polynomial(MIDDLE_Q, x);
  if (x > CONTINUED_FRACTION_FROM) {
    // Three convergents leave a remainder of order x^-8.
    return ONE_OVER_SQRT_PI / (x + 0.5 / (x + 1 / (x + 1.5 / x)));
  }
  const inverseSquare = 1 / (x * x);
  const correction = (inverseSquare * polynomial(LARGE_P, inverseSquare)) / polynomial(LARGE_Q, inverseSquare);
  return (ONE_OVER_SQRT_PI - correction) / x;
}

/** exp(-x^2); the square is split so that its rounding error, which the exponential would magnify, does not enter. */
function expMinusSquare(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i]!;
  return sum;
}
