import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quenching } from './lindhard.ts';

const germanium = { Z: 32, A: 72.63 };

test('no recoil, no signal; all of a recoil of very high energy', () => {
  const E = quenching.prepare(germanium);
  expect(E(0)).toBe(0);
  expect(E(1e9) / 1e12).toBeCloseTo(1, 5);
});

test('a larger recoil gives more, and a larger part of it', () => {
  const E = quenching.prepare(germanium);
  const recoilMeV = fc.double({ min: 1e-8, max: 1, noNaN: true });
  fc.assert(
    fc.property(recoilMeV, fc.double({ min: 1.001, max: 10, noNaN: true }), (T, factor) => {
      expect(E(factor * T) / E(T)).toBeGreaterThan(factor);
      expect(E(T)).toBeLessThan(1000 * T);
    }),
  );
});

test('at low energy QF goes as k T^0.15', () => {
  const E = quenching.prepare(germanium);
  expect(E(2e-20) / (2 * E(1e-20)) / 2 ** 0.15).toBeCloseTo(1, 3);
  const doubled = quenching.prepare({ ...germanium, k: 2 * 0.1573 });
  expect(doubled(1e-20) / quenching.prepare({ ...germanium, k: 0.1573 })(1e-20)).toBeCloseTo(2, 2);
});

test('k unless given is 0.133 Z^(2/3) A^(-1/2): 0.1573 for germanium', () => {
  const given = quenching.prepare({ ...germanium, k: 0.1572993535321428 });
  for (const T of [1e-5, 1e-3, 0.05]) expect(quenching.prepare(germanium)(T) / given(T)).toBeCloseTo(1, 14);
});

test('numbers that are not positive are refused', () => {
  expect(() => quenching.prepare({ ...germanium, Z: 0 })).toThrow('a positive Z, got 0');
  expect(() => quenching.prepare({ ...germanium, A: Number.NaN })).toThrow('a positive A, got NaN');
  expect(() => quenching.prepare({ ...germanium, k: -0.1 })).toThrow('a positive k, got -0.1');
});
