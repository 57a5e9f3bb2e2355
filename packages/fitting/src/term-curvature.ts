import { contractColumns, contractRows } from './outer-product.ts';
import { type CompiledTerm, contractTerm } from './term.ts';
import { evaluateWeightHessian } from './weight.ts';

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
  const { weight, factors } = term;
  const size = free.length;
  const sum = contractTerm(term, residual);
  if (weight.degree > 1) {
    evaluateWeightHessian(weight);
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
    if (factors[f]!.binOfParameter === undefined) addCurvatureOfFactor(term, f, free, curvature);
    else addCurvatureOfBinScale(term, f, free, curvature);
  }
  for (let f = 0; f < factors.length; f++) {
    if (!anyFree(factors[f]!.parameters, free)) continue;
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
function addCurvatureOfFactor(term: CompiledTerm, f: number, free: Uint8Array, curvature: Float64Array): void {
  const { weight } = term;
  const { parameters, pairs, first, second, bins } = term.factors[f]!;
  const contracted = term.contracted[f]!;
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
  const { outer } = term;
  for (let k = 0; k < c.parameters.length; k++) {
    const q = c.parameters[k]!;
    if (free[q] === 0) continue;
    const row = k * c.bins;
    if (outer === null) {
      contracted.fill(0);
      for (let b = 0; b < residual.length; b++) {
        contracted[mapA[b]!]! += residual[b]! * productWithout(term, f, g, b) * c.first[row + mapC[b]!]!;
      }
    } else if (f === outer.rows) contractColumns(residual, c.first, row, c.bins, contracted);
    else contractRows(residual, c.first, row, c.bins, contracted);
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
function addCurvatureOfBinScale(term: CompiledTerm, f: number, free: Uint8Array, curvature: Float64Array): void {
  const { weight } = term;
  const { parameters, first, binOfParameter } = term.factors[f]!;
  const contracted = term.contracted[f]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    const b = binOfParameter![j]!;
    const slope = contracted[b]! * first[j]!;
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
