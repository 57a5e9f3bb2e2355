import type { CompiledComponent } from './channel.ts';
import type { ChannelSum } from './channel-sum.ts';
import { groupTerms } from './group-terms.ts';
import type { Constraint, TemplateErrors } from './model.ts';
import { type CompiledTemplateErrors, templateErrorsFrom } from './template-errors.ts';
import { type CompiledTerm, updateTerm } from './term.ts';

/**
 * Adds up terms of a channel.
 *
 * @param rowOf row of each parameter of the model in the Jacobian of the channel
 * @param rows number of rows
 * @param bins number of bins of the channel
 */
export function compileSum(all: readonly CompiledTerm[], rowOf: Int32Array, rows: number, bins: number): ChannelSum {
  const terms = groupTerms(
    all.filter((term) => !isLinearTerm(term)),
    bins,
  );
  const isCurved = new Uint8Array(rows);
  for (const parameter of terms.flatMap(parametersOf)) isCurved[rowOf[parameter]!] = 1;
  const { constant, linear, linearRows } = sumLinearTerms(all.filter(isLinearTerm), rowOf, rows, bins, rowOf.length);
  const jacobian = linear.map((row) => Float64Array.from(row));
  return { constant, linear, linearRows, isCurved, terms, expectation: new Float64Array(bins), jacobian };
}

/** Divides the terms of a channel into those with template errors and the others. */
export function compileTemplateErrors(
  { components: names, relative, constraint }: TemplateErrors,
  components: readonly CompiledComponent[],
  sum: (terms: readonly CompiledTerm[]) => ChannelSum,
): CompiledTemplateErrors {
  const part = (hasErrors: boolean) =>
    components.filter(({ name }) => names.includes(name) === hasErrors).flatMap(({ terms }) => terms);
  const scaled = sum(part(true));
  return templateErrorsFrom({
    scaled,
    rest: sum(part(false)),
    components: new Set(names),
    constraints: Array.from(relative, (error): Constraint | null => {
      if (error === 0) return null;
      if (constraint === 'normal') return { kind: 'normal', mean: 1, sigma: error };
      return { kind: 'poisson', count: error ** -2, rate: error ** -2 };
    }),
    gamma: new Float64Array(relative.length).fill(1),
    residual: new Float64Array(relative.length),
    weight: new Float64Array(relative.length),
    mixed: scaled.jacobian.map((row) => new Float64Array(row.length)),
  });
}

/** Indices of the parameters of a term, some perhaps twice. */
export function parametersOf(term: CompiledTerm): number[] {
  return [...term.weight.parameters, ...term.factors.flatMap(({ parameters }) => [...parameters])];
}

function isLinearTerm(term: CompiledTerm): boolean {
  return term.weight.degree <= 1 && term.factors.every(({ parameters }) => parameters.length === 0);
}

/** Adds up terms with constant factors and weights of first degree. */
function sumLinearTerms(
  terms: readonly CompiledTerm[],
  rowOf: Int32Array,
  rows: number,
  bins: number,
  size: number,
): Pick<ChannelSum, 'constant' | 'linear' | 'linearRows'> {
  const constant = new Float64Array(bins);
  const linear = Array.from({ length: rows }, () => new Float64Array(bins));
  const linearRows = new Set<number>();
  const origin = new Float64Array(size);
  for (const term of terms) {
    updateTerm(term, origin, new Int8Array(size));
    for (let b = 0; b < bins; b++) constant[b]! += term.weight.value[0]! * term.product[b]!;
    term.weight.parameters.forEach((parameter, j) => {
      const row = rowOf[parameter]!;
      linearRows.add(row);
      for (let b = 0; b < bins; b++) linear[row]![b]! += term.weight.first[j]! * term.product[b]!;
    });
  }
  return { constant, linear, linearRows: Int32Array.from(linearRows).sort() };
}
