import { expect, test } from 'vitest';
import { source } from './solar.ts';
import { solarSurvival } from './solar-survival.ts';

const YEAR_US = 3.15576e13;
const PER_S = 1e-6;
const table = { energy_MeV: Float64Array.of(0.02, 6, 16.34), density_per_MeV: Float64Array.of(0, 2, 0) };
const components = {
  be7: {
    flux: 4.93e9 * PER_S,
    lines: [
      { energy: 0.3843, part: 0.103 },
      { energy: 0.8613, part: 0.897 },
    ],
  },
  b8: { flux: 5.46e6 * PER_S, table },
};

test('survival: vacuum below, matter above; measured are 0.53(5) at 0.86 MeV and 0.37(8) at 8.7 MeV', () => {
  expect(solarSurvival('pp', 1e-6)).toBeCloseTo(0.9777 ** 2 * (1 - 0.5 * 4 * 0.303 * 0.697), 2);
  expect(solarSurvival('pp', 0.267)).toBeCloseTo(0.55, 2);
  expect(Math.abs(solarSurvival('be7', 0.862) - 0.53)).toBeLessThan(0.05);
  expect(Math.abs(solarSurvival('b8', 8.7) - 0.37)).toBeLessThan(0.08);
  // Far above the resonance all depends on sin^2 th12.
  expect(solarSurvival('b8', 1e4)).toBeCloseTo(0.97775 ** 2 * 0.303, 3);
});

test('all neutrinos arrive, in three flavours; without conversion in one', () => {
  const total = (5.46e6 + 4.93e9) * PER_S * YEAR_US;
  const converted = source.flavours({ exposure: YEAR_US, components });
  expect(converted.map(({ flavour }) => flavour)).toEqual(['nue', 'numu', 'nutau']);
  expect(converted.reduce((sum, { fluencePerCm2 }) => sum + fluencePerCm2, 0) / total).toBeCloseTo(1, 12);
  expect(converted[1]!.fluencePerCm2).toBe(converted[2]!.fluencePerCm2);
  const [pure, ...others] = source.flavours({ exposure: YEAR_US, components, conversion: 'none' });
  expect(others).toEqual([]);
  expect(pure!.fluencePerCm2 / total).toBeCloseTo(1, 12);
});

test('moments of all flavours together are those without conversion, line and table', () => {
  const out = new Float64Array(3);
  const summed = (conversion: 'none' | 'adiabatic', fromMeV: number) => {
    const sums = [0, 0, 0];
    for (const { spectrum, fluencePerCm2 } of source.flavours({ exposure: YEAR_US, components, conversion })) {
      spectrum.moments(fromMeV, out);
      for (let k = 0; k < 3; k++) sums[k]! += fluencePerCm2 * out[k]!;
    }
    return sums;
  };
  for (const fromMeV of [0.1, 0.5, 3, 9, 16]) {
    const [with_, without] = [summed('adiabatic', fromMeV), summed('none', fromMeV)];
    for (let k = 0; k < 3; k++) expect(with_[k]! / without[k]!).toBeCloseTo(1, 10);
  }
});

test('refuses a component with both or neither of table and lines, and a flux that is not positive', () => {
  expect(() => source.flavours({ exposure: 1, components: { b8: { flux: 1 } } })).toThrow(/table or lines/);
  expect(() => source.flavours({ exposure: 1, components: { b8: { flux: 0, table } } })).toThrow(/flux of b8/);
});
