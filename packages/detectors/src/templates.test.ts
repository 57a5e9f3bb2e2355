import { describe, expect, test } from 'vitest';
import { readNumericTable } from './tables/csv.ts';
import { conditionalShares, type TemplateAxis, templateShares } from './templates.ts';

/** Three bins of energy, two of a pulse shape, the second energy bin twice as full; the last one empty. */
const table = readNumericTable(
  ['e,s,n', '5,0.25,1', '5,0.75,3', '15,0.25,6', '15,0.75,2', '25,0.25,0', '25,0.75,0'].join('\n'),
);
const energy: TemplateAxis = { edges: Float64Array.of(0, 10, 20, 30), reference: [0, 30], column: 'e' };
const shape: TemplateAxis = { edges: Float64Array.of(0, 0.5, 1), reference: [0, 1], column: 's' };

describe('shares of a template', () => {
  test('add up to one, the last axis fastest', () => {
    expect([...templateShares(table, [energy, shape], [], 'n')]).toEqual([1, 3, 6, 2, 0, 0].map((n) => n / 12));
    expect([...templateShares(table, [shape, energy], [], 'n')]).toEqual([1, 6, 0, 3, 2, 0].map((n) => n / 12));
  });

  test('refer to the reference region, whatever the region of the study', () => {
    const half = { ...shape, edges: Float64Array.of(0.5, 1) };
    expect([...templateShares(table, [energy, half], [], 'n')]).toEqual([3 / 12, 2 / 12, 0]);
    const first = { ...energy, reference: [0, 10] as const };
    expect([...templateShares(table, [first, shape], [], 'n')]).toEqual([1 / 4, 3 / 4, 0, 0, 0, 0]);
  });

  test('sum over observables that are not kept', () => {
    expect([...templateShares(table, [energy], [shape], 'n')]).toEqual([4 / 12, 8 / 12, 0]);
    const upper = { ...shape, reference: [0.5, 1] as const };
    expect([...templateShares(table, [energy], [upper], 'n')]).toEqual([3 / 5, 2 / 5, 0]);
  });

  test('wider bins hold several rows', () => {
    const wide = { ...energy, edges: Float64Array.of(0, 20, 30) };
    expect([...templateShares(table, [wide, shape], [], 'n')]).toEqual([7 / 12, 5 / 12, 0, 0]);
  });
});

test('shares given the energy add up to one in every energy bin; an empty one has those of its neighbour', () => {
  expect([...conditionalShares(table, [energy, shape], [], 'n')]).toEqual([0.25, 0.75, 0.75, 0.25, 0.75, 0.25]);
});

test('what is no template over these bins is refused', () => {
  const finer = { ...energy, edges: Float64Array.of(0, 10, 12, 20, 30) };
  expect(() => templateShares(table, [finer, shape], [], 'n')).toThrow(
    "a row of 'n' in every bin, got none in that of e [10, 12), s [0, 0.5)",
  );
  expect(() => templateShares(table, [energy, shape], [], 'm')).toThrow("Expected a column 'm'");
  const nothing = readNumericTable('e,s,n\n5,0.25,0\n');
  const one = { ...energy, edges: Float64Array.of(0, 10) };
  expect(() => templateShares(nothing, [one], [shape], 'n')).toThrow('with content');
  expect(() => conditionalShares(nothing, [one], [shape], 'n')).toThrow('with content');
  const negative = readNumericTable('e,s,n\n5,0.25,-1\n');
  expect(() => templateShares(negative, [one], [shape], 'n')).toThrow('0 or more');
});
