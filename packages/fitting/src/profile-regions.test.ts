import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { compile, component, oneChannel } from './fixtures/example-models.ts';
import { profile } from './profile.ts';
import { profileRegions } from './profile-regions.ts';
import { scannedCurve } from './scanned-curve.ts';

/** One bin of 100 counts whose expectation, 50 + 50 s^2, meets them at s = -1 and s = 1. */
const model = compile(
  oneChannel(
    [{ name: 's', initial: 0.9, lower: -3, upper: 3 }],
    [100],
    [
      component(
        'signal',
        [
          { coefficient: 50, powers: {} },
          { coefficient: 50, powers: { s: 2 } },
        ],
        [1],
      ),
    ],
  ),
);
const best = fit(model) as ConvergedFit;
const rise = (s: number) => 2 * (50 * s * s - 50 + 100 * Math.log(100 / (50 + 50 * s * s)));

function regions(from: number, to: number, points: number, level: number) {
  const values = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  return profileRegions(scannedCurve(model, best, profile(model, best, [{ parameter: 's', values }])), level);
}

test('both minima have their region, and each end lies on the level', () => {
  const found = regions(-2, 2, 41, 2.71);
  expect(found).toHaveLength(2);
  for (const { lower, upper } of found) {
    expect(rise(lower!)).toBeCloseTo(2.71, 7);
    expect(rise(upper!)).toBeCloseTo(2.71, 7);
  }
  expect(found[0]!.upper!).toBeLessThan(0);
  expect(found[1]!.lower!).toBeGreaterThan(0);
});

test('regions between the points of the scan are found', () => {
  expect(regions(-2.1, 1.9, 11, 0.01)).toHaveLength(2);
});

test('a region that the scan cuts is open there, and regions that join are one', () => {
  expect(regions(0, 1.05, 12, 2.71)).toEqual([{ lower: expect.any(Number), upper: null }]);
  expect(regions(-2, 2, 41, 60)).toHaveLength(1);
  expect(regions(-0.5, 0.5, 11, 1)).toEqual([]);
});
