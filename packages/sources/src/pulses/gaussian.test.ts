import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DecayTimes, delayedDecayTimes, promptDecayTimes, ROUNDED_LIFETIMES } from '../timing/decay-times.ts';
import { pulse as gaussian } from './gaussian.ts';
import type { BinIntegrals, PlateauEfficiency } from './pulse.ts';

const pulse = gaussian.prepare({ sigma: 0.15 });
const prompt = promptDecayTimes(ROUNDED_LIFETIMES);
/** What arrives with the protons. */
const beam: DecayTimes = [];
const delayed = delayedDecayTimes(ROUNDED_LIFETIMES);
const csiEdges = Float64Array.of(0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 2, 4, 6);
const csiEfficiency = { plateauEndUs: 0.52, ratePerUs: 0.0494 };
const fullEfficiency = { plateauEndUs: Number.POSITIVE_INFINITY, ratePerUs: 0 };

function integrals(
  edges: Float64Array,
  onset: number,
  decays: DecayTimes,
  efficiency: PlateauEfficiency,
): BinIntegrals {
  const bins = edges.length - 1;
  const out = { value: new Float64Array(bins), first: new Float64Array(bins), second: new Float64Array(bins) };
  pulse.binIntegrals(edges, onset, decays, efficiency, out);
  return out;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

test.each([
  [
    'prompt',
    prompt,
    0.99660343,
    [0.003858, 0.030523, 0.125908, 0.272214, 0.309252, 0.185085, 0.058818, 0.009984, 0.000962, 0, 0],
  ],
  [
    'delayed',
    delayed,
    0.84462825,
    [0.000082, 0.000835, 0.004737, 0.015585, 0.031616, 0.043711, 0.047398, 0.046083, 0.28198, 0.273061, 0.09954],
  ],
] as const)(
  '%s neutrinos in the time bins of COHERENT CsI 2021 (arXiv:2110.07730): onset 0.5 us, width 0.15 us, with time efficiency',
  (_, decays, total, fractions) => {
    // Two independent integrations of the recipe of the data release agree on these numbers, to 2e-6 per bin.
    const { value } = integrals(csiEdges, 0.5, decays, csiEfficiency);
    fractions.forEach((fraction, bin) => {
      expect(Math.abs(value[bin]! - fraction), `bin ${bin}`).toBeLessThan(2e-6);
    });
    expect(Math.abs(sum(value) - total)).toBeLessThan(2e-6);
  },
);

test.each([
  ['beam', beam],
  ['prompt', prompt],
  ['delayed', delayed],
])('%s: normalised over all times, wherever the onset lies', (_, decays) => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (onset) => {
      const { value, first, second } = integrals(
        Float64Array.of(-10, -1, 0, 0.7, 3, 200),
        onset,
        decays,
        fullEfficiency,
      );
      expect(Math.abs(sum(value) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(sum(first))).toBeLessThan(1e-12);
      expect(Math.abs(sum(second))).toBeLessThan(1e-11);
      for (const fraction of value) expect(fraction).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['beam', beam],
  ['prompt', prompt],
  ['delayed', delayed],
])('%s: bin integrals are the quadrature of density times efficiency', (_, decays) => {
  const { nodes, weights } = gaussLegendre(40);
  for (const efficiency of [csiEfficiency, { plateauEndUs: -1, ratePerUs: 30 }, { plateauEndUs: 0.3, ratePerUs: 2 }]) {
    const edges = Float64Array.of(0, 0.2, 0.3, 0.52, 0.9, 1.6);
    const { value } = integrals(edges, 0.45, decays, efficiency);
    value.forEach((integral, bin) => {
      const half = 0.5 * (edges[bin + 1]! - edges[bin]!);
      const expected = nodes.reduce((total, node, i) => {
        const time = edges[bin]! + half * (1 + node);
        const seen = Math.exp(-efficiency.ratePerUs * Math.max(0, time - efficiency.plateauEndUs));
        return total + half * weights[i]! * pulse.density(time, 0.45, decays) * seen;
      }, 0);
      expect(Math.abs(integral - expected)).toBeLessThan(1e-14 + 1e-12 * expected);
    });
  }
});

test.each([
  ['beam', beam],
  ['prompt', prompt],
  ['delayed', delayed],
])('%s: derivatives by the onset agree with central differences', (_, decays) => {
  const h = 1e-3;
  for (const onset of [0.2, 0.41, 0.52, 0.9]) {
    const at = integrals(csiEdges, onset, decays, csiEfficiency);
    // Fourth-order differences: error h^4 f'''''/30, some 1e-8 for a pulse of 0.15 us.
    const [m2, m1, p1, p2] = [-2, -1, 1, 2].map((k) => integrals(csiEdges, onset + k * h, decays, csiEfficiency));
    const difference = (name: 'value' | 'first', bin: number) =>
      (m2![name][bin]! - 8 * m1![name][bin]! + 8 * p1![name][bin]! - p2![name][bin]!) / (12 * h);
    for (let bin = 0; bin < 11; bin++) {
      expect(Math.abs(difference('value', bin) - at.first[bin]!)).toBeLessThan(3e-8);
      expect(Math.abs(difference('first', bin) - at.second[bin]!)).toBeLessThan(1e-6);
    }
  }
});

test('without a fall it does not matter where the plateau ends', () => {
  const endless = integrals(csiEdges, 0.5, delayed, fullEfficiency);
  const split = integrals(csiEdges, 0.5, delayed, { plateauEndUs: 0.52, ratePerUs: 0 });
  split.value.forEach((value, bin) => {
    expect(Math.abs(value - endless.value[bin]!)).toBeLessThan(1e-15);
    expect(Math.abs(split.second[bin]! - endless.second[bin]!)).toBeLessThan(1e-13);
  });
});

test('the limit of ever faster decays is the pulse itself', () => {
  const fast = integrals(csiEdges, 0.5, [{ weight: 1, ratePerUs: 1e7 }], csiEfficiency);
  const { value, first } = integrals(csiEdges, 0.5, beam, csiEfficiency);
  value.forEach((fraction, bin) => {
    expect(Math.abs(fraction - fast.value[bin]!)).toBeLessThan(1e-6);
    expect(Math.abs(first[bin]! - fast.first[bin]!)).toBeLessThan(1e-5);
  });
  expect(pulse.density(0.5, 0.5, beam)).toBeCloseTo(1 / (0.15 * Math.sqrt(2 * Math.PI)), 12);
});

test('far from the pulse nothing overflows', () => {
  const narrow = gaussian.prepare({ sigma: 1e-3 });
  expect(narrow.density(5, 0, prompt)).toBeCloseTo(0, 15);
  expect(narrow.density(0.5, 0, prompt) / (Math.exp(-0.499_980_769_230_769_23 / 0.026) / 0.026)).toBeCloseTo(1, 10);
  expect(pulse.density(-50, 0, delayed)).toBe(0);
  const late = integrals(Float64Array.of(500, 1000), 0.5, delayed, csiEfficiency);
  expect(late.value[0]).toBeGreaterThanOrEqual(0);
  expect(late.value[0]).toBeLessThan(1e-90);
});

test('refuses a width that is not positive', () => {
  expect(() => gaussian.prepare({ sigma: 0 })).toThrow(RangeError);
});
