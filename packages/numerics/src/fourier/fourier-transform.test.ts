import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FourierTransform } from './fourier-transform.ts';

const parts = (length: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length });

/** The sum itself. */
function bySum(real: readonly number[], imaginary: readonly number[], k: number): [number, number] {
  const N = real.length;
  let [re, im] = [0, 0];
  for (let n = 0; n < N; n++) {
    const angle = (-2 * Math.PI * ((k * n) % N)) / N;
    re += real[n]! * Math.cos(angle) - imaginary[n]! * Math.sin(angle);
    im += imaginary[n]! * Math.cos(angle) + real[n]! * Math.sin(angle);
  }
  return [re, im];
}

test.each([1, 2, 4, 32, 128])('of length %d it is the sum', (length) => {
  const transform = new FourierTransform(length);
  fc.assert(
    fc.property(parts(length), parts(length), (real, imaginary) => {
      const [re, im] = [Float64Array.from(real), Float64Array.from(imaginary)];
      transform.transform(re, im);
      for (let k = 0; k < length; k++) {
        const [expectedRe, expectedIm] = bySum(real, imaginary, k);
        expect(Math.hypot(re[k]! - expectedRe, im[k]! - expectedIm)).toBeLessThan(1e-13 * length);
      }
    }),
    { numRuns: 20 },
  );
});

test('a long wave is one number, to rounding', () => {
  const length = 2 ** 16;
  const wave = (f: (x: number) => number) =>
    Float64Array.from({ length }, (_, n) => f((2 * Math.PI * ((977 * n) % length)) / length));
  const [re, im] = [wave(Math.cos), wave(Math.sin)];
  new FourierTransform(length).transform(re, im);
  expect(re[977]).toBeCloseTo(length, 8);
  re[977] = 0;
  const largest = [re, im].flatMap((part) => [...part]).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeLessThan(1e-9);
});

test.each([0, 3, 12, -4, 2.5])('a length of %d is refused', (length) => {
  expect(() => new FourierTransform(length)).toThrow(RangeError);
});
