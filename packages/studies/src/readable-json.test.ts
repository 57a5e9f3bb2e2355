import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableJson } from './readable-json.ts';

const readable = (value: unknown): string =>
  Buffer.from(readableJson([Buffer.from(JSON.stringify(value))])).toString('utf8');

test('what is written is what JSON reads', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(readable(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('numbers that belong together are on one line, everything else as JSON.stringify indents it', () => {
  const value = { a: [1, null, 2.5], b: { c: 'x, y', d: undefined, e: [] }, f: [[1, 2], [3]], g: {}, h: ['p', 1] };
  expect(readable(value)).toBe(
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
      '',
    ].join('\n'),
  );
  const { a: _, f: __, ...rest } = value;
  expect(readable(rest)).toBe(`${JSON.stringify(rest, null, 2)}\n`);
});

test('without arrays of numbers it is what JSON.stringify indents', () => {
  const noNumbers = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('word')),
      fc.dictionary(fc.string(), tie('value')),
    ),
    leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), tie('word')),
    word: fc.string({ unit: 'grapheme' }),
  })).value;
  fc.assert(
    fc.property(noNumbers, (value) => {
      expect(readable(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
    }),
  );
});

test.each([
  ['a boolean', '[1,true]'],
  ['a string with a bracket', '[1,"]"]'],
  ['an array', '[1,[2]]'],
  ['an object', '[-1.5e-7,{"a":null}]'],
])('numbers and %s are a line each', (_, text) => {
  const [first, ...lines] = Buffer.from(readableJson([Buffer.from(text)]))
    .toString()
    .split('\n');
  expect(first).toBe('[');
  expect(lines[0]).toBe(`  ${JSON.stringify(JSON.parse(text)[0])},`);
});

test('a text may come in pieces', () => {
  const pieces = ['{"a":{', '},"b":[', '],"c":', '{"d":', '[1,2]', '}', ',"e":[', '"[,"', ']}'].map((piece) =>
    Buffer.from(piece),
  );
  const text = Buffer.concat(pieces).toString();
  expect(Buffer.from(readableJson(pieces)).toString()).toBe(readable(JSON.parse(text)));
});

test('a table of many rows', () => {
  const row = [1e-300, -2.5, null, 1 / 3];
  const rows = Array.from({ length: 1000 }, () => row);
  const lines = rows.map(() => '    [1e-300, -2.5, null, 0.3333333333333333]');
  expect(readable({ rows })).toBe(`{\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`);
});
