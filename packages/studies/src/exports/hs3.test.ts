import * as piecewiseLinear from '@cevns/fitting/interpolation/piecewise-linear';
import * as quadratic from '@cevns/fitting/interpolation/quadratic';
import { expect, test } from 'vitest';
import { modelToJson } from '../model-artifact.ts';
import { call } from '../testing/artifacts.ts';
import { deformedModel } from '../testing/deformed-model.ts';
import { format, type hs3Document } from './hs3.ts';

type Document = ReturnType<typeof hs3Document>;

async function exported() {
  const { file, loss } = await call(format.write, {
    parameters: { name: 'small', poi: 'strength' },
    inputs: { model: { json: modelToJson(deformedModel()) } },
    modules: { 'interpolation:piecewise-linear': piecewiseLinear, 'interpolation:quadratic': quadratic },
  });
  return { document: JSON.parse(file!.text()) as Document, loss: loss!.text() };
}

test('a document has the components of the standard, and nothing refers to what is not there', async () => {
  const { document } = await exported();
  expect(Object.keys(document).sort()).toEqual([
    'analyses',
    'data',
    'distributions',
    'domains',
    'likelihoods',
    'metadata',
    'misc',
    'parameter_points',
  ]);
  expect(document.metadata.hs3_version).toBe('0.2');
  const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  const [likelihood] = document.likelihoods;
  const distributions = namesOf(document.distributions);
  expect(distributions).toEqual([...likelihood!.distributions, ...likelihood!.aux_distributions]);
  expect(namesOf(document.data)).toEqual(likelihood!.data);
  expect(likelihood!.data).toHaveLength(likelihood!.distributions.length);
  const [analysis] = document.analyses;
  expect(analysis!.likelihood).toBe(likelihood!.name);
  expect(analysis!.domains).toEqual(namesOf(document.domains));
  expect(analysis!.init).toBe(document.parameter_points[0]!.name);
  const parameters = namesOf(document.parameter_points[0]!.parameters);
  expect(document.domains.flatMap(({ axes }) => namesOf(axes)).sort()).toEqual([...parameters].sort());
  const all = [
    ...distributions,
    ...parameters,
    ...namesOf(document.data),
    ...namesOf(document.domains),
    ...namesOf(document.likelihoods),
    ...namesOf(document.analyses),
    ...namesOf(document.parameter_points),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('samples hold all events at +1 and -1, with the interpolation of the model and a unit normal constraint', async () => {
  const { document } = await exported();
  const [channel, ...constraints] = document.distributions as unknown as readonly [
    { readonly samples: readonly { readonly modifiers: readonly object[]; readonly data: object }[] },
    ...object[],
  ];
  expect(channel.samples[0]!.data).toEqual({ contents: [10, 5], errors: [0, 0] });
  expect(channel.samples[0]!.modifiers).toEqual([
    { name: 'strength', type: 'normfactor', parameter: 'strength' },
    {
      name: 'flux',
      type: 'normsys',
      parameter: 'flux',
      constraint: 'constraint_flux',
      interpolation: 'lin',
      data: { hi: 1.1, lo: 0.9 },
    },
    {
      name: 'light',
      type: 'histosys',
      parameter: 'light',
      constraint: 'constraint_light',
      interpolation: 'lin',
      data: { hi: { contents: [12, 5] }, lo: { contents: [9, 6] } },
    },
    expect.objectContaining({ name: 'gain' }),
  ]);
  expect(constraints[0]).toEqual({ name: 'constraint_flux', type: 'gaussian_dist', x: 0, mean: 'flux', sigma: 1 });
  expect(document.data[0]).toMatchObject({ type: 'binned', contents: [12, 17], axes: [{ nbins: 2 }] });
});

test('with these interpolations nothing is lost but what is held', async () => {
  const { document, loss } = await exported();
  expect(document.misc.cevns.held).toEqual([{ name: 'shape', value: 0, reason: 'expectations are not linear in it' }]);
  const cells = [...loss.matchAll(/^ {2}\w+: (.*)$/gm)].flatMap(([, row]) => row!.split('  ').map(Number));
  expect(cells).toHaveLength(28);
  expect(Math.max(...cells)).toBeLessThan(1e-13);
});
