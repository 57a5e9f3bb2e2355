import { expect, test } from 'vitest';
import { formFactor as lewinSmith } from './helm-lewin-smith.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('the surface thickness cancels in the rms radius, 3/5 (c^2 + 7 pi^2 a^2 / 3)', () => {
  const c = 1.23 * Math.cbrt(133) - 0.6;
  const expected = Math.sqrt(0.6 * (c * c + (7 / 3) * (Math.PI * 0.52) ** 2));
  expect(rmsRadiusFm(lewinSmith.prepare(caesium, 'proton', {}))).toBeCloseTo(expected, 4);
});

test('a given rms radius or skin replaces the radius of the formula', () => {
  const radius = (settings: object) => rmsRadiusFm(lewinSmith.prepare(caesium, 'neutron', settings));
  expect(radius({ 'rms-radius': 5.1 })).toBeCloseTo(5.1, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(radius({}) + 0.2, 4);
  const F = lewinSmith.prepare(caesium, 'neutron', {});
  const same = lewinSmith.prepare(caesium, 'neutron', { skin: 0 });
  for (const q of [0.2, 0.6, 1.2]) expect(same(q)).toBeCloseTo(F(q), 14);
  expect(() => radius({ 'rms-radius': 1.5 })).toThrow(/for Cs133, got 1\.5 fm/);
});
