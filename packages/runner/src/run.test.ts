import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { StageGraph } from './graph.ts';
import type { RunEvent } from './journal.ts';
import { planGraph } from './plan.ts';
import { type RunOptions, runGraph } from './run.ts';
import { StageError } from './runner-error.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain, toyStage } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
let input: string;
beforeEach(() => {
  toy = makeToyWorkspace();
  input = toy.write('input.txt', '3\n');
});
afterEach(() => toy.remove());

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  store: new Store(toy.storeFolder),
  code: new SourceCode({ home: toy.home }),
  jobs: 2,
  ...more,
});

async function statuses(
  graph: StageGraph = toyChain(input),
  more: Partial<RunOptions> = {},
): Promise<Record<string, string>> {
  const { stages } = await runGraph(graph, options(more));
  return Object.fromEntries([...stages].map(([id, { status }]) => [id, status]));
}

async function plan(graph: StageGraph = toyChain(input)): Promise<Record<string, string>> {
  const planned = await planGraph(graph, options());
  return Object.fromEntries(
    planned.map(({ id, status, reason }) => [id, reason ? `${status}: ${reason.text}` : status]),
  );
}

const allCached = { source: 'cached', sum: 'cached', grid: 'cached', mean: 'cached' };

test('a graph is computed once', async () => {
  const first = await runGraph(toyChain(input), options());
  expect(first).toMatchObject({
    status: 'succeeded',
    counts: { ran: 4, cached: 0, failed: 0, skipped: 0 },
    failures: [],
  });
  // 3 -> 1 + 2 x 3, shifted by 1 = 8 -> mean of 8 i for i < 2000
  expect(first.artifact('sum', 'value').json()).toBe(8);
  expect(first.artifact('grid', 'grid').arrays().x!.data[1999]).toBe(8 * 1999);
  expect(first.artifact('grid', 'label').text()).toBe('2000 points');
  expect(first.artifact('mean', 'value').json()).toBe((8 * 1999) / 2);
  const second = await runGraph(toyChain(input), options());
  expect(second.counts).toEqual({ ran: 0, cached: 4, failed: 0, skipped: 0 });
  for (const [id, { outputs, key }] of first.stages) expect(second.stages.get(id)).toMatchObject({ outputs, key });
  expect(second.artifact('grid', 'grid').arrays().x!.data[1999]).toBe(8 * 1999);
});

test('the store has the same bytes for 1 and for 4 jobs', async () => {
  const graph = manyStages();
  const contents: string[][] = [];
  for (const jobs of [1, 4]) {
    const store = new Store(join(toy.home, `store-${jobs}`));
    const { stages } = await runGraph(graph, options({ store, jobs }));
    contents.push([...stages.values()].map(({ key, outputs }) => JSON.stringify([key, outputs])));
    expect(fs.readdirSync(join(store.folder, 'cas'), { recursive: true }).length).toBeGreaterThan(2);
  }
  expect(contents[0]).toEqual(contents[1]);
});

function manyStages(): StageGraph {
  const stages = [toyStage('s0', 'source', {}, { parameters: { value: 2 } })];
  for (let i = 1; i < 12; i++) {
    stages.push(toyStage(`s${i}`, 'sum', { a: `s${i >> 1}`, b: `s${i - 1}` }));
    stages.push(
      toyStage(`g${i}`, 'grid', { value: `s${i}` }, { parameters: { points: 600 + i }, outputs: ['grid', 'label'] }),
    );
  }
  return { name: 'many', stages };
}

test('touching an input, or writing the same bytes again, runs nothing', async () => {
  await statuses();
  fs.utimesSync(input, new Date(0), new Date(0));
  expect(await statuses()).toEqual(allCached);
  fs.writeFileSync(input, '3\n');
  expect(await plan()).toEqual(allCached);
  expect(await statuses()).toEqual(allCached);
});

test('when an intermediate output comes out as before, nothing downstream runs', async () => {
  await statuses();
  fs.writeFileSync(input, '3.2\n');
  expect(await plan()).toEqual({
    source: 'run: inputs.file: file input.txt changed',
    sum: 'may-run: after source',
    grid: 'may-run: after sum',
    mean: 'may-run: after grid',
  });
  expect(await statuses()).toEqual({ ...allCached, source: 'ran' });
  // What is known now is enough for the plan.
  expect(await plan()).toEqual(allCached);
});

test('an edit runs what depends on it, and the plan says why', async () => {
  expect(await plan()).toEqual({
    source: 'run: first run (no record of an earlier one)',
    sum: 'may-run: after source',
    grid: 'may-run: after sum',
    mean: 'may-run: after grid',
  });
  await statuses();
  expect(await plan()).toEqual(allCached);

  const graph = toyChain(input, { points: 1000 });
  expect(await plan(graph)).toEqual({ ...allCached, grid: 'run: points 2000 -> 1000', mean: 'may-run: after grid' });
  expect(await statuses(graph)).toEqual({ ...allCached, grid: 'ran', mean: 'ran' });

  toy.edit('packages/numbers/src/arithmetic.ts', '2 * x', '5 * x');
  expect(await plan(graph)).toEqual({
    source: 'cached',
    sum: 'run: code changed: numbers/arithmetic',
    grid: 'may-run: after sum',
    mean: 'may-run: after grid',
  });
  expect(await statuses(graph)).toEqual({ source: 'cached', sum: 'ran', grid: 'ran', mean: 'ran' });

  const down = toyChain(input, { points: 1000, shift: 'shift-down' });
  expect((await plan(down)).sum).toBe('run: shift shift-up -> shift-down');
  expect((await plan({ ...down, name: 'another' })).sum).toBe('run: first run (no record of an earlier one)');
  await statuses(down);

  toy.edit('node_modules/outside/package.json', '1.2.3', '1.3.0');
  expect((await plan(down)).source).toBe('run: code changed: outside');
  toy.edit('node_modules/outside/package.json', '1.3.0', '1.2.3');

  fs.rmSync(join(toy.storeFolder, 'latest'), { recursive: true });
  expect(await plan(down)).toEqual(allCached);
  const more = { ...down, stages: [...down.stages, toyStage('other', 'source', {}, { parameters: { value: 1 } })] };
  expect((await plan(more)).other).toBe('run: first run (no record of an earlier one)');
  await statuses(down);
  expect((await plan(more)).other).toBe('run: new stage');
});

test('edits that mean nothing run nothing', async () => {
  await statuses();
  toy.edit('packages/numbers/src/arithmetic.ts', '/** Twice. */', '/** Two times x. */\n');
  toy.edit('packages/numbers/src/arithmetic.ts', '3 * x', '4 * x');
  toy.write('packages/numbers/src/shift-not.ts', 'export const shift = (x: number) => x;\n');
  expect(await statuses()).toEqual(allCached);
});

test('stages with the same key are computed once', async () => {
  const one = toyStage('one', 'source', { file: input });
  const graph = { name: 'twins', stages: [one, { ...one, id: 'two' }, toyStage('sum', 'sum', { a: 'one', b: 'two' })] };
  const result = await runGraph(graph, options());
  expect(result.counts).toMatchObject({ ran: 2, cached: 1 });
  expect(result.artifact('sum', 'value').json()).toBe(13);
});

const bad = `export function run({ parameters }) {
  if (parameters.mode === 'throw') throw new RangeError('energy below zero', { cause: new Error('quenching is negative') });
  if (parameters.mode === 'exit') process.exit(3);
  if (parameters.mode === 'nan') return { value: { json: Number.NaN } };
  if (parameters.mode === 'names') return { valu: { json: 1 } };
  if (parameters.mode === 'form') return { value: 1 };
  return { value: { json: Object.keys(process.env).length } };
}
`;

function withFailure(mode: string): StageGraph {
  toy.write(
    'packages/stages/src/bad.ts',
    bad.replace('({ parameters })', '({ parameters }: { parameters: { mode: string } })'),
  );
  return {
    name: 'failing',
    stages: [
      toyStage('bad', 'bad', {}, { parameters: { mode } }),
      toyStage('after', 'sum', { a: 'bad' }),
      toyStage('later', 'sum', { a: 'after' }),
      ...toyChain(input).stages,
    ],
  };
}

test('a failing stage: its dependants are skipped, the others finish, nothing of it is kept', async () => {
  const events: RunEvent[] = [];
  const result = await runGraph(
    withFailure('throw'),
    options({ keepGoing: true, onEvent: (event) => events.push(event) }),
  );
  expect(result).toMatchObject({ status: 'failed', counts: { ran: 4, failed: 1, skipped: 2, cached: 0 } });
  const [error] = result.failures;
  expect(error).toBeInstanceOf(StageError);
  expect(error).toMatchObject({ code: 'stage-failed', stage: 'bad', message: 'bad: energy below zero' });
  expect(error!.cause).toMatchObject({
    name: 'RangeError',
    message: 'energy below zero',
    cause: { message: 'quenching is negative' },
  });
  expect(events.filter(({ event }) => event === 'stage-skipped')).toEqual([
    { event: 'stage-skipped', stage: 'after', because: 'bad' },
    { event: 'stage-skipped', stage: 'later', because: 'after' },
  ]);
  expect((await plan(withFailure('throw'))).bad).toMatch(/^run/);
  expect(await statuses(withFailure('none'), { keepGoing: true })).toEqual({
    ...allCached,
    bad: 'ran',
    after: 'ran',
    later: 'ran',
  });
});

test('without keepGoing the run rejects with the failure, and what finished is kept', async () => {
  await statuses();
  await expect(runGraph(withFailure('throw'), options({ jobs: 1 }))).rejects.toMatchObject({
    code: 'stage-failed',
    stage: 'bad',
  });
  expect(await statuses()).toEqual(allCached);
});

test.each([
  ['exit', 'stage-crashed', 'bad: the worker ended'],
  ['nan', 'not-json', 'value has to be plain JSON, found NaN'],
  ['names', 'stage-output', 'expected the outputs value, got valu'],
  ['form', 'stage-output', 'output value has to be one of'],
])('a stage that does %s gives %s', async (mode, code, message) => {
  await expect(runGraph(withFailure(mode), options())).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a stage does not see the environment', async () => {
  const result = await runGraph(withFailure('none'), options());
  expect(result.artifact('bad', 'value').json()).toBe(0);
});

test('what is wrong is said before anything runs', async () => {
  const missing = toyChain(join(toy.home, 'nothing.txt'));
  await expect(runGraph(missing, options())).rejects.toMatchObject({
    code: 'input-missing',
    message: expect.stringContaining('input nothing.txt does not exist'),
  });
  const folder = toyChain(toy.home);
  await expect(runGraph(folder, options())).rejects.toMatchObject({ code: 'input-unreadable' });
  const nan = { name: 'x', stages: [toyStage('a', 'source', {}, { parameters: { value: Number.NaN } })] };
  await expect(runGraph(nan, options())).rejects.toMatchObject({
    code: 'not-json',
    message: expect.stringContaining('parameters.value'),
  });
});

test('an input that changes during the run is an error, not a wrong result', async () => {
  const change = (event: RunEvent) => {
    if (event.event === 'stage-begin') fs.writeFileSync(input, '4\n');
  };
  await expect(runGraph(toyChain(input), options({ onEvent: change }))).rejects.toMatchObject({
    code: 'input-changed',
    message: 'source: input.txt changed during the run; run again',
  });
  expect((await runGraph(toyChain(input), options())).artifact('sum', 'value').json()).toBe(10);
});

test('a compiled module that was tampered with during the run is not executed', async () => {
  const code = new SourceCode({ home: toy.home });
  const store = new Store(toy.storeFolder);
  const tamper = (event: RunEvent) => {
    if (event.event !== 'stage-begin') return;
    for (const name of fs.readdirSync(code.folder))
      if (name.endsWith('.mjs')) fs.appendFileSync(join(code.folder, name), '\n');
  };
  await expect(runGraph(toyChain(input), { code, store, jobs: 1, onEvent: tamper })).rejects.toMatchObject({
    code: 'code-tampered',
  });
});

test('an interrupted run ends at once and leaves nothing half-written', async () => {
  toy.write('packages/stages/src/slow.ts', 'export function run() { for (;;) {} }\n');
  const graph = { name: 'slow', stages: [...toyChain(input).stages, toyStage('slow', 'slow')] };
  const controller = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.event === 'stage-end' && event.stage === 'mean') setTimeout(() => controller.abort(), 20);
  };
  const run = runGraph(graph, options({ signal: controller.signal, onEvent }));
  await expect(run).rejects.toMatchObject({ code: 'interrupted' });
  expect(fs.readdirSync(toy.storeFolder, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual(
    [],
  );
  expect(await statuses()).toEqual(allCached);
  await expect(runGraph(graph, options({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
    code: 'interrupted',
  });
});
