import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedQuadratic, WITHOUT_EFFECT } from './bounded-quadratic.ts';

const unit = fc.double({ min: -1, max: 1, noNaN: true });

/** A positive definite matrix A A^T + 0.1 with a gradient and a box around 0. */
const problems = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    root: fc.array(unit, { minLength: n * n, maxLength: n * n }),
    gradient: fc.array(unit, { minLength: n, maxLength: n }),
    low: fc.array(fc.oneof(fc.constant(0), fc.double({ min: -0.5, max: 0, noNaN: true })), {
      minLength: n,
      maxLength: n,
    }),
    high: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true })), {
      minLength: n,
      maxLength: n,
    }),
  }),
);

test('the step is feasible and satisfies the conditions of a minimum', () => {
  fc.assert(
    fc.property(problems, ({ n, root, gradient, low, high }) => {
      const hessian = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) hessian[i * n + j]! += root[i * n + k]! * root[j * n + k]!;
        }
        hessian[i * n + i]! += 0.1;
      }
      const quadratic = new BoundedQuadratic(n);
      const [g, l, h] = [gradient, low, high].map((array) => Float64Array.from(array)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const promised = quadratic.solve(n, hessian, g, l, h);
      expect(promised).not.toBeNull();
      let change = 0;
      for (let i = 0; i < n; i++) {
        const d = quadratic.step[i]!;
        expect(d).toBeGreaterThanOrEqual(l[i]!);
        expect(d).toBeLessThanOrEqual(h[i]!);
        let slope = g[i]!;
        let product = 0;
        for (let j = 0; j < n; j++) product += hessian[i * n + j]! * quadratic.step[j]!;
        slope += product;
        change += d * (g[i]! + 0.5 * product);
        // At a lower edge the slope may only be positive, at an upper edge only negative, inside it vanishes.
        if (d > l[i]!) expect(slope).toBeLessThan(1e-10);
        if (d < h[i]!) expect(slope).toBeGreaterThan(-1e-10);
      }
      expect(promised).toBeCloseTo(-change, 12);
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('an indefinite matrix is refused, unless the variables that make it so are held', () => {
  const quadratic = new BoundedQuadratic(2);
  const hessian = Float64Array.of(2, 0, 0, -1);
  const wide = Float64Array.of(10, 10);
  expect(
    quadratic.solve(
      2,
      hessian,
      Float64Array.of(1, 1),
      wide.map((x) => -x),
      wide,
    ),
  ).toBeNull();
  expect(quadratic.solve(2, hessian, Float64Array.of(1, 1), Float64Array.of(-10, 0), wide)).toBeCloseTo(0.25, 14);
});

test('a singular matrix is refused, also with rounding noise in its pivot', () => {
  const quadratic = new BoundedQuadratic(2);
  const infinite = Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const minus = infinite.map((x) => -x);
  const hessian = Float64Array.of(1, 1 / 3, 1 / 3, 1 / 9 + 1e-15);
  expect(quadratic.solve(2, hessian, Float64Array.of(1, 1), minus, infinite)).toBeNull();
});

test('a variable without slope and curvature is left alone', () => {
  const quadratic = new BoundedQuadratic(2);
  const wide = Float64Array.of(10, 10);
  const promised = quadratic.solve(
    2,
    Float64Array.of(0, 0, 0, 2),
    Float64Array.of(0, 2),
    wide.map((x) => -x),
    wide,
  );
  expect(promised).toBeCloseTo(1, 14);
  expect(quadratic.step[0]).toBe(0);
  expect(quadratic.step[1]).toBeCloseTo(-1, 14);
  expect(quadratic.state[0]).toBe(WITHOUT_EFFECT);
});
