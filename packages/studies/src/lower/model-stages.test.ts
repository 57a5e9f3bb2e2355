import { expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

test('the data stage reads the columns of the observables, in the order of the axes', () => {
  const { stages } = graphOf().graph;
  expect(parametersAt<object>(stages, 'data')).toMatchObject({
    axes: [
      { observable: 'PE', column: 'pe' },
      { observable: 'time', column: 't' },
    ],
  });
  expect(stageNamed(stages, 'data').inputs).toEqual({ events: { file: '/data/events.csv', label: 'events.csv' } });
});

test('the model gets backgrounds with their events, and the signal without', () => {
  const { components } = parametersAt<{ components: unknown }>(graphOf().graph.stages, 'model');
  expect(components).toEqual([
    { name: 'steady', scaledBy: [], events: 100 },
    { name: 'cevns', scaledBy: ['strength', 'flux'] },
  ]);
});

test('Asimov data are no input', () => {
  const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');
  expect(stageNamed(graphOf({ inputs }).graph.stages, 'model').inputs).not.toHaveProperty('counts');
  expect(stageNamed(graphOf().graph.stages, 'model').inputs.counts).toEqual({ stage: 'small/data', output: 'counts' });
});

test('a stage carries the code of the one interpolation of the study', () => {
  const systematics = '{ quenching: { varies: detector.quenching, interpolation: quadratic } }';
  const { modules } = stageNamed(graphOf({ systematics }).graph.stages, 'model');
  expect(modules).toEqual({
    entry: '@cevns/studies/stages/model',
    'interpolation:quadratic': '@cevns/fitting/interpolation/quadratic',
  });
});

test('studies that differ in their name alone share the model', () => {
  const model = (study: string) => graphOf({ study }).graph.stages.find(({ id }) => id === `${study}/model`)!;
  expect(model('other').parameters).toEqual(model('small').parameters);
});

const measured = (more: string) =>
  sections.inputs!.replace('columns: { PE: pe, time: t }', `columns: { PE: pe, time: t }, ${more}`);

test('errors of the data are a column of their table, or a file of their covariance', () => {
  const column = graphOf({ inputs: measured('count: n, error: e') }).graph.stages;
  expect(parametersAt<object>(column, 'data')).toMatchObject({ count: 'n', errors: { column: 'e' } });
  const matrix = graphOf({ inputs: measured('count: n, covariance: /data/v.csv') }).graph.stages;
  expect(parametersAt<object>(matrix, 'data')).toMatchObject({ errors: { input: 'covariance' } });
  expect(stageNamed(matrix, 'data').inputs.covariance).toEqual({ file: '/data/v.csv', label: 'v.csv' });
});

test('what does not go together with measured values is refused', () => {
  const inputs = measured('count: n, error: e');
  expect(problemsOf({ inputs: measured('count: n, error: e, covariance: /data/v.csv') })).toEqual(['E606 covariance']);
  const outputs = (format: string) =>
    `[{ kind: export, format: ${format}, file: m.${format === 'npz' ? 'npz' : 'json'} }]`;
  expect(problemsOf({ inputs, outputs: outputs('pyhf') })).toEqual(['E606 pyhf']);
  expect(problemsOf({ inputs, outputs: outputs('hs3') })).toEqual(['E606 hs3']);
  expect(problemsOf({ inputs, outputs: outputs('npz') })).toEqual([]);
  const sensitivity = (more: string) => `{ s: { kind: sensitivity, parameter: strength${more} } }`;
  expect(problemsOf({ inputs, analysis: sensitivity(', exposures: [1, 4]') })).toEqual(['E606 [']);
  expect(problemsOf({ inputs, analysis: sensitivity('') })).toEqual([]);
});
