import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, everythingModel } from './fixtures/example-models.ts';
import { createObjective } from './objective.ts';

const model = compile(everythingModel());
const objective = createObjective(model);
const size = model.names.length;
const free = new Uint8Array(size).fill(1);

/** Derivative of a function of a step at 0 by Richardson extrapolation of central differences; error about 1e-9. */
function derivative(f: (step: number) => number): number {
  const central = (h: number) => (f(h) - f(-h)) / (2 * h);
  const h = 1e-3;
  return (64 * central(h / 4) - 20 * central(h / 2) + central(h)) / 45;
}

function moved(theta: Float64Array, p: number, step: number): Float64Array {
  const result = Float64Array.from(theta);
  result[p]! += step;
  return result;
}

// Away from the kink of `bent` and `smooth` at 0 and from |a| = 1, where second derivatives jump.
const away = fc.oneof(
  fc.double({ min: 0.01, max: 0.95, noNaN: true }),
  fc.double({ min: -0.95, max: -0.01, noNaN: true }),
);
const points = fc
  .tuple(
    fc.double({ min: 0.2, max: 2, noNaN: true }),
    fc.double({ min: -1, max: 1.5, noNaN: true }),
    fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    away,
    away,
  )
  .map((values) => Float64Array.from(values))
  .filter((theta) => Number.isFinite(objective.value(theta)));

test('gradient and Hessian of every kind of weight and factor agree with differences', () => {
  fc.assert(
    fc.property(points, (theta) => {
      const side = new Int8Array(size).fill(1);
      const value = objective.derivatives(theta, side, free);
      expect(value).toBe(objective.value(theta));
      const gradient = Float64Array.from(objective.gradient);
      const hessian = objective.gaussNewton.map((element, k) => element + objective.curvature[k]!);
      const gradientAt = new Float64Array(size);
      for (let p = 0; p < size; p++) {
        // Quintic panels join with continuous second derivatives only: no difference may straddle a knot.
        const acrossKnot = p === 2 && Math.abs(theta[2]! * 10 - Math.round(theta[2]! * 10)) < 0.02;
        if (acrossKnot) continue;
        const slope = derivative((h) => objective.value(moved(theta, p, h)));
        expect(Math.abs(slope - gradient[p]!)).toBeLessThan(1e-7 * (10 + Math.abs(value) + Math.abs(slope)));
        for (let q = 0; q < size; q++) {
          const bend = derivative((h) => {
            objective.gradientAt(moved(theta, p, h), side, free, gradientAt);
            return gradientAt[q]!;
          });
          const exact = hessian[Math.max(p, q) * size + Math.min(p, q)]!;
          expect(Math.abs(bend - exact)).toBeLessThan(1e-6 * (10 + Math.abs(value) + Math.abs(bend)));
        }
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});

test('the gradient by itself is that with second derivatives, for products of factors and of bins, and leaves those alone', () => {
  fc.assert(
    fc.property(points, (theta) => {
      const side = new Int8Array(size).fill(1);
      const some = Uint8Array.of(1, 1, 1, 0, 1);
      const gradient = new Float64Array(size);
      const value = objective.derivatives(theta, side, some);
      const before = Float64Array.from(objective.curvature);
      expect(objective.gradientAt(theta, side, some, gradient)).toBe(value);
      expect(objective.curvature).toEqual(before);
      gradient.forEach((slope, p) => {
        expect(Math.abs(slope - objective.gradient[p]!)).toBeLessThan(1e-10 * (1 + Math.abs(value)));
      });
    }),
    { numRuns: 60, seed: 8 },
  );
});

test('one-sided derivatives at a kink are those of the two sides', () => {
  const theta = Float64Array.of(1.1, 0.7, 0.35, 0, -0.4);
  const bent = 3;
  const at = objective.value(theta);
  for (const direction of [1, -1]) {
    const side = new Int8Array(size).fill(direction);
    const gradient = new Float64Array(size);
    objective.gradientAt(theta, side, free, gradient);
    const h = 1e-4;
    const f = (step: number) => (objective.value(moved(theta, bent, direction * step)) - at) / (direction * step);
    const slope = (8 * f(h / 4) - 6 * f(h / 2) + f(h)) / 3;
    expect(Math.abs(slope - gradient[bent]!)).toBeLessThan(1e-6 * Math.abs(slope));
  }
});

test('only free parameters get derivatives', () => {
  const theta = Float64Array.from(model.initial);
  const side = new Int8Array(size).fill(1);
  objective.derivatives(theta, side, free);
  const all = Float64Array.from(objective.gradient);
  const some = Uint8Array.of(0, 1, 0, 1, 0);
  objective.derivatives(theta, side, some);
  expect(objective.gradient[1]).toBe(all[1]);
  expect(objective.gaussNewton[3 * size + 0]! + objective.curvature[3 * size + 0]!).toBe(0);
});
