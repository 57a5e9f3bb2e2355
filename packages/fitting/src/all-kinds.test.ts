import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit } from './fit.ts';
import { allKindsModel, compileAllKinds } from './fixtures/all-kinds-model.ts';
import { createObjective } from './objective.ts';
import { predict } from './prediction.ts';

const model = compileAllKinds(allKindsModel());
const objective = createObjective(model);
const size = model.names.length;
const free = new Uint8Array(size).fill(1);
const at = (values: Record<string, number>) => model.names.map((name, p) => values[name] ?? model.initial[p]!);

/** Derivative of a function of a step at 0 by Richardson extrapolation of central differences. */
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

// Away from 0 and +-1, where the exponential has a kink and the polynomials end.
const pull = fc.oneof(
  fc.double({ min: 0.01, max: 0.95, noNaN: true }),
  fc.double({ min: -0.95, max: -0.01, noNaN: true }),
  fc.double({ min: 1.05, max: 2, noNaN: true }),
);
const scale = fc.double({ min: 0.3, max: 2, noNaN: true });
const points = fc
  .tuple(scale, pull, pull, pull, scale, pull, scale, scale, scale, scale, scale)
  .map((values) => Float64Array.from(values))
  .filter((theta) => Number.isFinite(objective.value(theta)));

test('gradient and Hessian of every kind of scale, constraint and channel agree with differences', () => {
  fc.assert(
    fc.property(points, (theta) => {
      const side = new Int8Array(size).fill(1);
      const value = objective.derivatives(theta, side, free);
      expect(value).toBe(objective.value(theta));
      const gradient = Float64Array.from(objective.gradient);
      const hessian = objective.gaussNewton.map((element, k) => element + objective.curvature[k]!);
      const gradientAt = new Float64Array(size);
      for (let p = 0; p < size; p++) {
        const slope = derivative((h) => objective.value(moved(theta, p, h)));
        expect(Math.abs(slope - gradient[p]!)).toBeLessThan(1e-7 * (10 + Math.abs(value) + Math.abs(slope)));
        for (let q = 0; q < size; q++) {
          const bend = derivative((h) => {
            objective.gradientAt(moved(theta, p, h), side, free, gradientAt);
            return gradientAt[q]!;
          });
          const exact = hessian[Math.max(p, q) * size + Math.min(p, q)]!;
          expect(Math.abs(bend - exact), `${model.names[p]}, ${model.names[q]}`).toBeLessThan(
            1e-6 * (10 + Math.abs(value) + Math.abs(bend)),
          );
        }
      }
    }),
    { numRuns: 40, seed: 5 },
  );
});

test('the expectation is weight times scales times templates times scales of bins', () => {
  const theta = Float64Array.from(at({ mu: 2, flux: -1, steep: 1, shape: 1, size: 0.5, slope: 1, s0: 1.1, g0: 0.7 }));
  const [counts] = predict(model, theta);
  const signal = 2 * 0.5 * 0.8 * 1.2 * 9 * 1.1;
  expect(counts!.components.map(({ expectation }) => expectation[0])).toEqual([
    expect.closeTo(signal, 13),
    expect.closeTo(0.9 * 5 * 1.1, 13),
    expect.closeTo(2 * 4.2 * 0.7 * 1.1, 13),
  ]);
  expect(counts!.expectation[0]).toBeCloseTo(signal + 0.9 * 5 * 1.1 + 2 * 4.2 * 0.7 * 1.1, 12);
});

test('the statistic is the sum of three likelihoods and of the constraints', () => {
  const values = {
    mu: 1.3,
    flux: 0.5,
    steep: 0.3,
    shape: 1,
    size: 0.8,
    slope: -0.4,
    s0: 1.1,
    s1: 0.9,
    g0: 1.2,
    g1: 0.8,
  };
  const theta = Float64Array.from(at(values));
  const [counts, measured, events] = predict(model, theta).map(({ expectation }) => expectation);
  const poisson = (n: number, mu: number) => 2 * (mu - n + n * Math.log(n / mu));
  const observed = [21, 14, 9];
  let expected = observed.reduce((sum, n, b) => sum + poisson(n, counts![b]!), 0);
  // The inverse of the covariance by hand, over its determinant 0.109.
  const inverse = [0.23, -0.06, -0.01, -0.06, 0.3, 0.05, -0.01, 0.05, 0.19].map((element) => element / 0.109);
  const r = [-0.4, 1.3, 2.2].map((value, b) => value - measured![b]!);
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) expected += r[i]! * inverse[3 * i + j]! * r[j]!;
  expected += 2 * events![4]! - 2 * [0, 1, 2, 3].reduce((sum, i) => sum + Math.log(events![i]!), 0);
  expected += 1 + (Math.log(0.8 / 1.1) / 0.2) ** 2 + 1 + 0.25 + poisson(24, 20 * 1.2) + poisson(11, 10 * 0.8);
  const [x, y] = [0.4, 0.1];
  expected += (0.8 * x * x - 1.2 * x * y + y * y) / 0.44;
  expect(objective.value(theta)).toBeCloseTo(expected, 11);
});

test('a fit of all kinds at once finds a minimum with vanishing gradient', () => {
  const result = fit(model);
  expect(result.status).toBe('converged');
  expect(result.verdict).toMatchObject({ positiveDefinite: true, atLimit: [] });
  const theta = Float64Array.from(model.names, (name) =>
    result.status === 'converged' ? result.parameters.find((each) => each.name === name)!.value : Number.NaN,
  );
  objective.derivatives(theta, new Int8Array(size).fill(1), free);
  for (const slope of objective.gradient) expect(Math.abs(slope)).toBeLessThan(1e-5);
});

test('outside the domain of a log-normal constraint the statistic is not defined', () => {
  expect(objective.value(Float64Array.from(at({ size: -0.1 })))).toBe(Number.POSITIVE_INFINITY);
});
