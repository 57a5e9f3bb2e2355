import { expect, test } from 'vitest';
import { fissionSpectra as polynomials } from './huber-mueller.ts';
import { fissionSpectra as tables } from './huber-tables.ts';

test('rows of the tables at 2, 4, 6 and 8 MeV, geometric means between rows', () => {
  const u235 = (energyMeV: number) => tables.density('U235', energyMeV);
  expect(u235(2)).toBe(1.3166);
  expect(u235(4)).toBeCloseTo(0.29357, 12);
  expect(u235(6)).toBeCloseTo(0.0389392, 12);
  expect(u235(8)).toBeCloseTo(0.00162, 5);
  expect(u235(2.125)).toBeCloseTo(Math.sqrt(1.3166 * 1.11532), 12);
});

test('antineutrinos between 2 and 8 MeV by trapezoids of the rows: 1.691486, 1.271957 and 1.625282', () => {
  const rows = [2, ...tables.kinksMeV!, 8];
  const trapezoids = (isotope: 'U235' | 'Pu239' | 'Pu241') =>
    rows.slice(1).reduce((sum, to, i) => {
      return sum + ((to - rows[i]!) / 2) * (tables.density(isotope, rows[i]!) + tables.density(isotope, to));
    }, 0);
  expect(trapezoids('U235')).toBeCloseTo(1.691486, 5);
  expect(trapezoids('Pu239')).toBeCloseTo(1.271957, 5);
  expect(trapezoids('Pu241')).toBeCloseTo(1.625282, 5);
});

test('the polynomials are fits to the tables: within 4 % for 235U, 13 % for plutonium up to 7 MeV', () => {
  for (const [isotope, most] of [
    ['U235', 0.04],
    ['Pu239', 0.13],
    ['Pu241', 0.13],
  ] as const) {
    for (let energyMeV = 2; energyMeV <= 7; energyMeV += 0.25) {
      const ratio = tables.density(isotope, energyMeV) / polynomials.density(isotope, energyMeV);
      expect(Math.abs(ratio - 1), `${isotope} at ${energyMeV}`).toBeLessThan(most);
    }
  }
});
