import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, nodeAt } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { StudyError } from './problem.ts';
import { SourceText } from './source-text.ts';

function parse(text: string): Document {
  return new Document(parseYaml(new SourceText('study.yaml', '/studies/study.yaml', text)));
}

/** `code line:column` of each problem of a text. */
function problemsOf(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof StudyError) return error.problems.map((p) => `${p.code} ${p.line}:${p.column}`);
    throw error;
  }
  return [];
}

test('a study becomes a plain value with the place of every key and value', () => {
  const document = parse('study: csi\r\nregion: { PE: [0 PE, 60 PE] }\r\nflag: yes\r\nratio: 0.5\r\n');
  expect(document.value).toEqual({ study: 'csi', region: { PE: ['0 PE', '60 PE'] }, flag: 'yes', ratio: 0.5 });
  expect(document.at(['region', 'PE', 1])).toMatchObject({ file: 'study.yaml', line: 2, column: 22 });
  expect(document.keyAt(['region', 'PE'])).toMatchObject({ line: 2, column: 11 });
  expect(document.keyAt(['region', 'PE', 0])).toMatchObject({ line: 2, column: 16 });
  expect(document.at(['region', 'time'])).toMatchObject({ line: 2, column: 9 });
});

test.each([
  ['tab in the indentation', 'a:\n\tb: 1\n', ['E112 2:1']],
  ['tabs in two lines', 'a:\n\tb: 1\n\tc: 2\n', ['E112 2:1', 'E112 3:1']],
  ['key written twice', 'a: 1\nb: {x: 1, x: 2}\na: 3\n', ['E113 2:11', 'E113 3:1']],
  ['unclosed bracket', 'a: [1, 2\nb: 3\n', ['E111 1:4']],
  ['unclosed bracket inside others', 'a: { b: { c: [1, 2 } }\nd: 3\n', ['E111 1:14']],
  ['two unclosed brackets', 'a: [1, 2\nb: 3\nc: { d: 1\ne: 4\n', ['E111 1:4', 'E111 3:4']],
  ['tab among lines that line up', 'a:\n  b: 1\n\tc: 2\n  d: 3\n  e: 4\nf: 5\n', ['E112 3:1']],
  ['unclosed quote', 'a: 1\nb: "x\nc: 2\n', ['E111 2:4']],
  ['two syntax errors', 'a: `x`\nb: 1\nc: %y\n', ['E111 1:4', 'E111 3:4']],
  ['syntax error and key written twice', 'a: `x`\nb: 1\nb: 2\n', ['E111 1:4', 'E113 3:1']],
  ['wrong indentation', 'a:\n  b: 1\n c: 2\n', ['E111 3:1']],
  ['key without a space after the colon', 'a:b\nc: 2\n', ['E111 1:1']],
  ['stray bracket', 'a: 1\nb: }\nc: 2\n', ['E111 2:4']],
  ['two documents', 'a: 1\n---\nb: 2\n', ['E114 3:1']],
  ['nothing but comments', '# a study\n', ['E104 1:1']],
  ['nothing but null', '---\n~\n', ['E104 1:1']],
  ['alias without an anchor', 'a: *x\n', ['E123 1:4']],
  ['alias inside its anchor', 'a: &x [1, *x]\n', ['E116 1:11']],
  ['custom tag', 'a: !point 3\n', ['E118 1:11']],
  ['binary tag', 'a: !!binary aGk=\n', ['E118 1:13']],
  ['merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', ['E120 3:3']],
  ['number as a key', 'a: 1\n2: 3\n', ['E117 2:1']],
  ['list as a key', '? [a, b]\n: 3\n', ['E117 1:3']],
  ['not a number', 'a: .nan\nb: -.inf\nc: 1e999\n', ['E119 1:4', 'E119 2:4', 'E119 3:4']],
  ['prototype', 'a:\n  __proto__: {polluted: true}\n', ['E121 2:3']],
  ['half a surrogate pair', 'a: "\\ud800"\n', ['E105 1:4']],
  ['other YAML version', '%YAML 1.1\n---\na: yes\n', ['E111 1:1']],
])('%s', (_, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test('a tab is named, shown and explained', () => {
  expect(() => parse('detector:\n\tmass: 1 kg\n')).toThrowError(StudyError);
  try {
    parse('detector:\n\tmass: 1 kg\n');
  } catch (error) {
    const [problem] = (error as StudyError).problems;
    expect(problem?.expected).toContain('spaces');
    expect(problem?.frame).toBe('1 | detector:\n2 | →mass: 1 kg\n  | ^');
  }
});

test('standard tags and moderate aliases are followed', () => {
  expect(parse('a: &x [1, 2]\nb: *x\nc: !!str 5\n').value).toEqual({ a: [1, 2], b: [1, 2], c: '5' });
});

test('an alias bomb is refused where it goes off', () => {
  const names = [...'abcdefghijklmnop'];
  const lines = names.map((name, i) => {
    const items = i === 0 ? Array(9).fill('x') : Array(9).fill(`*${names[i - 1]}`);
    return `${name}: &${name} [${items.join(', ')}]`;
  });
  expect(problemsOf(lines.join('\n'))).toEqual(['E115 5:8']);
});

test.each([
  ['brackets', '['.repeat(100_000), 'E122 1:102'],
  ['maps', `a: ${'{a: '.repeat(50_000)}`, 'E122 1:404'],
  ['lines', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'E122 102:102'],
])('nesting without end is refused: %s', (_, text, expected) => {
  expect(problemsOf(text)).toEqual([expected]);
});

test('no text pollutes prototypes', () => {
  const { value } = parse('constructor: {prototype: {polluted: 1}}\ntoString: x\n');
  expect(Object.keys(value as object)).toEqual(['constructor', 'toString']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a text is a tree or a StudyError, whatever it is', () => {
  const pieces = [
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '&x ',
    '*x',
    '|',
    '>',
    '#',
    '!',
    '%',
    '?',
    '\t',
    ',',
    '~',
    '---\n',
    '\\',
    '1e5',
    '\u00e9',
    '\r',
  ];
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((p) => p.join('')),
  );
  fc.assert(
    fc.property(junk, (text) => {
      for (const place of problemsOf(text)) expect(place).toMatch(/^E1\d\d [1-9]\d*:[1-9]\d*$/);
    }),
    { numRuns: 2000 },
  );
});

test('every value of a tree is written where its place says', () => {
  const document = parse('a:\n  - {b: c d, e: 12}\n  - "q"\n');
  const text = 'a:\n  - {b: c d, e: 12}\n  - "q"\n';
  for (const [path, written] of [
    [['a', 0, 'b'], 'c d'],
    [['a', 0, 'e'], '12'],
    [['a', 1], '"q"'],
  ] as const) {
    const { start, end } = nodeAt(document.root, path)!.range;
    expect(text.slice(start, end)).toBe(written);
  }
});
