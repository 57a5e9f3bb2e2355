import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileModel } from '../compile.ts';
import { fit } from '../fit.ts';
import { FittingError } from '../fitting-error.ts';
import { interpolation as polynomialLinear } from '../interpolation/polynomial-linear.ts';
import { predict } from '../prediction.ts';
import { modelFromWorkspace } from './model-from-workspace.ts';
import type { Modifier, ParameterConfig, Sample, Workspace } from './workspace.ts';

const signal: Sample = { name: 'signal', data: [3, 4], modifiers: [{ name: 'mu', type: 'normfactor', data: null }] };

function workspace(samples: readonly Sample[], parameters: readonly ParameterConfig[] = [], poi = 'mu'): Workspace {
  return {
    channels: [{ name: 'one', samples }],
    observations: [{ name: 'one', data: [7, 9] }],
    measurements: [{ name: 'meas', config: { poi, parameters } }],
    version: '1.0.0',
  };
}

function background(...modifiers: Modifier[]): Sample {
  return { name: 'background', data: [5, 0], modifiers };
}

function errorOf(call: () => unknown): FittingError {
  try {
    call();
  } catch (error) {
    if (error instanceof FittingError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const parameter = (of: Workspace, name: string) =>
  modelFromWorkspace(of).model.parameters.find((each) => each.name === name);

test('every kind of parameter has the constraint and the bounds of HistFactory', () => {
  const of = workspace([
    signal,
    background(
      { name: 'norm', type: 'normsys', data: { hi: 1.1, lo: 0.9 } },
      { name: 'shape', type: 'shapesys', data: [1, 1] },
      { name: 'free', type: 'shapefactor', data: null },
    ),
    { name: 'other', data: [2, 6], modifiers: [{ name: 'stat', type: 'staterror', data: [0.3, 0.8] }] },
    { name: 'more', data: [1, 2], modifiers: [{ name: 'stat', type: 'staterror', data: [0.4, 0.6] }] },
  ]);
  const [normal, unit] = [{ kind: 'normal' }, { kind: 'normal', mean: 0, sigma: 1 }];
  expect(parameter(of, 'mu')).toEqual({ name: 'mu', initial: 1, lower: 0, upper: 10 });
  expect(parameter(of, 'norm')).toEqual({ name: 'norm', initial: 0, lower: -5, upper: 5, constraint: unit });
  expect(parameter(of, 'shape[0]')!.constraint).toEqual({
    kind: 'poisson',
    count: expect.closeTo(25, 12),
    rate: expect.closeTo(25, 12),
  });
  expect(parameter(of, 'shape[1]')).toBeUndefined();
  expect(parameter(of, 'free[1]')).toEqual({ name: 'free[1]', initial: 1, lower: 0, upper: 10 });
  expect(parameter(of, 'stat[0]')!.constraint).toEqual({ ...normal, mean: 1, sigma: expect.closeTo(0.5 / 3, 14) });
  expect(parameter(of, 'stat[1]')!.constraint).toEqual({ ...normal, mean: 1, sigma: expect.closeTo(1 / 8, 14) });
});

test('a staterror of one name has bins of its own in every channel, counted on by the names of the channels', () => {
  const simulated = (error: number): Sample[] => [
    { name: 'all', data: [100], modifiers: [{ name: 'stat', type: 'staterror', data: [error] }] },
  ];
  const { model } = modelFromWorkspace({
    channels: [
      { name: 'second', samples: simulated(20) },
      { name: 'first', samples: simulated(10) },
    ],
    observations: [
      { name: 'first', data: [110] },
      { name: 'second', data: [80] },
    ],
    measurements: [{ name: 'meas', config: { poi: '', parameters: [{ name: 'stat', inits: [1.01, 0.99] }] } }],
    version: '1.0.0',
  });
  const result = fit(compileModel(model, { 'polynomial-linear': polynomialLinear }));
  if (result.status === 'failed') throw new Error(result.message);
  const value = (name: string) => result.parameters.find((each) => each.name === name)!.value;
  // 100 - n / g + (g - 1) / s^2 = 0 for each alone: with s = 0.1 that is g = sqrt(n / 100), with 0.2 g^2 + 3 g - 3.2 = 0.
  expect(value('stat[0]')).toBeCloseTo(Math.sqrt(1.1), 9);
  expect(value('stat[1]')).toBeCloseTo((Math.sqrt(9 + 4 * 3.2) - 3) / 2, 9);
  expect(model.parameters.map(({ initial }) => initial).sort()).toEqual([0.99, 1.01]);
});

test('samples that nothing but a common staterror varies are expected all the same', () => {
  const sample = (name: string, count: number, error: number): Sample => ({
    name,
    data: [count, count],
    modifiers: [{ name: 'stat', type: 'staterror', data: [error, error] }],
  });
  const of = {
    ...workspace([sample('a', 60, 6), sample('b', 40, 8)], [], ''),
    observations: [{ name: 'one', data: [110, 90] }],
  };
  const result = fit(compileModel(modelFromWorkspace(of).model, { 'polynomial-linear': polynomialLinear }));
  if (result.status === 'failed') throw new Error(result.message);
  // Relative error 0.1 of the sum: the scale is sqrt(n / 100).
  const scales = [Math.sqrt(1.1), Math.sqrt(0.9)];
  expect([...result.channels[0]!.expectation]).toEqual(scales.map((scale) => expect.closeTo(100 * scale, 7)));
  const statistic = scales.reduce((sum, g, bin) => {
    const n = [110, 90][bin]!;
    return sum + 2 * (100 * g - n + n * Math.log(n / (100 * g))) + ((g - 1) / 0.1) ** 2;
  }, 0);
  expect(result.statistic).toBeCloseTo(statistic, 10);
});

test('whatever varies them, a channel expects the sum of its samples', () => {
  const modifiers: Modifier[] = [
    { name: 'mu', type: 'normfactor', data: null },
    { name: 'norm', type: 'normsys', data: { hi: 1.2, lo: 0.9 } },
    { name: 'tilt', type: 'histosys', data: { hi_data: [5, 9], lo_data: [8, 6] } },
    { name: 'stat', type: 'staterror', data: [1, 2] },
    { name: 'free', type: 'shapefactor', data: null },
  ];
  const sample = fc.subarray(modifiers).map((own) => ({ data: [7, 8], modifiers: own }));
  const samples = fc.array(sample, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      samples,
      fc.array(fc.double({ min: 0.4, max: 1.6, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (list, x) => {
        fc.pre(list.some((own) => own.modifiers.length > 0));
        const named = list.map((own, s) => ({ ...own, name: String(s) }));
        const compiled = compileModel(modelFromWorkspace(workspace(named, [], '')).model, {
          'polynomial-linear': polynomialLinear,
        });
        const [{ expectation, components }] = predict(
          compiled,
          Float64Array.from(compiled.names, (_, p) => x[p]!),
        ) as [ReturnType<typeof predict>[number]];
        expectation.forEach((value, bin) => {
          expect(value).toBeCloseTo(
            components.reduce((sum, own) => sum + own.expectation[bin]!, 0),
            9,
          );
        });
      },
    ),
  );
});

test('a measurement changes starts, bounds and constraints, and holds parameters', () => {
  const lumi: Sample = { name: 'other', data: [2, 6], modifiers: [{ name: 'lumi', type: 'lumi', data: null }] };
  const { model, fixed, parameterOfInterest } = modelFromWorkspace(
    workspace(
      [signal, lumi],
      [
        { name: 'lumi', auxdata: [1.02], sigmas: [0.05], bounds: [[0.5, 1.5]], inits: [1], fixed: true },
        { name: 'mu', inits: [2], bounds: [[-1, 4]] },
      ],
    ),
  );
  expect(model.parameters).toEqual([
    { name: 'mu', initial: 2, lower: -1, upper: 4 },
    { name: 'lumi', initial: 1, lower: 0.5, upper: 1.5, constraint: { kind: 'normal', mean: 1.02, sigma: 0.05 } },
  ]);
  expect([fixed, parameterOfInterest]).toEqual([{ lumi: 1 }, 'mu']);
});

test('the expectation is (data + shifts) times all scales', () => {
  const { model } = modelFromWorkspace(
    workspace([
      signal,
      {
        name: 'other',
        data: [2, 6],
        modifiers: [
          { name: 'a', type: 'histosys', data: { hi_data: [3, 6], lo_data: [1, 4] } },
          { name: 'a', type: 'normsys', data: { hi: 1.2, lo: 0.7 } },
          { name: 'shape', type: 'shapesys', data: [1, 1] },
        ],
      },
    ]),
  );
  const compiled = compileModel(model, { 'polynomial-linear': polynomialLinear });
  const values: Record<string, number> = { mu: 2, a: -2, 'shape[0]': 1.5, 'shape[1]': 0.5 };
  const theta = Float64Array.from(compiled.names, (name) => values[name]!);
  const [channel] = predict(compiled, theta);
  expect(channel!.expectation[0]).toBeCloseTo(2 * 3 + 0.7 ** 2 * (2 - 2) * 1.5, 13);
  expect(channel!.expectation[1]).toBeCloseTo(2 * 4 + 0.7 ** 2 * (6 - 4) * 0.5, 13);
});

test('a shapesys in one bin is the on/off measurement: Li and Ma have its significance', () => {
  // 25 events, background 15 +- 15 / sqrt(60), the off region of 60 events and four times the exposure.
  const on: Workspace = {
    channels: [
      {
        name: 'on',
        samples: [
          { name: 'signal', data: [10], modifiers: [{ name: 'mu', type: 'normfactor', data: null }] },
          {
            name: 'background',
            data: [15],
            modifiers: [{ name: 'off', type: 'shapesys', data: [15 / Math.sqrt(60)] }],
          },
        ],
      },
    ],
    observations: [{ name: 'on', data: [25] }],
    measurements: [{ name: 'meas', config: { poi: 'mu' } }],
  };
  const model = compileModel(modelFromWorkspace(on).model, { 'polynomial-linear': polynomialLinear });
  const [best, without] = [fit(model), fit(model, { fixed: { mu: 0 } })];
  if (best.status === 'failed' || without.status === 'failed') throw new Error('a fit failed');
  expect(best.parameters.find(({ name }) => name === 'mu')!.value).toBeCloseTo(1, 10);
  expect(Math.sqrt(without.statistic - best.statistic)).toBeCloseTo(2.06483580124874, 10);
});

test('modifiers without effect are left out', () => {
  const of = workspace([
    signal,
    background(
      { name: 'same', type: 'normsys', data: { hi: 1, lo: 1 } },
      { name: 'flat', type: 'histosys', data: { hi_data: [5, 0], lo_data: [5, 0] } },
    ),
  ]);
  expect(modelFromWorkspace(of).model.parameters.map(({ name }) => name)).toEqual(['mu']);
});

test.each<[string, Workspace, RegExp]>([
  [
    'a parameter of interest that is none',
    workspace([signal], [], 'nu'),
    /poi: expected a parameter of the model, found nu/,
  ],
  [
    'one name for two kinds of modifiers',
    workspace([signal, background({ name: 'mu', type: 'normsys', data: { hi: 1.1, lo: 0.9 } })]),
    /mu: expected modifiers of one kind for each name/,
  ],
  [
    'a shapesys in two samples',
    workspace(
      ['a', 'b'].map((name) => ({ name, data: [1, 2], modifiers: [{ name: 's', type: 'shapesys', data: [1, 1] }] })),
      [],
      '',
    ),
    /one sample for each shapesys/,
  ],
  [
    'a modifier of another program',
    workspace([signal, background({ name: 'x', type: 'custom' } as never)]),
    /expected modifiers of HistFactory, found custom/,
  ],
  ['a channel without observation', { ...workspace([signal]), observations: [] }, /an observation of this channel/],
  [
    'a luminosity without error',
    workspace([{ ...signal, modifiers: [{ name: 'l', type: 'lumi' }] }]),
    /auxdata and sigmas/,
  ],
  [
    'errors for another number of bins',
    workspace([signal, background({ name: 's', type: 'staterror', data: [1] })]),
    /2 uncert/,
  ],
])('%s is refused', (_, of, message) => {
  const error = errorOf(() => modelFromWorkspace(of));
  expect(error.code).toBe('invalid-workspace');
  expect(error.message).toMatch(message);
});
