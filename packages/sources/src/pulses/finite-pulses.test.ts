import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { delayedDecayTimes, promptDecayTimes, ROUNDED_LIFETIMES } from '../timing/decay-times.ts';
import { pulse as doubleGaussian } from './double-gaussian.ts';
import { pulse as gaussian } from './gaussian.ts';
import type { PlateauEfficiency, Pulse } from './pulse.ts';
import { pulse as rectangular } from './rectangular.ts';
import { pulse as triangular } from './triangular.ts';

const decays = {
  beam: [],
  prompt: promptDecayTimes(ROUNDED_LIFETIMES),
  delayed: delayedDecayTimes(ROUNDED_LIFETIMES),
};
/** Every pulse, with the times at which its density has kinks or steps, after the onset. */
const pulses = {
  'rectangular 2.8 us': [rectangular.prepare({ length: 2.8 }), [-1.4, 1.4]],
  'rectangular 0.1 us': [rectangular.prepare({ length: 0.1 }), [-0.05, 0.05]],
  'triangular 0.54 us': [triangular.prepare({ length: 0.54 }), [-0.27, 0, 0.27]],
  'two Gaussians': [doubleGaussian.prepare({ separation: 0.54, fwhm: 0.1 }), [-0.2, 0, 0.2, 0.34, 0.54, 0.74]],
} as const satisfies Record<string, readonly [Pulse, readonly number[]]>;
const cases = Object.entries(pulses).flatMap(([name, [pulse, kinks]]) =>
  Object.entries(decays).map(([structure, decay]) => [name, structure, pulse, kinks, decay] as const),
);
const full = { plateauEndUs: 0, ratePerUs: 0 };
const edges = Float64Array.of(-3, -1, 0.1, 0.4, 0.52, 0.9, 1.7, 6);

function integrals(
  pulse: Pulse,
  onset: number,
  decay: (typeof decays)['beam' | 'prompt'],
  efficiency: PlateauEfficiency,
  at = edges,
) {
  const bins = at.length - 1;
  const out = { value: new Float64Array(bins), first: new Float64Array(bins), second: new Float64Array(bins) };
  pulse.binIntegrals(at, onset, decay, efficiency, out);
  return out;
}

test.each(cases)('%s, %s: bins are the quadrature of density times efficiency', (_n, _s, pulse, kinks, decay) => {
  const { nodes, weights } = gaussLegendre(40);
  const onset = 0.45;
  for (const efficiency of [full, { plateauEndUs: 0.52, ratePerUs: 0.0494 }, { plateauEndUs: -0.5, ratePerUs: 2 }]) {
    const { value } = integrals(pulse, onset, decay, efficiency);
    value.forEach((integral, bin) => {
      const inside = (time: number) => time > edges[bin]! && time < edges[bin + 1]!;
      const points = [...kinks.map((kink) => onset + kink), efficiency.plateauEndUs].filter(inside);
      const stretches = [edges[bin]!, ...points.sort((a, b) => a - b), edges[bin + 1]!];
      let expected = 0;
      for (let i = 1; i < stretches.length; i++) {
        const half = (stretches[i]! - stretches[i - 1]!) / 2;
        nodes.forEach((node, j) => {
          const time = stretches[i - 1]! + half * (1 + node);
          const seen = Math.exp(-efficiency.ratePerUs * Math.max(0, time - efficiency.plateauEndUs));
          expected += half * weights[j]! * pulse.density(time, onset, decay) * seen;
        });
      }
      expect(Math.abs(integral - expected), `bin ${bin}`).toBeLessThan(1e-9);
    });
  }
});

test.each(cases)(
  '%s, %s: normalised, and derivatives by the onset are those of the value',
  (_n, _s, pulse, _k, decay) => {
    const wide = integrals(pulse, 0.3, decay, full, Float64Array.of(-20, 0, 0.5, 300));
    expect(wide.value.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
    const efficiency = { plateauEndUs: 0.52, ratePerUs: 0.3 };
    const h = 2e-5;
    // 0.4437 keeps all ends of all pulses away from the edges of the bins.
    const [before, at, after] = [-h, 0, h].map((shift) => integrals(pulse, 0.4437 + shift, decay, efficiency));
    for (let bin = 0; bin < edges.length - 1; bin++) {
      const first = (after!.value[bin]! - before!.value[bin]!) / (2 * h);
      const second = (after!.first[bin]! - before!.first[bin]!) / (2 * h);
      expect(Math.abs(at!.first[bin]! - first), `bin ${bin}`).toBeLessThan(1e-5);
      expect(Math.abs(at!.second[bin]! - second), `bin ${bin}`).toBeLessThan(2e-3);
    }
  },
);

test('full width at half maximum: 380 ns are a standard deviation of 161.37 ns', () => {
  const [a, b] = [gaussian.prepare({ fwhm: 0.38 }), gaussian.prepare({ sigma: 0.16137 })];
  expect(a.density(0.6, 0.5, decays.delayed) / b.density(0.6, 0.5, decays.delayed)).toBeCloseTo(1, 4);
  expect(a.density(0.19, 0, []) / a.density(0, 0, [])).toBeCloseTo(0.5, 12);
  expect(() => gaussian.prepare({})).toThrow(/sigma/);
  expect(() => gaussian.prepare({ fwhm: 1, sigma: 1 })).toThrow(/one of the two/);
});

test('a triangle has half its height at a quarter of its length, a rectangle ends', () => {
  const triangle = triangular.prepare({ length: 0.54 });
  expect(triangle.density(0, 0, [])).toBeCloseTo(2 / 0.54, 12);
  expect(triangle.density(0.135, 0, [])).toBeCloseTo(1 / 0.54, 12);
  expect(rectangular.prepare({ length: 2.8 }).density(1.41, 0, [])).toBe(0);
  expect(() => rectangular.prepare({ length: 0 })).toThrow(RangeError);
  expect(() => doubleGaussian.prepare({ separation: 0, sigma: 1 })).toThrow(RangeError);
});
