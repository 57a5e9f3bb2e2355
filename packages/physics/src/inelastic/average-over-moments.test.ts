import { expect, test } from 'vitest';
import { MUON_MASS_MEV } from '../constants.ts';
import { averageOverMomentsCm2 } from './average-over-moments.ts';
import { fluxAveragedCrossSectionCm2 } from './flux-average.ts';
import { inelasticChannels, inelasticModule } from './registry.ts';
import { tabulatedCrossSection } from './tabulated-cross-section.ts';

const end = MUON_MASS_MEV / 2;
const density = (E: number) => (E > 0 && E < end ? (12 * (E / end) ** 2 * (1 - E / end)) / end : 0);

/** M_0 of the nu_e of muons at rest, in closed form: 1 - 4 x^3 + 3 x^4. */
const michel = {
  endPointMeV: end,
  moments(energyMinMeV: number, out: Float64Array) {
    const x = Math.min(1, energyMinMeV / end);
    out[0] = 1 - 4 * x ** 3 + 3 * x ** 4;
  },
};

test('the averages over muon decay are those of the integral over the density', () => {
  for (const [name, { crossSection }] of Object.entries(inelasticChannels)) {
    const direct = fluxAveragedCrossSectionCm2(crossSection, { endPointMeV: end, density });
    // Polynomials are exact; the Fermi function of an allowed transition has all its structure just above threshold.
    const tolerance = name === 'nue-c12-ground-state' ? 1e-5 : 1e-9;
    expect(Math.abs(averageOverMomentsCm2(crossSection, michel) / direct - 1), name).toBeLessThan(tolerance);
  }
});

test('a line takes the cross section at its energy, times what is left of it', () => {
  const { crossSection } = inelasticChannels['nue-d']!;
  const line = { endPointMeV: 29.79, moments: (E: number, out: Float64Array) => out.fill(E < 29.79 ? 0.4 : 0) };
  expect(averageOverMomentsCm2(crossSection, line) / (0.4 * crossSection.at(29.79))).toBeCloseTo(1, 12);
});

test('neutrinos that oscillate: brute force over density times phase', () => {
  const phase = (E: number) => Math.sin((1.267 * 60 * 20) / E) ** 2;
  const { crossSection } = inelasticChannels['nue-i127']!;
  const panels = 400_000;
  const width = end / panels;
  const above = new Float64Array(panels + 1);
  let sum = 0;
  for (let i = panels - 1; i >= 0; i--) {
    const E = (i + 0.5) * width;
    above[i] = above[i + 1]! + width * density(E) * phase(E);
    sum += width * density(E) * phase(E) * crossSection.at(E);
  }
  const beam = {
    endPointMeV: end,
    moments(E: number, out: Float64Array) {
      const place = Math.min(panels - 1, Math.floor(E / width));
      const share = E / width - place;
      out[0] = (1 - share) * above[place]! + share * above[place + 1]!;
    },
  };
  expect(averageOverMomentsCm2(crossSection, beam) / sum).toBeCloseTo(1, 5);
});

test('thresholds: nothing from below, a table that begins above zero counts from there', () => {
  const table = tabulatedCrossSection([20, 60], [2e-40, 2e-40]);
  const out = new Float64Array(3);
  michel.moments(20, out);
  expect(averageOverMomentsCm2(table, michel) / (2e-40 * out[0]!)).toBeCloseTo(1, 12);
  expect(averageOverMomentsCm2(tabulatedCrossSection([53, 60], [0, 1]), michel)).toBe(0);
  expect(() => averageOverMomentsCm2(tabulatedCrossSection([10, 40], [0, 1e-40]), michel)).toThrow(/up to 40 MeV/);
});

test('every reaction is what its module exports', async () => {
  for (const [name, channel] of Object.entries(inelasticChannels)) {
    const module = (await import(inelasticModule(name).replace('@cevns/physics/inelastic', '.').concat('.ts'))) as {
      readonly channel: object;
    };
    expect(module.channel).toBe(channel);
  }
});
