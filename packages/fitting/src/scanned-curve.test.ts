import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { compile, component, oneChannel } from './fixtures/example-models.ts';
import { profile } from './profile.ts';
import { profileRegions } from './profile-regions.ts';
import { lowerMinimum, scannedCurve } from './scanned-curve.ts';

/** Measured: the polynomial with coefficients c of a parameter x, as d within s, and x itself, as 0 within w. */
function measured(c: readonly number[], d: number, s: number, w: number, initial: number) {
  const weight = c.map((coefficient, power) => ({ coefficient, powers: power === 0 ? {} : { x: power } }));
  const { parameters, channels } = oneChannel(
    [{ name: 'x', initial }],
    [d, 0],
    [component('polynomial', weight, [1, 0]), component('x', [{ coefficient: 1, powers: { x: 1 } }], [0, 1])],
  );
  const likelihood = { kind: 'normal', covariance: Float64Array.of(s * s, 0, 0, w * w) } as const;
  const statistic = (x: number) =>
    ((c.reduce((sum, coefficient, power) => sum + coefficient * x ** power, 0) - d) / s) ** 2 + (x / w) ** 2;
  return { model: compile({ parameters, channels: [{ ...channels[0]!, likelihood }] }), statistic };
}

const grid = (points: number) => Float64Array.from({ length: points }, (_, i) => -2 + (4 * i) / (points - 1));

test('a deeper well between the points, beside that where the fit ends, is met', () => {
  // x^4 - 2 x^2 + 0.3 x = -1.2 within 0.02: near -1, where it is -1.3, twice, and nowhere near 1, where it is -0.7 at least.
  const { model, statistic } = measured([0, 0.3, -2, 0, 1], -1.2, 0.02, 2, 1);
  const first = fit(model) as ConvergedFit;
  expect(first.parameters[0]!.value).toBeGreaterThan(0.9);
  const scan = profile(model, first, [{ parameter: 'x', values: grid(11) }]);
  const best = scan.betterMinimum ?? first;
  const better = lowerMinimum(model, best, scannedCurve(model, best, scan)) ?? best;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= 400_000; i++) lowest = Math.min(lowest, statistic(-2 + 1e-5 * i));
  expect(Math.abs(better.statistic - lowest)).toBeLessThan(1e-4);
});

test.each([
  // A hole between two points that lie below the level, and a region between two that do not, whose slopes point the same way.
  [[0, 0, 1], 0.01, 0.004, 10, 40],
  [[0, -1.3, 0, 1], 0.55, 0.04, 1.5, 11],
] as const)('regions and holes between the points: %o, %d within %d', (c, d, s, w, points) => {
  const { model, statistic } = measured(c, d, s, w, 1.4);
  let best = fit(model) as ConvergedFit;
  let scan = profile(model, best, [{ parameter: 'x', values: grid(points) }]);
  let curve = scannedCurve(model, best, scan);
  const better = lowerMinimum(model, best, curve) ?? scan.betterMinimum;
  if (better !== null) {
    best = better;
    scan = profile(model, best, [{ parameter: 'x', values: grid(points) }]);
    curve = scannedCurve(model, best, scan);
  }
  const level = 3.841458820694124;
  const above = (x: number) => statistic(x) - best.statistic - level;
  const ends = Array.from({ length: 4000 }, (_, i) => -2 + 1e-3 * i).flatMap((x) =>
    above(x) < 0 === above(x + 1e-3) < 0 ? [] : [brentRoot(above, x, x + 1e-3, { tolerance: 1e-12 }).x],
  );
  expect(ends.length).toBeGreaterThan(2);
  const found = profileRegions(curve, level).flatMap(({ lower, upper }) => [lower, upper]);
  expect(found).toEqual(ends.map((end) => expect.closeTo(end, 6)));
});
