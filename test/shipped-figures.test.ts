/** The figures of the shipped studies of whole data sets, drawn as a user draws them: nothing is cut, nothing covers anything. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figureFaults, storedFigures } from './drawn-figures.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cevns-figures-')));
const studies = join(home, 'pipelines');

beforeAll(async () => {
  const files = fs.readdirSync(studies).filter((file) => file.endsWith('.yaml'));
  const call = ['run', ...files.map((file) => join(studies, file)), '--store', join(folder, 'store'), '--quiet'];
  const { exitCode, stderr } = await execa(process.execPath, [join(home, 'packages/cli/bin/cevns.js'), ...call], {
    cwd: folder,
    reject: false,
  });
  expect(exitCode, stderr).toBe(0);
}, 180_000);
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('no text is cut or covers another, and every axis has a unit or is a number by nature', async () => {
  const figures = storedFigures(join(folder, 'store'));
  expect(figures.length).toBeGreaterThan(15);
  for (const figure of figures) expect(await figureFaults(figure), figure.title).toEqual([]);
});
