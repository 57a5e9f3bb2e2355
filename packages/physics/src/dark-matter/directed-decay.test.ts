import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { slowIntegral } from '../interactions/testing/slow-average.ts';
import { directedDecaySpectrum } from './directed-decay.ts';
import { mediatorDecaySpectrum } from './mediator-decay.ts';

const PION = 134.9768;
const decay = (m: number, mV: number, momentum: number, kind: 'scalar' | 'dirac' = 'scalar') =>
  [kind, m, mV, (PION ** 2 + mV * mV) / (2 * PION), PION, momentum] as const;

test('averaged over directions it is the spectrum of all', () => {
  for (const [m, mV, momentum, kind] of [
    [20, 60, 40, 'scalar'],
    [20, 60, 90, 'scalar'],
    [5, 15, 300, 'scalar'],
  ] as const) {
    const all = mediatorDecaySpectrum(...decay(m, mV, momentum, kind));
    for (const E of [m + 12, 60, 100]) {
      const average = slowIntegral(
        (cosine) => {
          const { spectrum, enhancement } = directedDecaySpectrum(...decay(m, mV, momentum, kind), cosine);
          return 0.5 * enhancement * spectrum.density(E);
        },
        -1,
        1,
      );
      expect(Math.abs(average - all.density(E))).toBeLessThan(1e-4 * all.density(60));
    }
  }
});

test('directions share all particles', () => {
  const { nodes, weights } = gaussLegendre(24);
  for (const momentum of [0, 30, 150]) {
    let sum = 0;
    nodes.forEach((cosine, i) => {
      sum += 0.5 * weights[i]! * directedDecaySpectrum(...decay(5, 15, momentum), cosine).enhancement;
    });
    expect(sum).toBeCloseTo(1, 5);
  }
});

test('massless particles: the enhancement is the Doppler factor squared', () => {
  const momentum = 150;
  const [gamma, sinh] = [Math.hypot(1, momentum / PION), momentum / PION];
  for (const cosine of [-1, 0, 0.5, 1]) {
    const { enhancement, spectrum } = directedDecaySpectrum(...decay(0, 30, momentum), cosine);
    expect(enhancement * (gamma - sinh * cosine) ** 2).toBeCloseTo(1, 9);
    const [from, to] = [spectrum.breakpointsMeV[0]!, spectrum.breakpointsMeV.at(-1)!];
    expect(slowIntegral(spectrum.density, from, to)).toBeCloseTo(1, 9);
  }
});

test('a parent at rest has no direction', () => {
  const [ahead, back] = [1, -1].map((cosine) => directedDecaySpectrum(...decay(20, 60, 0), cosine));
  expect(ahead!.enhancement).toBeCloseTo(1, 12);
  expect(back!.spectrum.density(40)).toBeCloseTo(mediatorDecaySpectrum(...decay(20, 60, 0)).density(40), 12);
});

test('nothing of slow particles goes back from a fast parent', () => {
  const back = directedDecaySpectrum(...decay(49.9, 100, 400), -1);
  expect(back.enhancement).toBe(0);
  expect(back.spectrum.density(60)).toBe(0);
  expect(() => directedDecaySpectrum(...decay(20, 60, 0), 2)).toThrow(/from -1 to 1/);
});
