import type { GraphNode } from './graph.ts';
import type { ResolvedModules } from './ingredients.ts';
import type { JointGraph, SharedStage } from './joint-graph.ts';
import type { RunCounts } from './journal.ts';
import type { StageResult } from './run-result.ts';
import { StageError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';

/** How the stages of a joint graph ended, as far as they did, and what each part sees of it under its own names. */
export class JointResults {
  readonly #graph: JointGraph;
  /** By position. */
  readonly #results: (StageResult | undefined)[];

  constructor(graph: JointGraph) {
    this.#graph = graph;
    this.#results = new Array(graph.nodes.length).fill(undefined);
  }

  of({ position }: GraphNode): StageResult | undefined {
    return this.#results[position];
  }

  set({ position }: GraphNode, result: StageResult): void {
    this.#results[position] = result;
  }

  /** The other stages that a node stands for. */
  sharedOf({ position }: GraphNode): readonly SharedStage[] {
    return this.#graph.shared.get(position) ?? [];
  }

  /** What a part calls a stage, which may be one that it does not have. */
  nameIn(part: number, id: string): string {
    const node = this.#graph.byId.get(id)!;
    return this.sharedOf(node).find((shared) => shared.part === part)?.stage.id ?? id;
  }

  /** The result of a stage of a part. */
  ownResult(stage: StageSpec): StageResult | undefined {
    const node = this.#graph.byId.get(stage.id)!;
    const result = this.of(node);
    return result && node.stage !== stage ? sharedResult(result, stage) : result;
  }

  /** How many stages of a part came to which end. */
  countsOf(part: number): RunCounts {
    const counts = { cached: 0, ran: 0, failed: 0, skipped: 0 };
    for (const stage of this.#graph.parts[part]!.stages) {
      const result = this.ownResult(stage);
      if (result) counts[result.status]++;
    }
    return counts;
  }

  /** Number of stages of a part that are computed, or looked up, as those of another one. */
  sharedBy(part: number): number {
    return this.#graph.parts[part]!.stages.filter((stage) => this.#graph.byId.get(stage.id)!.stage !== stage).length;
  }

  /** The modules that a part names. */
  modulesOf(part: number, all: ResolvedModules): ResolvedModules {
    if (this.#graph.parts.length === 1) return all;
    const named = new Set(this.#graph.parts[part]!.stages.flatMap(({ modules }) => Object.values(modules)));
    return new Map([...all].filter(([specifier]) => named.has(specifier)));
  }
}

/** The result of a stage that was computed as another one: as if it had been in the store. */
export function sharedResult({ reason: _, ...result }: StageResult, stage: StageSpec): StageResult {
  const { status, error } = result;
  if (status === 'ran') {
    const { durationMs: _, ...rest } = result;
    return { ...rest, stage, status: 'cached' };
  }
  return { ...result, stage, ...(error === undefined ? {} : { error: renamed(error, stage.id) }) };
}

function renamed({ code, stage, message, cause }: StageError, id: string): StageError {
  const own = message.startsWith(`${stage}: `) ? `${id}${message.slice(stage.length)}` : message;
  return new StageError(code, id, own, cause === undefined ? undefined : { cause });
}
