import { expect, test } from 'vitest';
import { quenching } from './constant.ts';

test('a 10 keVnr recoil at QF = 8.78 % gives 0.878 keVee', () => {
  expect(quenching.electronEquivalentKeVee(0.01, { factor: 0.0878 })).toBeCloseTo(0.878, 14);
  expect(quenching.electronEquivalentKeVee(0, { factor: 0.0878 })).toBe(0);
});
