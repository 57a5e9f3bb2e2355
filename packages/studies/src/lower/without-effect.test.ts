import { describe, expect, test } from 'vitest';
import { foundProblems, problemsOf, sections } from '../testing/written-study.ts';

const study = (terms: string, parameters: string, more = '') => ({
  inputs: sections.inputs!.replace('terms: [standard-model]', `terms: ${terms}`) + more,
  parameters: `\n  strength: { scales: cevns }\n  ${parameters}`,
});
const reactor = {
  detector: sections
    .detector!.replace(/\n {4}time:(\n {6}.*)+/, '')
    .replace(/, time: \{ model: exponential[^}]*\}/, ''),
};
const atReactor = (inputs: string) =>
  inputs.replace(
    /source:(\n {4}.*)+/,
    'source: { model: reactor, thermal-power: 1, exposure: 1, fission-fractions: { U235: 1 }, spectra: huber-mueller, low-energy: cut }',
  );

describe('a parameter that nothing depends on is told where it stands', () => {
  test('couplings to electrons without scattering on them', () => {
    const parameters = 'eps_ee_e: { of: nsi, range: [-1, 1] }';
    const [problem, ...others] = foundProblems(study('[standard-model, nsi]', parameters));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'E606', word: 'eps_ee_e' });
    expect(problem!.expected).toContain('the term `electron-scattering`');
    expect(problemsOf(study('[standard-model, nsi, electron-scattering]', parameters))).toEqual([]);
  });

  test('a mass whose coupling is zero', () => {
    const mass = 'mass: { of: light-vector, range: [1 MeV, 1 GeV] }';
    const terms = (settings: string) => `[standard-model, { term: light-vector, charges: universal${settings} }]`;
    expect(problemsOf(study(terms(''), mass))).toEqual(['E606 mass']);
    expect(problemsOf(study(terms(', g: 1e-4'), mass))).toEqual([]);
    expect(problemsOf(study(terms(''), `${mass}\n  g: { of: light-vector, range: [0, 1e-3] }`))).toEqual([]);
    const scalar = 'mass: { of: scalar, range: [1 MeV, 1 GeV] }';
    expect(problemsOf(study('[standard-model, scalar]', scalar))).toEqual(['E606 mass']);
    expect(problemsOf(study('[standard-model, { term: scalar, g: 1e-4 }]', scalar))).toEqual([]);
  });

  test('a mass splitting without mixing', () => {
    const splitting = 'dm2_41: { of: oscillation, range: [0.1 eV^2, 10 eV^2] }';
    const oscillation = (mixing: string) =>
      `\n  oscillation: { model: sterile-3+1, convention: mixing-angles${mixing} }`;
    expect(problemsOf(study('[standard-model]', splitting, oscillation('')))).toEqual(['E606 dm2_41']);
    expect(problemsOf(study('[standard-model]', splitting, oscillation(', s2_14: 0.1')))).toEqual([]);
  });

  test('a flavour that the source does not have', () => {
    const written = study('[standard-model, magnetic-moment]', 'mu_nu_mu: { of: magnetic-moment, range: [0, 50] }');
    expect(problemsOf(written)).toEqual([]);
    const [problem, ...others] = foundProblems({ ...written, ...reactor, inputs: atReactor(written.inputs) });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'E606', word: 'mu_nu_mu' });
    expect(problem!.expected).toContain('nuebar');
  });
});

test('a term that a parameter is of, and that is not among the terms', () => {
  const [problem] = foundProblems(study('[standard-model]', 'eps_ee_u: { of: nsi, range: [-1, 1] }'));
  expect(problem).toMatchObject({ code: 'E602', message: '`nsi` is not among the terms of this study' });
});
