import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemAt } from './problem.ts';
import { renderProblems } from './render-problems.ts';
import { SourceText } from './source-text.ts';

function problem(text: string, start: number, end: number, message = 'the unit `keV nr` is not known') {
  const source = new SourceText('/studies/csi.yaml', '/studies/csi.yaml', text);
  return problemAt({ source, start, end }, 'E402', {
    message,
    expected: 'a recoil energy such as `6.5 keVnr`',
    found: '6.5 keV nr',
    suggestion: '6.5 keVnr',
  });
}

test('place first, then the line with a caret, then what to do', () => {
  const text = 'detector:\n  threshold: 6.5 keV nr\n';
  expect(renderProblems([problem(text, 23, 33)], { cwd: '/studies' })).toBe(
    [
      'csi.yaml:2:14: error E402: the unit `keV nr` is not known',
      '1 | detector:',
      '2 |   threshold: 6.5 keV nr',
      '  |              ^^^^^^^^^^',
      '  expected: a recoil energy such as `6.5 keVnr`',
      '  found:    6.5 keV nr',
      '  try:      6.5 keVnr',
      '',
    ].join('\n'),
  );
});

test('every line but that of the place fits in 80 columns, and the caret stays under the place', () => {
  fc.assert(
    fc.property(
      fc.nat(400),
      fc.integer({ min: 1, max: 300 }),
      fc.nat(300),
      fc.lorem({ maxCount: 60 }),
      (before, length, after, message) => {
        const text = `${'a'.repeat(before)}${'X'.repeat(length)}${'b'.repeat(after)}`;
        const rows = renderProblems([problem(text, before, before + length, message)]).split('\n');
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
        const caretRow = rows.findIndex((row) => /^\s+\| *\^+$/.test(row));
        const [line = '', caret = ''] = [rows[caretRow - 1], rows[caretRow]];
        expect(line[caret.indexOf('^')]).toBe(before > 0 && caret.indexOf('^') === line.indexOf('…') ? '…' : 'X');
      },
    ),
  );
});

test('a path is never broken', () => {
  const path = `/home/${'a'.repeat(100)}/events.csv`;
  const problems = [{ ...problem('a: b\n', 3, 4), found: path }];
  expect(renderProblems(problems)).toContain(`  found:    ${path}\n`);
});

test('control characters of a file never reach the terminal', () => {
  const output = renderProblems([problem('a: \u001b[31mred\u0007\n', 3, 10, 'found \u001b[2J')]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('colour adds escape sequences and changes no text', () => {
  const problems = [problem('a: 6.5 keV nr\n', 3, 13), problem('b: 6.5 keV nr\n', 3, 13)];
  const colored = renderProblems(problems, { color: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences themselves
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderProblems(problems));
  expect(colored).not.toBe(renderProblems(problems));
  expect(renderProblems(problems)).toMatch(/2 problems\n$/);
});
