import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StudyError } from '@cevns/language/problem';
import { afterAll, expect, test } from 'vitest';
import { StudyFiles } from '../testing/study-files.ts';
import { recorded } from '../testing/terminal.ts';
import { check } from './check.ts';
import { openFiles } from './open-studies.ts';

const files = new StudyFiles();
afterAll(() => files.remove());
const good = files.write('good.yaml');

test('problems of all files are told at once', async () => {
  const broken = ['a.yaml', 'b.yaml'].map((name) => files.write(name, ['baseline: 20 m', 'baseline: 20 kg']));
  const error = await openFiles([broken[0]!, good, broken[1]!], { set: [] }, recorded()).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(StudyError);
  expect((error as StudyError).problems.map(({ file, code }) => `${file} ${code}`)).toEqual(
    broken.map((file) => `${file} E403`),
  );
});

test('overrides apply to every study', async () => {
  const studies = await openFiles([good], { set: ['study=other'], store: files.store }, recorded());
  expect(studies.map((opened) => ['study' in opened && opened.study.name, opened.store])).toEqual([
    ['other', files.store],
  ]);
});

test('a check says what would run, and writes nothing', async () => {
  const surroundings = recorded();
  expect(await check([good], { set: [] }, surroundings)).toBe(0);
  expect(surroundings.printed).toEqual([`${good}: small, 7 stages, analyses: prediction`]);
  expect(existsSync(join(files.folder, '.cevns'))).toBe(false);
});
