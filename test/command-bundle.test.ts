import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** Starts the command of a checkout, as `packages/cli/bin/cevns.js` does. */
interface Starter {
  importFromSource(packageFolder: string): Promise<{ main(): number; codeVersion: string }>;
}
const starter = new URL('../packages/cli/bin/source-bundle.js', import.meta.url);
const { importFromSource } = (await import(starter.href)) as Starter;

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'cevns-command-bundle-'));
  write('node_modules/.package-lock.json', '{}');
  writeSource(0);
});
afterEach(() => fs.rmSync(home, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(home, path);
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** A source as of a minute ago: one that is written while it is compiled is compiled again at the next start. */
function writeSource(value: number): void {
  const minuteAgo = new Date(Date.now() - 60_000);
  fs.utimesSync(
    write('packages/cli/src/main.ts', `export const main = (): number => ${value};\n`),
    minuteAgo,
    minuteAgo,
  );
}

const start = () => importFromSource(join(home, 'packages', 'cli'));
const bundle = (codeVersion: string) => join(home, 'node_modules', '.cache', 'cevns', `${codeVersion}.mjs`);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000);

test('an edited source is compiled again, an unchanged one is not', async () => {
  const first = await start();
  expect(first.main()).toBe(0);
  const { ino } = fs.statSync(bundle(first.codeVersion));
  expect((await start()).codeVersion).toBe(first.codeVersion);
  expect(fs.statSync(bundle(first.codeVersion)).ino).toBe(ino);
  writeSource(1);
  const second = await start();
  expect(second.main()).toBe(1);
  expect(second.codeVersion).not.toBe(first.codeVersion);
});

test('a bundle that is replaced stays for a day, however old it is; what was replaced before goes', async () => {
  const first = await start();
  const old = write('node_modules/.cache/cevns/command-0123456789abcdef.mjs', '');
  const young = write('node_modules/.cache/cevns/command-fedcba9876543210.mjs', '');
  const ofStage = write(`node_modules/.cache/cevns/${'0'.repeat(64)}.mjs`, '');
  for (const path of [old, ofStage, bundle(first.codeVersion)]) fs.utimesSync(path, hoursAgo(25), hoursAgo(25));
  fs.utimesSync(young, hoursAgo(23), hoursAgo(23));
  writeSource(1);
  const second = await start();
  const kept = [young, ofStage, bundle(first.codeVersion), bundle(second.codeVersion)];
  expect(kept.filter((path) => !fs.existsSync(path))).toEqual([]);
  expect(fs.existsSync(old)).toBe(false);
  fs.utimesSync(bundle(first.codeVersion), hoursAgo(25), hoursAgo(25));
  writeSource(2);
  await start();
  expect(fs.existsSync(bundle(first.codeVersion))).toBe(false);
  expect(fs.existsSync(bundle(second.codeVersion))).toBe(true);
});

test('what V8 compiled of a bundle goes when the bundle is replaced', async () => {
  await start();
  const compiled = write('node_modules/.cache/cevns/compiled/v26.0.0-x64/01234567', '');
  await start();
  expect(fs.existsSync(compiled)).toBe(true);
  writeSource(1);
  await start();
  expect(fs.existsSync(compiled)).toBe(false);
});
