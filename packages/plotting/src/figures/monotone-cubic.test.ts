import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monotoneCubic, monotoneInterpolant, monotoneSlopes } from './monotone-cubic.ts';

const through = (xs: readonly number[], f: (x: number) => number) => xs.map((x) => ({ x, y: f(x) }));

test('a straight line stays one, with two points too', () => {
  const line = (x: number) => 3 - 2 * x;
  expect(monotoneSlopes(through([0, 1], line))).toEqual([-2, -2]);
  for (const x of [0, 0.3, 1.7, 4])
    expect(monotoneInterpolant(through([0, 1, 1.5, 4], line))(x)).toBeCloseTo(line(x), 12);
});

test('a parabola with its minimum among the points is met to a few per cent of a step', () => {
  const parabola = (x: number) => (x - 1) ** 2;
  const curve = monotoneInterpolant(through([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2], parabola));
  for (let x = 0; x <= 2; x += 0.01) expect(Math.abs(curve(x) - parabola(x))).toBeLessThan(0.004);
});

test('between two points the curve never leaves their range', () => {
  const steps = fc.array(
    fc.tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true })),
    {
      minLength: 2,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(steps, (drawn) => {
      let x = 0;
      const points = drawn.map(([step, y]) => {
        x += step;
        return { x, y };
      });
      const curve = monotoneInterpolant(points);
      points.slice(1).forEach((b, i) => {
        const a = points[i]!;
        for (const t of [0.1, 0.3, 0.5, 0.7, 0.9]) {
          const y = curve(a.x + t * (b.x - a.x));
          expect(y).toBeGreaterThanOrEqual(Math.min(a.y, b.y) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(a.y, b.y) + 1e-9);
        }
      });
    }),
  );
});

test('the path is the same curve', () => {
  const points = [
    { x: 0, y: 4 },
    { x: 1, y: 1 },
    { x: 3, y: 0 },
    { x: 4, y: 5 },
  ];
  const [start, ...pieces] = monotoneCubic(points);
  expect(start).toEqual({ op: 'M', x: 0, y: 4 });
  pieces.forEach((piece, i) => {
    if (piece.op !== 'C') throw new Error('expected a curve');
    // The middle of a Bezier curve whose control points stand at thirds of x.
    const middle = (points[i]!.y + 3 * piece.y1 + 3 * piece.y2 + piece.y) / 8;
    expect(middle).toBeCloseTo(monotoneInterpolant(points)((points[i]!.x + piece.x) / 2), 12);
  });
});
