import type { Polynomial } from './model.ts';

/**
 * A polynomial of some parameters with room for its value and derivatives; `evaluatePolynomial` fills value and gradient,
 * `evaluatePolynomialHessian` the second derivatives.
 */
export interface CompiledPolynomial {
  /** Indices of the parameters that occur, each once, ascending. */
  readonly parameters: Int32Array;
  readonly coefficients: Float64Array;
  /** Positions in `parameters` of those of each monomial, ascending, one monomial after the other. */
  readonly active: Int32Array;
  /** Exponents of these. */
  readonly powers: Int32Array;
  /** Where each monomial starts in these two, and where the last one ends. */
  readonly starts: Int32Array;
  readonly degree: number;
  /** Values of the parameters at the last evaluation. */
  readonly at: Float64Array;
  /** value[0] is the value. */
  readonly value: Float64Array;
  /** [parameters] */
  readonly first: Float64Array;
  /** [parameters][parameters], lower triangle. */
  readonly second: Float64Array;
}

/**
 * Compiles a polynomial whose parameter names and powers have been checked.
 *
 * @param indexOf position of a parameter by its name
 */
export function compilePolynomial(polynomial: Polynomial, indexOf: ReadonlyMap<string, number>): CompiledPolynomial {
  const names = new Set(polynomial.flatMap(({ powers }) => Object.keys(powers)));
  const parameters = Int32Array.from([...names].map((name) => indexOf.get(name)!)).sort();
  const position = new Map(Array.from(parameters, (parameter, j) => [parameter, j]));
  const count = parameters.length;
  const monomials = polynomial.map(({ powers }) =>
    Object.entries(powers)
      .map(([name, exponent]) => [position.get(indexOf.get(name)!)!, exponent] as const)
      .sort(([a], [b]) => a - b),
  );
  const starts = new Int32Array(polynomial.length + 1);
  monomials.forEach((factors, m) => {
    starts[m + 1] = starts[m]! + factors.length;
  });
  return {
    parameters,
    coefficients: Float64Array.from(polynomial, ({ coefficient }) => coefficient),
    active: Int32Array.from(monomials.flat(), ([at]) => at),
    powers: Int32Array.from(monomials.flat(), ([, exponent]) => exponent),
    starts,
    degree: Math.max(0, ...monomials.map((factors) => factors.reduce((sum, [, exponent]) => sum + exponent, 0))),
    at: new Float64Array(count),
    value: new Float64Array(1),
    first: new Float64Array(count),
    second: new Float64Array(count * count),
  };
}

/** Writes value and gradient of the polynomial at theta, the parameters of the whole model. */
export function evaluatePolynomial(polynomial: CompiledPolynomial, theta: Float64Array): void {
  const { parameters, coefficients, active, starts, powers, at, value, first } = polynomial;
  for (let j = 0; j < parameters.length; j++) at[j] = theta[parameters[j]!]!;
  let sum = 0;
  first.fill(0);
  for (let m = 0; m < coefficients.length; m++) {
    const start = starts[m]!;
    const end = starts[m + 1]!;
    let product = coefficients[m]!;
    for (let i = start; i < end; i++) product *= power(at[active[i]!]!, powers[i]!);
    sum += product;
    for (let j = start; j < end; j++) {
      let rest = coefficients[m]! * powers[j]!;
      for (let i = start; i < end; i++) rest *= power(at[active[i]!]!, i === j ? powers[i]! - 1 : powers[i]!);
      first[active[j]!]! += rest;
    }
  }
  value[0] = sum;
}

/** Writes the Hessian of the polynomial where it was last evaluated. */
export function evaluatePolynomialHessian(polynomial: CompiledPolynomial): void {
  const { parameters, coefficients, active, starts, powers, at, second } = polynomial;
  const count = parameters.length;
  second.fill(0);
  for (let m = 0; m < coefficients.length; m++) {
    const start = starts[m]!;
    const end = starts[m + 1]!;
    for (let j = start; j < end; j++) {
      const nj = powers[j]!;
      for (let k = start; k <= j; k++) {
        const nk = k === j ? nj - 1 : powers[k]!;
        if (nk === 0) continue;
        let mixed = coefficients[m]! * nj * nk;
        for (let i = start; i < end; i++) {
          const less = (i === j ? 1 : 0) + (i === k ? 1 : 0);
          mixed *= power(at[active[i]!]!, powers[i]! - less);
        }
        second[active[j]! * count + active[k]!]! += mixed;
      }
    }
  }
}

/** x^n for a small n >= 0. */
function power(x: number, n: number): number {
  if (n === 1) return x;
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}
