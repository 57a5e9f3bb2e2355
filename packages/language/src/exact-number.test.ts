import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideExact, multiplyExact, parseExact, toDouble } from './exact-number.ts';

test('a literal becomes the double that the language itself makes of it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(toDouble(parseExact(String(x))!)).toBe(x === 0 ? 0 : x);
    }),
  );
});

test('quotients are those of IEEE division, which rounds the exact quotient', () => {
  const whole = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(whole, whole, fc.boolean(), (a, b, negative) => {
      const numerator = parseExact(`${negative ? '-' : ''}${a}`)!;
      expect(toDouble(divideExact(numerator, parseExact(String(b))!))).toBe((negative ? -a : a) / b);
      expect(toDouble(divideExact(multiplyExact(numerator, parseExact(String(b))!), numerator))).toBe(b);
    }),
  );
});

test('what is no decimal literal, or beyond all measure, is none', () => {
  for (const text of ['', '.', 'e5', '1e', '0x10', '1 ', 'Infinity', '1e999999999', '9'.repeat(200)]) {
    expect(parseExact(text), text).toBeUndefined();
  }
});
