import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './digest.ts';
import { digestOfPieces, inChunks } from './text-pieces.ts';

test('pieces are the text, and have its digest, however they are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.integer({ min: 1, max: 30_000 }), (pieces, times) => {
      const text = pieces.join('');
      const repeated = function* () {
        for (let i = 0; i < times; i += 10_000) yield* pieces;
      };
      const whole = [...repeated()].join('');
      expect([...inChunks(repeated())].join('')).toBe(whole);
      expect(digestOfPieces(repeated)).toBe(sha256(whole));
      expect(whole.startsWith(text)).toBe(true);
    }),
  );
  const long = Array.from({ length: 1000 }, (_, i) => 'é'.repeat(i));
  expect([...inChunks(long)].length).toBeLessThan(10);
  expect(digestOfPieces(() => long)).toBe(sha256(long.join('')));
});
