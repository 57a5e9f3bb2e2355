import { expect, test } from 'vitest';
import { caesium } from './testing/caesium.ts';
import { formFactor as unity } from './unity.ts';

test('a nucleus without extension scatters coherently at every momentum transfer', () => {
  const F = unity.prepare(caesium, 'neutron', {});
  for (const q of [0, 0.1, 1, 10]) expect(F(q)).toBe(1);
});
