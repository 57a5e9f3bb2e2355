import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, sealPieces, unseal } from './sealed.ts';

test('a sealed value comes back', () => {
  expect(unseal(Buffer.from(seal({ b: [1, 'Ω'], a: null })))).toEqual({ a: null, b: [1, 'Ω'] });
});

test('a text in pieces is sealed as a whole', () => {
  const sealed = sealPieces(() => ['[1', ',"Ω"', ',\n', '{"a":[]}]']);
  expect(unseal(sealed)).toEqual([1, 'Ω', { a: [] }]);
  expect(sealPieces(() => ['{"a":', 'null}'])).toEqual(Buffer.from(seal({ a: null })));
});

test('any flipped bit, any truncation and any addition is noticed', () => {
  const whole = Buffer.from(seal({ outputs: { grid: 'abc' }, size: 12 }));
  for (let bit = 0; bit < 8 * whole.length; bit++) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(unseal(flipped)).toBeUndefined();
  }
  for (let length = 0; length < whole.length; length++) expect(unseal(whole.subarray(0, length))).toBeUndefined();
  expect(unseal(Buffer.concat([whole, Buffer.from('\n')]))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(unseal(noise)).toBeUndefined();
    }),
  );
});
