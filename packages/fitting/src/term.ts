import type { CompiledFactor } from './factors/factor.ts';
import {
  addOuterProduct,
  contractColumns,
  contractRows,
  findOuterProduct,
  type OuterProduct,
} from './outer-product.ts';
import { type CompiledWeight, evaluateWeight } from './weight.ts';

/** One term, weight(theta) * product of factors, over the bins of its channel. `updateTerm` fills its arrays. */
export interface CompiledTerm {
  readonly weight: CompiledWeight;
  readonly factors: readonly CompiledFactor[];
  /** For each factor: the bin of the factor that a bin of the channel falls into. */
  readonly binOf: readonly Int32Array[];
  /** Whether no factor depends on a parameter, so that the products never change. */
  readonly isConstant: boolean;
  /** The usual case, two factors of which one changes with the rows and one with the columns; no products are made then. */
  readonly outer: OuterProduct | null;
  /** Product of all factors, per bin of the channel. */
  readonly product: Float64Array;
  /** For each factor the product of the others, per bin of the channel; `updateOthers` fills them. */
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
  const sizes = factors.map((factor) => factor.bins);
  const isBinned = factors.some(({ binOfParameter }) => binOfParameter !== undefined);
  const term = {
    weight,
    factors,
    binOf,
    isConstant,
    outer: isConstant || isBinned ? null : findOuterProduct(binOf, sizes),
    product: new Float64Array(bins),
    others: factors.map(() => new Float64Array(bins).fill(1)),
    contracted: factors.map((factor) => new Float64Array(factor.bins)),
  };
  if (isConstant) {
    multiplyFactors(term);
    multiplyOthers(term);
  }
  return term;
}

/** Evaluates weight, factors and the product of all factors at theta. */
export function updateTerm(term: CompiledTerm, theta: Float64Array, side: Int8Array): void {
  evaluateWeight(term.weight, theta, side);
  if (term.isConstant) return;
  for (let f = 0; f < term.factors.length; f++) term.factors[f]!.update(theta, side);
  if (term.outer === null) multiplyFactors(term);
}

function multiplyFactors(term: CompiledTerm): void {
  const { factors, product } = term;
  product.fill(1);
  for (let f = 0; f < factors.length; f++) multiplyInto(product, term, f);
}

/** For each factor the product of the others, once the factors are up to date. */
export function updateOthers(term: CompiledTerm): void {
  if (!term.isConstant && term.outer === null) multiplyOthers(term);
}

function multiplyOthers(term: CompiledTerm): void {
  const { factors, others } = term;
  for (let f = 0; f < factors.length; f++) {
    // Not the product divided by the factor, which may be 0.
    others[f]!.fill(1);
    for (let g = 0; g < factors.length; g++) if (g !== f) multiplyInto(others[f]!, term, g);
  }
}

function multiplyInto(target: Float64Array, term: CompiledTerm, f: number): void {
  const { value } = term.factors[f]!;
  const map = term.binOf[f]!;
  for (let b = 0; b < target.length; b++) target[b]! *= value[map[b]!]!;
}

/** Adds the term, as last updated, times a number to an array over the bins of the channel. */
export function addMultiple(term: CompiledTerm, scale: number, out: Float64Array): void {
  const { outer, product, factors } = term;
  if (outer === null) {
    for (let b = 0; b < out.length; b++) out[b]! += scale * product[b]!;
    return;
  }
  const [rows, columns] = [factors[outer.rows]!, factors[outer.columns]!];
  addOuterProduct(scale, rows.value, 0, rows.bins, columns.value, 0, columns.bins, out);
}

/** Adds the term, as last updated, to an expectation. */
export function addExpectation(term: CompiledTerm, expectation: Float64Array): void {
  addMultiple(term, term.weight.value[0]!, expectation);
}

/**
 * Sums a vector over the bins of a term, times all its factors; and for each factor, into `contracted`, times the others over the bins
 * of the channel that share a bin of the factor. Products must be up to date, those of the others too.
 *
 * @param vector over the bins of the channel
 */
export function contractTerm(term: CompiledTerm, vector: Float64Array): number {
  const { factors, binOf, contracted, others, outer, product } = term;
  let sum = 0;
  if (outer !== null) {
    const [rows, columns] = [factors[outer.rows]!, factors[outer.columns]!];
    const onRows = contracted[outer.rows]!;
    contractColumns(vector, columns.value, 0, columns.bins, onRows);
    contractRows(vector, rows.value, 0, rows.bins, contracted[outer.columns]!);
    for (let i = 0; i < onRows.length; i++) sum += onRows[i]! * rows.value[i]!;
    return sum;
  }
  for (let f = 0; f < factors.length; f++) {
    const [on, map, rest] = [contracted[f]!, binOf[f]!, others[f]!];
    on.fill(0);
    for (let b = 0; b < vector.length; b++) on[map[b]!]! += vector[b]! * rest[b]!;
  }
  for (let b = 0; b < vector.length; b++) sum += vector[b]! * product[b]!;
  return sum;
}
