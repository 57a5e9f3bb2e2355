import { expect, test } from 'vitest';
import { MUON_MASS_MEV } from '../constants.ts';
import { type EnergySpectrum, fluxAveragedCrossSectionCm2, interactions } from './flux-average.ts';
import { inelasticChannels } from './registry.ts';
import { tabulatedCrossSection } from './tabulated-cross-section.ts';

const end = MUON_MASS_MEV / 2;
/** nu_e of muons decaying at rest. */
const michel: EnergySpectrum = {
  endPointMeV: end,
  density: (E) => (E > 0 && E < end ? (12 * (E / end) ** 2 * (1 - E / end)) / end : 0),
};
const average = (name: string) => fluxAveragedCrossSectionCm2(inelasticChannels[name]!.crossSection, michel);

test.each([
  // LSND, Phys. Rev. C 64 (2001) 065501: 8.9 +- 0.3 +- 0.9; KARMEN, Phys. Lett. B 332 (1994) 251: 9.1 +- 0.5 +- 0.8.
  ['nue-c12-ground-state', 8.9e-42, 0.95e-42],
  ['nue-c12-ground-state', 9.1e-42, 0.94e-42],
  // S. E. Willis et al., Phys. Rev. Lett. 44 (1980) 522.
  ['nue-d', 5.2e-41, 1.8e-41],
])('%s: the average over muon decay at rest agrees with the measured %f cm^2', (name, measured, error) => {
  expect(Math.abs(average(name) - measured)).toBeLessThan(error);
});

test('the average of the deuteron as calculated for flux normalisation, 5.4-5.5e-41 cm^2, within the 3 % of its theory', () => {
  expect(Math.abs(average('nue-d') / 5.45e-41 - 1)).toBeLessThan(0.03);
});

test('lead: one and two neutrons make about all of the 36e-40 cm^2 of Kolbe and Langanke (2001)', () => {
  expect(Math.abs((average('nue-pb208-1n') + average('nue-pb208-2n')) / 36.2e-40 - 1)).toBeLessThan(0.1);
});

test('averages as documented', () => {
  const documented = {
    'nue-ar40': 2.57e-40,
    'nue-c12-ground-state': 8.8e-42,
    'nue-d': 5.52e-41,
    'nue-i127': 9.2e-40,
    'nue-o16': 8.86e-42,
    'nue-pb208-1n': 2.34e-39,
    'nue-pb208-2n': 1.33e-39,
  };
  expect(Object.keys(inelasticChannels)).toEqual(Object.keys(documented));
  for (const [name, expected] of Object.entries(documented)) {
    expect(Math.abs(average(name) / expected - 1), `${name}: ${average(name)}`).toBeLessThan(0.01);
  }
});

test('tables are met between their energies: values of the same sources at energies left out', () => {
  // sigma / E in 1e-38 cm^2/GeV of the SNOwGLoBES files.
  for (const [name, energyMeV, ratio, tolerance] of [
    ['nue-d', 22.5, 0.092443, 0.005],
    ['nue-pb208-1n', 29, 8.0018, 0.01],
    ['nue-pb208-1n', 37.5, 8.3945, 0.005],
    ['nue-pb208-2n', 47.5, 9.64417, 0.005],
    ['nue-pb208-2n', 33.5, 2.3005, 0.02],
  ] as const) {
    const found = inelasticChannels[name]!.crossSection.at(energyMeV) / (1e-41 * energyMeV);
    expect(Math.abs(found / ratio - 1), `${name} at ${energyMeV} MeV: ${found}`).toBeLessThan(tolerance);
  }
});

test('a table that is a square is exact: brute force over the spectrum', () => {
  const table = tabulatedCrossSection([10, 20, 35, 60], [0, 1e-40, 6.25e-40, 25e-40]);
  const panels = 200000;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const E = ((i + 0.5) * end) / panels;
    if (E > 10) sum += (end / panels) * michel.density!(E) * 1e-42 * (E - 10) ** 2;
  }
  expect(fluxAveragedCrossSectionCm2(table, michel) / sum).toBeCloseTo(1, 8);
});

test('thresholds: nothing below, a line takes the value at its energy', () => {
  for (const { crossSection } of Object.values(inelasticChannels)) {
    expect(crossSection.at(crossSection.thresholdMeV * 0.999)).toBe(0);
    expect(crossSection.at(crossSection.thresholdMeV + 5)).toBeGreaterThan(0);
    expect(crossSection.at(45)).toBeGreaterThan(crossSection.at(30));
    expect(crossSection.highestMeV).toBeGreaterThan(end);
  }
  const { crossSection } = inelasticChannels['nue-d']!;
  const line: EnergySpectrum = { endPointMeV: 30, density: null };
  expect(fluxAveragedCrossSectionCm2(crossSection, line)).toBe(crossSection.at(30));
  expect(fluxAveragedCrossSectionCm2(crossSection, { endPointMeV: 1, density: () => 1 })).toBe(0);
});

test('592 kg of heavy water at 20 m from the SNS for 3.198e23 protons: the 1070 nu_e-d events in two years of the talk by Konovalov, to 10 %', () => {
  const deuterons = (2 * 6.02214e23 * 592e3) / 20.028;
  const fluencePerCm2 = (3.198e23 * 0.0848) / (4 * Math.PI * 2000 ** 2);
  const found = interactions(inelasticChannels['nue-d']!.crossSection, michel, fluencePerCm2, deuterons);
  expect(Math.abs(found / 1070 - 1)).toBeLessThan(0.1);
});

test('refuses tables that make no sense, and spectra beyond a table', () => {
  expect(() => tabulatedCrossSection([1], [0])).toThrow(/two ascending/);
  expect(() => tabulatedCrossSection([2, 1], [0, 1])).toThrow(/ascending/);
  expect(() => tabulatedCrossSection([1, 2], [0])).toThrow(/each/);
  expect(() => tabulatedCrossSection([1, 2], [0, -1])).toThrow(/>= 0/);
  const table = tabulatedCrossSection([1, 2], [0, 1e-40]);
  expect(() => fluxAveragedCrossSectionCm2(table, michel)).toThrow(/up to 2 MeV/);
  expect(() => table.at(2.1)).toThrow(/within the table/);
});
