import { addOuterProduct } from './outer-product.ts';
import { addMultiple, type CompiledTerm, updateOthers } from './term.ts';

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
  const { weight, factors, outer } = term;
  for (let j = 0; j < weight.parameters.length; j++) {
    const p = weight.parameters[j]!;
    if (free[p] === 1) addMultiple(term, weight.first[j]!, jacobian[rowOf[p]!]!);
  }
  updateOthers(term);
  for (let f = 0; f < factors.length; f++) {
    factors[f]!.updateDerivatives?.(free);
    if (outer !== null) addOuterRows(term, f, f === outer.rows, free, rowOf, jacobian);
    else if (factors[f]!.binOfParameter !== undefined) addSingleBins(term, f, free, rowOf, jacobian);
    else addRows(term, f, free, rowOf, jacobian);
  }
}

/** The rows of the parameters of factor f, one of the two of an outer product. */
function addOuterRows(
  { weight, factors }: CompiledTerm,
  f: number,
  runsOverRows: boolean,
  free: Uint8Array,
  rowOf: Int32Array,
  jacobian: readonly Float64Array[],
): void {
  const scale = weight.value[0]!;
  const { parameters, first, bins } = factors[f]!;
  const other = factors[1 - f]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    const row = jacobian[rowOf[p]!]!;
    if (runsOverRows) addOuterProduct(scale, first, j * bins, bins, other.value, 0, other.bins, row);
    else addOuterProduct(scale, other.value, 0, other.bins, first, j * bins, bins, row);
  }
}

function addRows(
  { weight, factors, binOf, others }: CompiledTerm,
  f: number,
  free: Uint8Array,
  rowOf: Int32Array,
  jacobian: readonly Float64Array[],
): void {
  const scale = weight.value[0]!;
  const { parameters, first, bins } = factors[f]!;
  const map = binOf[f]!;
  const rest = others[f]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    const row = jacobian[rowOf[p]!]!;
    const start = j * bins;
    for (let b = 0; b < row.length; b++) row[b]! += scale * rest[b]! * first[start + map[b]!]!;
  }
}

/** The rows of parameters of factor f that act on one bin each. */
function addSingleBins(
  { weight, factors, others }: CompiledTerm,
  f: number,
  free: Uint8Array,
  rowOf: Int32Array,
  jacobian: readonly Float64Array[],
): void {
  const scale = weight.value[0]!;
  const { parameters, first, binOfParameter } = factors[f]!;
  const rest = others[f]!;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    const b = binOfParameter![j]!;
    if (free[p] === 1) jacobian[rowOf[p]!]![b]! += scale * rest[b]! * first[j]!;
  }
}
