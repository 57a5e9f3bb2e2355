import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './json.ts';

test('agrees with an independent implementation of RFC 8785', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
});

test('writes the numbers and the order of the examples in RFC 8785', () => {
  // RFC 8785, section 3.2.2 and 3.2.3
  expect(canonicalJson({ numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0] })).toBe(
    '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
  );
  expect(
    canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
  ).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
});

class Box {
  readonly content = 1;
}

test.each([
  ['NaN', Number.NaN, 'NaN'],
  ['infinity', Number.POSITIVE_INFINITY, 'Infinity'],
  ['undefined', undefined, 'undefined'],
  ['a typed array', new Float64Array(2), 'a Float64Array'],
  ['a Map', new Map(), 'a Map'],
  ['a date', new Date(0), 'a Date'],
  ['a class instance', new Box(), 'a Box'],
  ['a function', () => 1, 'a function'],
  ['a bigint', 1n, 'a bigint'],
  ['half a surrogate pair', '\ud800', 'half a surrogate pair'],
])('%s is refused with its path', (_, value, found) => {
  expect(() => canonicalJson({ region: { PE: [0, value] } }, 'parameters')).toThrow(
    `parameters.region.PE[1] has to be plain JSON, found ${found === 'half a surrogate pair' ? 'a string with half' : found}`,
  );
});

test('numbers in a row are written as they are one by one', () => {
  const numbers = [-0, 0.1, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, null, -2];
  expect(canonicalJson(numbers)).toBe(`[${numbers.map((value) => canonicalJson(value)).join(',')}]`);
});

test('holes and circles are refused', () => {
  expect(() => canonicalJson(new Array(2))).toThrow('value[0] has to be plain JSON, found undefined');
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => canonicalJson(circle)).toThrow('nested deeper');
});
