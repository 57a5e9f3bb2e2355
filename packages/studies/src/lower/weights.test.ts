import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { couplings } from '@cevns/physics/couplings/registry';
import { describe, expect, test } from 'vitest';
import type { SpeciesWeights } from '../stages/prediction.ts';
import { parsed } from '../testing/written-study.ts';
import { lowerCouplings, lowerInteraction } from './interaction.ts';
import type { InternalStudy } from './internal-study.ts';
import { lowerWeights } from './weights.ts';

const interactionOf = (couplings: unknown, terms: unknown = ['standard-model']) =>
  lowerInteraction(
    {
      inputs: { interaction: { couplings, 'form-factor': 'unity', terms } },
    } as unknown as InternalStudy,
    parsed().problems,
  );
const of = (weights: readonly SpeciesWeights[], species: string) =>
  weights.find((each) => each.species === species)!.templates;
const none = new Map<string, string>();

test('couplings by name are those of the registry, numbers are themselves', () => {
  expect(lowerCouplings({ couplings: 'scholberg' })).toBe(couplings.scholberg);
  const nue = of(lowerWeights(interactionOf({ gvp: 0.03, gvn: -0.5 }), none), 'nue');
  expect(evaluatePolynomial(nue['p*p']!, {})).toBeCloseTo(0.03 ** 2, 15);
  expect(evaluatePolynomial(nue['n*p']!, {})).toBeCloseTo(0.03 * -0.5, 15);
  expect(evaluatePolynomial(nue['n*n']!, {})).toBeCloseTo(0.25, 15);
});

describe('the weak mixing angle', () => {
  const interaction = interactionOf('tree-level');
  const held = lowerWeights(interaction, none);
  const free = lowerWeights(interaction, new Map([['standard-model.sin2_theta_W', 'angle']]));
  const { sin2_theta_W: value = 0 } = interaction.couplings.parameters;

  test('gives the same weights held or free, at the same value', () => {
    for (const flavour of ['nue', 'numu', 'numubar']) {
      for (const template of ['p*p', 'n*p', 'n*n'] as const) {
        expect(evaluatePolynomial(of(free, flavour)[template]!, { angle: value })).toBeCloseTo(
          evaluatePolynomial(of(held, flavour)[template]!, {}),
          15,
        );
      }
    }
  });

  test('held leaves one number, gvp = 1/2 - 2 s^2; free leaves a quadratic under the name of the study', () => {
    const { 'p*p': held2 } = of(held, 'numu');
    expect(held2).toEqual([{ coefficient: expect.closeTo((0.5 - 2 * value) ** 2, 15), powers: {} }]);
    const { 'p*p': free2 } = of(free, 'numu');
    expect(free2!.map(({ powers }) => powers.angle ?? 0).sort()).toEqual([0, 1, 2]);
    expect(evaluatePolynomial(free2!, { angle: 0.3 })).toBeCloseTo(0.01, 15);
  });
});

test('a set per flavour has weights for its flavours only, neutrino and antineutrino alike', () => {
  const weights = lowerWeights(interactionOf({ gvp: { nue: 0.04, numu: 0.03 }, gvn: -0.5 }), none);
  expect(weights.map(({ species }) => species).sort()).toEqual(['nue', 'nuebar', 'numu', 'numubar']);
  expect(of(weights, 'nuebar')).toEqual(of(weights, 'nue'));
  expect(evaluatePolynomial(of(weights, 'nue')['n*p']!, {})).toBeCloseTo(-0.02, 15);
});
