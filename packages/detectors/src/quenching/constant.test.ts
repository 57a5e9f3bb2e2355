import { expect, test } from 'vitest';
import { quenching } from './constant.ts';

test('a 10 keVnr recoil at QF = 8.78 % gives 0.878 keVee', () => {
  expect(quenching.prepare({ factor: 0.0878 })(0.01)).toBeCloseTo(0.878, 14);
  expect(quenching.prepare({ factor: 0.0878 })(0)).toBe(0);
});

test('a factor that is not positive is refused', () => {
  expect(() => quenching.prepare({ factor: 0 })).toThrow('got 0');
  expect(() => quenching.prepare({ factor: Number.NaN })).toThrow(RangeError);
});
