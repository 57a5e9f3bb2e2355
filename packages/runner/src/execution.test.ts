import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { StageGraph } from './graph.ts';
import type { RunEvent } from './journal.ts';
import { type RunOptions, runGraph } from './run.ts';
import type { RunResult } from './run-result.ts';
import type { StageSpec } from './stage.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyStage } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
  toy.write('packages/stages/src/odd.ts', oddStage);
});
afterEach(() => toy.remove());

/** A stage that, told so, does what a batch has to cope with. */
const oddStage = `interface Context { parameters: { mode: string; value: number }; inputs: Record<string, { json(): number }> }
const scratch = new Uint8Array(5000);
let calls = 0;
export async function run({ parameters: { mode, value }, inputs }: Context) {
  calls++;
  if (mode === 'spin') for (;;);
  if (mode === 'wait') await new Promise(() => setInterval(() => {}, 1000));
  if (mode === 'throw') throw new Error('no result for ' + value);
  if (mode === 'exit') process.exit(3);
  if (mode === 'exit-later-than-first' && calls > 1) process.exit(4);
  if (mode === 'litter') setTimeout(() => { throw new Error('left behind'); }, 1);
  if (mode === 'slow') { const end = performance.now() + value; while (performance.now() < end); }
  if (mode === 'bytes') return { value: { bytes: scratch.fill(value) } };
  if (mode === 'views') {
    const all = new Uint8Array(50000).fill(value);
    return { value: { bytes: all.subarray(100, 9000) } };
  }
  let total = value;
  for (const name of Object.keys(inputs)) total += inputs[name]!.json();
  return { value: { json: total } };
}
`;

function odd(id: string, mode: string, value = 1, more: Partial<StageSpec> = {}): StageSpec {
  return toyStage(id, 'odd', {}, { parameters: { mode, value }, ...more });
}

const many = (count: number, mode = 'plain', more: Partial<StageSpec> = {}) =>
  Array.from({ length: count }, (_, i) => odd(`${mode}-${i}`, mode, i, more));

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  store: new Store(toy.storeFolder),
  code: new SourceCode({ home: toy.home }),
  jobs: 2,
  ...more,
});

const run = (stages: readonly StageSpec[], more: Partial<RunOptions> = {}): Promise<RunResult> =>
  runGraph({ name: 'odd', stages }, options({ keepGoing: true, ...more }));

const failed = ({ failures }: RunResult) => failures.map(({ stage, code }) => [stage, code]);

test('a stage that exceeds its time limit fails, in a loop or waiting for ever, and no other stage does', async () => {
  const limit = { timeLimitMs: 400 };
  const result = await run([
    ...many(100, 'plain', limit),
    odd('spinning', 'spin', 0, limit),
    ...many(100, 'slow').map((stage, i) => ({ ...stage, parameters: { mode: 'slow', value: 0.1 + i / 1e6 } })),
    odd('waiting', 'wait', 0, limit),
    odd('without', 'plain', 5),
  ]);
  expect(failed(result)).toEqual([
    ['spinning', 'stage-time-limit'],
    ['waiting', 'stage-time-limit'],
  ]);
  expect(result.failures[0]!.message).toBe('spinning: took longer than its time limit of 0.4 s');
  expect(result.counts).toMatchObject({ failed: 2, skipped: 0 });
  for (let i = 0; i < 100; i++) expect(result.artifact(`plain-${i}`, 'value').json()).toBe(i);
});

test('a time limit is no part of the key', async () => {
  const before = await run([odd('a', 'plain', 1, { timeLimitMs: 1000 })]);
  const after = await run([odd('a', 'plain', 1)]);
  expect(after.stages.get('a')).toMatchObject({ status: 'cached', key: before.stages.get('a')!.key });
});

test.each([0, -1, Number.NaN, 2 ** 31])('a time limit of %d ms is refused', async (timeLimitMs) => {
  await expect(run([odd('a', 'plain', 1, { timeLimitMs })])).rejects.toMatchObject({ code: 'graph-invalid' });
});

test('a stage that ends its thread is the only one to fail', async () => {
  const result = await run([
    ...many(50),
    odd('leaving', 'exit'),
    ...many(50, 'plain').map((s) => ({ ...s, id: `${s.id}'` })),
  ]);
  expect(failed(result)).toEqual([['leaving', 'stage-crashed']]);
  expect(result.failures[0]!.message).toBe('leaving: the worker ended: it left with status 3');
});

test('what a stage left behind ends the thread under another one, which is not to blame', async () => {
  const result = await run([odd('littering', 'litter'), ...many(30, 'slow'), odd('last', 'exit-later-than-first')], {
    jobs: 1,
  });
  expect(failed(result)).toEqual([]);
  expect(result.counts.ran).toBe(32);
});

test('bytes that a stage made in memory it uses again are those it returned', async () => {
  const stages = [...many(60, 'bytes'), ...many(60, 'views')];
  const result = await run(stages, { jobs: 1 });
  for (let i = 0; i < 60; i++) {
    expect(Buffer.alloc(5000, i).equals(result.artifact(`bytes-${i}`, 'value').bytes())).toBe(true);
    expect(Buffer.alloc(8900, i).equals(result.artifact(`views-${i}`, 'value').bytes())).toBe(true);
  }
});

test('of stages that are ready, the one with the longest way to the end of the graph begins first', async () => {
  const stages: StageSpec[] = [];
  for (let length = 1; length <= 6; length++) {
    for (let i = 0; i < length; i++) {
      const from: Record<string, string> = i === 0 ? {} : { from: `chain-${length}-${i - 1}` };
      stages.push(toyStage(`chain-${length}-${i}`, 'odd', from, { parameters: { mode: 'plain', value: length } }));
    }
  }
  const begun: string[] = [];
  const onEvent = (event: RunEvent) => event.event === 'stage-begin' && begun.push(event.stage);
  await run(stages, { jobs: 1, onEvent });
  const first = begun.filter((id) => id.endsWith('-0'));
  expect(first).toEqual([6, 5, 4, 3, 2, 1].map((length) => `chain-${length}-0`));
});

test('many stages: each begins and ends once, and the outputs do not depend on jobs', async () => {
  const stages: StageSpec[] = [];
  for (let i = 0; i < 400; i++) {
    const inputs: Record<string, string> = {};
    if (i >= 7) inputs.a = `s${i - 7}`;
    if (i >= 30 && i % 3 === 0) inputs.b = `s${i - 30}`;
    stages.push(toyStage(`s${i}`, 'odd', inputs, { parameters: { mode: 'plain', value: i % 50 } }));
  }
  const outputs: string[] = [];
  for (const jobs of [1, 2, 5]) {
    const events: RunEvent[] = [];
    const store = new Store(join(toy.home, `store-${jobs}`));
    const result = await run(stages, { jobs, store, onEvent: (event) => events.push(event) });
    const ended = events.flatMap((event) => ('stage' in event && event.event !== 'stage-begin' ? event.stage : []));
    expect([...ended].sort()).toEqual(stages.map(({ id }) => id).sort());
    const began = events.flatMap((event) => (event.event === 'stage-begin' ? event.stage : []));
    expect(new Set(began).size).toBe(began.length);
    outputs.push(JSON.stringify([...result.stages.values()].map((each) => [each.key, each.outputs])));
  }
  expect(new Set(outputs).size).toBe(1);
});

test('after a failure nothing new begins, and what is running is kept', async () => {
  const stages = [
    odd('bad', 'throw'),
    ...many(500, 'slow').map((stage, i) => ({
      ...stage,
      parameters: { mode: 'slow', value: 3 + i / 1e6 },
    })),
  ];
  const begun = new Set<string>();
  const ended = new Set<string>();
  const onEvent = (event: RunEvent) => {
    if (event.event === 'stage-begin') begun.add(event.stage);
    if (event.event === 'stage-end') ended.add(event.stage);
  };
  await expect(run(stages, { keepGoing: false, onEvent })).rejects.toMatchObject({
    code: 'stage-failed',
    stage: 'bad',
  });
  expect(begun.size).toBeLessThan(400);
  begun.delete('bad');
  const again = await run(stages.slice(1));
  expect(again.counts.cached).toBe(ended.size);
  expect(ended).toEqual(begun);
});

test('an interrupt ends the run while a worker is in a loop, and nothing half-written stays', async () => {
  const graph: StageGraph = { name: 'odd', stages: [...many(300), odd('spinning', 'spin')] };
  const controller = new AbortController();
  let begun = false;
  let kept = false;
  const onEvent = (event: RunEvent) => {
    begun ||= event.event === 'stage-begin' && event.stage === 'spinning';
    kept ||= event.event === 'stage-end';
    if (begun && kept) setTimeout(() => controller.abort(), 300);
  };
  await expect(runGraph(graph, options({ signal: controller.signal, onEvent }))).rejects.toMatchObject({
    code: 'interrupted',
  });
  const names = fs.readdirSync(toy.storeFolder, { recursive: true }).map(String);
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const again = await run(graph.stages.slice(0, -1));
  expect(again.counts).toMatchObject({ cached: expect.any(Number), failed: 0 });
  expect(again.counts.cached).toBeGreaterThan(0);
});
