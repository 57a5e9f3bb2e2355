import { expect, test } from 'vitest';
import { collectBins } from './response.ts';
import { smearedBins } from './smeared-bins.ts';
import { smearing as counted } from './smearing/counted-electrons.ts';
import { type TwoPhaseSmearing, smearing as twoPhase } from './smearing/two-phase.ts';

const fineEdges = Float64Array.from({ length: 2001 }, (_, i) => 40 + i);
const edges = Float64Array.of(40, 90, 91, 300, 800, 2040);
const logistic = (photoelectrons: number): number => 0.9 / (1 + Math.exp(-0.02 * (photoelectrons - 300)));
const xenon: TwoPhaseSmearing = {
  'energy-per-electron': 0.0137,
  'extraction-efficiency': 0.8,
  gain: 28,
  'single-electron-spread': 0.25,
};

function bins(parameters: TwoPhaseSmearing, energyKeVee: number, efficiency = logistic): Float64Array {
  const into = smearedBins(twoPhase, parameters, { fineEdges, edges });
  const smeared = new Float64Array(into.smearedEdges.length - 1);
  into.smearing(energyKeVee, into.smearedEdges, smeared);
  return into.collect(smeared, efficiency);
}

/** Two-phase detector, Poisson, by its definition: the sum over all electrons of the sum over all fine bins of midpoint integrals of normal densities. */
function directSum(energyKeVee: number): number[] {
  const mean = (0.8 * energyKeVee) / 0.0137;
  const out = new Array<number>(edges.length - 1).fill(0);
  let ofNumber = Math.exp(-mean);
  for (let k = 1; k < 140; k++) {
    ofNumber *= mean / k;
    const sigma = 7 * Math.sqrt(k);
    for (let f = 40; f < 2040; f++) {
      let inside = 0;
      for (let part = 0; part < 8; part++) {
        inside +=
          Math.exp(-(((f + (part + 0.5) / 8 - 28 * k) / sigma) ** 2) / 2) / (8 * sigma * Math.sqrt(2 * Math.PI));
      }
      const bin = edges.findLastIndex((edge) => edge <= f);
      out[bin]! += ofNumber * inside * logistic(f + 0.5);
    }
  }
  return out;
}

test.each([0.03, 0.2, 0.6])(
  '%d keVee: probabilities are those of a direct sum over electrons and photoelectrons',
  (energy) => {
    const exact = directSum(energy);
    bins(xenon, energy).forEach((probability, bin) => {
      // The midpoints are good to 1e-5 of a bin of one electron, the narrowest normal distribution.
      expect(Math.abs(probability - exact[bin]!)).toBeLessThan(2e-6 * Math.max(...exact));
    });
  },
);

test.each([
  ['Poisson', xenon],
  ['a Fano factor and noise', { ...xenon, 'fano-factor': 0.3, noise: 12 }],
  ['a gain below one photoelectron', { ...xenon, gain: 0.4, 'energy-per-electron': 1e-4 }],
])('%s: in two steps as at once, to rounding', (_, parameters) => {
  const atOnce = twoPhase.prepare(parameters);
  const fine = new Float64Array(fineEdges.length - 1);
  for (const energy of [0, 1e-4, 0.01, 0.137, 0.4, 3]) {
    atOnce(energy, fineEdges, fine);
    const exact = collectBins(fine, fineEdges, edges, logistic);
    bins(parameters, energy).forEach((probability, bin) => {
      expect(Math.abs(probability - exact[bin]!)).toBeLessThanOrEqual(1e-13 * exact[bin]!);
    });
  }
});

test('several rows, and each efficiency by itself', () => {
  const into = smearedBins(twoPhase, xenon, { fineEdges, edges });
  const numbers = into.smearedEdges.length - 1;
  const rows = new Float64Array(2 * numbers);
  into.smearing(0.1, into.smearedEdges, rows.subarray(0, numbers));
  into.smearing(0.4, into.smearedEdges, rows.subarray(numbers));
  const all = into.collect(rows, logistic);
  expect([...all]).toEqual([...bins(xenon, 0.1), ...bins(xenon, 0.4)]);
  const half = into.collect(rows, () => 0.5);
  const whole = into.collect(rows, () => 1);
  half.forEach((probability, i) => {
    expect(probability).toBeCloseTo(whole[i]! / 2, 14);
  });
  expect(Math.max(...whole)).toBeGreaterThan(Math.max(...all));
});

test('a smearing at once goes into the fine bins', () => {
  const parameters = { 'energy-per-electron': 0.01, noise: 3 };
  const into = smearedBins(counted, parameters, { fineEdges, edges });
  expect(into.smearedEdges).toBe(fineEdges);
  const smeared = new Float64Array(fineEdges.length - 1);
  into.smearing(1, fineEdges, smeared);
  expect(into.collect(smeared, logistic)).toEqual(collectBins(smeared, fineEdges, edges, logistic));
});

test('an edge that is no fine edge is refused', () => {
  const into = smearedBins(twoPhase, xenon, { fineEdges, edges: Float64Array.of(40, 90.5, 2040) });
  expect(() => into.collect(new Float64Array(into.smearedEdges.length - 1), logistic)).toThrow('90.5');
});
