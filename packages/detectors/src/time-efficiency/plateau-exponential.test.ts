import { expect, test } from 'vitest';
import { efficiency } from './plateau-exponential.ts';

const curve = efficiency.prepare({ 'plateau-end': 0.52, rate: 0.0494 });

test('one on the plateau, continuous at its end', () => {
  expect(curve(-0.2)).toBe(1);
  expect(curve(0.5199)).toBe(1);
  expect(curve(0.52)).toBe(1);
});

test('falls by 1/e in 1/rate', () => {
  expect(curve(0.52 + 1 / 0.0494)).toBeCloseTo(Math.exp(-1), 14);
  // ln 0.7628862... = -0.0494 x 5.48 at the end of the window, 6 us
  expect(Math.log(curve(6))).toBeCloseTo(-0.270712, 12);
});

test('an efficiency that would rise above one is refused', () => {
  expect(() => efficiency.prepare({ 'plateau-end': 0.52, rate: -0.1 })).toThrow('got -0.1 /us');
});
