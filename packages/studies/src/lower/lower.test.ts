import { orderGraph } from '@cevns/runner/graph';
import { expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

test('every stage takes its inputs from stages of the graph, and comes after them', () => {
  const { stages } = graphOf({ outputs: '[{ kind: figure, of: fitted, axis: PE, file: pe.svg }, report]' }).graph;
  const ordered = orderGraph({ name: 'small', stages }).stages.map(({ id }) => id);
  expect([...ordered].sort()).toEqual(
    [
      'analysis/fitted',
      'backgrounds',
      'data',
      'figures/pe.svg',
      'flux',
      'model',
      'prediction',
      'recoil',
      'report',
      'response',
      'summary',
      'timing',
    ].map((name) => `small/${name}`),
  );
  const chain = ['recoil', 'response', 'prediction', 'model', 'analysis/fitted', 'summary', 'report'];
  const places = chain.map((name) => ordered.indexOf(`small/${name}`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('without time, backgrounds and data there are no stages of them', () => {
  const { stages } = graphOf({
    inputs: `
  source: { model: stopped-pion, exposure: 1.0e+23, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov`,
    detector: `
  target: { material: CsI, mass: 10 }
  quenching: { model: constant, factor: 0.09 }
  smearing: { model: poisson, light-yield: 13 }
  efficiency: { model: logistic, height: 1, steepness: 0.5, midpoint: 8, offset: 0 }
  observables: { PE: { binning: { edges: [0, 10, 20, 40] }, fine-bin-width: 1 } }`,
  }).graph;
  expect(stages.map(({ id }) => id.replace('small/', ''))).toEqual([
    'flux',
    'recoil',
    'response',
    'prediction',
    'model',
    'analysis/fitted',
    'summary',
  ]);
  expect(Object.keys(stageNamed(stages, 'model').inputs)).toEqual(['signal:cevns']);
});

test('what time needs and is not there: a pulse, the shape of a background, a column of the data', () => {
  const changes = {
    inputs: sections.inputs!.replace(/\n {4}pulse.*/, '').replace(', time: t', ''),
    detector: sections.detector!.replace(', time: { model: exponential, rate: 0, from: 0 }', ''),
  };
  expect(problemsOf(changes)).toEqual(['E303 source', 'E303 {', 'E303 steady']);
});

test('all problems of a study are told at once, in reading order', () => {
  const problems = foundProblems({
    detector: sections.detector!.replace('CsI', 'CsXx'),
    systematics: '\n  flux: { scales: cevnss, uncertainty: 0.1 }',
    analysis: '\n  profiled: { kind: profile, x: { parameter: strenght, range: [2, 1] } }',
  });
  expect(problems.map(({ code, word }) => `${code} ${word}`)).toEqual([
    'E604 CsXx',
    'E601 cevnss',
    'E602 strenght',
    'E605 [',
  ]);
  expect(problems.map(({ suggestion }) => suggestion)).toEqual([undefined, 'cevns', 'strength', undefined]);
});

test('the summary states the choices that the numbers rest on', () => {
  const conventionsOf = (inputs: string): unknown =>
    parametersAt<{ conventions: unknown }>(graphOf({ inputs }).graph.stages, 'summary').conventions;
  expect(conventionsOf(sections.inputs!)).toMatchObject({
    terms: ['standard-model'],
    couplings: { name: 'tree-level', sin2_theta_W: 0.23857 },
    'form-factor': 'helm-lewin-smith',
    interpolation: 'piecewise-linear',
  });
  const other = sections
    .inputs!.replace('tree-level', '{ gvp: 0.03, gvn: -0.51 }')
    .replace('helm-lewin-smith', '{ proton: unity, neutron: { model: helm-rms, rms-radius: 5 } }');
  expect(conventionsOf(other)).toMatchObject({
    couplings: { gvp: 0.03, gvn: -0.51 },
    'form-factor': { proton: 'unity', neutron: { model: 'helm-rms', 'rms-radius': 5 } },
  });
});

test('names that every JavaScript object inherits something under are refused, wherever a name is free', () => {
  expect(
    problemsOf({
      parameters: '\n  constructor: { scales: cevns }',
      systematics: '\n  valueOf: { scales: cevns, uncertainty: 0.1 }',
      analysis: '\n  toString: fit',
    }),
  ).toEqual(['E606 valueOf', 'E606 constructor', 'E606 toString']);
});
