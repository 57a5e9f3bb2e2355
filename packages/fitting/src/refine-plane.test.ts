import { expect, test } from 'vitest';
import { contourLines, coordinate, type Plane, type PlaneAxis } from './contour-lines.ts';
import { originalStep, refinePlane } from './refine-plane.ts';

const axis: PlaneAxis = { scale: 'linear', values: Float64Array.from({ length: 41 }, (_, i) => -2 + 0.1 * i) };
type Function2 = (x: number, y: number) => number;

function planeOf(f: Function2): Plane {
  return {
    x: axis,
    y: axis,
    values: Float64Array.from([...axis.values].flatMap((x) => [...axis.values].map((y) => f(x, y)))),
  };
}

function linesOf(f: Function2, level: number) {
  const plane = planeOf(f);
  const at = (u: number, v: number) => f(coordinate(axis, u), coordinate(axis, v));
  const lowestBetween = (point: number, along: 0 | 1) => {
    const [i, j] = [Math.floor(point / 41), point % 41];
    const values = Array.from({ length: 201 }, (_, k) =>
      along === 0 ? at(i - 1 + k / 100, j) : at(i, j - 1 + k / 100),
    );
    return Math.min(...values);
  };
  const used = refinePlane(plane, level, { valueAt: at, lowestBetween });
  const valueAt = (u: number, v: number) => at(originalStep(u, axis, used.x), originalStep(v, axis, used.y));
  return { used, plane, lines: contourLines(used, level, { valueAt }) };
}

test('a band that is narrower than the grid comes out whole, beside a wide one', () => {
  const narrow = (x: number, y: number) => ((x + 0.35 * y - 0.05) / 0.04) ** 2;
  const wide = (x: number, y: number) => ((x + 0.35 * y - 1.2) / 0.3) ** 2;
  const both: Function2 = (x, y) => Math.min(60, narrow(x, y), wide(x, y));
  const { lines } = linesOf(both, 1);
  expect(lines).toHaveLength(4);
  for (const { closed, points } of lines) {
    expect(closed).toBe(false);
    for (const [x, y] of points) expect(Math.abs(both(x, y) - 1)).toBeLessThan(1e-4);
    for (const [x, y] of [points[0]!, points.at(-1)!]) expect(Math.max(Math.abs(x), Math.abs(y))).toBe(2);
  }
});

test('a plane whose regions are wide stays as it is', () => {
  const { used, plane, lines } = linesOf((x, y) => x * x + y * y, 1);
  expect(used).toBe(plane);
  expect(lines).toHaveLength(1);
});
