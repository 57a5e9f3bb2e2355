import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { mediatorModel, nsiModel } from './fixtures/csi-models.ts';
import { affine, compile, component, oneChannel } from './fixtures/example-models.ts';
import type { ModelDescription } from './model.ts';
import { type FittedScan, profile } from './profile.ts';

const release = JSON.parse(readFileSync(new URL('./fixtures/csi-2021.json', import.meta.url), 'utf8'));

const linear = (from: number, to: number, points: number) =>
  Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
const logarithmic = (from: number, to: number, points: number) =>
  Float64Array.from({ length: points }, (_, i) => from * (to / from) ** (i / (points - 1)));

const planes = {
  nsi: {
    description: nsiModel(release),
    axes: [
      { parameter: 'eps_u', values: linear(-1, 1, 101) },
      { parameter: 'eps_d', values: linear(-1, 1, 101) },
    ],
  },
  mediator: {
    description: mediatorModel(release),
    axes: [
      { parameter: 'mass', values: logarithmic(1, 1000, 101) },
      { parameter: 'coupling', values: logarithmic(0.1, 100, 101) },
    ],
  },
};

function scanOf({ description, axes }: (typeof planes)['nsi'], tolerance = 1e-4): FittedScan {
  const model = compile(description);
  const scan = profile(model, fit(model) as ConvergedFit, axes, { tolerance });
  return scan.betterMinimum === null ? scan : profile(model, scan.betterMinimum, axes, { tolerance });
}

describe.each(Object.keys(planes) as (keyof typeof planes)[])('the plane of %s', (name) => {
  const plane = planes[name];
  const scan = scanOf(plane);
  const [x, y] = plane.axes.map(({ values }) => values) as [Float64Array, Float64Array];

  test('takes little more than one evaluation per point, few with second derivatives, and no fit fails', () => {
    expect(scan.failed).toEqual([]);
    expect(scan.betterMinimum).toBeNull();
    expect(scan.evaluations).toBeLessThan(1.7 * scan.statistic.length);
    expect(scan.hessians).toBeLessThan(0.6 * scan.statistic.length);
  });

  test('is good to 1e-5 where it has risen by less than 50, whichever of several minima is the lowest', () => {
    const model = compile(plane.description);
    const compared: number[] = [];
    for (let k = 0; k < 150; k++) {
      // Points that cover the plane without its regularity.
      const [i, j] = [(37 * k) % 101, (61 * k + 7 * Math.floor(k / 3)) % 101];
      const found = scan.statistic[i * 101 + j]!;
      if (found - scan.minimum > 50) continue;
      const fixed = { [plane.axes[0]!.parameter]: x[i]!, [plane.axes[1]!.parameter]: y[j]! };
      const starts = [0.25, 0.4, 0.56, 0.8].flatMap((onset) =>
        [-1.5, 0, 1.5].map((efficiency) => ({ onset, efficiency })),
      );
      const all = starts.map((start) => fit(model, { fixed, start }));
      const lowest = Math.min(...all.map((each) => (each.status === 'converged' ? each.statistic : Infinity)));
      compared.push(Math.abs(found - lowest));
    }
    expect(compared.length).toBeGreaterThan(40);
    expect(Math.max(...compared)).toBeLessThan(1e-5);
  });

  test('is the same to the last bit the next time', () => {
    expect(scanOf(plane).statistic).toEqual(scan.statistic);
  });
});

test('two islands: the lower one is found from the other, in one dimension and in two', () => {
  // mu = 100 + 50 (s^2 - 1)^2 near s = +-1 on the data, tilted by a small term.
  const description: ModelDescription = oneChannel(
    [
      { name: 's', initial: 1, lower: -2, upper: 2 },
      { name: 't', initial: 0, constraint: { kind: 'normal', mean: 0, sigma: 1 } },
    ],
    [100, 90],
    [
      component(
        'signal',
        [
          { coefficient: 150, powers: {} },
          { coefficient: -100, powers: { s: 2 } },
          { coefficient: 50, powers: { s: 4 } },
        ],
        [1, 0],
      ),
      component(
        'tilt',
        [
          { coefficient: 100, powers: {} },
          { coefficient: 3, powers: { s: 1 } },
          { coefficient: 5, powers: { t: 1 } },
        ],
        [0, 1],
      ),
    ],
  );
  const model = compile(description);
  const best = fit(model, { start: { s: 1 } }) as ConvergedFit;
  expect(best.parameters[0]!.value).toBeGreaterThan(0.5);
  const values = linear(-2, 2, 41);
  const line = profile(model, best, [{ parameter: 's', values }]);
  expect(line.betterMinimum!.parameters[0]!.value).toBeLessThan(-0.5);
  const plane = profile(model, best, [
    { parameter: 's', values },
    { parameter: 't', values: linear(-3, 3, 13) },
  ]);
  expect(plane.minimum).toBeCloseTo(line.minimum, 9);
});

test('a fit that fails everywhere leaves no number', () => {
  const description = oneChannel(
    [{ name: 's', initial: 1, lower: -2, upper: 2 }],
    [5],
    [component('signal', affine(0, 1, 's'), [1])],
  );
  const model = compile(description);
  const best = fit(model) as ConvergedFit;
  const scan = profile(model, best, [{ parameter: 's', values: Float64Array.of(-1, -0.5, 1, 1.5) }]);
  expect(scan.failed).toEqual([0, 1]);
  expect([...scan.statistic].map(Number.isNaN)).toEqual([true, true, false, false]);
});
