import type { Polynomial } from './model.ts';

/** A polynomial of some parameters with room for its value and derivatives, which `evaluatePolynomial` fills. */
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
    value: new Float64Array(1),
    first: new Float64Array(count),
    second: new Float64Array(count * count),
  };
}

/** Writes value, gradient and Hessian of the polynomial at theta, the parameters of the whole model. */
export function evaluatePolynomial(polynomial: CompiledPolynomial, theta: Float64Array): void {
  const { parameters, coefficients, active, starts, powers, value, first, second } = polynomial;
  const count = parameters.length;
  value[0] = 0;
  first.fill(0);
  second.fill(0);
  for (let m = 0; m < coefficients.length; m++) {
    const [start, end] = [starts[m]!, starts[m + 1]!];
    const coefficient = coefficients[m]!;
    let product = coefficient;
    for (let i = start; i < end; i++) product *= power(theta[parameters[active[i]!]!]!, powers[i]!);
    value[0]! += product;
    for (let j = start; j < end; j++) {
      const [pj, nj] = [active[j]!, powers[j]!];
      let rest = coefficient * nj;
      for (let i = start; i < end; i++) {
        rest *= power(theta[parameters[active[i]!]!]!, i === j ? nj - 1 : powers[i]!);
      }
      first[pj]! += rest;
      for (let k = start; k <= j; k++) {
        const nk = k === j ? nj - 1 : powers[k]!;
        if (nk === 0) continue;
        let mixed = coefficient * nj * nk;
        for (let i = start; i < end; i++) {
          const less = (i === j ? 1 : 0) + (i === k ? 1 : 0);
          mixed *= power(theta[parameters[active[i]!]!]!, powers[i]! - less);
        }
        second[pj * count + active[k]!]! += mixed;
      }
    }
  }
}

/** x^n for a small n >= 0. */
function power(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}
