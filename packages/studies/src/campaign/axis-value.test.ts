import type { LocatedMap } from '@cevns/language/located';
import { plainValue } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { SourceText } from '@cevns/language/source-text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisValue, flowText, rangeValues } from './axis-value.ts';

const located = (text: string) => parseYaml(new SourceText('campaign.yaml', null, text));

function range(text: string): string[] | string {
  const values = rangeValues(located(text) as LocatedMap);
  return Array.isArray(values) ? values.map((value) => value.text) : `${values.code} ${values.column}`;
}

describe('ranges', () => {
  test.each([
    ['{ from: 1 m, to: 2 m, points: 5 }', ['1 m', '1.25 m', '1.5 m', '1.75 m', '2 m']],
    ['{ from: 10 m, to: 1 km, points: 3, spacing: log }', ['10 m', '100 m', '1000 m']],
    ['{ from: 0, to: 0.3, step: 0.1 }', ['0', '0.1', '0.2', '0.3']],
    ['{ from: 1 m, to: 2 m, step: 30 cm }', ['1 m', '1.3 m', '1.6 m', '1.9 m']],
    ['{ from: 20 %, to: 0 %, step: -10 % }', ['20 %', '10 %', '0 %']],
    ['{ from: 5 m, to: 5 m, step: 1 m }', ['5 m']],
  ])('%s', (text, values) => {
    expect(range(text)).toEqual(values);
  });

  test.each([
    ['{ from: 1 m, to: 2 kg, points: 5 }', 'E702 18'],
    ['{ from: 1 m, to: 2 m, step: 1 s }', 'E702 29'],
    ['{ from: 1 m, to: 2 m }', 'E702 9'],
    ['{ from: 1 m, to: 2 m, points: 3, step: 1 m }', 'E702 9'],
    ['{ from: 0 m, to: 2 m, points: 3, spacing: log }', 'E702 43'],
    ['{ from: 1 m, to: 2 m, step: -1 m }', 'E702 29'],
    ['{ from: 1 m, to: 2 m, step: 0 m }', 'E702 29'],
    ['{ from: 0 m, to: 1 km, step: 1 mm }', 'E702 30'],
    ['{ from: a metre, to: 2 m, points: 3 }', 'E405 9'],
    ['{ from: 1 metre, to: 2 m, points: 3 }', 'E402 9'],
  ])('%s is refused', (text, problem) => {
    expect(range(text)).toBe(problem);
  });
});

describe('values that mean the same', () => {
  const identity = (text: string): string => axisValue(located(text)).identity;

  test.each([
    ['10 m', '1000 cm'],
    ['[0 PE, 60 PE]', '[0.0 PE, 6e1 PE]'],
    ['10 %', '0.1'],
    ['{ a: 1 m, b: x }', '{ b: x, a: 100 cm }'],
  ])('%s and %s', (one, other) => {
    expect(identity(one)).toBe(identity(other));
  });

  test.each([
    ['10 m', '10 kg'],
    ['10 keVnr', '10 keVee'],
    ['tree-level', 'scholberg'],
    ['[1, 2]', '[2, 1]'],
    ['1', '"one"'],
  ])('%s and %s do not', (one, other) => {
    expect(identity(one)).not.toBe(identity(other));
  });
});

test('any value on one line is read back as it was', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('0 PE', '1e3 m', 'true', '~', '1e5', '0x1f', 'a: b', '# c', 'helm-rms', '- x', '%', '5 %'),
  );
  const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
  const key = text.filter((name) => !['__proto__', ''].includes(name));
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (written) => {
      const plain = JSON.parse(JSON.stringify(written)) as unknown;
      expect(plainValue(located(flowText(plain)))).toEqual(plain);
    }),
    { numRuns: 500 },
  );
});
