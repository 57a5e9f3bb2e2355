import type { ScaleDescription } from './model.ts';

/** A normalisation that depends on one parameter, with room for its value and derivatives, which `evaluateScale` fills. */
export interface CompiledScale {
  readonly parameter: number;
  readonly isSmooth: boolean;
  readonly lnUp: number;
  readonly lnDown: number;
  /** Coefficients of a, a^2, ... a^6 within |a| <= 1; used if it is smooth. */
  readonly coefficients: Float64Array;
  /** Value, first and second derivative. */
  readonly out: Float64Array;
}

/**
 * Compiles a normalisation s(a) with s(0) = 1, s(1) = up, s(-1) = down.
 *
 * - exponential (code 1): up^a for a > 0, down^-a for a < 0; its slope jumps at 0.
 * - polynomial-exponential (code 4): the same for |a| >= 1; within, the polynomial of sixth degree that continues value, slope and
 *   curvature at both ends and is 1 at 0.
 *
 * @param description checked: up and down above 0
 * @param parameter index of its parameter
 * @see K. Cranmer et al., HistFactory, CERN-OPEN-2012-016, section 4.1.2; ATLAS and CMS, ATL-PHYS-PUB-2011-11
 */
export function compileScale({ up, down, interpolation }: ScaleDescription, parameter: number): CompiledScale {
  const [lnUp, lnDown] = [Math.log(up), Math.log(down)];
  return {
    parameter,
    isSmooth: interpolation === 'polynomial-exponential',
    lnUp,
    lnDown,
    coefficients: joiningPolynomial(up, down),
    out: new Float64Array(3),
  };
}

/** a_1 ... a_6 of 1 + sum a_k x^k that meets up^x at x = 1 and down^-x at x = -1 to second order. */
function joiningPolynomial(up: number, down: number): Float64Array {
  const [slopeUp, slopeDown] = [up * Math.log(up), -down * Math.log(down)];
  const [bendUp, bendDown] = [up * Math.log(up) ** 2, down * Math.log(down) ** 2];
  // The odd powers meet half the differences of the values, the even ones half their sums.
  const odd = solveJoin(0.5 * (up - down), 0.5 * (slopeUp + slopeDown), 0.5 * (bendUp - bendDown), 1);
  const even = solveJoin(0.5 * (up + down) - 1, 0.5 * (slopeUp - slopeDown), 0.5 * (bendUp + bendDown), 2);
  return Float64Array.of(odd[0], even[0], odd[1], even[1], odd[2], even[2]);
}

/** Coefficients of x^k, x^(k+2), x^(k+4) with a given value, slope and curvature at 1. */
function solveJoin(value: number, slope: number, bend: number, k: number): [number, number, number] {
  // In y = x^2 the function is x^k (c0 + c1 y + c2 y^2); these are value, slope and curvature of the bracket.
  const first = slope - k * value;
  const second = bend - 2 * k * first - k * (k - 1) * value;
  const c2 = (second - first) / 8;
  const c1 = first / 2 - 2 * c2;
  return [value - c1 - c2, c1, c2];
}

/**
 * Fills value and derivatives at theta.
 *
 * @param side for a parameter at a kink: +1 or -1, the side from which derivatives are taken
 */
export function evaluateScale(scale: CompiledScale, theta: Float64Array, side: Int8Array): void {
  const { parameter, out, coefficients } = scale;
  const a = theta[parameter]!;
  if (scale.isSmooth && a > -1 && a < 1) {
    let value = 0;
    let first = 0;
    let second = 0;
    for (let k = 5; k >= 0; k--) {
      second = second * a + 2 * first;
      first = first * a + value;
      value = value * a + coefficients[k]!;
    }
    // The sum so far is that of a_k x^(k-1).
    out[0] = 1 + a * value;
    out[1] = value + a * first;
    out[2] = 2 * first + a * second;
    return;
  }
  const above = a > 0 || (a === 0 && side[parameter]! > 0);
  const rate = above ? scale.lnUp : -scale.lnDown;
  const value = Math.exp(rate * a);
  out[0] = value;
  out[1] = rate * value;
  out[2] = rate * rate * value;
}
