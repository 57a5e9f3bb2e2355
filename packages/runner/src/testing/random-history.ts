import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { SourceCode } from '../code/source-code.ts';
import type { StageGraph } from '../graph.ts';
import type { Json } from '../json.ts';
import { runGraph } from '../run.ts';
import { RunnerError } from '../runner-error.ts';
import type { StageSpec } from '../stage.ts';
import { Store } from '../store.ts';
import { linkRunner } from './child-process.ts';
import { runInProcess } from './described-process.ts';
import { makeToyWorkspace, type ToyWorkspace, toyStage } from './toy-workspace.ts';

/** What a stage computes: its number, plus twice each number it takes; `padding` makes the output too large for a record. */
const foldStage = `interface Context { parameters: { value: number; padding: number }; inputs: Record<string, { text(): string; json(): { value: number } }> }
export function run({ parameters: { value, padding }, inputs }: Context) {
  let total = value;
  for (const name of Object.keys(inputs)) total += 2 * (name === 'file' ? Number(inputs[name]!.text()) : inputs[name]!.json().value);
  return { value: { json: { value: total % 1009, padding: 'x'.repeat(padding) } } };
}
`;

interface ModelStage {
  readonly value: number;
  readonly large: boolean;
  readonly file: number | null;
  /** Stages before this one, by number. */
  readonly from: readonly number[];
}

/** One round of a history: edit a stage or a file, damage the store, run or be killed. */
interface Round {
  readonly edited: number;
  readonly value: number;
  readonly edge: number;
  readonly file: number;
  readonly damage: 'nothing' | 'delete' | 'empty' | 'truncate' | 'flip';
  readonly victim: number;
  readonly end: 'finish' | 'abort' | 'kill';
  readonly after: number;
  readonly jobs: number;
  readonly order: number;
}

const modelStages = fc
  .array(
    fc.record({
      value: fc.nat(4),
      large: fc.boolean(),
      file: fc.option(fc.nat(1), { freq: 4 }),
      from: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((stages) =>
    stages.map(
      (stage, i): ModelStage => ({
        ...stage,
        from: i === 0 ? [] : [...new Set(stage.from.map((j) => j % i))],
      }),
    ),
  );

const rounds = fc.array(
  fc.record<Round>({
    edited: fc.nat(100),
    value: fc.nat(4),
    edge: fc.nat(100),
    file: fc.nat(3),
    damage: fc.constantFrom('nothing', 'delete', 'empty', 'truncate', 'flip'),
    victim: fc.nat(1000),
    end: fc.constantFrom('finish', 'finish', 'abort', 'abort', 'kill'),
    after: fc.integer({ min: 1, max: 20 }),
    jobs: fc.integer({ min: 1, max: 3 }),
    order: fc.nat(1000),
  }),
  { minLength: 2, maxLength: 5 },
);

/**
 * Checks histories of random graphs: whatever was edited, deleted, damaged, interrupted or killed before, a run gives what the
 * model gives, which knows no store, and the very bytes that a run on an empty store gives.
 */
export async function checkRandomHistories(numRuns: number): Promise<void> {
  const toy = makeToyWorkspace();
  try {
    linkRunner(toy);
    toy.write('packages/stages/src/fold.ts', foldStage);
    await fc.assert(
      fc.asyncProperty(modelStages, rounds, (stages, history) => follow(toy, stages, history)),
      { numRuns },
    );
  } finally {
    toy.remove();
  }
}

async function follow(toy: ToyWorkspace, initial: readonly ModelStage[], history: readonly Round[]): Promise<void> {
  const folder = fs.mkdtempSync(join(toy.home, 'history-'));
  const files = [1, 2];
  const stages = [...initial];
  for (const round of history) {
    const at = round.edited % stages.length;
    const from = at === 0 ? [] : [...new Set([...stages[at]!.from.slice(1), round.edge % at])];
    stages[at] = { ...stages[at]!, value: round.value, from };
    files[round.file % 2] = round.file;
    files.forEach((value, i) => {
      fs.writeFileSync(join(folder, `input-${i}`), `${value}\n`);
    });
    damageOne(join(folder, 'store'), round);
    const graph = graphOf(stages, folder, round.order);
    if (round.end === 'kill') {
      await runInProcess(toy, {
        graph,
        home: toy.home,
        store: join(folder, 'store'),
        jobs: round.jobs,
        killAfter: round.after,
      });
    } else if (round.end === 'abort') {
      await runAndAbort(toy, graph, join(folder, 'store'), round);
    }
    const expected = modelValues(stages, files);
    const used = await run(toy, graph, join(folder, 'store'), round.jobs);
    const fresh = await run(toy, graph, fs.mkdtempSync(join(folder, 'fresh-')), 1);
    for (const [i, value] of expected.entries()) {
      expect((used.artifact(`s${i}`, 'value').json() as { value: number }).value).toBe(value);
      const { key, outputs } = fresh.stages.get(`s${i}`)!;
      expect(used.stages.get(`s${i}`)).toMatchObject({ key, outputs });
    }
  }
}

function run(toy: ToyWorkspace, graph: StageGraph, store: string, jobs: number) {
  return runGraph(graph, { store: new Store(store), code: new SourceCode({ home: toy.home }), jobs });
}

async function runAndAbort(toy: ToyWorkspace, graph: StageGraph, store: string, round: Round): Promise<void> {
  const controller = new AbortController();
  let events = 0;
  const onEvent = () => {
    if (++events === round.after) controller.abort();
  };
  const { signal } = controller;
  const code = new SourceCode({ home: toy.home });
  await runGraph(graph, { store: new Store(store), code, jobs: round.jobs, signal, onEvent }).catch(
    (error: unknown) => {
      if (!(error instanceof RunnerError) || error.code !== 'interrupted') throw error;
    },
  );
}

/** The same stages in another order: it is for the graph to sort them. */
function graphOf(stages: readonly ModelStage[], folder: string, order: number): StageGraph {
  const specs = stages.map(({ value, large, file, from }, i): StageSpec => {
    const inputs: Record<string, string> = {};
    for (const j of from) inputs[`from${j}`] = `s${j}`;
    if (file !== null) inputs.file = join(folder, `input-${file}`);
    const parameters: Json = { value, padding: large ? 5000 : 0 };
    return toyStage(`s${i}`, 'fold', inputs, { parameters });
  });
  const turned = specs.map((_, i) => specs[(i * 7 + order) % specs.length]!);
  return { name: 'history', stages: specs.length % 7 === 0 ? specs.reverse() : turned };
}

function modelValues(stages: readonly ModelStage[], files: readonly number[]): number[] {
  const values: number[] = [];
  for (const { value, file, from } of stages) {
    let total = value + (file === null ? 0 : 2 * files[file]!);
    for (const j of from) total += 2 * values[j]!;
    values.push(total % 1009);
  }
  return values;
}

function damageOne(folder: string, { damage, victim }: Round): void {
  if (damage === 'nothing' || !fs.existsSync(folder)) return;
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entry = entries[victim % entries.length];
  if (!entry) return;
  const path = join(entry.parentPath, entry.name);
  const bytes = fs.readFileSync(path);
  if (damage === 'delete') fs.rmSync(path);
  else if (damage === 'empty') fs.writeFileSync(path, '');
  else if (damage === 'truncate') fs.writeFileSync(path, bytes.subarray(0, victim % (bytes.length || 1)));
  else if (bytes.length > 0) {
    bytes[victim % bytes.length]! ^= 1 << (victim % 8);
    fs.writeFileSync(path, bytes);
  }
}
