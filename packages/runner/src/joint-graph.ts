import { type GraphNode, type OrderedGraph, orderGraph, type StageGraph } from './graph.ts';
import { canonicalJson } from './json.ts';
import { RunnerError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';

/** A stage of a part that is computed as a stage of another one, or of the same. */
export interface SharedStage {
  /** Number of the part. */
  readonly part: number;
  readonly stage: StageSpec;
}

/** Several graphs as one: stages that compute the same from the same are one node, that of the part that brought it first. */
export interface JointGraph {
  readonly parts: readonly OrderedGraph[];
  /** In an order in which each comes after its inputs; the stages of the first part come first. */
  readonly nodes: readonly GraphNode[];
  /** By the id of a stage in any part. */
  readonly byId: ReadonlyMap<string, GraphNode>;
  /** By position: the part whose stage a node is. */
  readonly owners: Int32Array;
  /** By position: the other stages that a node stands for. */
  readonly shared: ReadonlyMap<number, readonly SharedStage[]>;
}

interface UnfinishedNode extends GraphNode {
  height: number;
  readonly dependants: UnfinishedNode[];
}

/**
 * Checks graphs and joins them. Ids have to differ between them.
 *
 * @throws RunnerError `graph-invalid`, `graph-duplicate-stage`, `graph-unknown-stage`, `graph-unknown-output`, `graph-cycle`,
 *   `not-json` for parameters of several graphs
 */
export function joinGraphs(graphs: readonly StageGraph[]): JointGraph {
  const parts = graphs.map(orderGraph);
  const [only] = parts;
  if (only && parts.length === 1) {
    const { nodes, byId } = only;
    return { parts, nodes, byId, owners: new Int32Array(nodes.length), shared: new Map() };
  }
  const nodes: UnfinishedNode[] = [];
  const byId = new Map<string, UnfinishedNode>();
  const byContent = new Map<string, UnfinishedNode>();
  const owners: number[] = [];
  const shared = new Map<number, SharedStage[]>();
  const contents = new Contents(byId);
  for (const [part, { nodes: own }] of parts.entries()) {
    for (const { stage, upstream } of own) {
      if (byId.has(stage.id)) throw new RunnerError('graph-duplicate-stage', `two stages are called ${stage.id}`);
      const content = contents.of(stage);
      const known = byContent.get(content);
      if (known) {
        byId.set(stage.id, known);
        shared.set(known.position, [...(shared.get(known.position) ?? []), { part, stage }]);
        continue;
      }
      const from = [...new Set(upstream.map((each) => byId.get(each.stage.id)!))];
      const node = { stage, position: nodes.length, upstream: from, dependants: [], height: 1 };
      for (const each of from) each.dependants.push(node);
      byId.set(stage.id, node);
      byContent.set(content, node);
      nodes.push(node);
      owners.push(part);
    }
  }
  for (const node of nodes.toReversed()) {
    for (const each of node.upstream as UnfinishedNode[]) each.height = Math.max(each.height, node.height + 1);
  }
  return { parts, nodes, byId, owners: Int32Array.from(owners), shared };
}

/** What a stage computes from what, as a text that is the same for stages that are alike. */
class Contents {
  readonly #byId: ReadonlyMap<string, GraphNode>;
  readonly #numbers = new Map<string, number>();
  /** Parts of a campaign are mostly the same objects. */
  readonly #known = new Map<object, number>();

  /** @param byId the nodes of all stages that come before */
  constructor(byId: ReadonlyMap<string, GraphNode>) {
    this.#byId = byId;
  }

  of({ kind, modules, parameters, inputs, outputs, timeLimitMs, command }: StageSpec): string {
    const names = Object.keys(inputs).sort();
    const from = names.map((name) => {
      const input = inputs[name]!;
      // What a file is called in messages makes no difference.
      return 'stage' in input ? [name, this.#byId.get(input.stage)!.position, input.output] : [name, input.file];
    });
    const own = [kind, timeLimitMs ?? 0, command === undefined ? 0 : this.#numberOf(command)];
    return JSON.stringify([...own, ...[modules, outputs, parameters].map((each) => this.#numberOf(each)), from]);
  }

  #numberOf(value: unknown): number {
    const isObject = typeof value === 'object' && value !== null;
    const before = isObject ? this.#known.get(value) : undefined;
    if (before !== undefined) return before;
    // As in a key: the order of members makes no difference.
    const text = canonicalJson(value);
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    if (isObject) this.#known.set(value, number);
    return number;
  }
}
