import { expect, test } from 'vitest';
import { isEvenEven, nuclearSpin, thinShellSquared } from './nuclear-spin.ts';

test('a free proton has its spin, and no isotope more than one half of spin per unpaired nucleon by much', () => {
  expect(nuclearSpin({ symbol: 'H', A: 1 })).toMatchObject({ J: 0.5, protons: 0.5, neutrons: 0 });
  for (const [symbol, A] of [
    ['F', 19],
    ['Na', 23],
    ['Al', 27],
    ['Si', 29],
    ['Ge', 73],
    ['I', 127],
    ['Xe', 129],
    ['Xe', 131],
    ['Cs', 133],
  ] as const) {
    const spin = nuclearSpin({ symbol, A })!;
    expect(Math.abs(spin.protons) + Math.abs(spin.neutrons)).toBeLessThan(0.56);
    expect(Number.isInteger(2 * spin.J)).toBe(true);
    expect(Number.isInteger(spin.J)).toBe(A % 2 === 0);
  }
});

test('spin sits where the odd nucleon is', () => {
  for (const [symbol, A, odd] of [
    ['Xe', 129, 'neutrons'],
    ['Ge', 73, 'neutrons'],
    ['I', 127, 'protons'],
    ['Cs', 133, 'protons'],
    ['Na', 23, 'protons'],
  ] as const) {
    const spin = nuclearSpin({ symbol, A })!;
    const other = odd === 'protons' ? 'neutrons' : 'protons';
    expect(Math.abs(spin[odd])).toBeGreaterThan(5 * Math.abs(spin[other]));
  }
});

test('a study can give values of its own; an isotope without any has none', () => {
  const own = { W183: { J: 0.5, protons: 0, neutrons: -0.03 } };
  expect(nuclearSpin({ symbol: 'W', A: 183 })).toBeUndefined();
  expect(nuclearSpin({ symbol: 'W', A: 183 }, own)).toMatchObject({ neutrons: -0.03, source: 'the study' });
});

test('even-even nuclei', () => {
  expect(isEvenEven({ Z: 18, A: 40 })).toBe(true);
  expect(isEvenEven({ Z: 55, A: 133 })).toBe(false);
  expect(isEvenEven({ Z: 7, A: 14 })).toBe(false);
});

test('the thin shell: 1 - q^2 r^2 / 3 at small q, no zero, continuous to 2 %', () => {
  expect(thinShellSquared(127, 0)).toBe(1);
  const r = Math.cbrt(127);
  expect((1 - thinShellSquared(127, 0.01)) / ((0.01 * r) ** 2 / 3)).toBeCloseTo(1, 2);
  for (const x of [2.55, 4.5]) {
    const [below, above] = [thinShellSquared(1, x - 1e-9), thinShellSquared(1, x + 1e-9)];
    expect(Math.abs(below - above)).toBeLessThan(0.001);
    expect(Math.min(below, above)).toBeGreaterThan(0.04);
  }
});
