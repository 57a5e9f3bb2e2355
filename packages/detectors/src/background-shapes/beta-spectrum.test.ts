import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { type BetaDecay, betaDensity } from './beta-spectrum.ts';

const { nodes, weights } = gaussLegendre(60);

function moment(decay: BetaDecay, power: number): number {
  // In the root of the energy, where the density is smooth at 0.
  const half = Math.sqrt(decay.endPointMeV) / 2;
  return nodes.reduce((sum, x, k) => {
    const root = half * (1 + x);
    return sum + half * weights[k]! * 2 * root * betaDensity(decay, root * root) * root ** (2 * power);
  }, 0);
}

test('without charge the allowed spectrum is p W q^2', () => {
  const decay = { daughterZ: 0, A: 1, endPointMeV: 0.782, transition: 'allowed' } as const;
  const w = 1 + 0.3 / 0.51099895;
  const expected = Math.sqrt(w * w - 1) * w * ((0.782 - 0.3) / 0.51099895) ** 2;
  expect(betaDensity(decay, 0.3)).toBeCloseTo(expected, 12);
});

test('without charge the unique shape factor is p^2 + q^2', () => {
  const decay = { daughterZ: 0, A: 40, endPointMeV: 0.565 } as const;
  const ratio =
    betaDensity({ ...decay, transition: 'unique-first-forbidden' }, 0.2) /
    betaDensity({ ...decay, transition: 'allowed' }, 0.2);
  const w = 1 + 0.2 / 0.51099895;
  expect(ratio).toBeCloseTo(w * w - 1 + (0.365 / 0.51099895) ** 2, 12);
});

test('the non-relativistic limit of the Coulomb factor, 2 pi eta / (1 - exp(-2 pi eta))', () => {
  const decay = { A: 1, endPointMeV: 0.0186, transition: 'allowed' } as const;
  const ratio = betaDensity({ ...decay, daughterZ: 2 }, 0.005) / betaDensity({ ...decay, daughterZ: 0 }, 0.005);
  const w = 1 + 0.005 / 0.51099895;
  const x = (2 * Math.PI * (2 / 137.036) * w) / Math.sqrt(w * w - 1);
  expect(ratio / (x / (1 - Math.exp(-x)))).toBeCloseTo(1, 2);
});

// Mean energies of the evaluated decay data: 5.68 keV for tritium, 218.8 keV for 39Ar, 933.6 keV for 90Y (2279 keV, unique).
test.each([
  ['3H', { daughterZ: 2, A: 3, endPointMeV: 0.01859, transition: 'allowed' }, 0.00568],
  ['39Ar', { daughterZ: 19, A: 39, endPointMeV: 0.565, transition: 'unique-first-forbidden' }, 0.2188],
  ['90Y', { daughterZ: 40, A: 90, endPointMeV: 2.279, transition: 'unique-first-forbidden' }, 0.9336],
] as const)('%s has the mean energy of the evaluations, within 0.5 %', (_, decay, mean) => {
  expect(Math.abs(moment(decay, 1) / moment(decay, 0) / mean - 1)).toBeLessThan(0.005);
});
