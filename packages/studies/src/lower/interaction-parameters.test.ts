import { expect, test } from 'vitest';
import type { ShapeTable } from '../stages/shape-table.ts';
import { graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

const withTerms = (terms: string): string => sections.inputs!.replace('terms: [standard-model]', `terms: ${terms}`);
const freed = (parameters: string, terms = '[standard-model, nsi]') => ({
  inputs: withTerms(terms),
  parameters: `\n  strength: { scales: cevns }${parameters}`,
});

test('a parameter of a term is free under its own name or another one', () => {
  for (const [written, name] of [
    ['eps_ee_u: { of: nsi, range: [-1, 1] }', 'eps_ee_u'],
    ['other: { of: nsi.eps_ee_u, range: [-1, 1] }', 'other'],
  ]) {
    const { stages } = graphOf(freed(`\n  ${written}`)).graph;
    expect(JSON.stringify(stageNamed(stages, 'prediction').parameters)).toContain(`{"${name}":2}`);
  }
});

test('what is not there to be free', () => {
  expect(problemsOf(freed('\n  eps_ee_x: { of: nsi }'))).toEqual(['E602 eps_ee_x']);
  expect(problemsOf(freed('\n  mass: { of: light-vector }'))).toEqual(['E602 light-vector']);
  expect(problemsOf(freed('\n  one: { of: nsi.eps_ee_u }\n  two: { of: nsi.eps_ee_u }'))).toEqual(['E606 two']);
});

test('a mass is tabulated over its range, whose values have a unit', () => {
  const terms = '[standard-model, { term: light-vector, charges: universal, g: 1e-5 }]';
  const { stages } = graphOf(freed('\n  mass: { of: light-vector, range: [1 MeV, 1 GeV] }', terms)).graph;
  const { shape } = parametersAt<{ shape: ShapeTable }>(stages, 'recoil');
  expect(shape).toMatchObject({
    parameter: 'mass',
    owner: 'term',
    of: ['light-vector'],
    scale: 'log',
    from: 1,
    to: 1000,
  });
  expect(shape.knots).toBeGreaterThan(30);
  expect(problemsOf(freed('\n  mass: { of: light-vector, range: [1, 1000] }', terms))).toEqual(['E401 1', 'E401 1000']);
  expect(problemsOf(freed('\n  mass: { of: light-vector }', terms))).toEqual(['E303 mass']);
  expect(problemsOf(freed('\n  mass: { of: light-vector, range: [0 MeV, 1 GeV] }', terms))).toEqual(['E605 [']);
});

test('a mass that is neither given nor free, and a term that is there twice, are told', () => {
  const terms = '[standard-model, nsi, { term: nsi, eps_ee_u: 0.1 }, { term: light-vector, charges: universal }]';
  expect(problemsOf(freed('', terms))).toEqual(['E606 {', 'E303 {']);
});

test('two parameters of which neither is polynomial cannot both be free', () => {
  const inputs = withTerms('[standard-model, { term: light-vector, charges: universal }]').replace(
    'helm-lewin-smith',
    '{ model: helm-rms, rms-radius: 5 }',
  );
  const parameters =
    '\n  mass: { of: light-vector, range: [1 MeV, 1 GeV] }\n  radius: { of: form-factor.rms-radius, range: [4 fm, 6 fm] }';
  expect(problemsOf({ inputs, parameters })).toEqual(['E606 radius']);
});
