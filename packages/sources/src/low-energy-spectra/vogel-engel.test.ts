import { expect, test } from 'vitest';
import { FISSILE_ISOTOPES } from '../fission-spectra/fission-spectra.ts';
import { fissionSpectra as huberMueller } from '../fission-spectra/huber-mueller.ts';
import { fissionSpectra as huberTables } from '../fission-spectra/huber-tables.ts';
import { fissionSpectra as mueller } from '../fission-spectra/mueller.ts';
import { lowEnergySpectra } from './vogel-engel.ts';

test('published values at their energies, linear between them, 0 at E = 0', () => {
  const density = (energyMeV: number) => lowEnergySpectra.density('U235', energyMeV, mueller);
  expect(density(0)).toBe(0);
  expect(density(0.5)).toBe(2.66);
  expect(density(1.5)).toBe(1.69);
  expect(density(1.25)).toBeCloseTo((2.41 + 1.69) / 2, 14);
  expect(density(2)).toBe(1.26);
});

test('meets the spectra above 2 MeV within 15 %', () => {
  for (const isotope of FISSILE_ISOTOPES) {
    for (const spectra of [huberMueller, huberTables, mueller]) {
      const ratio = lowEnergySpectra.density(isotope, 2, spectra) / spectra.density(isotope, 2);
      expect(Math.abs(ratio - 1), isotope).toBeLessThan(0.15);
    }
  }
});
