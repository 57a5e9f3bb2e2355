import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { StageGraph } from './graph.ts';
import { joinGraphs } from './joint-graph.ts';
import type { RunEvent } from './journal.ts';
import { planGraph } from './plan.ts';
import { provenanceOf } from './provenance.ts';
import { type JointRunOptions, runGraph, runGraphs } from './run.ts';
import type { RunResult } from './run-result.ts';
import { listRuns } from './runs/run-index.ts';
import { Store } from './store.ts';
import { storeContents } from './testing/store-contents.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain, toyStage } from './testing/toy-workspace.ts';
import { collectGarbage } from './upkeep/collect-garbage.ts';

let toy: ToyWorkspace;
let input: string;
beforeEach(() => {
  toy = makeToyWorkspace();
  input = toy.write('input.txt', '3\n');
  toy.write('packages/stages/src/broken.ts', "export function run() { throw new Error('no result'); }\n");
});
afterEach(() => toy.remove());

const options = (store = toy.storeFolder) => ({
  store: new Store(store),
  code: new SourceCode({ home: toy.home }),
  jobs: 2,
});

/** The chain with ids of its own, of which the first two stages do not depend on the number of points. */
function chain(name: string, points: number): StageGraph {
  const own = (id: string) => `${name}/${id}`;
  const stages = toyChain(input, { points }).stages.map((stage) => ({
    ...stage,
    id: own(stage.id),
    inputs: Object.fromEntries(
      Object.entries(stage.inputs).map(([key, each]) => [
        key,
        'stage' in each ? { ...each, stage: own(each.stage) } : { ...each, label: `input of ${name}` },
      ]),
    ),
  }));
  return { name, stages };
}

/** A stage that fails and one that takes from it; the first is the same in all such graphs, or in none. */
function failing(name: string, which: 'shared' | 'own'): StageGraph {
  const parameters = which === 'own' ? { name } : {};
  const after = toyStage(`${name}/after`, 'sum', {}, { inputs: { a: { stage: `${name}/first`, output: 'value' } } });
  return { name, stages: [toyStage(`${name}/first`, 'broken', {}, { parameters }), after] };
}

const countsOf = (results: readonly RunResult[]) => results.map(({ counts: { ran, cached } }) => [ran, cached]);
const recordOf = (result: RunResult) => provenanceOf(result, { toy: '1' }).record;
const together = (graphs: readonly StageGraph[], more: Partial<JointRunOptions> = {}) =>
  runGraphs(
    joinGraphs(graphs),
    graphs.map(() => ({})),
    { ...options(), ...more },
  );

test('stages that are alike are one node, however they are called', () => {
  const { nodes, parts, byId, owners } = joinGraphs([chain('a', 10), chain('b', 20), chain('c', 10)]);
  expect(parts.map(({ nodes }) => nodes.length)).toEqual([4, 4, 4]);
  expect(nodes.map(({ stage }) => stage.id)).toEqual(['a/source', 'a/sum', 'a/grid', 'a/mean', 'b/grid', 'b/mean']);
  expect([...owners]).toEqual([0, 0, 0, 0, 1, 1]);
  expect(byId.get('c/mean')).toBe(byId.get('a/mean'));
  expect(byId.get('a/sum')!.dependants.map(({ stage }) => stage.id)).toEqual(['a/grid', 'b/grid']);
  expect(nodes.map(({ height }) => height)).toEqual([4, 3, 2, 1, 2, 1]);
});

test('the order of members makes no difference to what is alike', () => {
  const graphs = [
    { x: 1, y: 2 },
    { y: 2, x: 1 },
  ].map((parameters, i) => {
    const inputs = Object.fromEntries(Object.entries({ a: `g${i}/s`, b: input }).sort(() => 2 * i - 1));
    const [first, second] = [toyStage(`g${i}/s`, 'source', {}, { parameters }), toyStage(`g${i}/t`, 'sum', {})];
    const from = Object.entries(inputs).map(([name, each]) => [
      name,
      each === input ? { file: each, label: '' } : { stage: each, output: 'value' },
    ]);
    return { name: `g${i}`, stages: [first, { ...second, inputs: Object.fromEntries(from) }] };
  });
  expect(joinGraphs(graphs).nodes).toHaveLength(2);
});

test('graphs with a stage of the same id cannot run together', () => {
  expect(() => joinGraphs([chain('a', 10), { ...chain('a', 20), name: 'b' }])).toThrow(
    'two stages are called a/source',
  );
});

test('each stage is computed once; records, store and plans are as after one run after the other', async () => {
  const graphs = [chain('a', 10), chain('b', 20), chain('c', 10)];
  const results = await together(graphs);
  expect(countsOf(results)).toEqual([
    [4, 0],
    [2, 2],
    [0, 4],
  ]);
  expect(results.map(({ shared }) => shared)).toEqual([0, 2, 4]);
  const apart: RunResult[] = [];
  const store = join(toy.home, 'apart');
  for (const graph of graphs) apart.push(await runGraph(graph, { ...options(store), jobs: 1 }));
  expect(countsOf(apart)).toEqual(countsOf(results));
  expect(results.map(recordOf)).toEqual(apart.map(recordOf));
  expect(storeContents(toy.storeFolder)).toEqual(storeContents(store));
  for (const graph of graphs) {
    const planned = await planGraph(graph, options());
    expect(planned.map(({ status }) => status)).toEqual(['cached', 'cached', 'cached', 'cached']);
  }
  const again = await together(graphs);
  expect(countsOf(again)).toEqual([
    [0, 4],
    [0, 4],
    [0, 4],
  ]);
});

test('a change is explained in the words of the graph whose stage runs', async () => {
  await together([chain('a', 10), chain('b', 20)]);
  const reasons: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.event === 'stage-begin') reasons.push(`${event.stage}: ${event.reason.text}`);
  };
  toy.write('input.txt', '4\n');
  await together([chain('a', 10), chain('b', 20)], { onEvent, jobs: 1 });
  expect(reasons.sort()).toEqual([
    'a/grid: inputs.value: output value of a/sum changed',
    'a/mean: inputs.grid: output grid of a/grid changed',
    'a/source: inputs.file: file input of a changed',
    'a/sum: inputs.a: output value of a/source changed',
    'b/grid: inputs.value: output value of b/sum changed',
    'b/mean: inputs.grid: output grid of b/grid changed',
  ]);
});

test('every graph has a journal of its own, with all its stages under their names', async () => {
  const told: Record<number, string[]> = { 0: [], 1: [] };
  const onEvent = (event: RunEvent, graph: number) => {
    told[graph]!.push('stage' in event ? `${event.event} ${event.stage}` : event.event);
  };
  const results = await together([chain('a', 10), chain('b', 20)], { onEvent, jobs: 1 });
  expect(told[1]![0]).toBe('run-begin');
  expect(told[1]!.at(-1)).toBe('run-end');
  expect([...told[1]!].sort()).toEqual([
    'run-begin',
    'run-end',
    'stage-begin b/grid',
    'stage-begin b/mean',
    'stage-cached b/source',
    'stage-cached b/sum',
    'stage-end b/grid',
    'stage-end b/mean',
  ]);
  const runs = listRuns(new Store(toy.storeFolder));
  expect(runs.map(({ run, graph, status, counts }) => [run, graph, status, counts.ran]).sort()).toEqual(
    results.map(({ run, graph }, i) => [run, graph, 'succeeded', [4, 2][i]]).sort(),
  );
});

test('a graph is handed over as soon as its stages are there, while others still run', async () => {
  toy.write(
    'packages/stages/src/waiting.ts',
    `import fs from 'node:fs';
export async function run({ parameters }) {
  while (!fs.existsSync(parameters.file)) await new Promise((wait) => setTimeout(wait, 5));
  return { value: { json: 1 } };
}
`,
  );
  const file = join(toy.home, 'go-on');
  const ends: number[] = [];
  const onEnd = (graph: number, result: RunResult) => {
    ends.push(graph);
    expect(result.status).toBe('succeeded');
    // The other graph goes on only once this one was handed over.
    fs.writeFileSync(file, '');
  };
  const slow = { name: 'slow', stages: [toyStage('slow/waiting', 'waiting', {}, { parameters: { file } })] };
  await together([slow, chain('a', 10)], { onEnd });
  expect(ends).toEqual([1, 0]);
});

test('garbage is what none of them needs: a stage that two of them share stays as long as one of them does', async () => {
  await together([chain('a', 10), chain('b', 20)]);
  await runGraph(chain('b', 20), options());
  const store = new Store(toy.storeFolder);
  await collectGarbage(store, { runs: 1, graceMs: 0 });
  const statuses = async (graph: StageGraph) => (await planGraph(graph, options())).map(({ status }) => status);
  expect(await statuses(chain('b', 20))).toEqual(['cached', 'cached', 'cached', 'cached']);
  expect(await statuses(chain('a', 10))).toEqual(['cached', 'cached', 'run', 'may-run']);
});

describe('a stage that fails', () => {
  test('is the failure of every graph that has it, and no other graph suffers with keepGoing', async () => {
    let begun = 0;
    const onEvent = (event: RunEvent) => {
      if (event.event === 'stage-begin' && event.stage.endsWith('first')) begun++;
    };
    const graphs = [failing('f', 'shared'), chain('a', 10), failing('g', 'shared')];
    const results = await together(graphs, { keepGoing: true, onEvent });
    expect(begun).toBe(1);
    expect(results.map(({ status }) => status)).toEqual(['failed', 'succeeded', 'failed']);
    expect(results.map(({ failures }) => failures.map(({ message }) => message))).toEqual([
      ['f/first: no result'],
      [],
      ['g/first: no result'],
    ]);
    expect(results[2]!.counts).toEqual({ cached: 0, ran: 0, failed: 1, skipped: 1 });
  });

  test('ends all without keepGoing: what was complete is handed over, the rest is interrupted', async () => {
    await runGraph(chain('a', 10), options());
    const graphs = [failing('f', 'own'), chain('a', 10), chain('b', 20)];
    const results = await together(graphs, { jobs: 1 });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'succeeded', 'interrupted']);
    expect(results[2]!.failures).toEqual([]);
    const statuses = listRuns(new Store(toy.storeFolder)).map(({ graph, status }) => `${graph} ${status}`);
    expect(statuses.sort()).toEqual(['a succeeded', 'a succeeded', 'b interrupted', 'f failed']);
  });
});

test('an output that is lost after its graph has ended is computed again for those that need it', async () => {
  const graphs = [{ name: 'a', stages: chain('a', 10_000).stages.slice(0, 3) }, chain('b', 10_000)];
  const first = await together(graphs);
  const store = new Store(toy.storeFolder);
  const { grid, mean } = Object.fromEntries(
    ['grid', 'mean'].map((id) => [id, first[1]!.stages.get(`b/${id}`)!]),
  ) as Record<'grid' | 'mean', NonNullable<ReturnType<RunResult['stages']['get']>>>;
  fs.rmSync(store.recordPath(mean.key!));
  const told: string[] = [];
  const onEvent = (event: RunEvent, graph: number) => {
    if (event.event === 'stage-begin' && event.stage === 'b/mean' && told.length === 0) {
      fs.rmSync(store.recordPath(grid.key!));
      fs.rmSync(store.objectPath(grid.outputs.grid!.digest));
    }
    if (event.event === 'stage-begin') told.push(`${graph} ${event.stage}`);
  };
  const again = await together(graphs, { onEvent });
  expect(again.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  expect(told).toEqual(['1 b/mean', '1 b/grid', '1 b/mean']);
});

test('an interrupt ends all graphs that are not complete', async () => {
  const controller = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.event === 'stage-begin') controller.abort();
  };
  await expect(
    together([chain('a', 10), chain('b', 20)], { signal: controller.signal, onEvent }),
  ).rejects.toMatchObject({
    code: 'interrupted',
  });
  expect(listRuns(new Store(toy.storeFolder)).map(({ status }) => status)).toEqual(['interrupted', 'interrupted']);
});
