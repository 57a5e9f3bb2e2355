import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedLike, roundPdg } from './rounding.ts';

// The examples of the rule's own text: 0.827 +- 0.119 -> 0.83 +- 0.12, 0.827 +- 0.367 -> 0.8 +- 0.4; then the edges of its classes.
test.each([
  [0.827, 0.119, '0.83 ± 0.12'],
  [0.827, 0.367, '0.8 ± 0.4'],
  [1, 0.354, '1.00 ± 0.35'],
  [1, 0.355, '1.0 ± 0.4'],
  [1, 0.949, '1.0 ± 0.9'],
  [1, 0.95, '1.0 ± 1.0'],
  [1.234, 0.0996, '1.23 ± 0.10'],
  [1.2343, 0.00999, '1.234 ± 0.010'],
  [0.25, 1.05, '0.3 ± 1.1'],
  [312.41, 17.2, '312 ± 17'],
  [312.41, 96.3, '310 ± 100'],
  [123456, 2345, '123500 ± 2300'],
  [-0.5117, 0.0102, '\u22120.512 ± 0.010'],
  [0, 0.012, '0.000 ± 0.012'],
  [-0.001, 0.4, '0.0 ± 0.4'],
  [3.198e23, 1.5e21, '(3.198 ± 0.015)\\times10^{23}'],
  [1.65e-38, 2.8e-39, '(1.65 ± 0.28)\\times10^{-38}'],
])('%f +- %f -> %s', (value, error, text) => {
  expect(roundPdg(value, error).text).toBe(text);
});

// Published: cross section 165 +30 -25 over 189 in 10^-40 cm2 (arXiv:2110.07730).
test.each([
  [165.2, 30.3, 25.1, '165^{+30}_{-25}'],
  [0.874, 0.149, 0.128, '0.87^{+0.15}_{-0.13}'],
  [0.216, 0.0262, 0.0241, '0.216^{+0.026}_{-0.024}'],
  [1.5, 0.8, 0.12, '1.50^{+0.80}_{-0.12}'],
  [1.5, 0.121, 0.119, '1.50 ± 0.12'],
  [0.3, 0.2, 0, '0.30^{+0.20}_{-0.00}'],
])('%f +%f -%f -> %s', (value, plus, minus, text) => {
  expect(roundPdg(value, { plus, minus }).text).toBe(text);
});

test('the printed number is within half a unit of its last digit, whatever the size', () => {
  const mantissa = fc.double({ min: 1, max: 9.99, noNaN: true });
  fc.assert(
    fc.property(
      mantissa,
      mantissa,
      fc.integer({ min: -45, max: 30 }),
      fc.integer({ min: 0, max: 4 }),
      (m, e, exponent, finer) => {
        const error = e * 10 ** (exponent - finer);
        const { value, errors, power } = roundPdg(m * 10 ** exponent, error);
        const back = (text: string) => Number(`${text.replace('\u2212', '-')}e${power}`);
        expect(Math.abs(back(value) - m * 10 ** exponent)).toBeLessThan(0.15 * error);
        expect(Math.abs(back(errors[0]!) / error - 1)).toBeLessThan(0.13);
      },
    ),
  );
});

test('a number beside a rounded one has the same digits', () => {
  expect(roundedLike(0.13871, roundPdg(0.874, { plus: 0.149, minus: 0.128 }))).toBe('0.14');
  expect(roundedLike(2.86e-39, roundPdg(1.65e-38, 2.8e-39))).toBe('0.29\\times10^{-38}');
  expect(roundedLike(88.1, roundPdg(312.41, 96.3))).toBe('90');
});

test('no error, no rounding', () => {
  expect(() => roundPdg(1, 0)).toThrow(expect.objectContaining({ code: 'rounding-without-error' }));
  expect(() => roundPdg(Number.NaN, 1)).toThrow(expect.objectContaining({ code: 'figure-not-finite' }));
  expect(() => roundPdg(1, { plus: 1, minus: Number.POSITIVE_INFINITY })).toThrow(
    expect.objectContaining({ code: 'figure-not-finite' }),
  );
});
