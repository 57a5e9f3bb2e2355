import { expect, test } from 'vitest';
import { numberChanges } from './number-changes.ts';

const fit = (value: number, more: object = {}) => ({
  fit: { parameters: { strength: { value, error: 0.3, minus: 0.1, plus: 0.2, ...more } }, status: { edm: 1e-9 } },
});

test('equal summaries have no differences', () => {
  expect(numberChanges(fit(1), fit(1))).toEqual({ numbers: [], onlyBefore: [], onlyAfter: [] });
});

test.each([
  ['up, in units of plus', 1, 1.1, {}, 0.5],
  ['down, in units of minus', 1, 0.95, {}, -0.5],
  ['by the Hesse error where there is no interval', 1, 1.15, { minus: null, plus: null }, 0.5],
  ['without an error', 1, 1.1, { minus: null, plus: null, error: null }, null],
])('a value moves %s', (_, before, after, errors, sigma) => {
  const { numbers } = numberChanges(fit(before, errors), fit(after, errors));
  expect(numbers).toHaveLength(1);
  const [change] = numbers;
  expect(change).toMatchObject({ path: 'fit.parameters.strength.value', before, after });
  if (sigma === null) expect(change!.sigma).toBeNull();
  else expect(change!.sigma).toBeCloseTo(sigma, 12);
  expect(change!.relative).toBeCloseTo(after / before - 1, 12);
});

test('what moved most comes first: by sigma, then relatively, then how the minimiser went', () => {
  const before = {
    a: 1,
    b: 1,
    status: { edm: 1 },
    p: { value: 1, error: 1 },
    q: { value: 1, error: 1 },
    'null-status': { x: 1 },
  };
  const after = {
    a: 1.1,
    b: 9,
    status: { edm: 99 },
    p: { value: 2, error: 1 },
    q: { value: -2, error: 1 },
    'null-status': { x: 2 },
  };
  expect(numberChanges(before, after).numbers.map(({ path }) => path)).toEqual([
    'q.value',
    'p.value',
    'b',
    'a',
    'status.edm',
    'null-status.x',
  ]);
});

test('of a list the number that moved most is told', () => {
  const { numbers } = numberChanges(
    {
      x: [
        [1, 2],
        [3, null],
      ],
    },
    {
      x: [
        [1, 2.5],
        [3.1, null],
      ],
    },
  );
  expect(numbers).toEqual([{ path: 'x', before: 2, after: 2.5, relative: 0.25, sigma: null, moved: [2, 4] }]);
});

test('lists of other lengths, numbers that come and go, and zero', () => {
  const before = { grid: [1, 2], gone: { a: 1 }, kept: null, zero: 0, intervals: [{ lower: 1 }, { lower: 2 }] };
  const after = { grid: [1, 2, 3], come: 2, kept: 4, zero: 1, intervals: [{ lower: 1.5 }] };
  const { numbers, onlyBefore, onlyAfter } = numberChanges(before, after);
  expect(
    Object.fromEntries(numbers.map(({ path, before: b, after: a, relative }) => [path, [b, a, relative]])),
  ).toEqual({
    grid: [null, null, null],
    kept: [null, 4, null],
    zero: [0, 1, null],
    'intervals[0].lower': [1, 1.5, 0.5],
  });
  expect(onlyBefore).toEqual(['gone', 'intervals[1]']);
  expect(onlyAfter).toEqual(['come']);
});

test('a unit is that of the numbers that have it; how often the model was evaluated comes last', () => {
  const limit = (upper: number, confidence: number, evaluations: number) => ({
    kind: 'limit',
    unit: '1e-10 mu_B',
    upper,
    confidence,
    evaluations,
  });
  const { numbers } = numberChanges(limit(4, 0.9, 100), limit(5, 0.95, 900));
  expect(numbers.map(({ path, unit }) => [path, unit])).toEqual([
    ['upper', '1e-10 mu_B'],
    ['confidence', undefined],
    ['evaluations', undefined],
  ]);
});
