import { join } from 'node:path';
import { problemOfFile } from '@cevns/language/problem';
import { expect, test } from 'vitest';
import { errorAnnotation, fileInRepository, problemAnnotation, stepSummary } from './github-actions.ts';
import type { CaseOutcome, RunOutcome } from './run-outcome.ts';

test('an annotation is one line, whatever it says', () => {
  const annotation = errorAnnotation(
    { file: 'a,b:c.yaml', line: 3, col: 7 },
    'E402: 50 %',
    '50 % of x: y,\r\nz::error::',
  );
  expect(annotation).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=E402%3A 50 %25::50 %25 of x: y,%0D%0Az::error::',
  );
});

test('a problem stands at its place in the repository, with what to do', () => {
  const problem = {
    ...problemOfFile('studies/a.yaml', 'E402', { message: 'unknown unit', suggestion: '15 m' }),
    line: 4,
    column: 9,
  };
  const env = { GITHUB_WORKSPACE: process.cwd() };
  expect(problemAnnotation(problem, 'E402', env)).toBe(
    '::error file=studies/a.yaml,line=4,col=9,title=E402::unknown unit%0Atry: 15 m',
  );
  const override = { ...problem, file: '--set inputs.baseline' };
  expect(problemAnnotation(override, 'E402', env)).toBe('::error title=E402::unknown unit%0Atry: 15 m');
});

test('files are named from the root of the repository', () => {
  expect(fileInRepository('a.yaml', { GITHUB_WORKSPACE: join(process.cwd(), '..') })).toMatch(/^[^/]+\/a\.yaml$/);
  expect(fileInRepository('/elsewhere/a.yaml', { GITHUB_WORKSPACE: '/repository' })).toBe('/elsewhere/a.yaml');
});

const outcome = (kind: RunOutcome['kind'], cases: readonly CaseOutcome[]): RunOutcome => ({
  kind,
  name: 'scan',
  file: 'scan.yaml',
  folder: 'results/scan',
  counts: { ran: 3, cached: 4, failed: 1, skipped: 0 },
  seconds: 1.234,
  failures: [],
  state: 'done',
  cases: () => [...cases],
});

test('the numbers of a study are a table, with nothing that Markdown would take for markup', () => {
  const text = stepSummary(
    outcome('study', [
      { name: 'fit', seconds: 1, state: 'done', lines: ['a  1.5 +0.1', 'b | <b>'] },
      { name: 'scan', seconds: 0, state: 'failed', cause: 'no\nminimum' },
      { name: 'last', seconds: 0, state: 'not computed' },
    ]),
  );
  expect(text.split('\n').filter((line) => line.startsWith('|'))).toEqual([
    '| analysis | result |',
    '|---|---|',
    '| fit | a&nbsp; 1.5 +0.1<br>b &#124; &#60;b&#62; |',
    '| scan | failed: no<br>minimum |',
    '| last | not computed |',
  ]);
  expect(text).toContain('3 stages computed, 4 unchanged, 1.23 s; results in results/scan');
});

test('of a campaign there are counts and the failed configurations, the first fifty', () => {
  const failed = Array.from(
    { length: 60 },
    (_, i): CaseOutcome => ({ name: `c${i}`, seconds: 0, state: 'failed', cause: 'no' }),
  );
  const lines = stepSummary(outcome('campaign', [{ name: 'ok', seconds: 0, state: 'done' }, ...failed])).split('\n');
  expect(lines).toContain('| 61 | 1 | 60 | 0 |');
  expect(lines.filter((line) => /^\| c\d+ \| no \|$/.test(line))).toHaveLength(50);
  expect(lines).toContain('and 10 more');
});
