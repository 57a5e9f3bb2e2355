import type { Polynomial } from './model.ts';

/** A polynomial of some parameters with room for its value and derivatives, which `evaluatePolynomial` fills. */
export interface CompiledPolynomial {
  /** Indices of the parameters that occur, each once, ascending. */
  readonly parameters: Int32Array;
  readonly coefficients: Float64Array;
  /** [monomials][parameters], the exponent of each parameter. */
  readonly powers: Int32Array;
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
  const powers = new Int32Array(polynomial.length * count);
  let degree = 0;
  polynomial.forEach((monomial, m) => {
    let sum = 0;
    for (const [name, power] of Object.entries(monomial.powers)) {
      powers[m * count + position.get(indexOf.get(name)!)!] = power;
      sum += power;
    }
    degree = Math.max(degree, sum);
  });
  return {
    parameters,
    coefficients: Float64Array.from(polynomial, ({ coefficient }) => coefficient),
    powers,
    degree,
    value: new Float64Array(1),
    first: new Float64Array(count),
    second: new Float64Array(count * count),
  };
}

/** Writes value, gradient and Hessian of the polynomial at theta, the parameters of the whole model. */
export function evaluatePolynomial(polynomial: CompiledPolynomial, theta: Float64Array): void {
  const { parameters, coefficients, powers, value, first, second } = polynomial;
  const count = parameters.length;
  value[0] = 0;
  first.fill(0);
  second.fill(0);
  for (let m = 0; m < coefficients.length; m++) {
    const row = m * count;
    value[0]! += coefficients[m]! * derivative(powers, row, parameters, theta, -1, -1);
    for (let j = 0; j < count; j++) {
      if (powers[row + j] === 0) continue;
      first[j]! += coefficients[m]! * derivative(powers, row, parameters, theta, j, -1);
      for (let k = 0; k <= j; k++) {
        second[j * count + k]! += coefficients[m]! * derivative(powers, row, parameters, theta, j, k);
      }
    }
  }
}

/** Derivative of one monomial by parameters j and k (positions; -1 for none), without its coefficient. */
function derivative(
  powers: Int32Array,
  row: number,
  parameters: Int32Array,
  theta: Float64Array,
  j: number,
  k: number,
): number {
  let product = 1;
  for (let i = 0; i < parameters.length; i++) {
    let power = powers[row + i]!;
    if (i === j) product *= power--;
    if (i === k) product *= power--;
    if (product === 0) return 0;
    const x = theta[parameters[i]!]!;
    for (let n = 0; n < power; n++) product *= x;
  }
  return product;
}
