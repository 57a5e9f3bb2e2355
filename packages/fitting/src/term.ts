import type { CompiledFactor } from './factors/factor.ts';
import { type CompiledWeight, evaluateWeight } from './weight.ts';

/** One term, weight(theta) * product of factors, over the bins of its channel. `updateTerm` fills its arrays. */
export interface CompiledTerm {
  readonly weight: CompiledWeight;
  readonly factors: readonly CompiledFactor[];
  /** For each factor: the bin of the factor that a bin of the channel falls into. */
  readonly binOf: readonly Int32Array[];
  /** Product of all factors, per bin of the channel. */
  readonly product: Float64Array;
  /** Whether no factor depends on a parameter, so that the products never change. */
  readonly isConstant: boolean;
  /** For each factor the product of the others, per bin of the channel. */
  readonly others: readonly Float64Array[];
  /** For each factor: room for a sum over the bins of the channel that share a bin of the factor. */
  readonly contracted: readonly Float64Array[];
}

/** Prepares a term; its products are valid at once if they are constant. */
export function compileTerm(
  weight: CompiledWeight,
  factors: readonly CompiledFactor[],
  binOf: readonly Int32Array[],
  bins: number,
): CompiledTerm {
  const isConstant = factors.every(({ parameters }) => parameters.length === 0);
  const term = {
    weight,
    factors,
    binOf,
    isConstant,
    product: new Float64Array(bins),
    others: factors.map(() => new Float64Array(bins).fill(1)),
    contracted: factors.map((factor) => new Float64Array(factor.bins)),
  };
  if (isConstant) multiplyFactors(term);
  return term;
}

/** Evaluates weight, factors and their products at theta. */
export function updateTerm(term: CompiledTerm, theta: Float64Array, side: Int8Array): void {
  evaluateWeight(term.weight, theta, side);
  if (term.isConstant) return;
  for (const factor of term.factors) factor.update(theta, side);
  multiplyFactors(term);
}

function multiplyFactors(term: CompiledTerm): void {
  const { factors, product, others } = term;
  if (factors.length === 2) {
    multiplyTwo(term);
    return;
  }
  product.fill(1);
  for (let f = 0; f < factors.length; f++) multiplyInto(product, term, f);
  if (factors.length === 1) return;
  for (let f = 0; f < factors.length; f++) {
    // Not the product divided by the factor, which may be 0.
    others[f]!.fill(1);
    for (let g = 0; g < factors.length; g++) if (g !== f) multiplyInto(others[f]!, term, g);
  }
}

/** The usual case, in one go: each factor is the product of the others of the other one. */
function multiplyTwo({ factors, binOf, product, others }: CompiledTerm): void {
  const [a, c] = [factors[0]!.value, factors[1]!.value];
  const [mapA, mapC] = [binOf[0]!, binOf[1]!];
  const [withoutA, withoutC] = [others[0]!, others[1]!];
  for (let b = 0; b < product.length; b++) {
    const x = a[mapA[b]!]!;
    const y = c[mapC[b]!]!;
    withoutC[b] = x;
    withoutA[b] = y;
    product[b] = x * y;
  }
}

function multiplyInto(target: Float64Array, term: CompiledTerm, f: number): void {
  const { value } = term.factors[f]!;
  const map = term.binOf[f]!;
  for (let b = 0; b < target.length; b++) target[b]! *= value[map[b]!]!;
}

/** Adds the term, as last updated, to an expectation. */
export function addExpectation(term: CompiledTerm, expectation: Float64Array): void {
  const weight = term.weight.value[0]!;
  const { product } = term;
  for (let b = 0; b < expectation.length; b++) expectation[b]! += weight * product[b]!;
}

/**
 * Adds the derivatives of the term by the free parameters to a Jacobian; to be called before `addCurvature`.
 *
 * @param free 1 for each parameter of the model whose derivative is wanted
 * @param rowOf row of each parameter of the model in the Jacobian
 * @param jacobian [rows][bins]
 */
export function addJacobian(
  term: CompiledTerm,
  free: Uint8Array,
  rowOf: Int32Array,
  jacobian: readonly Float64Array[],
): void {
  const { weight, factors, binOf, product, others } = term;
  const bins = product.length;
  for (let j = 0; j < weight.parameters.length; j++) {
    const p = weight.parameters[j]!;
    if (free[p] === 0) continue;
    const row = jacobian[rowOf[p]!]!;
    const slope = weight.first[j]!;
    for (let b = 0; b < bins; b++) row[b]! += slope * product[b]!;
  }
  const scale = weight.value[0]!;
  for (let f = 0; f < factors.length; f++) {
    factors[f]!.updateDerivatives?.(free);
    const { parameters, first, bins: size, binOfParameter } = factors[f]!;
    const map = binOf[f]!;
    const rest = others[f]!;
    if (binOfParameter !== undefined) {
      for (let j = 0; j < parameters.length; j++) {
        const p = parameters[j]!;
        const b = binOfParameter[j]!;
        if (free[p] === 1) jacobian[rowOf[p]!]![b]! += scale * rest[b]! * first[j]!;
      }
      continue;
    }
    for (let j = 0; j < parameters.length; j++) {
      const p = parameters[j]!;
      if (free[p] === 0) continue;
      const row = jacobian[rowOf[p]!]!;
      const start = j * size;
      for (let b = 0; b < bins; b++) row[b]! += scale * rest[b]! * first[start + map[b]!]!;
    }
  }
}

/**
 * Adds sum over bins of residual * (second derivatives of the term) by the free parameters.
 *
 * @param residual derivative of the statistic by the expectation of each bin
 * @param free 1 for each parameter of the model whose derivatives are wanted
 * @param curvature [parameters][parameters] of the model, lower triangle
 */
export function addCurvature(
  term: CompiledTerm,
  residual: Float64Array,
  free: Uint8Array,
  curvature: Float64Array,
): void {
  const { weight, factors, product } = term;
  const size = free.length;
  if (weight.degree > 1) {
    let sum = 0;
    for (let b = 0; b < product.length; b++) sum += residual[b]! * product[b]!;
    const count = weight.parameters.length;
    for (let j = 0; j < count; j++) {
      for (let k = 0; k <= j; k++) {
        const p = weight.parameters[j]!;
        const q = weight.parameters[k]!;
        // The parameters of a weight ascend, so that this is the lower triangle.
        if (free[p] === 1 && free[q] === 1) curvature[p * size + q]! += sum * weight.second[j * count + k]!;
      }
    }
  }
  for (let f = 0; f < factors.length; f++) {
    if (!anyFree(factors[f]!.parameters, free)) continue;
    if (factors[f]!.binOfParameter === undefined) addCurvatureOfFactor(term, f, residual, free, curvature);
    else addCurvatureOfBinScale(term, f, residual, free, curvature);
    for (let g = 0; g < f; g++) {
      if (factors[f]!.binOfParameter !== undefined) {
        addCurvatureWithBinScale(term, g, f, residual, free, curvature);
        continue;
      }
      // Fewer parameters, fewer passes over all bins.
      const isFewer = factors[g]!.parameters.length < factors[f]!.parameters.length;
      addCurvatureOfPair(term, isFewer ? f : g, isFewer ? g : f, residual, free, curvature);
    }
  }
}

function anyFree(parameters: Int32Array, free: Uint8Array): boolean {
  for (let j = 0; j < parameters.length; j++) if (free[parameters[j]!] === 1) return true;
  return false;
}

/** Second derivatives twice within factor f, and once in it and once in the weight. */
function addCurvatureOfFactor(
  term: CompiledTerm,
  f: number,
  residual: Float64Array,
  free: Uint8Array,
  curvature: Float64Array,
): void {
  const { weight } = term;
  const { parameters, pairs, first, second, bins } = term.factors[f]!;
  const map = term.binOf[f]!;
  const rest = term.others[f]!;
  const contracted = term.contracted[f]!;
  contracted.fill(0);
  for (let b = 0; b < rest.length; b++) contracted[map[b]!]! += residual[b]! * rest[b]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    let sum = 0;
    for (let i = 0; i < bins; i++) sum += contracted[i]! * first[j * bins + i]!;
    for (let k = 0; k < weight.parameters.length; k++) {
      const q = weight.parameters[k]!;
      if (free[q] === 1) addMixed(curvature, free.length, p, q, sum * weight.first[k]!);
    }
  }
  const scale = weight.value[0]!;
  for (let i = 0; i < pairs.length; i += 2) {
    const p = parameters[pairs[i]!]!;
    const q = parameters[pairs[i + 1]!]!;
    if (free[p] === 0 || free[q] === 0) continue;
    const start = (i / 2) * bins;
    let sum = 0;
    for (let l = 0; l < bins; l++) sum += contracted[l]! * second[start + l]!;
    curvature[Math.max(p, q) * free.length + Math.min(p, q)]! += scale * sum;
  }
}

/**
 * Second derivatives once in factor f and once in factor g: sum over bins of (residual * other factors) * slope in f * slope in g. The
 * sum over the bins that share a bin of f is taken first, once for each parameter of g.
 */
function addCurvatureOfPair(
  term: CompiledTerm,
  f: number,
  g: number,
  residual: Float64Array,
  free: Uint8Array,
  curvature: Float64Array,
): void {
  const a = term.factors[f]!;
  const c = term.factors[g]!;
  const mapA = term.binOf[f]!;
  const mapC = term.binOf[g]!;
  const contracted = term.contracted[f]!;
  const scale = term.weight.value[0]!;
  const isWhole = term.factors.length === 2;
  for (let k = 0; k < c.parameters.length; k++) {
    const q = c.parameters[k]!;
    if (free[q] === 0) continue;
    contracted.fill(0);
    const row = k * c.bins;
    for (let b = 0; b < residual.length; b++) {
      const rest = isWhole ? residual[b]! : residual[b]! * productWithout(term, f, g, b);
      contracted[mapA[b]!]! += rest * c.first[row + mapC[b]!]!;
    }
    for (let j = 0; j < a.parameters.length; j++) {
      const p = a.parameters[j]!;
      if (free[p] === 0) continue;
      let sum = 0;
      for (let i = 0; i < a.bins; i++) sum += contracted[i]! * a.first[j * a.bins + i]!;
      addMixed(curvature, free.length, p, q, scale * sum);
    }
  }
}

/** Second derivatives once in parameters of single bins, factor f, and once in the weight. */
function addCurvatureOfBinScale(
  term: CompiledTerm,
  f: number,
  residual: Float64Array,
  free: Uint8Array,
  curvature: Float64Array,
): void {
  const { weight } = term;
  const { parameters, first, binOfParameter } = term.factors[f]!;
  const rest = term.others[f]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    const b = binOfParameter![j]!;
    const slope = residual[b]! * rest[b]! * first[j]!;
    for (let k = 0; k < weight.parameters.length; k++) {
      const q = weight.parameters[k]!;
      if (free[q] === 1) addMixed(curvature, free.length, p, q, slope * weight.first[k]!);
    }
  }
}

/** Second derivatives once in factor f, of either kind, and once in parameters of single bins, factor g. */
function addCurvatureWithBinScale(
  term: CompiledTerm,
  f: number,
  g: number,
  residual: Float64Array,
  free: Uint8Array,
  curvature: Float64Array,
): void {
  const a = term.factors[f]!;
  const c = term.factors[g]!;
  const mapA = term.binOf[f]!;
  const scale = term.weight.value[0]!;
  for (let k = 0; k < c.parameters.length; k++) {
    const q = c.parameters[k]!;
    if (free[q] === 0) continue;
    const b = c.binOfParameter![k]!;
    const outer = scale * residual[b]! * productWithout(term, f, g, b) * c.first[k]!;
    for (let j = 0; j < a.parameters.length; j++) {
      const p = a.parameters[j]!;
      if (free[p] === 0) continue;
      if (a.binOfParameter === undefined) {
        addMixed(curvature, free.length, p, q, outer * a.first[j * a.bins + mapA[b]!]!);
      } else if (a.binOfParameter[j] === b) {
        addMixed(curvature, free.length, p, q, outer * a.first[j]!);
      }
    }
  }
}

/** Product of the factors other than f and g in a bin. */
function productWithout(term: CompiledTerm, f: number, g: number, bin: number): number {
  let product = 1;
  for (let h = 0; h < term.factors.length; h++) {
    if (h !== f && h !== g) product *= term.factors[h]!.value[term.binOf[h]![bin]!]!;
  }
  return product;
}

/** A parameter may occur in two places of a term; its own second derivative then contains the mixed one twice. */
function addMixed(curvature: Float64Array, size: number, p: number, q: number, value: number): void {
  if (p === q) curvature[p * size + p]! += 2 * value;
  else curvature[Math.max(p, q) * size + Math.min(p, q)]! += value;
}
