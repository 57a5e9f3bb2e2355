import { expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

/** Two experiments at other baselines; what is not given is shared. */
const inputsWith = (experiments: string): string =>
  sections.inputs!.replace(/\n {2}baseline: .*/, '').concat(`\n  experiments:${experiments}`);
const near = '\n    - { name: near, baseline: 20 }';
const far = '\n    - { name: far, baseline: 121 }';

test('each experiment has stages of its own as far as its model, and analyses see the joint one', () => {
  const { stages } = graphOf({ inputs: inputsWith(near + far) }).graph;
  const ids = stages.map(({ id }) => id.replace('small/', ''));
  for (const name of ['near', 'far']) {
    expect(ids).toEqual(
      expect.arrayContaining([`${name}/flux`, `${name}/recoil`, `${name}/prediction`, `${name}/model`]),
    );
  }
  expect(parametersAt<{ baselineM: number }>(stages, 'far/flux').baselineM).toBe(121);
  expect(stageNamed(stages, 'model').kind).toBe('joint-model');
  expect(Object.keys(stageNamed(stages, 'model').inputs)).toEqual(['near', 'far']);
  expect(Object.keys(stageNamed(stages, 'analysis/fitted').inputs)).toEqual(['model']);
  expect(Object.keys(stageNamed(stages, 'summary').inputs).sort()).toEqual([
    'fitted',
    'signal:far/cevns',
    'signal:near/cevns',
    'warnings:far/cevns',
    'warnings:far/data',
    'warnings:near/cevns',
    'warnings:near/data',
  ]);
});

test('systematics beside the experiments are shared; those of an experiment have it in their names', () => {
  const own = '\n    - { name: far, baseline: 121, systematics: { steady: { scales: steady, uncertainty: 0.2 } } }';
  const { stages } = graphOf({ inputs: inputsWith(near + own) }).graph;
  const names = (stage: string): string[] =>
    parametersAt<{ parameters: readonly { readonly name: string }[] }>(stages, stage).parameters.map(
      ({ name }) => name,
    );
  expect(names('near/model')).toEqual(['strength', 'flux']);
  expect(names('far/model')).toEqual(['strength', 'flux', 'far-steady']);
});

test('what an experiment lacks, has twice, or shares without being the same, is told where it is written', () => {
  expect(problemsOf({ inputs: inputsWith(`${near}\n    - { name: far }`) })).toEqual(['E303 {']);
  expect(problemsOf({ inputs: inputsWith(near + near) })).toEqual(['E606 near']);
  const misspelt =
    '\n    - { name: far, baseline: 121, systematics: { steady: { scales: staedy, uncertainty: 0.2 } } }';
  expect(problemsOf({ inputs: inputsWith(near + misspelt) })).toEqual(['E601 staedy']);
});

test('a figure of bins names its experiment', () => {
  const outputs = (more: string) => `[{ kind: figure, of: fitted, axis: PE, file: pe.svg${more} }]`;
  const inputs = inputsWith(near + far);
  expect(problemsOf({ inputs, outputs: outputs('') })).toEqual(['E303 {']);
  expect(problemsOf({ inputs, outputs: outputs(', experiment: middle') })).toEqual(['E602 middle']);
  const { stages } = graphOf({ inputs, outputs: outputs(', experiment: far') }).graph;
  expect(parametersAt<{ channel: string }>(stages, 'figures/pe.svg').channel).toBe('far');
});

test('an analysis of some of the experiments has their likelihood, and their parameters alone', () => {
  const own = '\n    - { name: far, baseline: 121, systematics: { steady: { scales: steady, uncertainty: 0.2 } } }';
  const inputs = inputsWith(near + own);
  const of = (more: string) =>
    `\n  all: { kind: fit }\n  some: { kind: fit, ${more} }\n  again: { kind: fit, experiments: [near] }`;
  const { stages } = graphOf({ inputs, analysis: of('experiments: [near]') }).graph;
  expect(stages.filter(({ id }) => id.endsWith('model/near'))).toHaveLength(1);
  expect(stageNamed(stages, 'model/near').inputs).toEqual({ near: expect.anything() });
  expect(stageNamed(stages, 'analysis/some').inputs.model).toMatchObject({
    stage: stageNamed(stages, 'model/near').id,
  });
  expect(stageNamed(stages, 'analysis/all').inputs.model).toMatchObject({ stage: stageNamed(stages, 'model').id });
  const { conventions } = parametersAt<{ conventions: object }>(stages, 'summary');
  expect(conventions).toHaveProperty('experiments-of-analyses', { some: ['near'], again: ['near'] });
  const both = graphOf({ inputs, analysis: of('experiments: [far, near]') }).graph.stages;
  expect(stageNamed(both, 'analysis/some').inputs.model).toMatchObject({ stage: stageNamed(both, 'model').id });
  expect(problemsOf({ inputs, analysis: of('experiments: [middle]') })).toEqual(['E602 middle']);
  expect(problemsOf({ inputs, analysis: of('experiments: [near], fixed: [far-steady]') })).toEqual(['E602 far-steady']);
  expect(problemsOf({ analysis: '\n  some: { kind: fit, experiments: [near] }' })).toEqual(['E606 [']);
});

test('bins of an analysis of one experiment are those of that one', () => {
  const inputs = inputsWith(near + far);
  const analysis = '\n  some: { kind: fit, experiments: [far] }';
  const outputs = (more: string) => `[{ kind: figure, of: some, axis: PE, file: pe.svg${more} }]`;
  const { stages } = graphOf({ inputs, analysis, outputs: outputs('') }).graph;
  expect(parametersAt<{ channel: string }>(stages, 'figures/pe.svg').channel).toBe('far');
  expect(problemsOf({ inputs, analysis, outputs: outputs(', experiment: near') })).toEqual(['E602 near']);
});
