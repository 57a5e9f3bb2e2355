import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { StudyFiles } from '../testing/study-files.ts';
import { recorded } from '../testing/terminal.ts';
import { plan } from './plan.ts';
import { run } from './run.ts';

const files = new StudyFiles();
afterAll(() => files.remove());
const study = files.write('small.yaml');
const out = join(files.folder, 'results');
const options = { set: [], store: files.store, out, jobs: 1 };

async function planned(more: object = {}): Promise<string[]> {
  const surroundings = recorded();
  expect(await plan([study], { ...options, ...more }, surroundings)).toBe(0);
  return surroundings.printed;
}

describe('calls that are refused before anything runs', () => {
  test('one folder for two studies', async () => {
    await expect(run([study, study], options, recorded())).rejects.toThrow('--out');
  });

  test('two studies of one name', async () => {
    const copy = files.write('copy.yaml');
    await expect(run([study, copy], { set: [], store: files.store }, recorded())).rejects.toThrow('called small');
    expect(existsSync(files.store)).toBe(false);
  });
});

test('a study that never ran: everything would run, and planning writes nothing', async () => {
  const [first, ...stages] = await planned();
  expect(first).toMatch(/^small: [1-9]\d* stages would run, \d+ may follow, 0 are unchanged$/);
  expect(stages.map((line) => line.trim().split(/\s/)[0])).toContain('analysis/prediction');
  expect(existsSync(files.store)).toBe(false);
});

test('the graph is one of Mermaid: every arrow between stages that are there', async () => {
  const [head, ...lines] = await planned({ graph: 'mermaid' });
  expect(head).toBe('flowchart LR');
  const nodes = lines.flatMap((line) => /^ {2}(s\d+)\["/.exec(line)?.[1] ?? []);
  const arrows = lines.flatMap((line) => [...(/^ {2}(s\d+) --> (s\d+)$/.exec(line) ?? [])].slice(1));
  expect(nodes.length + arrows.length / 2).toBe(lines.length);
  expect(arrows.length).toBeGreaterThan(0);
  for (const end of arrows) expect(nodes).toContain(end);
});

test('the graph as a picture has a row for every stage', async () => {
  const svg = (await planned({ graph: 'svg' })).join('\n');
  expect(svg.startsWith('<svg')).toBe(true);
  for (const stage of ['flux', 'recoil', 'analysis/prediction', 'summary']) expect(svg).toContain(`>${stage}</text>`);
});

test('a run: progress and results on standard error, with --json the summary and nothing else on standard output', async () => {
  const surroundings = recorded();
  expect(await run([study], { ...options, json: true }, surroundings)).toBe(0);
  const text = surroundings.printed.join('\n');
  expect(`${text}\n`).toBe(readFileSync(join(out, 'summary.json'), 'utf8'));
  expect(surroundings.errors.join('\n')).toContain('expected events: cevns');

  const again = recorded();
  expect(await run([study], { ...options, quiet: true }, again)).toBe(0);
  expect([...again.printed, ...again.errors]).toEqual([]);

  expect((await planned())[0]).toMatch(/^small: 0 stages would run, 0 may follow, [1-9]\d* are unchanged$/);
  const changed = await planned({ set: ['detector.smearing.light-yield=5 PE/keVee'] });
  expect(changed.find((line) => line.includes('response '))).toMatch(/run .*light-yield/);
  expect(changed.find((line) => line.includes('recoil '))).toContain('unchanged');
});
