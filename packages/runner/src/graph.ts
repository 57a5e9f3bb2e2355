import { RunnerError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';

/** Stages that belong together; `name` says whose they are ('coherent-csi-2021'), so that `plan` can compare with the last run. */
export interface StageGraph {
  readonly name: string;
  readonly stages: readonly StageSpec[];
}

/** A checked graph: stages in an order in which each comes after its inputs, and who takes from whom. */
export interface OrderedGraph {
  readonly name: string;
  readonly stages: readonly StageSpec[];
  readonly byId: ReadonlyMap<string, StageSpec>;
  /** Ids of the stages that take an output of this one, each once. */
  readonly dependants: ReadonlyMap<string, readonly string[]>;
  /** Number of stages on the longest way from this one to the end of the graph, itself included. */
  readonly height: ReadonlyMap<string, number>;
  /** Place of each stage in `stages`. */
  readonly position: ReadonlyMap<string, number>;
}

/** Timers of Node count in 32 bits. */
const maximumTimeLimitMs = 2 ** 31 - 1;

/** Ids of the stages whose outputs this stage takes, each once, in the order of its inputs. */
export function upstreamOf(stage: StageSpec): string[] {
  const ids = new Set<string>();
  for (const input of Object.values(stage.inputs)) if ('stage' in input) ids.add(input.stage);
  return [...ids];
}

/**
 * Checks a graph and puts its stages in order; stages that do not depend on each other keep the order they came in.
 *
 * @throws RunnerError `graph-invalid`, `graph-duplicate-stage`, `graph-unknown-stage`, `graph-unknown-output`, `graph-cycle`
 */
export function orderGraph(graph: StageGraph): OrderedGraph {
  const byId = new Map<string, StageSpec>();
  for (const stage of graph.stages) {
    checkStage(stage);
    if (byId.has(stage.id)) throw new RunnerError('graph-duplicate-stage', `two stages are called ${stage.id}`);
    byId.set(stage.id, stage);
  }
  const dependants = new Map<string, string[]>(graph.stages.map((stage) => [stage.id, []]));
  const missing = new Map<string, number>();
  for (const stage of graph.stages) {
    checkReferences(stage, byId);
    const upstream = upstreamOf(stage);
    missing.set(stage.id, upstream.length);
    for (const id of upstream) dependants.get(id)!.push(stage.id);
  }
  const stages: StageSpec[] = graph.stages.filter((stage) => missing.get(stage.id) === 0);
  for (let next = 0; next < stages.length; next++) {
    for (const id of dependants.get(stages[next]!.id)!) {
      const left = missing.get(id)! - 1;
      missing.set(id, left);
      if (left === 0) stages.push(byId.get(id)!);
    }
  }
  if (stages.length < graph.stages.length) throw cycleError(byId, missing);
  const height = new Map<string, number>();
  for (let i = stages.length - 1; i >= 0; i--) {
    const { id } = stages[i]!;
    let longest = 0;
    for (const dependant of dependants.get(id)!) longest = Math.max(longest, height.get(dependant)!);
    height.set(id, longest + 1);
  }
  const position = new Map(stages.map(({ id }, i) => [id, i]));
  return { name: graph.name, stages, byId, dependants, height, position };
}

function checkStage(stage: StageSpec): void {
  const fail = (what: string) => new RunnerError('graph-invalid', `stage ${stage.id || '(without an id)'}: ${what}`);
  if (!stage.id) throw fail('the id is empty');
  if (!stage.kind) throw fail('the kind is empty');
  if (!stage.modules.entry) throw fail('there is no entry module');
  if (stage.outputs.length === 0) throw fail('it has no output');
  if (new Set(stage.outputs).size !== stage.outputs.length) throw fail('two outputs have the same name');
  const { timeLimitMs = 1 } = stage;
  if (!(timeLimitMs > 0 && timeLimitMs <= maximumTimeLimitMs)) {
    throw fail(`the time limit has to be above 0 and at most ${maximumTimeLimitMs} ms, found ${timeLimitMs}`);
  }
}

function checkReferences(stage: StageSpec, byId: ReadonlyMap<string, StageSpec>): void {
  for (const [name, input] of Object.entries(stage.inputs)) {
    if (!('stage' in input)) continue;
    const source = byId.get(input.stage);
    if (!source) {
      throw new RunnerError(
        'graph-unknown-stage',
        `stage ${stage.id}: input ${name} comes from ${input.stage}, which is not in the graph`,
      );
    }
    if (!source.outputs.includes(input.output)) {
      throw new RunnerError(
        'graph-unknown-output',
        `stage ${stage.id}: input ${name} is output ${input.output} of ${input.stage}, which has ${source.outputs.join(', ')}`,
      );
    }
  }
}

/** Every stage left over waits for another one left over, so walking upstream must come round. */
function cycleError(byId: ReadonlyMap<string, StageSpec>, missing: ReadonlyMap<string, number>): RunnerError {
  const left = (id: string) => missing.get(id)! > 0;
  const path: string[] = [[...byId.keys()].find(left)!];
  for (;;) {
    const next = upstreamOf(byId.get(path.at(-1)!)!).find(left)!;
    const seen = path.indexOf(next);
    path.push(next);
    if (seen >= 0) {
      const circle = path.slice(seen).reverse();
      return new RunnerError('graph-cycle', `stages wait for each other: ${circle.join(' -> ')}`);
    }
  }
}
