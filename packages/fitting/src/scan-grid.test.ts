import { expect, test } from 'vitest';
import { ScanGrid } from './scan-grid.ts';

test.each([[[7]], [[4, 5]], [[3, 2, 4]]])('a walk over %j visits every point once, by steps of one', (shape) => {
  const grid = new ScanGrid(shape);
  expect(grid.points).toBe(shape.reduce((product, length) => product * length, 1));
  expect([...grid.walk].sort((a, b) => a - b)).toEqual(Array.from({ length: grid.points }, (_, point) => point));
  const lengths = Array.from(grid.walk.slice(1), (point, k) =>
    shape.reduce((sum, _, a) => sum + Math.abs(grid.position(point, a) - grid.position(grid.walk[k]!, a)), 0),
  );
  expect(new Set(lengths)).toEqual(new Set([1]));
});

test('steps in a direction and in its opposite, as far as the grid goes', () => {
  const grid = new ScanGrid([4, 5]);
  // Row 1, column 3: along the rows, along the columns, and along both diagonals.
  expect(grid.directions.map((_, d) => grid.room(8, d))).toEqual([2, 1, 1, 3, 1, 1, 2, 1]);
  expect(grid.directions.map((_, d) => grid.step(8, d, 1))).toEqual([13, 3, 9, 7, 14, 2, 12, 4]);
  expect(grid.step(8, 0, 2)).toBe(18);
  expect(grid.step(8, 0, 3)).toBe(-1);
  expect(grid.distance(8, 15)).toBe(3);
});
