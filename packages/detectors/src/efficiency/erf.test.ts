import { expect, test } from 'vitest';
import { efficiency } from './erf.ts';

// erf(1 / sqrt 2) = 0.682689492137086: 68.27 % within one standard deviation.
test('half of the height at the midpoint, 84 % of it a width above', () => {
  const kept = efficiency.prepare({ height: 0.8, midpoint: 0.2, width: 0.05 });
  expect(kept(0.2)).toBeCloseTo(0.4, 15);
  expect(kept(0.25)).toBeCloseTo(0.4 * (1 + 0.682689492137086), 14);
  expect(kept(0.15)).toBeCloseTo(0.4 * (1 - 0.682689492137086), 14);
  expect(kept(10)).toBe(0.8);
});

test('the height is 1 unless given', () => {
  expect(efficiency.prepare({ midpoint: 1, width: 0.1 })(5)).toBe(1);
});

test.each([
  [{ midpoint: 1, width: 0 }, 'a positive width'],
  [{ midpoint: 1, width: 1, height: 1.1 }, 'a height of the efficiency in (0, 1]'],
])('%j is refused', (parameters, message) => {
  expect(() => efficiency.prepare(parameters)).toThrow(message);
});
