import { expect, test } from 'vitest';
import { slowIntegral } from '../interactions/testing/slow-average.ts';
import { mediatorDecaySpectrum } from './mediator-decay.ts';
import { mixedSpectrum, tabulatedFlux } from './spectrum.ts';
import { darkMatterMoments } from './spectrum-moments.ts';

const triangle = tabulatedFlux(10, [20, 40, 90], [0, 4, 0]);

test('a table is normalised to one, its integral is the fluence', () => {
  expect(triangle.fluencePerCm2).toBeCloseTo(0.5 * 70 * 4, 10);
  expect(triangle.spectrum.density(40)).toBeCloseTo(2 / 70, 12);
  expect(triangle.spectrum.density(30)).toBeCloseTo(1 / 70, 12);
  expect(triangle.spectrum.density(19)).toBe(0);
  expect(triangle.spectrum.density(91)).toBe(0);
});

test('tables that say nothing are refused', () => {
  expect(() => tabulatedFlux(10, [20], [1])).toThrow(RangeError);
  expect(() => tabulatedFlux(10, [20, 30], [1])).toThrow(RangeError);
  expect(() => tabulatedFlux(10, [5, 30], [1, 1])).toThrow(/from the mass 10 MeV on/);
  expect(() => tabulatedFlux(10, [20, 20], [1, 1])).toThrow(/ascending/);
  expect(() => tabulatedFlux(10, [20, 30], [1, -1])).toThrow(/0 or more/);
  expect(() => tabulatedFlux(10, [20, 30], [0, 0])).toThrow(/above 0/);
});

test('moments of a table and of a boosted spectrum are the slow integrals, from any energy on', () => {
  const boosted = mediatorDecaySpectrum('scalar', 20, 60, 80.82, 134.9768, 150);
  for (const spectrum of [triangle.spectrum, boosted]) {
    const moments = darkMatterMoments(spectrum);
    const out = new Float64Array(3);
    const ends = spectrum.breakpointsMeV;
    // from 1 MeV above the mass on: the slow integral over the energy fails where p vanishes
    for (const from of [spectrum.massMeV + 1, 23, 35, 41, 73, 89, 120, 230]) {
      moments(from, out);
      for (const k of [0, 1, 2]) {
        const m = spectrum.massMeV;
        const integrand = (E: number) => (spectrum.density(E) * E ** k) / (E * E - m * m);
        const cuts = [Math.max(from, ends[0]!), ...ends.filter((end) => end > from)];
        let slow = 0;
        for (let i = 1; i < cuts.length; i++) slow += slowIntegral(integrand, cuts[i - 1]!, cuts[i]!);
        if (slow === 0) expect(out[k]).toBe(0);
        else expect(out[k]! / slow).toBeCloseTo(1, 7);
      }
    }
  }
});

test('spectra mix by weight', () => {
  const other = tabulatedFlux(10, [15, 60], [1, 1]).spectrum;
  const mixed = mixedSpectrum([
    { spectrum: triangle.spectrum, weight: 3 },
    { spectrum: other, weight: 1 },
    { spectrum: tabulatedFlux(10, [500, 600], [1, 1]).spectrum, weight: 0 },
  ]);
  expect(mixed.breakpointsMeV).toEqual([15, 20, 40, 60, 90]);
  expect(mixed.density(40)).toBeCloseTo((0.75 * 2) / 70 + 0.25 / 45, 12);
  expect(() => mixedSpectrum([{ spectrum: other, weight: 0 }])).toThrow(RangeError);
  expect(() =>
    mixedSpectrum([
      { spectrum: other, weight: 1 },
      { spectrum: tabulatedFlux(11, [15, 60], [1, 1]).spectrum, weight: 1 },
    ]),
  ).toThrow(/one mass/);
});
