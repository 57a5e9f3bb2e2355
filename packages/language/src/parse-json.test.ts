import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeAt, plainValue } from './located.ts';
import { parseJson } from './parse-json.ts';
import { StudyError } from './problem.ts';
import { positionOf, SourceText } from './source-text.ts';

const read = (text: string) => parseJson(new SourceText('w.json', null, text));

function problemOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof StudyError) return error.problems[0]!;
    throw error;
  }
  throw new Error('it was accepted');
}

test('gives what JSON.parse gives', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(plainValue(read(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('refuses what JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0.1e-tnu \\') }), (text) => {
      let accepted = true;
      try {
        JSON.parse(text);
      } catch {
        accepted = false;
      }
      if (accepted) expect(plainValue(read(text))).toEqual(JSON.parse(text));
      else expect(() => read(text)).toThrow(StudyError);
    }),
    { numRuns: 2000 },
  );
});

test('every part has its place', () => {
  const root = read('{\n  "a": [1, {"b": "x"}]\n}');
  expect(positionOf(nodeAt(root, ['a', 1, 'b'])!.range)).toMatchObject({ line: 2, column: 18 });
  expect(nodeAt(root, ['a'])!.range).toMatchObject({ start: 9, end: 24 });
});

describe('says what is wrong, and where', () => {
  test.each([
    ['a comma too many', '{"a": [1, 2,]}', 'E124', 12, 'nothing follows the comma'],
    ['a comma too few', '[1 2]', 'E124', 4, 'a comma or `]` is due here'],
    ['NaN, which Python writes', '[1, NaN]', 'E119', 5, 'JSON has no number `NaN`'],
    ['infinity, which Python writes', '[-Infinity]', 'E124', 2, 'no value begins here'],
    ['a number beyond double precision', '[1e999]', 'E119', 2, 'this number is not finite'],
    ['a word', '[yes]', 'E124', 2, 'JSON has no word `yes`'],
    ['a key twice', '{"a": 1, "a": 2}', 'E113', 10, 'the key `a` is written twice in this object'],
    ['a key without quotes', '{a: 1}', 'E124', 2, 'a key is due here'],
    ['the end too soon', '[1, ', 'E124', 5, 'the text ends within a value'],
    ['more than one value', '1 2', 'E124', 3, 'something follows the end of the value'],
    ['a text without end', '"a', 'E124', 1, 'this text does not end in its line, or has an escape that JSON lacks'],
    ['brackets without end', '['.repeat(200), 'E122', 102, 'this is nested too deeply'],
  ])('%s', (_, text, code, column, message) => {
    expect(problemOf(text)).toMatchObject({ code, line: 1, column, message });
  });
});
