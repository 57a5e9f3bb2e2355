import { AVOGADRO_PER_MOL } from '@cevns/physics/constants';
import type { Isotope } from '@cevns/physics/nuclei';
import { describe, expect, test } from 'vitest';
import { elementMassU, type IsotopicComposition, type Material, targetNuclei } from './target.ts';

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
  Ge: [
    isotope('Ge', 32, 70, 69.924248542, 0.2052),
    isotope('Ge', 32, 72, 71.922075824, 0.2745),
    isotope('Ge', 32, 73, 72.923458954, 0.0776),
    isotope('Ge', 32, 74, 73.92117776, 0.3652),
    isotope('Ge', 32, 76, 75.921402725, 0.0775),
  ],
  H: [isotope('H', 1, 1, 1.007825032, 0.99984426), isotope('H', 1, 2, 2.014101778, 0.00015574)],
  O: [
    isotope('O', 8, 16, 15.99491461926, 0.9976),
    isotope('O', 8, 18, 17.99915961214, 0.002),
    isotope('O', 8, 17, 16.999131757, 0.0004),
  ],
};
const isotopesOf = (symbol: string) => elements[symbol];
const nucleiOf = (material: Material, massKg: number, composition: IsotopicComposition = {}) =>
  targetNuclei(material, massKg, isotopesOf, AVOGADRO_PER_MOL, composition);

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

/** Isotopes and their numbers of nuclei in mol. */
const moles = (...target: Parameters<typeof nucleiOf>) =>
  Object.fromEntries(
    nucleiOf(...target).map(({ isotope: { symbol, A }, nuclei }) => [`${symbol}${A}`, nuclei / AVOGADRO_PER_MOL]),
  );
const weight = (...target: Parameters<typeof nucleiOf>) =>
  nucleiOf(...target).reduce((sum, { isotope: each, nuclei }) => sum + nuclei * each.atomicMassU, 0) / AVOGADRO_PER_MOL;

describe('isotopes', () => {
  test('of a formula are pure', () => {
    expect(moles('76Ge', 0.075921402725)).toEqual({ Ge76: expect.closeTo(1, 13) });
    expect(Object.keys(moles('[76Ge]O2', 1))).toEqual(['Ge76', 'O16', 'O18', 'O17']);
  });

  test('heavy water weighs 20.03 g/mol, with twice as much deuterium as oxygen', () => {
    const { H2, O16, O17, O18 } = moles('D2O', 0.020027604) as Record<string, number>;
    expect(H2).toBeCloseTo(2, 4);
    expect(O16! + O17! + O18!).toBeCloseTo(1, 4);
    expect(moles('D2O', 1)).not.toHaveProperty('H1');
  });

  test('of an enriched element have the fractions given; others are natural', () => {
    const enriched = moles('GeO2', 1, { Ge76: 0.87, Ge74: 0.13 }) as Record<string, number>;
    expect(Object.keys(enriched)).toEqual(['Ge74', 'Ge76', 'O16', 'O18', 'O17']);
    expect(enriched.Ge76! / enriched.Ge74!).toBeCloseTo(0.87 / 0.13, 12);
    expect(weight('GeO2', 1, { Ge76: 0.87, Ge74: 0.13 })).toBeCloseTo(1000, 9);
  });

  test.each([
    [{ Ge76: 0.87, Ge74: 0.12 }, 'isotopes of Ge that add up to 1, got 0.99'],
    [{ Ge76: 1.1, Ge74: -0.1 }, 'fraction of the atoms for Ge74'],
    [{ Ge75: 1 }, 'Expected one of Ge70, Ge72, Ge73, Ge74, Ge76, got Ge75'],
    [{ Xe132: 1 }, "known element, got 'Xe132'"],
    [{ Cs133: 1 }, 'element of the material, got those of Cs'],
  ])('%j are refused', (composition, message) => {
    expect(() => nucleiOf('Ge', 1, composition as unknown as IsotopicComposition)).toThrow(message);
  });

  test('an isotope that no formula has, and 76 atoms of germanium, are refused', () => {
    expect(() => nucleiOf('75Ge', 1)).toThrow('Expected one of Ge70');
    expect(() => nucleiOf('Ge76', 1)).toThrow("Expected Ge, or 76Ge for the isotope, got 'Ge76'");
    expect(Object.keys(moles('H2', 1))).toEqual(['H1', 'H2']);
    expect(Object.keys(moles('O3', 1))).toEqual(['O16', 'O18', 'O17']);
  });
});

describe('mixtures', () => {
  test('hold the nuclei of their parts, each isotope once', () => {
    const mixture = moles({ Al2O3: 0.7, H2O: 0.3 }, 2);
    const [sapphire, water] = [moles('Al2O3', 1.4), moles('H2O', 0.6)];
    expect(Object.keys(mixture)).toEqual(['Al27', 'O16', 'O18', 'O17', 'H1', 'H2']);
    for (const [name, amount] of Object.entries(mixture)) {
      expect(amount).toBeCloseTo((sapphire[name] ?? 0) + (water[name] ?? 0), 12);
    }
    expect(weight({ Al2O3: 0.7, H2O: 0.3 }, 2)).toBeCloseTo(2000, 9);
  });

  test('whose fractions do not add up to 1 are refused', () => {
    expect(() => nucleiOf({ Al2O3: 0.7, H2O: 0.2 }, 1)).toThrow('add up to 1, got 0.8999');
    expect(() => nucleiOf({ Al2O3: 1.2, H2O: -0.2 }, 1)).toThrow('positive fractions');
    expect(() => nucleiOf({}, 1)).toThrow('got 0');
  });
});
