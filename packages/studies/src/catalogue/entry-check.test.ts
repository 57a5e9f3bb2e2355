import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findEntry, listEntries } from '@cevns/language/catalogue';
import { StudyError } from '@cevns/language/problem';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalogueRootOf } from '../home-files.ts';
import { checkEntry } from './entry-check.ts';
import { originText, statementsOf } from './provenance.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const all = listEntries(catalogueRootOf(home));

const fileOf = (name: string) => {
  const found = findEntry(catalogueRootOf(home), name);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

test.each(all.filter((name) => !name.startsWith('nuclei/')))('%s: every number has a source', async (name) => {
  const { kind, loaded } = await checkEntry(fileOf(name), home);
  if (kind === 'data') return;
  const statements = statementsOf(loaded);
  expect(statements.length).toBeGreaterThan(1);
  for (const { stated } of statements) expect(originText(stated!.origin)).toMatch(/\S{4}/);
  const { site } = loaded.study as { readonly site?: string };
  if (kind === 'detector') expect(all).toContain(site);
});

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-entry-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A source with a status and a provenance; `exposure` and `pulse` are its numbers. */
async function problemsOf(status: string, provenance: string): Promise<readonly (readonly [string, string])[]> {
  const file = join(folder, 'configs', 'sources', 'own.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `kind: source
model: stopped-pion
status: ${status}
exposure: 1e23 POT
pulse: { model: gaussian, sigma: 0.15 us }
provenance: ${provenance}
`,
  );
  try {
    await checkEntry({ path: file, shownAs: file }, home);
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ code, message }) => [code, message] as const);
  }
}

test('a path stands for everything below it', async () => {
  expect(await problemsOf('measured', '{ exposure: a paper, pulse: another }')).toEqual([]);
});

test('a number that nothing covers is named', async () => {
  expect(await problemsOf('measured', '{ exposure: a paper }')).toEqual([
    ['E901', '`pulse.sigma` does not say where it comes from'],
  ]);
});

test('a path that leads nowhere is a problem', async () => {
  const [problem] = await problemsOf('measured', '{ exposure: a paper, pulse: another, pulse.width: a third }');
  expect(problem).toEqual(['E902', 'the entry has no `pulse.width`']);
});

test.each([
  ['measured', 'exposure: { assumed: not stated }', /`exposure` is assumed/],
  ['assumed', 'exposure: a paper', /nothing is assumed/],
])('status %s with %s', async (status, exposure, message) => {
  const [problem] = await problemsOf(status, `{ ${exposure}, pulse: another }`);
  expect(problem![0]).toBe('E903');
  expect(problem![1]).toMatch(message);
});

test('what leaves the rate as it is may be assumed', async () => {
  expect(await problemsOf('measured', '{ exposure: a paper, pulse: { assumed: not stated } }')).toEqual([]);
});

test.each([
  ['[0.5e23 POT, 2e23 POT]', []],
  ['[2e23 POT, 3e23 POT]', ['E902']],
  ['[1 kg, 2 kg]', ['E403', 'E403']],
])('the range %s of 1e23 POT', async (range, codes) => {
  const found = await problemsOf('assumed', `{ exposure: { assumed: why, range: ${range} }, pulse: another }`);
  expect(found.map(([code]) => code)).toEqual(codes);
});
