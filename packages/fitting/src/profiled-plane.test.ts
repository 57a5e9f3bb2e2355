import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { nsiModel } from './fixtures/csi-models.ts';
import { compile } from './fixtures/example-models.ts';
import { profile } from './profile.ts';
import { ProfiledPlane } from './profiled-plane.ts';

const release = JSON.parse(readFileSync(new URL('./fixtures/csi-2021.json', import.meta.url), 'utf8'));
const model = compile(nsiModel(release));
const best = fit(model) as ConvergedFit;
const axis = (parameter: string) => ({
  parameter,
  values: Float64Array.from({ length: 41 }, (_, k) => -1 + 0.05 * k),
});
const axes = [axis('eps_u'), axis('eps_d')] as const;
const scan = profile(model, best, axes, { tolerance: 1e-4 });

/** The statistic with both parameters held, from the fit at a place near by. */
function heldAt(u: number, v: number, theta: Float64Array): number {
  const start = Object.fromEntries(model.names.map((name, p) => [name, theta[p]!]));
  const fixed = { eps_u: u, eps_d: v };
  return (fit(model, { fixed, start: { ...start, ...fixed } }) as ConvergedFit).statistic - scan.minimum;
}

const STEP = 1e-4;

test.each([
  ['between the points of the grid', 22.3, 21.6],
  ['on a line of the grid', 20, 25.75],
  ['where lines pass', 30.5, 13.1],
])('%s the statistic is that of a fit with both parameters held, and so are its slopes', (_, step, other) => {
  const plane = new ProfiledPlane(model, best, scan);
  const [u, v] = [-1 + 0.05 * step, -1 + 0.05 * other];
  const { rise, slopes, theta } = plane.fitAt({ step, value: u }, { step: other, value: v });
  expect(Math.abs(rise - heldAt(u, v, theta))).toBeLessThan(1e-5);
  const expected = [
    (heldAt(u + STEP, v, theta) - heldAt(u - STEP, v, theta)) / (2 * STEP),
    (heldAt(u, v + STEP, theta) - heldAt(u, v - STEP, theta)) / (2 * STEP),
  ];
  slopes.forEach((slope, a) => {
    expect(Math.abs(slope - expected[a]!)).toBeLessThan(0.01 * Math.max(1, Math.abs(expected[a]!)));
  });
  expect(plane.evaluations()).toBeGreaterThan(0);
});

test('a walk of small steps takes hardly more than one evaluation each', () => {
  const plane = new ProfiledPlane(model, best, scan);
  const steps = 100;
  for (let k = 0; k <= steps; k++) {
    const step = 22 + (0.2 * k) / steps;
    plane.fitAt({ step, value: -1 + 0.05 * step }, { step: 21.5, value: 0.075 });
  }
  expect(plane.evaluations()).toBeLessThan(1.5 * steps);
});

test('at a point of the grid it is what the scan found; between its neighbours nothing is higher than it', () => {
  const plane = new ProfiledPlane(model, best, scan);
  const point = 12 * 41 + 30;
  const own = plane.fitOf(point);
  expect(own.rise).toBe(scan.statistic[point]! - scan.minimum);
  expect(own.theta).toEqual(scan.parametersAt(point));
  for (const along of [0, 1] as const) {
    const { rise, value } = plane.lowestBetween(point, along);
    expect(rise).toBeLessThanOrEqual(own.rise + 1e-6);
    const k = along === 0 ? 12 : 30;
    expect(value).toBeGreaterThanOrEqual(axes[along].values[k - 1]!);
    expect(value).toBeLessThanOrEqual(axes[along].values[k + 1]!);
  }
});
