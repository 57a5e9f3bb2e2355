/** A workspace that comes in goes out again with the same likelihood. */
import { readFileSync } from 'node:fs';
import { compileModel } from '@cevns/fitting/compile';
import { fit } from '@cevns/fitting/fit';
import { modelFromWorkspace } from '@cevns/fitting/histfactory/model-from-workspace';
import type { Workspace } from '@cevns/fitting/histfactory/workspace';
import * as polynomialLinear from '@cevns/fitting/interpolation/polynomial-linear';
import type { ModelDescription } from '@cevns/fitting/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelToJson } from '../model-artifact.ts';
import { call } from '../testing/artifacts.ts';
import { format as hs3 } from './hs3.ts';
import { format as pyhf } from './pyhf.ts';

const modules = { 'interpolation:polynomial-linear': polynomialLinear };
const compiled = (model: ModelDescription) =>
  compileModel(model, { 'polynomial-linear': polynomialLinear.interpolation });

async function exported(format: typeof pyhf, model: ModelDescription, poi: string, held: Record<string, number> = {}) {
  const parameters = { name: 'again', poi, ...(Object.keys(held).length === 0 ? {} : { held }) };
  const { file, loss } = await call(format.write, {
    parameters,
    inputs: { model: { json: modelToJson(model) } },
    modules,
  });
  return { document: JSON.parse(file!.text()), loss: loss!.text() };
}

/** -2 ln lambda with all parameters held. */
function statistic(model: ReturnType<typeof compiled>, fixed: Readonly<Record<string, number>>): number {
  const result = fit(model, { fixed });
  if (result.status === 'failed') throw new Error(result.message);
  return result.statistic;
}

/** Every kind of modifier, two channels that share parameters, bins without anything to scale, measured values beside the nominal ones. */
const everything: Workspace = {
  channels: [
    {
      name: 'one',
      samples: [
        {
          name: 'signal',
          data: [12, 11, 3],
          modifiers: [
            { name: 'mu', type: 'normfactor', data: null },
            { name: 'lumi', type: 'lumi', data: null },
            { name: 'both', type: 'normsys', data: { hi: 1.15, lo: 0.9 } },
          ],
        },
        {
          name: 'background',
          data: [50, 52, 30],
          modifiers: [
            { name: 'both', type: 'histosys', data: { hi_data: [55, 50, 33], lo_data: [44, 53, 29] } },
            { name: 'tilt', type: 'histosys', data: { hi_data: [51, 52, 28], lo_data: [49, 53, 32] } },
            { name: 'counted', type: 'shapesys', data: [3, 0, 7] },
            { name: 'simulated', type: 'staterror', data: [2, 3, 1] },
          ],
        },
        {
          name: 'other',
          data: [5, 4, 9],
          modifiers: [
            { name: 'lumi', type: 'lumi', data: null },
            { name: 'simulated', type: 'staterror', data: [1, 0.5, 2] },
          ],
        },
      ],
    },
    {
      name: 'two',
      samples: [
        {
          name: 'background',
          data: [100, 80],
          modifiers: [
            { name: 'both', type: 'normsys', data: { hi: 1.02, lo: 0.97 } },
            { name: 'level', type: 'normfactor', data: null },
            { name: 'free', type: 'shapefactor', data: null },
            { name: 'simulated', type: 'staterror', data: [4, 5] },
          ],
        },
      ],
    },
  ],
  observations: [
    { name: 'one', data: [68, 63, 44] },
    { name: 'two', data: [103, 77] },
  ],
  measurements: [
    {
      name: 'fit',
      config: {
        poi: 'mu',
        parameters: [
          { name: 'mu', inits: [0.5], bounds: [[-2, 8]] },
          { name: 'lumi', auxdata: [1], sigmas: [0.02], inits: [1], bounds: [[0.9, 1.1]] },
          { name: 'simulated', auxdata: [1.01, 0.98, 1, 1.03, 0.99] },
        ],
      },
    },
  ],
  version: '1.0.0',
};

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../fitting/src/fixtures/${name}.json`, import.meta.url), 'utf8')) as Workspace;

describe.each([
  ['every kind of modifier', everything],
  ['two channels with 30 parameters', fixture('histfactory-workspace')],
])('%s', (_, workspace) => {
  const first = modelFromWorkspace(workspace);

  test('import, export and import again: the same parameters and the same likelihood at random points', async () => {
    const { document } = await exported(pyhf, first.model, first.parameterOfInterest);
    const second = modelFromWorkspace(document as Workspace);
    expect(second.parameterOfInterest).toBe(first.parameterOfInterest);
    const sorted = ({ parameters }: ModelDescription) => [...parameters].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [i, own] of sorted(second.model).entries()) {
      const { constraint, ...rest } = sorted(first.model)[i]!;
      expect(own).toMatchObject(rest);
      for (const [key, value] of Object.entries(constraint ?? {})) {
        const found = (own.constraint as unknown as Record<string, unknown>)[key];
        if (typeof value === 'number') expect(found).toBeCloseTo(value, 10);
        else expect(found).toBe(value);
      }
    }
    const [one, two] = [compiled(first.model), compiled(second.model)];
    const point = fc.tuple(
      ...first.model.parameters.map(({ lower = -3, upper = 3, initial }) =>
        fc.double({ min: Math.max(lower, initial - 0.5), max: Math.min(upper, initial + 1.5), noNaN: true }),
      ),
    );
    fc.assert(
      fc.property(point, (values) => {
        const fixed = Object.fromEntries(values.map((value, i) => [one.names[i]!, value]));
        const right = statistic(one, fixed);
        expect(Math.abs(statistic(two, fixed) - right)).toBeLessThan(1e-10 * Math.max(1, Math.abs(right)));
      }),
      { numRuns: 50 },
    );
  });

  test('the loss names no difference', async () => {
    const { loss } = await exported(pyhf, first.model, first.parameterOfInterest);
    const cells = [...loss.matchAll(/^ {2}\S+: (.*)$/gm)].flatMap(([, row]) => row!.split('  '));
    expect(cells.length).toBeGreaterThan(7);
    for (const cell of cells) if (cell !== '-') expect(Number(cell)).toBeLessThan(1e-12);
    expect(loss).not.toContain('held');
  });
});

test('what a measurement holds is held, and said to be', async () => {
  const held = { level: 1.2, 'free[1]': 0.9 };
  const { model } = modelFromWorkspace(everything);
  const { document, loss } = await exported(pyhf, model, 'mu', held);
  expect(loss).toContain('- level is held at 1.2: held by the analysis.');
  const second = modelFromWorkspace(document as Workspace).model;
  expect(second.parameters.map(({ name }) => name)).not.toContain('level');
  const values = { ...Object.fromEntries(model.parameters.map((own) => [own.name, own.initial])), ...held };
  const others = Object.fromEntries(second.parameters.map(({ name }) => [name, values[name as keyof typeof values]!]));
  // Scales of single bins are held together.
  const right = statistic(compiled(model), { ...values, 'free[0]': 1 });
  expect(statistic(compiled(second), others)).toBeCloseTo(right, 10);
});

test('an HS3 document has the parameters of single bins as a shapefactor, and their constraints by themselves', async () => {
  const { document } = await exported(hs3, modelFromWorkspace(everything).model, 'mu');
  const [one] = document.distributions;
  const background = one.samples.find(({ name }: { name: string }) => name === 'background');
  expect(background.modifiers.slice(-2)).toEqual([
    {
      name: 'counted',
      type: 'shapefactor',
      parameters: ['gamma_counted_bin_0', 'constant_one', 'gamma_counted_bin_2'],
    },
    {
      name: 'simulated',
      type: 'shapefactor',
      parameters: ['gamma_simulated_bin_0', 'gamma_simulated_bin_1', 'gamma_simulated_bin_2'],
    },
  ]);
  const named = (list: readonly { readonly name: string }[], name: string) => list.find((own) => own.name === name);
  expect(named(document.distributions, 'constraint_gamma_counted_bin_0')).toMatchObject({
    type: 'poisson_dist',
    x: expect.closeTo((50 / 3) ** 2, 8),
    mean: 'expected_gamma_counted_bin_0',
  });
  expect(named(document.functions, 'expected_gamma_counted_bin_0')).toMatchObject({
    type: 'product',
    factors: ['gamma_counted_bin_0', 'rate_gamma_counted_bin_0'],
  });
  expect(named(document.distributions, 'constraint_gamma_simulated_bin_1')).toMatchObject({
    type: 'gaussian_dist',
    x: 0.98,
    mean: 'gamma_simulated_bin_1',
    sigma: expect.closeTo(Math.hypot(3, 0.5) / 56, 12),
  });
  // The same name in the second channel is other parameters.
  expect(named(document.distributions, 'constraint_gamma_simulated_bin_3')).toMatchObject({ x: 1.03, sigma: 0.04 });
  expect(named(document.distributions, 'constraint_lumi')).toMatchObject({ x: 1, sigma: 0.02 });
  const start = document.parameter_points[0].parameters;
  expect(named(start, 'constant_one')).toEqual({ name: 'constant_one', value: 1, const: true });
  expect(document.likelihoods[0].aux_distributions).toEqual(
    document.distributions.slice(2).map(({ name }: { name: string }) => name),
  );
});
