import { RunnerError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';

/** Stages that belong together; `name` says whose they are ('coherent-csi-2021'), so that `plan` can compare with the last run. */
export interface StageGraph {
  readonly name: string;
  readonly stages: readonly StageSpec[];
}

/** A stage of a checked graph, and who takes from whom. */
export interface GraphNode {
  readonly stage: StageSpec;
  /** Place in the order of the graph. */
  readonly position: number;
  /** The stages whose outputs this one takes, each once, in the order of its inputs. */
  readonly upstream: readonly GraphNode[];
  /** The stages that take an output of this one, each once. */
  readonly dependants: readonly GraphNode[];
  /** Number of stages on the longest way from this one to the end of the graph, itself included. */
  readonly height: number;
}

/** A checked graph, in an order in which each stage comes after its inputs. */
export interface OrderedGraph {
  readonly name: string;
  readonly stages: readonly StageSpec[];
  readonly nodes: readonly GraphNode[];
  readonly byId: ReadonlyMap<string, GraphNode>;
}

interface UnfinishedNode extends GraphNode {
  position: number;
  height: number;
  upstream: UnfinishedNode[];
  dependants: UnfinishedNode[];
  /** Number of stages upstream that have no place yet. */
  missing: number;
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
  const byId = new Map<string, UnfinishedNode>();
  const all = graph.stages.map((stage): UnfinishedNode => {
    checkStage(stage);
    if (byId.has(stage.id)) throw new RunnerError('graph-duplicate-stage', `two stages are called ${stage.id}`);
    const node = { stage, position: -1, upstream: [], dependants: [], height: 1, missing: 0 };
    byId.set(stage.id, node);
    return node;
  });
  for (const node of all) connect(node, byId);
  const nodes = all.filter(({ missing }) => missing === 0);
  // What gets its place is appended, and the loop goes on to it.
  for (const node of nodes)
    for (const dependant of node.dependants) if (--dependant.missing === 0) nodes.push(dependant);
  if (nodes.length < all.length) throw cycleError(all);
  for (let position = nodes.length - 1; position >= 0; position--) {
    const node = nodes[position]!;
    node.position = position;
    for (const each of node.upstream) each.height = Math.max(each.height, node.height + 1);
    // A list that grew has room for 17: much, for a hundred thousand of them.
    node.upstream = node.upstream.slice();
    node.dependants = node.dependants.slice();
  }
  return { name: graph.name, stages: nodes.map(({ stage }) => stage), nodes, byId };
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

/** Finds the stages from which a stage takes its inputs. */
function connect(node: UnfinishedNode, byId: ReadonlyMap<string, UnfinishedNode>): void {
  const { id, inputs } = node.stage;
  for (const [name, input] of Object.entries(inputs)) {
    if (!('stage' in input)) continue;
    const source = byId.get(input.stage);
    if (!source) {
      throw new RunnerError(
        'graph-unknown-stage',
        `stage ${id}: input ${name} comes from ${input.stage}, which is not in the graph`,
      );
    }
    if (!source.stage.outputs.includes(input.output)) {
      throw new RunnerError(
        'graph-unknown-output',
        `stage ${id}: input ${name} is output ${input.output} of ${input.stage}, which has ${source.stage.outputs.join(', ')}`,
      );
    }
    if (node.upstream.includes(source)) continue;
    node.upstream.push(source);
    source.dependants.push(node);
    node.missing++;
  }
}

/** Every stage left over waits for another one left over, so walking upstream must come round. */
function cycleError(nodes: readonly UnfinishedNode[]): RunnerError {
  const isLeft = ({ missing }: UnfinishedNode) => missing > 0;
  const path = [nodes.find(isLeft)!];
  for (;;) {
    const next = path.at(-1)!.upstream.find(isLeft)!;
    const seen = path.indexOf(next);
    path.push(next);
    if (seen >= 0) {
      const circle = path.slice(seen).reverse();
      return new RunnerError(
        'graph-cycle',
        `stages wait for each other: ${circle.map(({ stage }) => stage.id).join(' -> ')}`,
      );
    }
  }
}
