import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableJson } from './readable-json.ts';

test('what is written is what JSON reads', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('numbers that belong together are on one line, everything else as JSON.stringify indents it', () => {
  const value = { a: [1, null, 2.5], b: { c: 'x, y', d: undefined, e: [] }, f: [[1, 2], [3]], g: {}, h: ['p', 1] };
  expect(readableJson(value)).toBe(
    [
      '{',
      '  "a": [1, null, 2.5],',
      '  "b": {',
      '    "c": "x, y",',
      '    "e": []',
      '  },',
      '  "f": [',
      '    [1, 2],',
      '    [3]',
      '  ],',
      '  "g": {},',
      '  "h": [',
      '    "p",',
      '    1',
      '  ]',
      '}',
    ].join('\n'),
  );
  const { a: _, f: __, ...rest } = value;
  expect(readableJson(rest)).toBe(JSON.stringify(rest, null, 2));
});
