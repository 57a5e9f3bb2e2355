import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ConvergedFit, fit, fittedValues } from './fit.ts';
import { affine, boundaryModel, compile, component, linearModel, oneChannel } from './fixtures/example-models.ts';
import { profile } from './profile.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const linear = read('linear-model-100-bins');
const boundary = read('boundary');

function grid(from: number, to: number, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}

test('a scan of two parameters with ten profiled: corners, and every point equal to a fit of its own', () => {
  const model = compile(linearModel(linear.inputs));
  const best = fit(model) as ConvergedFit;
  const axes = [
    { parameter: 'p1', values: grid(0.5, 1.7, 7) },
    { parameter: 'p2', values: grid(0.3, 1.5, 5) },
  ];
  const scan = profile(model, best, axes);
  expect(scan).toMatchObject({ failed: [], betterMinimum: null, minimum: best.statistic });
  for (const [p1, p2, rise] of linear.answers.scan.corners) {
    const point = (p1 === 0.5 ? 0 : 6) * 5 + (p2 === 0.3 ? 0 : 4);
    expect(Math.abs(scan.statistic[point]! - best.statistic - rise)).toBeLessThan(2e-8);
  }
  axes[0]!.values.forEach((p1, i) => {
    axes[1]!.values.forEach((p2, j) => {
      const alone = fit(model, { fixed: { p1, p2 } }) as ConvergedFit;
      const point = i * 5 + j;
      expect(Math.abs(scan.statistic[point]! - alone.statistic)).toBeLessThan(1e-9);
      const theta = Object.values(fittedValues(alone));
      theta.forEach((value, p) => {
        expect(Math.abs(scan.theta[point * theta.length + p]! - value)).toBeLessThan(1e-5);
      });
    });
  });
});

test('a fine grid takes little more than one evaluation per point', () => {
  const model = compile(linearModel(linear.inputs));
  const best = fit(model) as ConvergedFit;
  const axes = [
    { parameter: 'p1', values: grid(0.5, 1.7, 100) },
    { parameter: 'p2', values: grid(0.3, 1.5, 100) },
  ];
  const scan = profile(model, best, axes);
  const sum = scan.statistic.reduce((total, value) => total + value - best.statistic, 0);
  expect(Math.abs(sum - linear.answers.scan.sumOfDifferences)).toBeLessThan(1e-5);
  expect(scan.evaluations).toBeLessThan(1.1 * 10_000);
});

test('a scan of a parameter with a boundary agrees with independent numbers, in both directions', () => {
  const { data, profile: expected, bounded_min: minimum } = boundary.datasets.upward;
  const model = compile(boundaryModel(boundary.inputs, data, true));
  const best = fit(model) as ConvergedFit;
  const values = Float64Array.from(expected, ([m]: [number]) => m);
  const forward = profile(model, best, [{ parameter: 'm', values }]);
  const backward = profile(model, best, [{ parameter: 'm', values: Float64Array.from(values).reverse() }]);
  expected.forEach(([, rise]: [number, number], i: number) => {
    expect(Math.abs(forward.statistic[i]! - minimum - rise)).toBeLessThan(1e-8);
    expect(Math.abs(backward.statistic[values.length - 1 - i]! - minimum - rise)).toBeLessThan(1e-8);
  });
});

test('a point where the model is not defined fails alone', () => {
  const description = oneChannel([{ name: 'a', initial: 1 }], [5], [component('a', affine(1, 2, 'a'), [1])]);
  const model = compile(description);
  const values = Float64Array.of(-1, 0, 2, 4);
  const scan = profile(model, fit(model) as ConvergedFit, [{ parameter: 'a', values }]);
  expect(scan.failed).toEqual([0]);
  expect(scan.statistic[0]).toBeNaN();
  expect(scan.statistic[2]).toBeCloseTo(0, 12);
});

test('a lower minimum in the grid is fitted and reported', () => {
  const square = [
    { coefficient: 30, powers: {} },
    { coefficient: 0.5, powers: { x: 1 } },
    { coefficient: -8, powers: { x: 2 } },
    { coefficient: 1, powers: { x: 4 } },
  ];
  const factors = component('', [], [1]).terms[0]!.factors;
  const description = oneChannel(
    [{ name: 'x', initial: 2 }],
    [1],
    [{ name: 'well', terms: [{ weight: square, factors }] }],
  );
  const model = compile(description);
  const best = fit(model) as ConvergedFit;
  const scan = profile(model, best, [{ parameter: 'x', values: grid(-3, 3, 61) }]);
  expect(best.parameters[0]!.value).toBeGreaterThan(0);
  expect(scan.betterMinimum?.parameters[0]?.value).toBeLessThan(0);
  expect(scan.minimum).toBeLessThan(best.statistic);
  expect(Math.min(...scan.statistic)).toBeGreaterThanOrEqual(scan.minimum);
});

test('a grid that is no grid is refused', () => {
  const model = compile(linearModel(linear.inputs));
  const best = fit(model) as ConvergedFit;
  const scan = (...axes: [string, number[]][]) =>
    profile(
      model,
      best,
      axes.map(([parameter, values]) => ({ parameter, values: Float64Array.from(values) })),
    );
  expect(() => scan()).toThrow(/at least one axis/);
  expect(() => scan(['p1', []])).toThrow(/at least one value/);
  expect(() => scan(['p1', [0, 1, 1]])).toThrow(/strictly increasing or decreasing order, found 1/);
  expect(() => scan(['p1', [0, 1]], ['p1', [0, 1]])).toThrow(/each parameter once, found p1 twice/);
  expect(() => scan(['p9', [0, 1]])).toThrow(/found p9/);
});
