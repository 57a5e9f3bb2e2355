import { WeightedSum } from './factors/weighted-sum.ts';
import { type CompiledTerm, compileTerm } from './term.ts';
import { compileWeight } from './weight.ts';

/**
 * Joins terms that differ in one factor only into one term with the weighted sum of these factors. The expectation stays the same.
 *
 * @param terms terms of one channel
 * @param bins number of bins of the channel
 */
export function groupTerms(terms: readonly CompiledTerm[], bins: number): CompiledTerm[] {
  const numbers = new Map<object, number>();
  const numberOf = (item: object) => {
    const number = numbers.get(item) ?? numbers.size;
    numbers.set(item, number);
    return number;
  };
  /** What a term has to share with another if the two are to differ in this factor: the other factors, and the bins of this one. */
  const keyOf = ({ factors, binOf }: CompiledTerm, summed: number) => {
    const others = factors.map(numberOf).filter((_, f) => f !== summed);
    return `${others.sort((a, b) => a - b).join()};${binOf[summed]!.join()}`;
  };
  const sizes = new Map<string, number>();
  /** Parameters of single bins are no summands; a key that no other term has keeps them out. */
  const keys = terms.map((term, t) =>
    term.factors.map(({ binOfParameter }, f) => (binOfParameter === undefined ? keyOf(term, f) : `${t};${f}`)),
  );
  for (const key of keys.flat()) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const groups = new Map<string, { readonly term: CompiledTerm; readonly summed: number }[]>();
  terms.forEach((term, t) => {
    const own = keys[t]!;
    const largest = own.reduce((best, key, f) => (sizes.get(key)! > sizes.get(own[best]!)! ? f : best), 0);
    const key = own[largest] ?? `without factors ${t}`;
    groups.set(key, [...(groups.get(key) ?? []), { term, summed: largest }]);
  });
  return [...groups.values()].map((members) => (members.length === 1 ? members[0]!.term : join(members, bins)));
}

function join(
  members: readonly { readonly term: CompiledTerm; readonly summed: number }[],
  bins: number,
): CompiledTerm {
  const [{ term, summed }] = members as [(typeof members)[number]];
  const sum = new WeightedSum(
    members.map(({ term: own, summed: f }) => ({ weight: own.weight, factor: own.factors[f]! })),
  );
  const factors = term.factors.map((factor, f) => (f === summed ? sum : factor));
  const one = compileWeight({ weight: [{ coefficient: 1, powers: {} }] }, new Map());
  return compileTerm(one, factors, term.binOf, bins);
}
