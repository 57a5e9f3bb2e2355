import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.ts';
import { StudyError } from './problem.ts';
import { problemTitles } from './problem-codes.ts';
import { SourceText } from './source-text.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);

test('docs/errors.md explains every code, in order, under its title', () => {
  const headings = sections.map((section) => section.split('\n')[0]);
  expect(headings).toEqual(Object.entries(problemTitles).map(([code, title]) => `${code}: ${title}`));
});

test('every section has an example and says what to do', () => {
  for (const section of sections) {
    expect(section).toMatch(/\n```(yaml|text)\n.+?\n```\n/s);
    expect(section).toMatch(/\n\*\*Do:\*\* \S/);
  }
});

const examples = sections.flatMap((section) => {
  const text = /```yaml\n(.*?)```/s.exec(section)?.[1];
  return text === undefined ? [] : [{ code: section.slice(0, 4), text: text.replaceAll('→', '\t') }];
});

function yamlProblems(text: string): string[] {
  try {
    parseYaml(new SourceText('example.yaml', null, text));
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return [...new Set(error.problems.map((problem) => problem.code))];
  }
}

test.each(examples.filter(({ code }) => code < 'E200'))(
  'the example of $code has this problem and no other',
  (example) => {
    expect(yamlProblems(example.text)).toEqual([example.code]);
  },
);

test.each(examples.filter(({ code }) => code > 'E203'))('the example of $code is YAML without problems', (example) => {
  expect(yamlProblems(example.text)).toEqual([]);
});
