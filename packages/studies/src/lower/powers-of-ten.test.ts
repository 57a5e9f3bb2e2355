import { expect, test } from 'vitest';
import { foundProblems, problemsOf, sections } from '../testing/written-study.ts';

const study = (terms: string, parameters = '', analysis = '') => ({
  inputs: sections.inputs!.replace('terms: [standard-model]', `terms: [standard-model, ${terms}]`),
  parameters: `\n  strength: { scales: cevns }${parameters}`,
  ...(analysis === '' ? {} : { analysis }),
});

test('a moment in Bohr magnetons where the unit is 1e-10 of them: the number that is meant is suggested', () => {
  const [problem, ...others] = foundProblems(study('{ term: magnetic-moment, mu_nu_e: 1e-11 }'));
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'E605', word: '1e-11', suggestion: '0.1', found: '1e-11' });
  expect(problem!.message).toBe('1e-11 is in units of 1e-10 mu_B: 1e-21 mu_B, which has no effect');
  // -0.83e-32 cm^2 in units of 1e-32 cm^2.
  expect(foundProblems(study('{ term: charge-radius, r2_nu_mu: -8.3e-33 }'))).toMatchObject([{ suggestion: '-0.83' }]);
});

test('zero, and whatever has an effect, is one; units without a power of ten are not asked', () => {
  for (const value of ['0', '1e-6', '-0.29', '50']) {
    expect(problemsOf(study(`{ term: magnetic-moment, mu_nu_mu: ${value} }`)), value).toEqual([]);
  }
  expect(problemsOf(study('{ term: millicharge, q_nu_mu: 1e-9 }'))).toEqual([]);
});

test('a number that is none in the plain unit either has no suggestion', () => {
  const [problem] = foundProblems(study('{ term: magnetic-moment, mu_nu_e: 3e-19 }'));
  expect(problem).toMatchObject({ code: 'E605', expected: 'a number of 1e-10 mu_B that is 0, or not below 1e-6' });
  expect(problem).not.toHaveProperty('suggestion');
});

test('of a range the larger end counts: of a parameter, and of what an analysis scans or holds', () => {
  const moment = (range: string) => `\n  mu_nu_e: { of: magnetic-moment, range: ${range} }`;
  const problems = (parameters: string, analysis?: string) =>
    foundProblems(study('magnetic-moment', parameters, analysis)).map(({ code, suggestion }) => [code, suggestion]);
  expect(problems(moment('[0, 1e-9]'))).toEqual([['E605', '[0, 10]']]);
  expect(problems(moment('[-1e-8, 10]'))).toEqual([]);
  const own = moment('[0, 200]');
  expect(problems(own, '{ scan: { kind: profile, x: { parameter: mu_nu_e, range: [0, 5e-9] } } }')).toEqual([
    ['E605', '[0, 50]'],
  ]);
  expect(problems(own, '{ at: { kind: predict, at: { mu_nu_e: 2e-10 } } }')).toEqual([['E605', '2']]);
  expect(problems(own, '{ at: { kind: predict, at: { mu_nu_e: 2 } } }')).toEqual([]);
  expect(problems(`\n  mu_nu_e: { of: magnetic-moment, start: 1e-11 }`)).toEqual([['E605', '0.1']]);
});
