import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsText } from './decimals-text.ts';

const written = (values: readonly unknown[]): string => JSON.stringify(values).slice(1, -1);

test('decimals are written as JSON.stringify does, an array of any length', () => {
  const decimal = fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 7 }))
    .map(([units, less, places]) => Math.trunc(units / 10 ** less) / 10 ** places)
    .filter((value) => Math.abs(value) < 1e8 && (value === 0 || Math.abs(value) >= 1e-6));
  fc.assert(
    fc.property(fc.array(decimal), (values) => {
      const text = decimalsText(values);
      if (text !== undefined) expect(text).toBe(written(values));
      // What was rounded to seven decimals is such a number whatever it was before.
      const rounded = values.map((value) => Math.round(value * 1e7) / 1e7);
      expect(decimalsText(rounded)).toBe(written(rounded));
    }),
    { numRuns: 2000 },
  );
  const many = Array.from({ length: 20_000 }, (_, i) => (i - 10_000) / 128);
  expect(decimalsText(many)).toBe(written(many));
});

test('of any numbers, the text is that of JSON.stringify or left to it', () => {
  const near = fc
    .tuple(fc.integer(), fc.integer({ min: -3, max: 3 }))
    .map(([units, steps]) => units / 1e7 + steps * 1e-17);
  fc.assert(
    fc.property(fc.oneof(fc.double(), near), (value) => {
      const text = decimalsText([value]);
      if (text !== undefined) expect(text).toBe(written([value]));
    }),
    { numRuns: 10_000 },
  );
});

test.each([
  0, -0, 1, -1, 10, 99999999, 0.000001, -0.0000012, 12.5, 0.1, 99999999.9999999, 1e7, 0.9999999, 1000000.000001,
])('%d is a decimal', (value) => {
  expect(decimalsText([value, value])).toBe(written([value, value]));
});

test.each([
  1e8,
  1e21,
  1e-7,
  2e-7,
  1 / 3,
  0.1 + 0.2,
  100000000.0000001,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  null,
  '1',
  true,
  [1],
  undefined,
])('%s is left to JSON.stringify', (value) => {
  expect(decimalsText([1, value])).toBeUndefined();
});
