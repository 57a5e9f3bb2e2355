import fs from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import { newRunId, parseJournal, type RunEvent } from './journal.ts';
import { runGraph } from './run.ts';
import { indexRuns } from './runs/run-index.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain, toyStage } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
});
afterEach(() => toy.remove());

const schema = JSON.parse(fs.readFileSync(new URL('./journal.schema.json', import.meta.url), 'utf8')) as object;
const valid = new Ajv.default({
  allErrors: true,
  strict: false,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
}).compile(schema);

test('the journal holds every event of a run, as its schema says', async () => {
  toy.write('packages/stages/src/bad.ts', "export function run() { throw new Error('no\\nway'); }\n");
  const chain = toyChain(toy.write('input.txt', '3\n'));
  const graph = {
    name: 'toy',
    stages: [...chain.stages, toyStage('bad', 'bad'), toyStage('after', 'sum', { a: 'bad' })],
  };
  const store = new Store(toy.storeFolder);
  const events: RunEvent[] = [];
  const options = { store, code: new SourceCode({ home: toy.home }), jobs: 2, keepGoing: true };
  await runGraph(chain, { ...options, run: 'first' });
  await indexRuns(store, [{ run: 'first', study: 'toy', file: 'toy.yaml', folder: 'results/toy' }]);
  await runGraph({ ...graph, stages: graph.stages.slice(1), name: 'toy' }, { ...options, run: 'broken' }).catch(
    () => undefined,
  );
  await runGraph(graph, { ...options, run: 'second', onEvent: (event) => events.push(event) });
  const lines = parseJournal(fs.readFileSync(join(toy.storeFolder, 'journal', 'second.jsonl'), 'utf8'));
  expect(lines.map(({ at, owner, ...event }) => event)).toEqual(events);
  expect(new Set(events.map(({ event }) => event))).toEqual(
    new Set(['run-begin', 'stage-cached', 'stage-begin', 'stage-failed', 'stage-skipped', 'run-end']),
  );
  const first = parseJournal(fs.readFileSync(join(toy.storeFolder, 'journal', 'first.jsonl'), 'utf8'));
  expect(first.map(({ event }) => event)).toContain('stage-end');
  expect(first.map(({ event }) => event).at(-1)).toBe('results');
  for (const line of [...first, ...lines]) {
    expect(valid(line), JSON.stringify(valid.errors)).toBe(true);
    expect(valid({ ...line, more: 1 })).toBe(false);
  }
  expect(fs.existsSync(join(toy.storeFolder, 'journal', 'broken.jsonl'))).toBe(false);
});

test('a last line that was cut off by a crash is left out', () => {
  const line = JSON.stringify({ event: 'stage-cached', stage: 'a', key: 'k', at: '2025-01-31T09:30:12.000Z' });
  expect(parseJournal(`${line}\n${line}\n${line.slice(0, 30)}`)).toHaveLength(2);
  expect(parseJournal('')).toEqual([]);
});

test('run ids sort by time and differ', () => {
  const early = newRunId(new Date('2025-01-31T09:30:12.345Z'));
  expect(early).toMatch(/^20250131T093012Z-[0-9a-f]{6}$/);
  expect(newRunId(new Date('2025-01-31T10:00:00Z')) > early).toBe(true);
  expect(newRunId()).not.toBe(newRunId());
});
