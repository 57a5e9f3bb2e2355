import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { interpolation as quadratic } from '@cevns/fitting/interpolation/quadratic';
import type { ComponentDescription } from '@cevns/fitting/model';
import { profile } from '@cevns/fitting/profile';
import { ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { expect, test } from 'vitest';
import { linesOf } from './contour-lines.ts';
import { bestPlace, levelLines, linesAroundMinima, ScannedLevel } from './plane-contours.ts';

/** Bin b measures a sum of products of powers of x and y. */
function measured(bin: number, bins: number, monomials: [number, Record<string, number>][]): ComponentDescription {
  const nominal = Float64Array.from({ length: bins }, (_, b) => (b === bin ? 1 : 0));
  const factor = { kind: 'morph', axes: [0], nominal, interpolation: 'quadratic', variations: [] } as const;
  const weight = monomials.map(([coefficient, powers]) => ({ coefficient, powers }));
  return { name: `bin ${bin}`, terms: [{ weight, factors: [factor] }] };
}

function planeOf(components: ComponentDescription[], values: number[], sigmas: number[], points: number) {
  const bins = values.length;
  const covariance = Float64Array.from({ length: bins ** 2 }, (_, k) =>
    k % (bins + 1) === 0 ? sigmas[k / (bins + 1)]! ** 2 : 0,
  );
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i);
  const model = compileModel(
    {
      parameters: ['x', 'y'].map((name) => ({ name, initial: 0.3, lower: -1, upper: 1 })),
      channels: [
        {
          name: 'c',
          axes: [{ name: 'bin', edges }],
          observed: Float64Array.from(values),
          components,
          likelihood: { kind: 'normal', covariance },
        },
      ],
    },
    { quadratic },
  );
  const best = fit(model) as ConvergedFit;
  const values2 = Float64Array.from({ length: points }, (_, i) => -1 + (2 * i) / (points - 1));
  const scan = profile(
    model,
    best,
    ['x', 'y'].map((parameter) => ({ parameter, values: values2 })),
  );
  const axis = (parameter: string) => ({ parameter, range: [-1, 1] as const, points, spacing: 'linear' as const });
  const axes = [axis('x'), axis('y')] as const;
  return { model, scan, best, axes, whole: { best, scan, swapped: false, evaluations: 0 } };
}

const slanted: [number, Record<string, number>][] = [
  [1, { x: 1 }],
  [Math.SQRT1_2, { y: 1 }],
];

const LEVEL = 4.605170185988092;

test.each([
  [11, 0.002],
  [11, 0.0008],
  [41, 0.0005],
])('a band across a plane of %d points that is %d wide: both of its sides, from border to border', (points, sigma) => {
  const { model, whole, axes } = planeOf([measured(0, 1, slanted)], [0.1234], [sigma], points);
  const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
  const { lines, unresolved } = linesOf(model, whole as never, settings);
  expect(unresolved).toEqual([]);
  expect(lines.map(({ closed }) => closed)).toEqual([false, false]);
  const sides = lines.map(({ points: vertices }) => {
    const ends = [vertices[0]!, vertices.at(-1)!].map(([, y]) => Math.abs(y));
    ends.forEach((y) => {
      expect(y).toBeCloseTo(1, 6);
    });
    for (const [x, y] of vertices) {
      expect(Math.abs(((x + Math.SQRT1_2 * y - 0.1234) / sigma) ** 2 - LEVEL)).toBeLessThan(2e-3);
    }
    return Math.sign(vertices[0]![0] + Math.SQRT1_2 * vertices[0]![1] - 0.1234);
  });
  expect(sides.sort()).toEqual([-1, 1]);
});

test('a thin ring that passes between the points: its outer and its inner line, once each', () => {
  const circle: [number, Record<string, number>][] = [
    [1, { x: 2 }],
    [1, { y: 2 }],
  ];
  const { model, whole, axes } = planeOf([measured(0, 1, circle)], [0.36], [1e-3], 12);
  const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
  const { lines, unresolved } = linesOf(model, whole as never, settings);
  expect(unresolved).toEqual([]);
  expect(lines.map(({ closed, allowed }) => `${closed} ${allowed}`).sort()).toEqual(['true inside', 'true outside']);
});

test.each([
  ['a product', [[1, { x: 1, y: 1 }]], 0.25, 15, 4],
  [
    'a square of a sum',
    [
      [1, { x: 2 }],
      [2, { x: 1, y: 1 }],
      [1, { y: 2 }],
    ],
    0.5,
    21,
    4,
  ],
] as [string, [number, Record<string, number>][], number, number, number][])(
  'two bands of %s that one number cannot tell apart: each with both of its sides',
  (_, monomials, value, points, sides) => {
    const { model, whole, axes } = planeOf([measured(0, 1, monomials)], [value], [0.002], points);
    const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
    const { lines, unresolved } = linesOf(model, whole as never, settings);
    expect(unresolved).toEqual([]);
    expect(lines.map(({ closed }) => closed)).toEqual(Array.from({ length: sides }, () => false));
    for (const { points: vertices } of lines) {
      for (const [x, y] of [vertices[0]!, vertices.at(-1)!]) {
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(1, 9);
      }
      for (const [x, y] of vertices) {
        const sum = monomials.reduce((all, [c, { x: i = 0, y: j = 0 }]) => all + c * x ** i * y ** j, 0);
        expect(Math.abs(((sum - value) / 0.002) ** 2 - LEVEL)).toBeLessThan(2e-3);
      }
    }
  },
);

test('a cross whose arms lie in the middle between the points: four lines, from border to border', () => {
  // x y = 0 within 0.004: no point of the grid lies on an axis of the plane.
  const { model, whole, axes } = planeOf([measured(0, 1, [[1, { x: 1, y: 1 }]])], [0], [0.002], 40);
  const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
  const { lines, unresolved } = linesOf(model, whole as never, settings);
  expect(unresolved).toEqual([]);
  expect(lines.map(({ closed }) => closed)).toEqual([false, false, false, false]);
  const quadrants = lines.map(({ points: vertices }) => {
    for (const [x, y] of vertices) expect(Math.abs((x * y) / 0.002)).toBeCloseTo(Math.sqrt(LEVEL), 3);
    const [x, y] = vertices[Math.floor(vertices.length / 2)]!;
    return `${Math.sign(x)} ${Math.sign(y)}`;
  });
  expect(quadrants.sort()).toEqual(['-1 -1', '-1 1', '1 -1', '1 1']);
});

test('a band a seventieth of a step wide, in the middle between the points of 41 x 41', () => {
  const { model, whole, axes } = planeOf(
    [measured(0, 2, [[1, { x: 2 }]]), measured(1, 2, [[1, { y: 1 }]])],
    [0.525 ** 2, 0],
    [1.7e-4, 1],
    41,
  );
  const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
  const { lines, unresolved } = linesOf(model, whole as never, settings);
  expect(unresolved).toEqual([]);
  expect(lines.map(({ closed }) => closed)).toEqual([false, false, false, false]);
  for (const { points: vertices } of lines) {
    for (const [x, y] of vertices) {
      expect(Math.abs(((x * x - 0.525 ** 2) / 1.7e-4) ** 2 + y * y - LEVEL)).toBeLessThan(2e-3);
    }
  }
});

test('a region too narrow to be drawn is told', () => {
  const { scan, model, best, axes } = planeOf([measured(0, 1, slanted)], [0.1234], [1e-5], 11);
  const between = new ProfiledPlane(model, best, scan);
  const scanned = new ScannedLevel(scan, between, axes, LEVEL);
  const drawn = levelLines(scanned);
  const place = bestPlace(best, axes);
  const { lines, unresolved } = linesAroundMinima(scanned, [place], drawn);
  expect(lines).toEqual([]);
  expect(unresolved).toEqual([place]);
});

test('what is drawn already stays as it is', () => {
  const wide = [measured(0, 2, [[1, { x: 1 }]]), measured(1, 2, [[1, { y: 1 }]])];
  const { scan, model, best, axes } = planeOf(wide, [0.2, -0.1], [0.1, 0.2], 21);
  const between = new ProfiledPlane(model, best, scan);
  const scanned = new ScannedLevel(scan, between, axes, LEVEL);
  const drawn = levelLines(scanned);
  expect(drawn).toHaveLength(1);
  const hidden = linesAroundMinima(scanned, [bestPlace(best, axes), [3, 0]], drawn);
  expect(hidden).toEqual({ lines: [], unresolved: [] });
});

test.each([
  // An island of less than a cell; and a region that the corner of the plane cuts.
  ['an island', 0.0097, -0.0244, 0.007, 0.012, 24],
  ['a corner', 1.01, -1.02, 0.025, 0.04, 15],
])('%s that is small against the grid has the area of its ellipse', (_, x, y, a, b, points) => {
  const components = [measured(0, 2, [[1, { x: 1 }]]), measured(1, 2, [[1, { y: 1 }]])];
  const { model, whole, axes, best } = planeOf(components, [x, y], [a, b], points);
  const settings = { x: axes[0], y: axes[1], confidence: 0.9, degreesOfFreedom: 2 } as never;
  const { lines } = linesOf(model, whole as never, settings);
  expect(lines.length).toBe(1);
  const isBelow = (px: number, py: number) => ((px - x) / a) ** 2 + ((py - y) / b) ** 2 - best.statistic < LEVEL;
  const [reach, cells] = [3.5 * b, 700];
  let area = 0;
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const [px, py] = [i, j].map((k, axis) => [x, y][axis]! + reach * ((2 * k + 1) / cells - 1)) as [number, number];
      if (Math.abs(px) < 1 && Math.abs(py) < 1 && isBelow(px, py)) area += ((2 * reach) / cells) ** 2;
    }
  }
  const corners = [...lines[0]!.points, ...(lines[0]!.closed ? [] : [[1, -1] as const])];
  const enclosed = corners.reduce((sum, [px, py], k) => {
    const [qx, qy] = corners[(k + 1) % corners.length]!;
    return sum + 0.5 * (px * qy - qx * py);
  }, 0);
  expect(Math.abs(Math.abs(enclosed) / area - 1)).toBeLessThan(0.02);
});
