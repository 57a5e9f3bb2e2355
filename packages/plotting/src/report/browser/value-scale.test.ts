import { expect, test } from 'vitest';
import type { Column } from './configurations.ts';
import { shareOf, ticksOf, valueScale } from './value-scale.ts';

const column = (values: readonly number[], more: Partial<Column> = {}): Column => ({
  name: 'limit.upper',
  kind: 'result',
  main: true,
  values: Float64Array.from(values),
  named: false,
  unit: '',
  ...more,
});

test('values over many decades are logarithmic, unless the reader says otherwise', () => {
  const wide = column([1e-12, 1e-6, 3]);
  expect(valueScale(wide, undefined)).toMatchObject({ log: true, positive: true });
  expect(valueScale(wide, false).log).toBe(false);
  expect(valueScale(column([1, 50]), undefined).log).toBe(false);
  expect(valueScale(column([1, 50]), true).log).toBe(true);
});

test('zero, what is below, and names have no logarithm', () => {
  for (const values of [[0, 1e6], [-1, 1e6], []]) {
    expect(valueScale(column(values), true)).toMatchObject({ log: false, positive: false });
  }
  expect(valueScale(column([0, 1], { named: true, texts: ['a', 'b'] }), true).log).toBe(false);
});

test('equal factors are equal lengths; ticks stand at their values, within the axis', () => {
  const scale = valueScale(column([1e-3, 1e-1, 10]), undefined);
  expect(shareOf(scale, 0.1) - shareOf(scale, 1e-3)).toBeCloseTo(shareOf(scale, 10) - shareOf(scale, 0.1), 12);
  expect(ticksOf(scale).map(([, text]) => text)).toEqual(['0.001', '0.01', '0.1', '1', '10']);
  expect(ticksOf(scale)[0]![0]).toBeCloseTo(shareOf(scale, 1e-3), 12);
  for (const values of [
    [1, 3],
    [2, 2.1],
    [1e-170, 1],
    [5, 5],
    [-3, 8],
  ]) {
    for (const wanted of [true, false]) {
      const ticks = ticksOf(valueScale(column(values), wanted));
      for (const [place] of ticks) expect(place >= 0 && place <= 1).toBe(true);
      expect(ticks.length).toBeLessThan(12);
    }
  }
});

test('names stand in their order', () => {
  const scale = valueScale(
    column([0, 1, 2], { named: true, texts: ['helm', 'klein-nystrand', 'x'.repeat(40)] }),
    undefined,
  );
  expect(ticksOf(scale).map(([place]) => place)).toEqual([1 / 6, 1 / 2, 5 / 6]);
  expect(ticksOf(scale)[2]![1]).toHaveLength(22);
});
