import type { TermDescription } from './model.ts';
import {
  type CompiledPolynomial,
  compilePolynomial,
  evaluatePolynomial,
  evaluatePolynomialHessian,
} from './polynomial.ts';
import { type CompiledScale, compileScale, evaluateScale } from './scale.ts';

/** What multiplies a term in all bins alike: a polynomial times scales, with room for value and derivatives. */
export interface CompiledWeight {
  /** Indices of the parameters that occur, each once, ascending. */
  readonly parameters: Int32Array;
  /** 0 if it is constant, 1 if it is linear, more if it has second derivatives. */
  readonly degree: number;
  /** value[0] is the value. */
  readonly value: Float64Array;
  /** [parameters] */
  readonly first: Float64Array;
  /** [parameters][parameters], lower triangle. */
  readonly second: Float64Array;
  readonly polynomial: CompiledPolynomial;
  /** Positions in `parameters` of those of the polynomial. */
  readonly polynomialAt: Int32Array;
  readonly scales: readonly { readonly scale: CompiledScale; readonly at: number }[];
}

/**
 * Compiles the weight of a term, whose names and numbers have been checked.
 *
 * @param indexOf position of a parameter by its name
 */
export function compileWeight(
  { weight, scales = [] }: Pick<TermDescription, 'weight' | 'scales'>,
  indexOf: ReadonlyMap<string, number>,
): CompiledWeight {
  const polynomial = compilePolynomial(weight, indexOf);
  const own = scales.map((scale) => compileScale(scale, indexOf.get(scale.parameter)!));
  const parameters = Int32Array.from(
    new Set([...polynomial.parameters, ...own.map(({ parameter }) => parameter)]),
  ).sort();
  const count = parameters.length;
  const polynomialAt = polynomial.parameters.map((parameter) => parameters.indexOf(parameter));
  const placed = own.map((scale) => ({ scale, at: parameters.indexOf(scale.parameter) }));
  const isPolynomial = own.length === 0;
  return {
    parameters,
    degree: polynomial.degree + 2 * own.length,
    value: isPolynomial ? polynomial.value : new Float64Array(1),
    first: isPolynomial ? polynomial.first : new Float64Array(count),
    second: isPolynomial ? polynomial.second : new Float64Array(count * count),
    polynomial,
    polynomialAt,
    scales: placed,
  };
}

/** Writes value and gradient of the weight at theta, the parameters of the whole model. */
export function evaluateWeight(weight: CompiledWeight, theta: Float64Array, side: Int8Array): void {
  const { polynomial, scales } = weight;
  evaluatePolynomial(polynomial, theta);
  if (scales.length === 0) return;
  evaluatePolynomialHessian(polynomial);
  placePolynomial(weight);
  for (let s = 0; s < scales.length; s++) {
    const { scale, at } = scales[s]!;
    evaluateScale(scale, theta, side);
    multiply(weight, scale.out, at);
  }
}

/** Writes the Hessian of the weight where it was last evaluated. */
export function evaluateWeightHessian({ polynomial, scales }: CompiledWeight): void {
  // With scales it has been made on the way to the gradient.
  if (scales.length === 0) evaluatePolynomialHessian(polynomial);
}

function placePolynomial({ polynomial, polynomialAt, parameters, value, first, second }: CompiledWeight): void {
  const count = parameters.length;
  const own = polynomialAt.length;
  value[0] = polynomial.value[0]!;
  first.fill(0);
  second.fill(0);
  for (let j = 0; j < own; j++) {
    first[polynomialAt[j]!] = polynomial.first[j]!;
    for (let k = 0; k <= j; k++) {
      second[polynomialAt[j]! * count + polynomialAt[k]!] = polynomial.second[j * own + k]!;
    }
  }
}

/** Multiplies by a function of the parameter at position q, given by its value and derivatives. */
function multiply({ parameters, value, first, second }: CompiledWeight, scale: Float64Array, q: number): void {
  const count = parameters.length;
  const [s, slope, bend] = [scale[0]!, scale[1]!, scale[2]!];
  for (let j = 0; j < count; j++) for (let k = 0; k <= j; k++) second[j * count + k]! *= s;
  for (let j = 0; j < count; j++) {
    const mixed = slope * first[j]!;
    if (j === q) second[q * count + q]! += 2 * mixed + bend * value[0]!;
    else second[Math.max(j, q) * count + Math.min(j, q)]! += mixed;
  }
  for (let j = 0; j < count; j++) first[j]! *= s;
  first[q]! += slope * value[0]!;
  value[0]! *= s;
}
