import { expect, test } from 'vitest';
import { cornerFigure } from './corner-figure.ts';

const parameter = (name: string, quantiles: readonly number[]) => ({
  parameter: name,
  mean: quantiles[1]!,
  deviation: 1,
  quantiles: [...quantiles],
  'r-hat': 1,
  'effective-size': 100,
  histogram: { edges: [0, 1, 2], counts: [3, 4] },
});
const result = {
  parameters: [parameter('a', [1, 2, 3]), parameter('b', [4, 5, 6])],
  'quantiles-at': [0.16, 0.5, 0.84],
} as never;
const pairs = [
  {
    x: 'a',
    y: 'b',
    'x-range': [0, 2],
    'y-range': [0, 2],
    counts: [
      [1, 2],
      [3, 4],
    ],
  },
] as const;
const shown = (...names: readonly string[]) =>
  cornerFigure(result, pairs, { corner: names.map((name) => ({ parameter: name, label: `P ${name}`, unit: 's' })) });

test('parameters in the order of the study, with their medians and central intervals', () => {
  expect(shown('a', 'b')).toMatchObject({
    parameters: [
      { label: 'P a', unit: 's', counts: [3, 4], median: 2, central: [1, 3] },
      { label: 'P b', median: 5, central: [4, 6] },
    ],
    pairs: [{ x: 0, y: 1, counts: pairs[0].counts }],
  });
});

test('a pair in the other order is turned', () => {
  expect(shown('b', 'a').pairs[0]!.counts).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('a parameter that the posterior holds is named', () => {
  expect(() => shown('a', 'c')).toThrow('`c`: it is held there');
});
