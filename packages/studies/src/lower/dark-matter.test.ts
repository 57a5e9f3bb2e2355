import { expect, test } from 'vitest';
import type { DarkMatterRecoilParameters } from '../stages/dark-matter-recoil.ts';
import type { ModelParameters } from '../stages/model.ts';
import type { PredictionParameters } from '../stages/prediction.ts';
import type { RecoilParameters } from '../stages/recoil.ts';
import { foundProblems, graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

const pions =
  'flux: { model: pion-source, neutral-pions-per-proton: 0.1, neutral-pion-momenta: [{ momentum: 200, weight: 1 }] }';
const table = 'flux: { model: tabulated, points: [{ energy: 30, fluence: 1 }, { energy: 90, fluence: 1 }] }';
const study = (settings: string, parameters = '', flux = pions, inputs = sections.inputs!) => ({
  inputs: `${inputs}\n  dark-matter: { ${settings}, ${flux} }`,
  parameters: `\n  strength: { scales: cevns }${parameters}`,
});
const whole = study('portal: vector, m_chi: 25, eps: 1.0e-4');
const mass = '\n  m_chi: { of: dark-matter, range: [5 MeV, 40 MeV] }';
const coupling = '\n  eps: { of: dark-matter, start: 1.0e-4 }';

test('dark matter is a component of its own, before CEvNS, that systematics may scale', () => {
  const systematics = '\n  flux: { scales: [cevns, dark-matter], uncertainty: 0.1 }';
  const { stages } = graphOf({ ...whole, systematics }).graph;
  expect(parametersAt<ModelParameters>(stages, 'model').components).toEqual([
    { name: 'steady', scaledBy: [], events: 100 },
    { name: 'dark-matter', scaledBy: ['flux'] },
    { name: 'cevns', scaledBy: expect.arrayContaining(['flux', 'strength']) },
  ]);
  const recoil = stageNamed(stages, 'recoil/dark-matter');
  expect(recoil.modules).toMatchObject({
    entry: '@cevns/studies/stages/dark-matter-recoil',
    flux: '@cevns/physics/dark-matter/pion-source',
    proton: '@cevns/physics/form-factors/helm-lewin-smith',
  });
  expect(recoil.parameters).toMatchObject({ exposure: { protonsOnTarget: 1e23, baselineM: 20 } });
  expect(stageNamed(stages, 'prediction/dark-matter').inputs.flux).toEqual({
    stage: 'small/recoil/dark-matter',
    output: 'flux',
  });
  const { nodesPerSegment: _, ...response } = parametersAt<Record<string, unknown>>(stages, 'response');
  expect(parametersAt(stages, 'response/dark-matter')).toMatchObject(response);
  expect(parametersAt<{ beam: boolean }>(stages, 'timing').beam).toBe(true);
  expect(Object.keys(stageNamed(stages, 'summary').inputs)).toContain('warnings:dark-matter');
});

test('a study without dark matter has stages that know nothing of it', () => {
  const { stages } = graphOf().graph;
  expect(stages.filter(({ id }) => id.includes('dark-matter'))).toEqual([]);
  expect(parametersAt<object>(stages, 'timing')).not.toHaveProperty('beam');
});

test('the weight is a polynomial in what is free', () => {
  const templates = (settings: string, parameters = '') =>
    parametersAt<PredictionParameters>(graphOf(study(settings, parameters)).graph.stages, 'prediction/dark-matter')
      .weights[0]!.templates.coherent;
  expect(templates('portal: vector, m_chi: 25, eps: 2, alpha_D: 0.25')).toEqual([{ coefficient: 4, powers: {} }]);
  expect(templates('portal: vector, m_chi: 25', coupling)).toEqual([{ coefficient: 0.5, powers: { eps: 4 } }]);
  const both = `${coupling}\n  dark: { of: dark-matter.alpha_D }`;
  expect(templates('portal: vector, m_chi: 25', both)).toEqual([{ coefficient: 1, powers: { eps: 4, dark: 1 } }]);
  expect(templates('portal: leptophobic, m_chi: 25, alpha_B: 3')).toEqual([{ coefficient: 4.5, powers: {} }]);
});

test('a free mass tabulates dark matter alone; a free radius both components', () => {
  const shapes = (changes: Parameters<typeof graphOf>[0]) => {
    const { stages } = graphOf(changes).graph;
    const own = parametersAt<DarkMatterRecoilParameters>(stages, 'recoil/dark-matter').shape;
    const neutrinos = parametersAt<RecoilParameters>(stages, 'recoil').shape;
    expect(parametersAt<PredictionParameters>(stages, 'prediction/dark-matter').shape).toEqual(own);
    expect(parametersAt<PredictionParameters>(stages, 'prediction').shape).toEqual(neutrinos);
    return [own?.setting, neutrinos?.setting];
  };
  expect(shapes(study('portal: vector, mass-ratio: 3, eps: 1.0e-4', mass))).toEqual(['m_chi', undefined]);
  const heavy = '\n  heavy: { of: dark-matter.m_V, range: [60 MeV, 120 MeV] }';
  expect(shapes(study('portal: vector, m_chi: 25, eps: 1.0e-4', heavy))).toEqual(['m_V', undefined]);
  const radius = '\n  rms-radius: { of: form-factor, range: [4 fm, 6 fm] }';
  const inputs = sections.inputs!.replace('helm-lewin-smith', '{ model: helm-rms, rms-radius: 4.8 }');
  expect(shapes(study('portal: vector, m_chi: 25, eps: 1.0e-4', radius, pions, inputs))).toEqual([
    'rms-radius',
    'rms-radius',
  ]);
  const terms = sections.inputs!.replace(
    '[standard-model]',
    '[standard-model, { term: light-vector, charges: universal, g: 1.0e-5 }]',
  );
  const mediator = '\n  mass: { of: light-vector, range: [1 MeV, 100 MeV] }';
  expect(shapes(study('portal: vector, m_chi: 25, eps: 1.0e-4', mediator, pions, terms))).toEqual([undefined, 'mass']);
});

test.each([
  ['no mass', 'portal: vector, eps: 1', '', ['E303 {']],
  ['no coupling', 'portal: vector, m_chi: 25', '', ['E303 dark-matter']],
  ['no coupling of baryon number', 'portal: leptophobic, m_chi: 25', '', ['E303 dark-matter']],
  ['a coupling of the other portal', 'portal: vector, m_chi: 25, eps: 1, alpha_chi: 0.1', '', ['E606 alpha_chi']],
  ['two masses of the mediator', 'portal: vector, m_chi: 25, eps: 1, m_V: 75, mass-ratio: 3', '', ['E606 {']],
  ['a mediator too light to decay', 'portal: vector, m_chi: 25, eps: 1, m_V: 45', '', ['E606 {']],
  ['a mediator too heavy for a pion', 'portal: vector, m_chi: 60, eps: 1', '', ['E606 {']],
  ['a range that ends too heavy', 'portal: vector, eps: 1', mass.replace('40', '50'), ['E606 [']],
  ['a free mass without a range', 'portal: vector, eps: 1', '\n  m_chi: { of: dark-matter }', ['E303 m_chi']],
  [
    'both masses free',
    'portal: vector, eps: 1',
    `${mass}\n  m_V: { of: dark-matter, range: [90 MeV, 120 MeV] }`,
    ['E606 m_chi'],
  ],
  [
    'a mass that follows from the ratio',
    'portal: vector, m_chi: 25, mass-ratio: 3, eps: 1',
    '\n  m_V: { of: dark-matter, range: [60 MeV, 90 MeV] }',
    ['E602 m_V'],
  ],
  [
    'a coupling that nothing has',
    'portal: vector, m_chi: 25, eps: 1',
    '\n  alpha_B: { of: dark-matter }',
    ['E602 alpha_B'],
  ],
])('%s is told where it is written', (_, settings, parameters, expected) => {
  const found = problemsOf(study(settings, parameters));
  expect(found).toEqual(expected);
});

test('a table of the flux is for one mass', () => {
  expect(problemsOf(study('portal: vector, m_chi: 25, eps: 1', '', table))).toEqual([]);
  expect(problemsOf(study('portal: vector, eps: 1', mass, table))).toEqual(['E606 m_chi']);
  expect(problemsOf(study('portal: vector, m_chi: 35, eps: 1', '', table))).toEqual(['E606 {']);
});

test('a coupling is no parameter of the spectra', () => {
  const recoil = (settings: string) =>
    parametersAt<DarkMatterRecoilParameters>(graphOf(study(settings)).graph.stages, 'recoil/dark-matter');
  const found = recoil('portal: vector, m_chi: 25, eps: 1.0e-4');
  expect(found.darkMatter).toEqual({ portal: 'vector', m_chi: 25 });
  expect(recoil('portal: vector, m_chi: 25, eps: 2.0e-4, alpha_D: 0.1')).toEqual(found);
});

test('results state the portal, the masses with units, and what is assumed of pions', () => {
  const conventions = (settings: string, flux: string) =>
    parametersAt<{ conventions: Record<string, object> }>(graphOf(study(settings, '', flux)).graph.stages, 'summary')
      .conventions['dark-matter'];
  expect(conventions('portal: vector, m_chi: 25, eps: 1', pions)).toMatchObject({
    portal: 'vector',
    particle: 'scalar',
    m_chi: '25 MeV',
    flux: {
      model: 'pion-source',
      'neutral-pions-per-proton': 0.1,
      'neutral-pion-momenta': ['200 MeV (weight 1, directions even)'],
    },
  });
  expect(conventions('portal: vector, m_chi: 25, eps: 1', table)).toMatchObject({
    flux: { model: 'tabulated', points: 2 },
  });
});

test('a source without protons makes no dark matter', () => {
  const reactor = sections.inputs!.replace(
    /source:[\s\S]*?(?=\n {2}baseline)/,
    'source: { model: reactor, thermal-power: 2.4e+16, exposure: 2.6e+12, fission-fractions: { U235: 1 }, spectra: mueller, low-energy: cut }',
  );
  const found = foundProblems({ ...study('portal: vector, m_chi: 25, eps: 1', '', pions, reactor) });
  expect(found.find(({ word }) => word === 'dark-matter')).toMatchObject({
    code: 'E606',
    message: expect.stringMatching(/no protons on target/),
  });
});

test('experiments may have dark matter of their own', () => {
  const experiments = `\n  experiments:\n    - { name: near, baseline: 20, dark-matter: { portal: vector, m_chi: 60, eps: 1, ${pions} } }\n    - { name: far, baseline: 121 }`;
  const inputs = sections.inputs!.replace(/\n {2}baseline: .*/, '').concat(experiments);
  expect(problemsOf({ inputs })).toEqual(['E606 {']);
  const { stages } = graphOf({ inputs: inputs.replace('m_chi: 60', 'm_chi: 20') }).graph;
  const ids = stages.map(({ id }) => id).filter((id) => id.endsWith('recoil/dark-matter'));
  expect(ids).toEqual(['small/near/recoil/dark-matter']);
});
