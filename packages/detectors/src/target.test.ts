import { AVOGADRO_PER_MOL } from '@cevns/physics/constants';
import type { Isotope } from '@cevns/physics/nuclei';
import { describe, expect, test } from 'vitest';
import { elementMassU, parseFormula, targetNuclei } from './target.ts';

const isotope = (symbol: string, Z: number, A: number, atomicMassU: number, abundance: number): Isotope => ({
  ...{ symbol, Z, A, atomicMassU, abundance },
  spinParity: '',
  chargeRadiusFm: null,
});
/** Atomic masses of AME2020; abundances of the oxygen isotopes rounded. */
const elements: Record<string, Isotope[]> = {
  Cs: [isotope('Cs', 55, 133, 132.905451958, 1)],
  I: [isotope('I', 53, 127, 126.904472592, 1)],
  Al: [isotope('Al', 13, 27, 26.981538408, 1)],
  O: [
    isotope('O', 8, 16, 15.99491461926, 0.9976),
    isotope('O', 8, 18, 17.99915961214, 0.002),
    isotope('O', 8, 17, 16.999131757, 0.0004),
  ],
};
const isotopesOf = (symbol: string) => elements[symbol];
const nucleiOf = (formula: string, massKg: number) => targetNuclei(formula, massKg, isotopesOf, AVOGADRO_PER_MOL);

describe('chemical formulae', () => {
  test.each([
    ['CsI', 'Cs1 I1'],
    ['CaWO4', 'Ca1 W1 O4'],
    ['Al2O3', 'Al2 O3'],
    ['Ar', 'Ar1'],
    ['NaI', 'Na1 I1'],
    ['Li2MoO4', 'Li2 Mo1 O4'],
    ['CH3OH', 'C1 H4 O1'],
  ])('%s', (formula, parts) => {
    expect(
      parseFormula(formula)
        .map(({ symbol, atoms }) => `${symbol}${atoms}`)
        .join(' '),
    ).toBe(parts);
  });

  test.each(['', 'csi', 'Cs I', 'CsI2.5', 'O0', '2H', 'Ca(OH)2', 'CsI\n'])('%j is not one', (formula) => {
    expect(() => parseFormula(formula)).toThrow(`got '${formula}'`);
  });
});

describe('nuclei of a target', () => {
  test('14.6 kg of CsI hold 14600 / (132.905451958 + 126.904472592) mol of each', () => {
    const expected = (14600 / (132.905451958 + 126.904472592)) * 6.02214076e23;
    const nuclei = nucleiOf('CsI', 14.6);
    expect(nuclei.map(({ isotope: { symbol, A } }) => `${symbol}${A}`)).toEqual(['Cs133', 'I127']);
    for (const entry of nuclei) expect(Math.abs(entry.nuclei / expected - 1)).toBeLessThan(1e-14);
  });

  test('weigh what was put on the scale', () => {
    const total = nucleiOf('Al2O3', 0.33).reduce((sum, { isotope, nuclei }) => sum + nuclei * isotope.atomicMassU, 0);
    expect(Math.abs(total / AVOGADRO_PER_MOL / 330 - 1)).toBeLessThan(1e-14);
  });

  test('are in the ratios of the formula and of the abundances', () => {
    const [al, o16, o18] = nucleiOf('Al2O3', 1);
    expect(o16!.nuclei / al!.nuclei).toBeCloseTo(1.5 * 0.9976, 13);
    expect(o18!.nuclei / o16!.nuclei).toBeCloseTo(0.002 / 0.9976, 15);
  });

  test('abundances that do not add up to one are normalised', () => {
    const rounded = elements.O!.map((entry) => ({ ...entry, abundance: entry.abundance * 1.001 }));
    expect(elementMassU('O', rounded)).toBeCloseTo(elementMassU('O', elements.O!), 12);
    const nuclei = targetNuclei('O', 1, () => rounded, AVOGADRO_PER_MOL);
    nucleiOf('O', 1).forEach((entry, i) => {
      expect(Math.abs(nuclei[i]!.nuclei / entry.nuclei - 1)).toBeLessThan(1e-14);
    });
  });

  test('unknown elements, elements without abundance, and masses that are not positive are refused', () => {
    expect(() => nucleiOf('XeF2', 1)).toThrow("Expected a known element in 'XeF2', got 'Xe'");
    expect(() => nucleiOf('CsI', 0)).toThrow('got 0 kg');
    expect(() => nucleiOf('CsI', Number.NaN)).toThrow('positive target mass');
    expect(() => targetNuclei('Tc', 1, () => [isotope('Tc', 43, 98, 97.9, 0)], AVOGADRO_PER_MOL)).toThrow(
      'abundances of Tc',
    );
  });
});
