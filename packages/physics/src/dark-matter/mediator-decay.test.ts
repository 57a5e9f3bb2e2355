import { expect, test } from 'vitest';
import { GAMMA, multiply, slash, trace } from '../interactions/testing/dirac.ts';
import { slowIntegral } from '../interactions/testing/slow-average.ts';
import { mediatorDecaySpectrum } from './mediator-decay.ts';
import type { DarkMatterSpectrum } from './spectrum.ts';

const PION = 134.9768;
const energyOfV = (m: number) => (PION ** 2 + m * m) / (2 * PION);

function average({ breakpointsMeV, density }: DarkMatterSpectrum, f: (E: number) => number, upTo = Infinity): number {
  let sum = 0;
  for (let i = 1; i < breakpointsMeV.length; i++) {
    sum += slowIntegral((E) => density(E) * f(E), breakpointsMeV[i - 1]!, Math.min(upTo, breakpointsMeV[i]!));
  }
  return sum;
}

test('each spectrum has integral one and mean gamma E_V / 2, for every mass and boost', () => {
  for (const kind of ['scalar', 'dirac'] as const) {
    for (const [m, mV] of [
      [0, 30],
      [1, 3],
      [20, 60],
      [40, 120],
      [49, 100],
    ] as const) {
      for (const momentum of [0, 0.01, 30, 135, 600]) {
        const spectrum = mediatorDecaySpectrum(kind, m, mV, energyOfV(mV), PION, momentum);
        const gamma = Math.hypot(1, momentum / PION);
        expect(average(spectrum, () => 1)).toBeCloseTo(1, 6);
        expect(average(spectrum, (E) => E) / (gamma * 0.5 * energyOfV(mV))).toBeCloseTo(1, 6);
      }
    }
  }
});

test('the share below an energy is that of particles followed through both boosts one by one', () => {
  const [m, mV, momentum] = [20, 60, 90];
  const spectrum = mediatorDecaySpectrum('scalar', m, mV, energyOfV(mV), PION, momentum);
  const [gammaV, sinhV] = [energyOfV(mV) / mV, Math.sqrt((energyOfV(mV) / mV) ** 2 - 1)];
  const [gamma, sinh] = [Math.hypot(1, momentum / PION), momentum / PION];
  const inV = Math.sqrt(30 * 30 - m * m);
  const steps = 2000;
  const count = (below: number) => {
    let share = 0;
    for (let i = 0; i < steps; i++) {
      const cosine = -1 + (2 * (i + 0.5)) / steps;
      const E = gammaV * 30 + sinhV * inV * cosine;
      const p = Math.sqrt(E * E - m * m);
      // share of directions of the pion's boost in which gamma E + sinh p c is below
      const c = (below - gamma * E) / (sinh * p);
      share += (2 / steps) * 0.75 * (1 - cosine * cosine) * 0.5 * (1 + Math.max(-1, Math.min(1, c)));
    }
    return share;
  };
  for (const below of [25, 40, 60, 90]) {
    const cumulative = average(spectrum, () => 1, below);
    expect(Math.abs(cumulative - count(below))).toBeLessThan(1e-5);
  }
});

test('angles of the decay of a transverse mediator by traces: Dirac fermions go as 1 + cos^2 + 4 r sin^2', () => {
  const [m, mV] = [20, 50];
  const p = Math.sqrt(mV * mV * 0.25 - m * m);
  const spectrum = mediatorDecaySpectrum('dirac', m, mV, energyOfV(mV), PION, 0);
  const [from, to] = spectrum.breakpointsMeV;
  const rate = (x: number) => {
    const s = Math.sqrt(1 - x * x);
    const particle = slash([mV / 2, p * s, 0, p * x], m);
    const anti = slash([mV / 2, -p * s, 0, -p * x], -m);
    return [1, 2].reduce((sum, i) => sum - trace(multiply(particle, GAMMA[i]!, anti, GAMMA[i]!))[0], 0);
  };
  const at = (x: number) => spectrum.density(0.5 * (from! + to!) + 0.5 * x * (to! - from!) * (1 - 1e-12));
  for (const x of [-1, -0.5, 0.3, 0.9]) expect(at(x) / at(0)).toBeCloseTo(rate(x) / rate(0), 9);
});

test('impossible decays are refused', () => {
  expect(() => mediatorDecaySpectrum('scalar', 30, 60, energyOfV(60), PION, 0)).toThrow(/heavier than two particles/);
  expect(() => mediatorDecaySpectrum('scalar', 30, 90, 80, PION, 0)).toThrow(/above its mass/);
});
