import { describe, expect, test } from 'vitest';
import { coordinate, type Plane, type PlaneAxis, type PlaneSample } from './contour-lines.ts';
import { refinedLines } from './refined-lines.ts';

const axis: PlaneAxis = { scale: 'linear', values: Float64Array.from({ length: 41 }, (_, i) => -2 + 0.1 * i) };
type Function2 = (x: number, y: number) => number;

function planeOf(f: Function2): Plane {
  return {
    x: axis,
    y: axis,
    values: Float64Array.from([...axis.values].flatMap((x) => [...axis.values].map((y) => f(x, y)))),
  };
}

/** The lines, and at how many places the function was looked at between the points of the grid. */
function linesOf(f: Function2, level: number, slopesAreKnown: boolean) {
  const at = (u: number, v: number) => f(coordinate(axis, u), coordinate(axis, v));
  const slope = (f1: number, f0: number) => (slopesAreKnown ? (f1 - f0) / 2e-6 : Number.NaN);
  let looks = 0;
  const sampleAt = (u: number, v: number): PlaneSample => {
    looks += 1;
    const [i, j] = [Math.max(1e-6, Math.min(40 - 1e-6, u)), Math.max(1e-6, Math.min(40 - 1e-6, v))];
    return {
      value: at(u, v),
      slopes: [slope(at(i + 1e-6, v), at(i - 1e-6, v)), slope(at(u, j + 1e-6), at(u, j - 1e-6))],
    };
  };
  const lowestBetween = (point: number, along: 0 | 1) => {
    const [i, j] = [Math.floor(point / 41), point % 41];
    const steps = Array.from({ length: 201 }, (_, k) => (along === 0 ? i : j) - 1 + k / 100);
    const values = steps.map((step) => (along === 0 ? at(step, j) : at(i, step)));
    const lowest = values.indexOf(Math.min(...values));
    return { value: values[lowest]!, step: steps[lowest]! };
  };
  const samplePoint = (point: number) => sampleAt(Math.floor(point / 41), point % 41);
  const lines = refinedLines(planeOf(f), level, { sampleAt, samplePoint, lowestBetween });
  return { lines: lines ?? [], isRefined: lines !== null, looks };
}

describe.each([true, false])('slopes known: %s', (slopesAreKnown) => {
  test('a band that is narrower than the grid comes out whole, beside a wide one', () => {
    const narrow = (x: number, y: number) => ((x + 0.35 * y - 0.05) / 0.04) ** 2;
    const wide = (x: number, y: number) => ((x + 0.35 * y - 1.2) / 0.3) ** 2;
    const both: Function2 = (x, y) => Math.min(60, narrow(x, y), wide(x, y));
    const { lines } = linesOf(both, 1, slopesAreKnown);
    expect(lines).toHaveLength(4);
    for (const { closed, points } of lines) {
      expect(closed).toBe(false);
      for (const [x, y] of points) expect(Math.abs(both(x, y) - 1)).toBeLessThan(1e-4);
      for (const [x, y] of [points[0]!, points.at(-1)!]) expect(Math.max(Math.abs(x), Math.abs(y))).toBe(2);
    }
  });

  test('a thin ring, and an island in it', () => {
    const ring: Function2 = (x, y) =>
      Math.min(200, ((Math.hypot(x, y) - 1.31) / 0.03) ** 2, (x * x + y * y) / 0.3 ** 2);
    const { lines } = linesOf(ring, 1, slopesAreKnown);
    expect(lines.map(({ closed }) => closed)).toEqual([true, true, true]);
    const radii = lines.map(({ points }) => points.map(([x, y]) => Math.hypot(x, y)));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const means = radii.map(mean).sort((a, b) => a - b);
    expect(means).toEqual([0.3, 1.28, 1.34].map((radius) => expect.closeTo(radius, 4)));
  });

  test('a plane whose regions are wide is left to its grid', () => {
    expect(linesOf((x, y) => x * x + y * y, 1, slopesAreKnown).isRefined).toBe(false);
  });
});

test('with slopes there are few looks beside those at vertices and at the corners of cells with one', () => {
  const narrow: Function2 = (x, y) => ((x + 0.35 * y - 0.05 + 0.1 * y * y) / 0.04) ** 2;
  const { lines, looks } = linesOf(narrow, 1, true);
  const vertices = lines.reduce((sum, { points }) => sum + points.length, 0);
  // Two corners and itself for each vertex, and the walls of the valley on the grid.
  expect(looks).toBeLessThan(3.5 * vertices);
});
