import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import { sha256 } from './digest.ts';
import { canonicalJson } from './json.ts';
import { stageKey } from './key.ts';
import { provenanceOf } from './provenance.ts';
import { runGraph } from './run.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain, toyStage } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
beforeEach(() => {
  toy = makeToyWorkspace();
});
afterEach(() => toy.remove());

const options = (jobs: number) => ({
  store: new Store(toy.storeFolder),
  code: new SourceCode({ home: toy.home }),
  jobs,
});

test('the record is the same for a computed and a cached run, and its keys can be checked from it', async () => {
  const graph = toyChain(toy.write('input.txt', '3\n'));
  const computed = provenanceOf(await runGraph(graph, options(2)), { '@toy/stages': '1.0.0' });
  const cached = provenanceOf(await runGraph(graph, options(1)), { '@toy/stages': '1.0.0' });
  expect(canonicalJson(cached.record)).toBe(canonicalJson(computed.record));
  const { record, timings } = computed;
  expect(record.files).toEqual([{ label: 'input.txt', digest: sha256('3\n') }]);
  expect(record.runtime.node).toBe(process.versions.node);
  for (const { kind, modules, parameters, inputs, key } of Object.values(record.stages)) {
    const code = Object.fromEntries(
      Object.entries(modules).map(([role, module]) => [role, record.code[module]!.digest]),
    );
    const digests = Object.fromEntries(Object.entries(inputs).map(([name, { digest }]) => [name, digest]));
    const runtime = `node${record.runtime.node.split('.')[0]}-${record.runtime.architecture}`;
    expect(stageKey({ kind, code, parameters, inputs: digests, runtime })).toBe(key);
    for (const input of Object.values(inputs)) {
      if ('stage' in input) expect(record.stages[input.stage]!.outputs[input.output]!.digest).toBe(input.digest);
    }
  }
  expect(timings.stages.grid).toMatchObject({ status: 'ran', durationMs: expect.any(Number) });
  expect(cached.timings.stages.grid).toEqual({ status: 'cached' });
  expect(canonicalJson(record)).not.toContain(toy.home);
});

test('stages that failed or were skipped are named', async () => {
  toy.write('packages/stages/src/bad.ts', "export function run() { throw new Error('no'); }\n");
  const graph = { name: 'toy', stages: [toyStage('bad', 'bad'), toyStage('after', 'sum', { a: 'bad' })] };
  const { record } = provenanceOf(await runGraph(graph, { ...options(1), keepGoing: true }), {});
  expect(record.missing).toEqual(['bad', 'after']);
  expect(record.stages).toEqual({});
});
