import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { StageGraph } from './graph.ts';
import { canonicalJson } from './json.ts';
import { type ProvenanceRecord, provenanceOf } from './provenance.ts';
import { isSame, provenanceDifference } from './provenance-difference.ts';
import { readProvenance } from './read-provenance.ts';
import { runGraph } from './run.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
let input: string;
beforeEach(() => {
  toy = makeToyWorkspace();
  input = toy.write('input.txt', '3\n');
});
afterEach(() => toy.remove());

async function recordOf(graph: StageGraph = toyChain(input)): Promise<ProvenanceRecord> {
  const options = { store: new Store(toy.storeFolder), code: new SourceCode({ home: toy.home }), jobs: 1 };
  return provenanceOf(await runGraph(graph, options), { cevns: '1.0.0' }, {}).record;
}

const nothing = { files: [], parameters: [], code: [], runtime: [], onlyBefore: [], onlyAfter: [], outputs: [] };

test('the same study twice: nothing differs', async () => {
  const difference = provenanceDifference(await recordOf(), await recordOf());
  expect(difference).toEqual(nothing);
  expect(isSame(difference)).toBe(true);
});

test('an input file, a parameter, a selected module, an edit of the source, each with what follows', async () => {
  const before = await recordOf();
  toy.write('input.txt', '4\n');
  const file = provenanceDifference(before, await recordOf());
  expect(file.files).toEqual([{ label: 'input.txt', before: before.files[0]!.digest, after: expect.any(String) }]);
  expect(file).toMatchObject({ parameters: [], code: [], outputs: ['source', 'sum', 'grid', 'mean'] });
  toy.write('input.txt', '3\n');

  const points = provenanceDifference(before, await recordOf(toyChain(input, { points: 10 })));
  expect(points).toEqual({
    ...nothing,
    parameters: [{ change: 'points 2000 -> 10', stages: ['grid'] }],
    outputs: ['grid', 'mean'],
  });

  const shift = provenanceDifference(before, await recordOf(toyChain(input, { shift: 'shift-down' })));
  const change = 'shift "@toy/numbers/shift-up" -> "@toy/numbers/shift-down"';
  expect(shift).toMatchObject({ parameters: [{ change, stages: ['sum'] }], code: [] });

  toy.edit('packages/numbers/src/arithmetic.ts', '2 * x', 'x + x');
  const edit = provenanceDifference(before, await recordOf());
  expect(edit).toEqual({ ...nothing, code: [{ change: 'numbers/arithmetic changed', modules: ['@toy/stages/sum'] }] });
});

test('studies of other names are compared stage by stage, and what only one has is named', async () => {
  const named = (name: string, stages: readonly string[]): StageGraph => {
    const chain = toyChain(input).stages.filter(({ id }) => stages.includes(id));
    const inside = (input: (typeof chain)[number]['inputs'][string]) =>
      'stage' in input ? { ...input, stage: `${name}/${input.stage}` } : input;
    return {
      name,
      stages: chain.map((stage) => ({
        ...stage,
        id: `${name}/${stage.id}`,
        inputs: Object.fromEntries(Object.entries(stage.inputs).map(([key, value]) => [key, inside(value)])),
      })),
    };
  };
  const [one, other] = [await recordOf(named('one', ['source', 'sum'])), await recordOf(named('other', ['source']))];
  expect(provenanceDifference(one, other)).toEqual({ ...nothing, onlyBefore: ['sum'] });
  expect(provenanceDifference(other, one)).toEqual({ ...nothing, onlyAfter: ['sum'] });
});

test('versions', async () => {
  const before = await recordOf();
  const runtime = { ...before.runtime, node: '99.0.0', packages: { cevns: '2.0.0' } };
  expect(provenanceDifference(before, { ...before, runtime }).runtime).toEqual([
    'cevns 1.0.0 -> 2.0.0',
    `node ${before.runtime.node} -> 99.0.0`,
  ]);
});

test('a record comes back from its text, and anything else is refused', async () => {
  const record = await recordOf();
  const text = canonicalJson(record);
  expect(readProvenance(text)).toEqual(JSON.parse(text));
  expect(readProvenance(text.slice(0, -1))).toBeUndefined();
  for (const key of Object.keys(record)) {
    expect(readProvenance(JSON.stringify({ ...record, [key]: 7 })), key).toBeUndefined();
    expect(readProvenance(JSON.stringify({ ...record, [key]: undefined })), key).toBeUndefined();
  }
  const stages = { sum: { ...record.stages.sum, inputs: { a: { stage: 'source' } } } };
  expect(readProvenance(JSON.stringify({ ...record, stages }))).toBeUndefined();
});
