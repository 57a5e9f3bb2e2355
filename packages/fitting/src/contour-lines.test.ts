import { describe, expect, test } from 'vitest';
import {
  type ContourLine,
  contourLines,
  coordinate,
  narrowPlaces,
  type Plane,
  type PlaneAxis,
  type PlaneSample,
} from './contour-lines.ts';

type Function2 = (x: number, y: number) => number;

function axis(from: number, to: number, points: number, scale: 'linear' | 'log' = 'linear'): PlaneAxis {
  const at = (t: number) => (scale === 'log' ? from * (to / from) ** t : from + (to - from) * t);
  return { values: Float64Array.from({ length: points }, (_, i) => at(i / (points - 1))), scale };
}

function planeOf(f: Function2, x: PlaneAxis, y: PlaneAxis): Plane {
  return { x, y, values: Float64Array.from([...x.values].flatMap((px) => [...y.values].map((py) => f(px, py)))) };
}

/** A value whose slopes are not known. */
function bare(value: number): PlaneSample {
  return { value, slopes: [Number.NaN, Number.NaN] };
}

/** Contours with the function itself between the points. */
function exactLines(f: Function2, x: PlaneAxis, y: PlaneAxis, level: number): ContourLine[] {
  return contourLines(planeOf(f, x, y), level, { sampleAt: (u, v) => bare(f(coordinate(x, u), coordinate(y, v))) });
}

/** Area inside a closed line, positive if it runs counter-clockwise. */
function area({ points }: ContourLine): number {
  return points.reduce((sum, [x, y], i) => {
    const [nx, ny] = points[(i + 1) % points.length]!;
    return sum + 0.5 * (x * ny - y * nx);
  }, 0);
}

const square = axis(-2, 2, 41);

test('a ring has an outer line around it and an inner one the other way round', () => {
  const ring: Function2 = (x, y) => 20 * (Math.hypot(x, y) - 1) ** 2;
  const lines = exactLines(ring, square, square, 1);
  expect(lines.map(({ closed }) => closed)).toEqual([true, true]);
  const half = 1 / Math.sqrt(20);
  const areas = lines.map(area).sort((a, b) => a - b);
  expect(areas[0]! / (-Math.PI * (1 - half) ** 2)).toBeCloseTo(1, 2);
  expect(areas[1]! / (Math.PI * (1 + half) ** 2)).toBeCloseTo(1, 2);
  for (const { points } of lines) {
    for (const [x, y] of points) expect(Math.abs(ring(x, y) - 1)).toBeLessThan(1e-4);
  }
});

test('two bands through the plane have four open lines from border to border, low values to the left', () => {
  const bands: Function2 = (x, y) => 10 * ((x + y) ** 2 - 1) ** 2;
  const lines = exactLines(bands, square, square, 1);
  expect(lines.map(({ closed }) => closed)).toEqual([false, false, false, false]);
  for (const { points } of lines) {
    for (const [x, y] of [points[0]!, points.at(-1)!]) expect(Math.max(Math.abs(x), Math.abs(y))).toBe(2);
    const [[x, y], [nx, ny]] = [points[10]!, points[11]!];
    const length = Math.hypot(nx - x, ny - y);
    const left: [number, number] = [
      (x + nx) / 2 - (0.05 * (ny - y)) / length,
      (y + ny) / 2 + (0.05 * (nx - x)) / length,
    ];
    expect(bands(...left)).toBeLessThan(1);
  }
});

test('four islands have four lines', () => {
  const islands: Function2 = (x, y) => 8 * ((x * x - 1) ** 2 + (y * y - 1) ** 2);
  const lines = exactLines(islands, square, square, 1);
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line.closed).toBe(true);
    expect(area(line)).toBeGreaterThan(0);
  }
  const centres = lines.map(({ points }) => points.map(([x, y]) => `${Math.sign(x)} ${Math.sign(y)}`)[0]).sort();
  expect(new Set(centres).size).toBe(4);
});

test('a region that the border cuts has open lines, a plane below the level none', () => {
  const disc: Function2 = (x, y) => (x - 2) ** 2 + y * y;
  const [line, ...others] = exactLines(disc, square, square, 1);
  expect(others).toEqual([]);
  expect(line!.closed).toBe(false);
  for (const [x] of [line!.points[0]!, line!.points.at(-1)!]) expect(x).toBe(2);
  expect(exactLines(disc, square, square, 100)).toEqual([]);
  expect(exactLines(disc, square, square, -1)).toEqual([]);
});

describe('a saddle', () => {
  const low = axis(0, 1, 2);
  const corners = [0, 2, 2, 0];
  const joined = (middle: number) =>
    contourLines({ x: low, y: low, values: Float64Array.from(corners) }, 1, {
      sampleAt: (u, v) => bare(u === 0.5 && v === 0.5 ? middle : 2 * (u + v - 2 * u * v)),
    }).map(({ points }) => points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).sort());

  test('keeps low corners apart where the middle is high', () => {
    expect(joined(1.5)).toEqual([
      ['0.0 0.5', '0.5 0.0'],
      ['0.5 1.0', '1.0 0.5'],
    ]);
  });

  test('joins them where it is low', () => {
    expect(joined(0.5)).toEqual([
      ['0.5 0.0', '1.0 0.5'],
      ['0.0 0.5', '0.5 1.0'],
    ]);
  });
});

test('every line of random hills is closed or ends at the border, and no edge is crossed twice', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const small = axis(0, 9, 10);
  for (let round = 0; round < 50; round++) {
    const values = Float64Array.from({ length: 100 }, random);
    const lines = contourLines({ x: small, y: small, values }, 0.5, { tolerance: 1e-12 });
    const isCrossed = (a: number, b: number) => values[a]! < 0.5 !== values[b]! < 0.5;
    let crossed = 0;
    for (let i = 0; i < 10; i++) {
      for (let j = 0; j < 10; j++) {
        if (i < 9 && isCrossed(i * 10 + j, i * 10 + j + 10)) crossed += 1;
        if (j < 9 && isCrossed(i * 10 + j, i * 10 + j + 1)) crossed += 1;
      }
    }
    expect(lines.reduce((sum, { points }) => sum + points.length, 0)).toBe(crossed);
    for (const { closed, points } of lines.filter((line) => !line.closed)) {
      expect(closed).toBe(false);
      for (const [x, y] of [points[0]!, points.at(-1)!]) expect([x, y].some((c) => c === 0 || c === 9)).toBe(true);
    }
  }
});

test('on logarithmic axes a power law is a straight line', () => {
  const [mass, coupling] = [axis(1, 1000, 31, 'log'), axis(1e-6, 1e-2, 31, 'log')];
  const lines = exactLines((m, g) => (g * 1e5) ** 2 / m, mass, coupling, 1);
  expect(lines).toHaveLength(1);
  for (const [m, g] of lines[0]!.points) expect(Math.abs((g * 1e5) ** 2 / m - 1)).toBeLessThan(1e-4);
});

test('lines stop at points without a value', () => {
  const plane = planeOf((x, y) => x * x + y * y, square, square);
  plane.values[20 * 41 + 30] = Number.NaN;
  const lines = contourLines(plane, 1);
  expect(lines).toHaveLength(1);
  expect(lines[0]!.closed).toBe(false);
});

test('a valley between the points is found narrow, a wide one is not', () => {
  const valley =
    (width: number): Function2 =>
    (x, y) =>
      ((x + 0.35 * y - 0.05) / width) ** 2;
  expect(narrowPlaces(planeOf(valley(0.01), square, square), 1).length).toBeGreaterThan(20);
  expect(narrowPlaces(planeOf(valley(0.5), square, square), 1)).toEqual([]);
});

test.each([0, 0.001, -0.02])(
  'a valley in the middle between two points, or %d off it, is found narrow in every row',
  (off) => {
    const step = square.values[1]! - square.values[0]!;
    const found = narrowPlaces(
      planeOf((x) => ((x - (0.5 + off) * step) / 0.002) ** 2, square, square),
      1,
    );
    expect(found.map(({ axis }) => axis)).toEqual(square.values.reduce<number[]>((all) => [...all, 0], []));
  },
);

test('values of another number of points are refused', () => {
  expect(() => contourLines({ x: square, y: square, values: new Float64Array(40) }, 1)).toThrow(RangeError);
});
