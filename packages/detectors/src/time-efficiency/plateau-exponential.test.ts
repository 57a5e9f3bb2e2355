import { expect, test } from 'vitest';
import { efficiency } from './plateau-exponential.ts';

const csi = { 'plateau-end': 0.52, rate: 0.0494 };

test('one on the plateau, continuous at its end', () => {
  expect(efficiency.efficiency(-0.2, csi)).toBe(1);
  expect(efficiency.efficiency(0.5199, csi)).toBe(1);
  expect(efficiency.efficiency(0.52, csi)).toBe(1);
});

test('falls by 1/e in 1/rate', () => {
  expect(efficiency.efficiency(0.52 + 1 / 0.0494, csi)).toBeCloseTo(Math.exp(-1), 14);
  // ln 0.7628862... = -0.0494 x 5.48 at the end of the window, 6 us
  expect(Math.log(efficiency.efficiency(6, csi))).toBeCloseTo(-0.270712, 12);
});
