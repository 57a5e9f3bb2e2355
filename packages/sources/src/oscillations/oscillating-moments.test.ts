import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spectrum as line } from '../spectra/line.ts';
import { spectrum as michelNue } from '../spectra/michel-nue.ts';
import { spectrum as michelNumubar } from '../spectra/michel-numubar.ts';
import type { Spectrum } from '../spectra/spectrum.ts';
import { type PathLengths, PHASE_MEV_PER_EV2_M } from './averaged-phase.ts';
import { oscillatingMoments } from './oscillating-moments.ts';

const spectra: readonly (readonly [string, Spectrum])[] = [
  ['nu_e', michelNue.prepare({})],
  ['anti-nu_mu', michelNumubar.prepare({})],
];
const point = (baselineM: number): PathLengths => ({ baselineM, sourceLengthM: 0, detectorLengthM: 0 });
const { nodes, weights } = gaussLegendre(20);

/** Integral over energy by narrow panels in 1/E, at least ten to a period; the probability is given at 1/E. */
function bruteForce(
  spectrum: Spectrum,
  probability: (perMeV: number) => number,
  phase: number,
  from: number,
  k: number,
): number {
  const ratio = 1.02;
  let sum = 0;
  for (let lower = 1 / spectrum.endPointMeV; lower < 1 / from; ) {
    const upper = Math.min(lower * ratio, lower + 0.6 / phase, 1 / from);
    for (let i = 0; i < nodes.length; i++) {
      const w = 0.5 * (lower + upper) + 0.5 * (upper - lower) * nodes[i]!;
      sum += 0.5 * (upper - lower) * weights[i]! * spectrum.density!(1 / w) * w ** (k - 2) * probability(w);
    }
    lower = upper;
  }
  return sum;
}

test('the constant of the phase is 1.26693', () => {
  expect(PHASE_MEV_PER_EV2_M).toBeCloseTo(1.26693268, 8);
});

test.each(spectra)('%s: moments of a point source are the integral of sin^2 by brute force', (_, spectrum) => {
  const [found, all] = [new Float64Array(3), new Float64Array(3)];
  for (const massSplitting of [0.05, 1.3, 7, 60]) {
    for (const baselineM of [19.3, 121]) {
      const moments = oscillatingMoments(spectrum, massSplitting, point(baselineM));
      const phase = PHASE_MEV_PER_EV2_M * massSplitting * baselineM;
      for (const from of [0.7, 5.3, 16, 31, 52.5]) {
        moments(from, found);
        spectrum.moments(from, all);
        for (const k of [0, 1, 2]) {
          const expected = bruteForce(spectrum, (w) => Math.sin(phase * w) ** 2, 2 * phase, from, k);
          expect(Math.abs(found[k]! - expected) / all[k]!, `M${k}(${from}) at ${massSplitting} eV^2`).toBeLessThan(
            1e-9,
          );
        }
      }
    }
  }
});

test.each([
  [0.4, 0.6, 7],
  [2, 0.5, 40],
  [0, 3, 40],
  [6, 5, 90],
])(
  'lengths of source (%d m) and detector (%d m) at %d eV^2: the double integral over both, with the energy',
  (sourceLengthM, detectorLengthM, massSplitting) => {
    const [, spectrum] = spectra[0]!;
    const lengths = { baselineM: 20, sourceLengthM, detectorLengthM };
    const phase = PHASE_MEV_PER_EV2_M * massSplitting;
    const fine = gaussLegendre(40);
    const probability = (w: number) => {
      let sum = 0;
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < 40; j++) {
          const L = 20 + 0.5 * sourceLengthM * fine.nodes[i]! + 0.5 * detectorLengthM * fine.nodes[j]!;
          sum += 0.25 * fine.weights[i]! * fine.weights[j]! * Math.sin(phase * L * w) ** 2;
        }
      }
      return sum;
    };
    const [found, all] = [new Float64Array(3), new Float64Array(3)];
    const moments = oscillatingMoments(spectrum, massSplitting, lengths);
    // The rule of 40 x 40 lengths follows phases up to some 28 rad to either side, which sets the lowest energy.
    for (const from of [Math.max(9, (phase * Math.max(sourceLengthM, detectorLengthM)) / 28), 38]) {
      moments(from, found);
      spectrum.moments(from, all);
      for (const k of [0, 1, 2]) {
        const expected = bruteForce(spectrum, probability, 2 * phase * 26, from, k);
        expect(Math.abs(found[k]! - expected) / all[k]!, `M${k}(${from})`).toBeLessThan(1e-9);
      }
    }
  },
);

test.each(spectra)('%s: a small mass splitting counts quadratically, with all its digits', (_, spectrum) => {
  const [small, tiny] = [new Float64Array(3), new Float64Array(3)];
  for (const from of [20, 35, 52]) {
    oscillatingMoments(spectrum, 1e-6, { baselineM: 20, sourceLengthM: 1, detectorLengthM: 0.5 })(from, small);
    oscillatingMoments(spectrum, 1e-9, { baselineM: 20, sourceLengthM: 1, detectorLengthM: 0.5 })(from, tiny);
    for (const k of [0, 1, 2]) expect(tiny[k]! / small[k]! / 1e-6).toBeCloseTo(1, 8);
    const variance = (1 + 0.25) / 12;
    const phase = (PHASE_MEV_PER_EV2_M * 1e-9) ** 2 * (400 + variance);
    expect(tiny[0]! / bruteForce(spectrum, (w) => phase * w * w, 1, from, 0)).toBeCloseTo(1, 9);
  }
  oscillatingMoments(spectrum, 0, point(20))(0, small);
  expect([...small]).toEqual([0, 0, 0]);
});

test.each(spectra)('%s: a large mass splitting leaves half of the neutrinos', (_, spectrum) => {
  const [found, all] = [new Float64Array(3), new Float64Array(3)];
  const moments = oscillatingMoments(spectrum, 1e6, point(20));
  for (const from of [0, 1, 30]) {
    moments(from, found);
    spectrum.moments(from, all);
    for (const k of [0, 1, 2]) expect(Math.abs(found[k]! / all[k]! - 0.5)).toBeLessThan(2e-5);
  }
  // The average over a detector that holds many oscillations does the same for a line.
  const averaged = oscillatingMoments(line.prepare({ energy: 30 }), 1e4, { ...point(20), detectorLengthM: 5 });
  averaged(0, found);
  expect(Math.abs(found[0]! - 0.5)).toBeLessThan(5e-4);
});

test('all of the spectrum is in the moments from 0, and at most as many neutrinos as there are', () => {
  const [found, near, all] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 52.8, noNaN: true }),
      fc.double({ min: 0, max: 8, noNaN: true }),
      (logarithm, from, detectorLengthM) => {
        for (const [, spectrum] of spectra) {
          const moments = oscillatingMoments(spectrum, 10 ** logarithm, {
            baselineM: 20,
            sourceLengthM: 0.4,
            detectorLengthM,
          });
          moments(from, found);
          spectrum.moments(from, all);
          for (const k of [0, 1, 2]) {
            expect(found[k]!).toBeGreaterThanOrEqual(-1e-12 * all[k]!);
            expect(found[k]!).toBeLessThanOrEqual(all[k]! * (1 + 1e-9));
          }
          moments(0, found);
          moments(1e-10, near);
          for (const k of [0, 1, 2]) expect(Math.abs(near[k]! / found[k]! - 1)).toBeLessThan(1e-8);
          moments(spectrum.endPointMeV, found);
          expect([...found]).toEqual([0, 0, 0]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a spectrum with a kink and a step at its break points', () => {
  const density = (E: number) => (E < 5 ? 0.1 : E < 8 ? 0.05 * (8 - E) : 0);
  const kinked: Spectrum = { endPointMeV: 10, breakPointsMeV: [5, 8], density, moments: () => undefined };
  const phase = PHASE_MEV_PER_EV2_M * 2 * 12;
  const found = new Float64Array(3);
  oscillatingMoments(kinked, 2, point(12))(1.8, found);
  const pieces = (k: number) =>
    [
      [1.8, 5],
      [5, 8],
    ].reduce((sum, [from, to]) => {
      const part = { ...kinked, endPointMeV: to! };
      return sum + bruteForce(part, (w) => Math.sin(phase * w) ** 2, 2 * phase, from!, k);
    }, 0);
  for (const k of [0, 1, 2]) expect(found[k]! / pieces(k)).toBeCloseTo(1, 9);
});

test('a line keeps the probability at its energy', () => {
  const found = new Float64Array(3);
  const moments = oscillatingMoments(line.prepare({ energy: 30 }), 2, point(20));
  const probability = Math.sin((PHASE_MEV_PER_EV2_M * 2 * 20) / 30) ** 2;
  moments(10, found);
  for (const k of [0, 1, 2]) expect(found[k]! / (probability * 30 ** -k)).toBeCloseTo(1, 13);
  moments(30, found);
  expect([...found]).toEqual([0, 0, 0]);
});

test('refuses numbers that make no sense', () => {
  const spectrum = line.prepare({ energy: 30 });
  expect(() => oscillatingMoments(spectrum, -1, point(20))).toThrow(/mass splitting/);
  expect(() => oscillatingMoments(spectrum, 1, point(0))).toThrow(/baseline/);
  expect(() => oscillatingMoments(spectrum, 1, { ...point(20), detectorLengthM: 41 })).toThrow(/detector shorter/);
  expect(() => oscillatingMoments(spectrum, 1, { ...point(20), sourceLengthM: Number.NaN })).toThrow(/source/);
});
