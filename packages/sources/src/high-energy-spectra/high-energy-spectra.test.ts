import { expect, test } from 'vitest';
import { FISSILE_ISOTOPES, type FissionSpectra } from '../fission-spectra/fission-spectra.ts';
import { fissionSpectra as huberMueller } from '../fission-spectra/huber-mueller.ts';
import { fissionSpectra as huberTables } from '../fission-spectra/huber-tables.ts';
import { fissionSpectra as mueller } from '../fission-spectra/mueller.ts';
import { fissionSpectra as table } from '../fission-spectra/table.ts';
import { type Reactor, reactorEmission } from '../models/reactor.ts';
import { tabulateMoments } from '../moments/tabulated-moments.ts';
import { highEnergySpectra } from './registry.ts';

const beyond = (name: string, spectra: FissionSpectra, end?: number) =>
  highEnergySpectra[name]!.beyond(spectra, end === undefined ? {} : { end });
const all = Object.entries({ huberMueller, huberTables, mueller });
const emission = (highEnergy: Reactor['high-energy'], fractions: Reactor['fission-fractions']) =>
  reactorEmission({
    ...{ exposure: 1, spectra: 'huber-mueller', 'low-energy': 'cut', 'fission-fractions': fractions },
    ...(highEnergy === undefined ? {} : { 'high-energy': highEnergy }),
  });

test.each(['polynomial', 'exponential'])(
  '%s: meets the spectra at 8 MeV, falls from there on, ends at 10 MeV',
  (name) => {
    for (const [of, spectra] of all) {
      const continued = beyond(name, spectra)!;
      expect(continued.endMeV).toBe(10);
      for (const isotope of FISSILE_ISOTOPES) {
        expect(continued.density(isotope, 8) / spectra.density(isotope, 8), `${of} ${isotope}`).toBeCloseTo(1, 13);
        let last = spectra.density(isotope, 8);
        for (let energyMeV = 8.1; energyMeV <= 10; energyMeV += 0.1) {
          const density = continued.density(isotope, energyMeV);
          expect(density).toBeGreaterThan(0);
          expect(density).toBeLessThan(last);
          last = density;
        }
      }
    }
  },
);

test('polynomials are those of the papers: 235U and 238U at 9 MeV, and their integrals from 8 to 10 MeV', () => {
  const polynomials = {
    U235: [4.367, -4.577, 2.1, -0.5294, 0.06186, -0.002777],
    U238: [0.4833, 0.1927, -0.1283, -0.006762, 0.002233, -0.0001536],
  };
  for (const isotope of ['U235', 'U238'] as const) {
    const density = (E: number) => Math.exp(polynomials[isotope].reduce((sum, c, power) => sum + c * E ** power, 0));
    expect(beyond('polynomial', huberMueller)!.density(isotope, 9) / density(9)).toBeCloseTo(1, 11);
    // Simpson's rule in 400 steps beside the moments of the source.
    let expected = 0;
    for (let i = 0; i < 400; i++) {
      const from = 8 + i / 200;
      expected += (density(from) + 4 * density(from + 1 / 400) + density(from + 1 / 200)) / 1200;
    }
    const moments = new Float64Array(3);
    tabulateMoments(emission('polynomial', { [isotope]: 1 })).moments(8, moments);
    expect(moments[0]! / expected).toBeCloseTo(1, 9);
  }
});

test('exponentials have the slope of the last 0.25 MeV and the integral S(8) (1 - exp(-b (end - 8))) / b', () => {
  // Rows of Huber's table of 235U at 7.75 and 8 MeV.
  const [before, last] = [0.00296984, 0.00161601];
  const slope = Math.log(before / last) / 0.25;
  const continued = beyond('exponential', huberTables, 12)!;
  expect(continued.density('U235', 8.5) / (last * (last / before) ** 2)).toBeCloseTo(1, 12);
  const { total } = tabulateMoments({
    density: (energyMeV) => continued.density('U235', energyMeV),
    breakPointsMeV: [8, 12],
  });
  expect(total / ((last * -Math.expm1(-4 * slope)) / slope)).toBeCloseTo(1, 9);
});

test('the two lie apart: at 9 MeV in 235U by a factor 5, in 238U by a third', () => {
  const ratio = (isotope: 'U235' | 'U238') =>
    beyond('exponential', huberMueller)!.density(isotope, 9) / beyond('polynomial', huberMueller)!.density(isotope, 9);
  expect(ratio('U235')).toBeCloseTo(5.45, 1);
  expect(ratio('U238')).toBeCloseTo(1.36, 2);
});

test('a table ends where it ends, or goes on exponentially; of what is 0 there or rises it makes no more', () => {
  const columns = { energy_MeV: Float64Array.of(2, 7.5, 8), u: Float64Array.of(1, 0.4, 0.2) };
  const rising = { energy_MeV: Float64Array.of(2, 8), u: Float64Array.of(1, 2) };
  const ending = { energy_MeV: Float64Array.of(2, 8), u: Float64Array.of(1, 0) };
  const of = (rows: typeof columns) => table.prepare({ table: rows, columns: { U235: 'u' } });
  expect(beyond('none', of(columns))).toBeUndefined();
  // 0.3 at 7.75 MeV.
  expect(beyond('exponential', of(columns))!.density('U235', 8.25)).toBeCloseTo((0.2 * 0.2) / 0.3, 12);
  expect(beyond('exponential', of(rising))!.density('U235', 9)).toBe(2);
  expect(beyond('exponential', of(ending))!.density('U235', 9)).toBe(0);
  expect(() => beyond('polynomial', of(columns))).toThrow(/polynomials, or `exponential`/);
});

test('refuses an end within the range, or above all decays', () => {
  for (const end of [7, 8, 20.5, Number.NaN]) {
    for (const name of ['polynomial', 'exponential']) expect(() => beyond(name, mueller, end)).toThrow(/above 8 MeV/);
  }
});
