import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RememberedChecks } from './remembered-checks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (pointer: string) => ({ fileNames: [], quantities: [[pointer, 19.3] as const] });

test('what was remembered is recalled by the next process, by the same code only', () => {
  const first = new RememberedChecks(folder, 'code-1');
  expect(first.recall('study')).toBeUndefined();
  first.remember('study', record('/inputs/baseline'));
  first.save();
  expect(new RememberedChecks(folder, 'code-1').recall('study')).toEqual(record('/inputs/baseline'));
  expect(new RememberedChecks(folder, 'code-2').recall('study')).toBeUndefined();
});

test('what was used longest ago is forgotten first', () => {
  const checks = new RememberedChecks(folder, 'code');
  // Names fall, so that the order of use is not that of the alphabet.
  const names = Array.from({ length: 200 }, (_, i) => `study-${999 - i}`);
  for (const name of names) checks.remember(name, record(`/${name}`));
  checks.save();
  const next = new RememberedChecks(folder, 'code');
  next.recall(names[0]!);
  next.remember('one more', record('/one'));
  next.save();
  const last = new RememberedChecks(folder, 'code');
  expect(last.recall(names[0]!)).toEqual(record(`/${names[0]}`));
  expect(last.recall('one more')).toEqual(record('/one'));
  expect(last.recall(names[1]!)).toBeUndefined();
  expect(last.recall(names[2]!)).toEqual(record(`/${names[2]}`));
});

test('a damaged memory is as good as none', () => {
  const checks = new RememberedChecks(folder, 'code');
  checks.remember('study', record('/a'));
  checks.save();
  const path = join(folder, 'checks');
  writeFileSync(path, readFileSync(path, 'utf8').replace('19.3', '19.4'));
  expect(new RememberedChecks(folder, 'code').recall('study')).toBeUndefined();
  writeFileSync(path, '');
  expect(new RememberedChecks(folder, 'code').recall('study')).toBeUndefined();
});
