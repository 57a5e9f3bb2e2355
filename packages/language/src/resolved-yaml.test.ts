import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainValue } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { yamlText } from './resolved-yaml.ts';
import { SourceText } from './source-text.ts';

function loadBack(text: string): unknown {
  return plainValue(parseYaml(new SourceText('x.yaml', null, text)));
}

test('any JSON value loads back as it was', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'\n\r\t :#-[]{}"\'%@`|>&*!?,\\\u0085\u2028\ufeff'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.constantFrom('yes', 'no', '1e3', '0x10', 'null', '~', '', '=', '<<', '.5', '1_000', '2021-01-01'),
    ),
    value: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  }));
  fc.assert(
    fc.property(value, (x) => {
      const written = yamlText({ x });
      expect(loadBack(written)).toStrictEqual({ x });
      expect(yamlText(loadBack(written))).toBe(written);
    }),
    { numRuns: 1000 },
  );
});

test('a study stays readable', () => {
  expect(
    yamlText({ study: 'csi', detector: { mass: '14.6 kg', bins: ['0 PE', '60 PE'] }, long: 'x '.repeat(80).trim() }),
  ).toBe(`study: csi\ndetector:\n  mass: 14.6 kg\n  bins:\n    - 0 PE\n    - 60 PE\nlong: ${'x '.repeat(80).trim()}\n`);
});
