import { expect, test } from 'vitest';
import { graphOf, parametersAt, sections, stageNamed } from '../testing/written-study.ts';

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
