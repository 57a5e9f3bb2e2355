import { describe, expect, test } from 'vitest';
import { foundProblems, problemsOf, sections } from '../testing/written-study.ts';

const interaction = (terms: string, formFactor = 'helm-lewin-smith') => ({
  inputs: sections.inputs!.replace('helm-lewin-smith', formFactor).replace('[standard-model]', terms),
});

describe('what stages would refuse or leave out is told before they run', () => {
  test.each([
    ['scattering on electrons of nothing', interaction('[electron-scattering]'), 'E606 ['],
    ['a term without couplings', interaction('[{ term: nsi, eps_ee_u: 0 }]'), 'E606 ['],
    ['a coupling to electrons alone', interaction('[standard-model, { term: nsi, eps_ee_e: 0.1 }]'), 'E606 eps_ee_e'],
    ['densities that the target lacks', interaction('[standard-model]', 'fourier-bessel'), 'E606 fourier-bessel'],
    [
      'densities of neutrons that the target lacks',
      interaction('[standard-model]', '{ proton: helm, neutron: sum-of-gaussians }'),
      'E606 sum-of-gaussians',
    ],
    [
      'electrons that are not followed to the end of the region',
      interaction('[standard-model, { term: electron-scattering, highest-recoil: 2 }]'),
      'E605 {',
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  test.each([
    ['electrons with what scatters on them', interaction('[standard-model, electron-scattering]')],
    [
      'a coupling to electrons with electrons',
      interaction('[standard-model, electron-scattering, { term: nsi, eps_ee_e: 0.1 }]'),
    ],
    ['a coupling to quarks', interaction('[standard-model, { term: nsi, eps_ee_u: 0.1 }]')],
    ['a coupling to electrons of 0', interaction('[standard-model, { term: nsi, eps_ee_e: 0 }]')],
    [
      'electrons that are followed far enough',
      interaction('[standard-model, { term: electron-scattering, highest-recoil: 4 }]'),
    ],
  ])('not: %s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  test('a radius that is free stands for one that was never measured', () => {
    const changes = interaction('[standard-model]', 'helm-rms');
    expect(problemsOf(changes)).toEqual(['E606 helm-rms']);
    const parameters = '{ radius: { of: form-factor.rms-radius, range: [4 fm, 6 fm] } }';
    expect(problemsOf({ ...changes, parameters })).toEqual([]);
  });

  test('two free scales of the same components', () => {
    const both = { parameters: '{ strength: { scales: cevns }, again: { scales: cevns } }' };
    expect(problemsOf(both)).toEqual(['E606 strength']);
    expect(problemsOf({ ...both, analysis: '{ fitted: { kind: fit, fixed: [again] } }' })).toEqual([]);
    expect(problemsOf({ parameters: '{ strength: { scales: cevns }, all: { scales: [cevns, steady] } }' })).toEqual([]);
    const free = '{ flux: { scales: cevns, prior: none } }';
    expect(problemsOf({ systematics: free })).toEqual(['E606 flux']);
  });

  test('fission fractions that do not add up', () => {
    const reactor = (fractions: string) => ({
      inputs: sections.inputs!.replace(
        / {2}source:[\s\S]*? {2}baseline/,
        `  source: { model: reactor, exposure: 1, thermal-power: 1, spectra: huber-mueller, low-energy: vogel-engel, fission-fractions: ${fractions} }\n  baseline`,
      ),
    });
    const found = foundProblems(reactor('{ U235: 0.5, Pu239: 0.3 }'));
    expect(found).toMatchObject([{ code: 'E605', word: '0.5', found: '0.8' }]);
    expect(found[0]!.message).toBe('the fission fractions do not add up to 1');
  });
});
