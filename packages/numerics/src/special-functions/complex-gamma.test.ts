import { expect, test } from 'vitest';
import { lnAbsGamma } from './complex-gamma.ts';
import { lnGamma } from './ln-gamma.ts';

test('on the real axis it is ln Gamma', () => {
  for (const x of [0.3, 1, 2.5, 17]) expect(lnAbsGamma(x, 0)).toBeCloseTo(lnGamma(x), 12);
});

test('the two closed forms, |Gamma(1 + i y)|^2 = pi y / sinh(pi y) and |Gamma(1/2 + i y)|^2 = pi / cosh(pi y)', () => {
  for (const y of [0.01, 0.4, 1.7, 6]) {
    expect(2 * lnAbsGamma(1, y)).toBeCloseTo(Math.log((Math.PI * y) / Math.sinh(Math.PI * y)), 12);
    expect(2 * lnAbsGamma(0.5, y)).toBeCloseTo(Math.log(Math.PI / Math.cosh(Math.PI * y)), 12);
  }
});

test('the recurrence |Gamma(z + 1)| = |z| |Gamma(z)|', () => {
  expect(lnAbsGamma(1.99, 0.8) - lnAbsGamma(0.99, 0.8)).toBeCloseTo(Math.log(Math.hypot(0.99, 0.8)), 12);
  expect(() => lnAbsGamma(0, 1)).toThrow('a positive real part');
});
