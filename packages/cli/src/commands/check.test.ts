import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StudyError } from '@cevns/language/problem';
import { afterAll, expect, test } from 'vitest';
import { recorded } from '../testing/terminal.ts';
import { check } from './check.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cevns-check-')));
afterAll(() => rmSync(folder, { recursive: true }));

test('entries are checked by their name or their file, beside studies', async () => {
  const surroundings = recorded();
  const file = join(surroundings.home, 'configs/detectors/coherent-csi.yaml');
  const study = join(surroundings.home, 'pipelines/coherent-csi-2021.yaml');
  expect(await check(['detectors/coherent-lar', study, file], { set: [] }, surroundings)).toBe(0);
  expect(surroundings.printed[0]).toMatch(/^detectors\/coherent-lar: detector, \d\d numbers with their sources$/);
  expect(surroundings.printed[1]).toMatch(/coherent-csi-2021, \d+ stages/);
  expect(surroundings.printed[2]).toMatch(/coherent-csi\.yaml: detector, \d\d numbers/);
});

test('an entry of one’s own with numbers from nowhere is a problem, told with those of the studies', async () => {
  const entry = join(folder, 'own.yaml');
  const study = join(folder, 'study.yaml');
  writeFileSync(entry, 'kind: source\nmodel: stopped-pion\nexposure: 1e23 POT\n');
  writeFileSync(study, 'study: UPPER\n');
  const problems = await check([study, entry], { set: [] }, recorded()).catch((error: StudyError) => error.problems);
  const codes = (problems as StudyError['problems']).map(({ code }) => code);
  expect(codes).toContain('E901');
  expect(codes).toContain('E307');
});
