import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shape } from './exponential.ts';

test('bin contents are integrals: (exp(-k a) - exp(-k b)) / k', () => {
  const [first, second] = shape.prepare({ rate: 0.5, from: 0 }, {})(Float64Array.of(1, 2, 6));
  expect(first).toBeCloseTo((Math.exp(-0.5) - Math.exp(-1)) / 0.5, 14);
  expect(second).toBeCloseTo((Math.exp(-1) - Math.exp(-3)) / 0.5, 14);
});

test('nothing before the start; a bin across it counts from there', () => {
  const contents = shape.prepare({ rate: 0, from: 0.25 }, {})(Float64Array.of(-2, -1, 1));
  expect([...contents]).toEqual([0, 0.75]);
});

test('splitting a bin splits its content', () => {
  const time = fc.double({ min: -1, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(time, time, time), fc.double({ min: 0, max: 3, noNaN: true }), (times, rate) => {
      const [a, b, c] = times.sort((x, y) => x - y) as [number, number, number];
      const whole = shape.prepare({ rate, from: 0 }, {})(Float64Array.of(a, c))[0]!;
      const [left, right] = shape.prepare({ rate, from: 0 }, {})(Float64Array.of(a, b, c));
      expect(Math.abs(left! + right! - whole)).toBeLessThan(1e-13);
    }),
  );
});

test('a rising shape is refused', () => {
  expect(() => shape.prepare({ rate: -1, from: 0 }, {})).toThrow('got -1 /us');
});
