import { expect, test } from 'vitest';
import { formFactor as kleinNystrand } from './klein-nystrand.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('the rms radius follows from the shape, 3/5 R^2 + 6 a^2', () => {
  const R = 1.2 * Math.cbrt(133);
  expect(rmsRadiusFm(kleinNystrand.prepare(caesium, 'proton', {}))).toBeCloseTo(Math.sqrt(0.6 * R * R + 6 * 0.49), 4);
});

test('a given rms radius or skin replaces the radius of the formula', () => {
  const radius = (settings: object) => rmsRadiusFm(kleinNystrand.prepare(caesium, 'neutron', settings));
  expect(radius({ 'rms-radius': 5.1 })).toBeCloseTo(5.1, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(radius({}) + 0.2, 4);
  const F = kleinNystrand.prepare(caesium, 'neutron', {});
  const same = kleinNystrand.prepare(caesium, 'neutron', { skin: 0 });
  for (const q of [0.2, 0.6, 1.2]) expect(same(q)).toBeCloseTo(F(q), 14);
  expect(() => radius({ 'rms-radius': 1.5 })).toThrow(/for Cs133, got 1\.5 fm/);
});
