import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spectrum as michelNue } from '../spectra/michel-nue.ts';
import { spectrum as michelNumubar } from '../spectra/michel-numubar.ts';
import { tabulateMoments } from './tabulated-moments.ts';

/** The same integral by brute force: many narrow panels in log E. */
function bruteForce(density: (E: number) => number, from: number, to: number, k: number, panels: number): number {
  const { nodes, weights } = gaussLegendre(20);
  const width = Math.log(to / from) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    nodes.forEach((node, j) => {
      const E = from * Math.exp(width * (i + 0.5 * (1 + node)));
      sum += 0.5 * width * weights[j]! * density(E) * E ** (1 - k);
    });
  }
  return sum;
}

test.each([
  ['nu_e', michelNue.prepare({})],
  ['anti-nu_mu', michelNumubar.prepare({})],
])('%s of a stopped muon: the table meets the closed form at every energy', (_, spectrum) => {
  const table = tabulateMoments({ density: spectrum.density!, breakPointsMeV: [0, spectrum.endPointMeV] });
  expect(table.panels).toBe(2);
  expect(table.relativeError).toBeLessThan(1e-13);
  expect(table.total).toBeCloseTo(1, 14);
  const [actual, expected] = [new Float64Array(3), new Float64Array(3)];
  fc.assert(
    fc.property(fc.double({ min: 0, max: spectrum.endPointMeV, noNaN: true }), (energy) => {
      table.moments(energy, actual);
      spectrum.moments(energy, expected);
      for (const k of [0, 1, 2]) {
        expect(Math.abs(actual[k]! - expected[k]!)).toBeLessThanOrEqual(1e-12 * expected[k]! + 1e-15);
      }
    }),
  );
});

test('a density with a step, a kink and a steep fall: five moments within the tolerance, and the error that is reported holds', () => {
  const density = (E: number) => (E < 2 ? 1 : Math.exp(0.9 - 0.6 * E + 0.05 * E * E - 0.01 * E ** 3) + Math.abs(E - 4));
  const breakPointsMeV = [0.1, 2, 4, 9];
  const tolerance = 1e-9;
  const table = tabulateMoments({ density, breakPointsMeV, orders: 5, relativeTolerance: tolerance });
  expect(table.relativeError).toBeLessThanOrEqual(tolerance);
  const out = new Float64Array(5);
  for (const energy of [0.05, 0.1, 0.33, 1.9999, 2, 2.0001, 3.3, 4, 6.7, 8.9, 8.99]) {
    table.moments(energy, out);
    for (let k = 0; k < 5; k++) {
      const pieces = [...breakPointsMeV.filter((point) => point > energy)];
      let from = Math.max(energy, 0.1);
      let expected = 0;
      for (const to of pieces) {
        if (to > from) expected += bruteForce(density, from, to, k, 40);
        from = Math.max(from, to);
      }
      expect(Math.abs(out[k]! / expected - 1), `M${k}(${energy})`).toBeLessThan(tolerance);
    }
  }
});

test('a density that does not vanish at E = 0: M_1 is a logarithm, M_2 diverges as 1/E', () => {
  const table = tabulateMoments({ density: () => 3, breakPointsMeV: [0, 2] });
  const out = new Float64Array(3);
  for (const energy of [1e-8, 1e-5, 0.01, 0.7, 1.999]) {
    table.moments(energy, out);
    expect(out[0]! / (3 * (2 - energy))).toBeCloseTo(1, 9);
    expect(out[1]! / (3 * Math.log(2 / energy))).toBeCloseTo(1, 9);
    expect(out[2]! / (3 * (1 / energy - 0.5))).toBeCloseTo(1, 9);
  }
  table.moments(0, out);
  expect(out.every(Number.isFinite)).toBe(true);
  expect(table.total).toBeCloseTo(6, 13);
  expect(table.panels).toBeLessThan(100);
});

test('neutrinos that oscillate many times between the ends, with a panel per half period', () => {
  // Disappearance at L = 20 m with Delta m^2 = 60 eV^2: 1.267 Delta m^2 L / E.
  const phase = 1.267 * 60 * 20;
  const density = (E: number) => 0.01 * E * Math.exp(-E / 5) * Math.sin(phase / E) ** 2;
  const halfPeriods = Array.from({ length: 400 }, (_, n) => phase / ((n + 1) * 0.5 * Math.PI));
  const breakPointsMeV = [5, ...halfPeriods.filter((E) => E > 5 && E < 50).sort((a, b) => a - b), 50];
  const table = tabulateMoments({ density, breakPointsMeV });
  expect(table.relativeError).toBeLessThanOrEqual(1e-9);
  const out = new Float64Array(3);
  for (const energy of [5, 5.5, 11, 29, 49]) {
    table.moments(energy, out);
    for (const k of [0, 1, 2]) {
      expect(out[k]! / bruteForce(density, energy, 50, k, 2000)).toBeCloseTo(1, 9);
    }
  }
});

test('lines add their moments below their energy and none from it on', () => {
  const plain = tabulateMoments({ density: () => 1, breakPointsMeV: [1, 2] });
  const table = tabulateMoments({
    ...{ density: () => 1, breakPointsMeV: [1, 2] },
    lines: [
      { energyMeV: 0.5, weight: 4 },
      { energyMeV: 3, weight: 0.25 },
    ],
  });
  expect(table.total).toBeCloseTo(5.25, 14);
  const [without, withLines] = [new Float64Array(3), new Float64Array(3)];
  for (const [energy, added] of [
    [0.4, [4.25, 8 + 0.25 / 3, 16 + 0.25 / 9]],
    [0.5, [0.25, 0.25 / 3, 0.25 / 9]],
    [2.5, [0.25, 0.25 / 3, 0.25 / 9]],
    [3, [0, 0, 0]],
  ] as const) {
    plain.moments(energy, without);
    table.moments(energy, withLines);
    added.forEach((expected, k) => void expect(withLines[k]! - without[k]!).toBeCloseTo(expected, 13));
  }
});

test('an end point with a square root is met to the tolerance relative to all neutrinos', () => {
  const table = tabulateMoments({ density: (E) => Math.sqrt(10 - E), breakPointsMeV: [1, 10] });
  expect(table.relativeError).toBeLessThanOrEqual(1e-9);
  const out = new Float64Array(3);
  for (const energy of [1, 5, 9.9, 9.9999]) {
    table.moments(energy, out);
    expect(Math.abs(out[0]! - (2 / 3) * (10 - energy) ** 1.5)).toBeLessThan(1e-9 * (out[0]! + 1.8e-5));
  }
});

test('moments of one table never rise with energy, and are 0 at the upper end', () => {
  const table = tabulateMoments({ density: (E) => E * E * Math.exp(-E), breakPointsMeV: [0, 60] });
  const [low, high] = [new Float64Array(3), new Float64Array(3)];
  const energy = fc.double({ min: 0, max: 60, noNaN: true });
  fc.assert(
    fc.property(energy, energy, (a, b) => {
      table.moments(Math.min(a, b), low);
      table.moments(Math.max(a, b), high);
      for (const k of [0, 1, 2]) expect(high[k]!).toBeLessThanOrEqual(low[k]! * (1 + 1e-9) + 1e-15);
    }),
  );
  table.moments(60, high);
  expect([...high]).toEqual([0, 0, 0]);
});

test('refuses break points and densities that make no sense', () => {
  const density = () => 1;
  for (const breakPointsMeV of [[], [1], [2, 1], [1, 1], [-1, 1], [0, Infinity], [0, Number.NaN]]) {
    expect(() => tabulateMoments({ density, breakPointsMeV })).toThrow(/break points/);
  }
  expect(() => tabulateMoments({ density: (E) => 1 / (E - E), breakPointsMeV: [1, 2] })).toThrow(/finite density/);
  const lines = [{ energyMeV: 0, weight: 1 }];
  expect(() => tabulateMoments({ density, breakPointsMeV: [1, 2], lines })).toThrow(/line energy/);
});
