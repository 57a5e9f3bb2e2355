import type { OrderedGraph } from './graph.ts';
import { Journal, type RunEvent } from './journal.ts';
import type { StageResult } from './run-result.ts';
import type { StageSpec } from './stage.ts';
import type { LatestKeys, Store } from './store.ts';
import { VerifiedStages } from './verified-stages.ts';

/** What is kept of one of the graphs that run together: its journal, and what the store remembers of it. */
export class PartRun {
  readonly graph: OrderedGraph;
  readonly run: string;
  readonly verified: VerifiedStages;
  /** Number of stages that did not come to an end yet. */
  left: number;
  /** Whether its last line is written. */
  over = false;
  readonly #store: Store;
  readonly #journal: Journal;
  #latest: LatestKeys | undefined | null = null;

  constructor(graph: OrderedGraph, run: string, store: Store) {
    this.graph = graph;
    this.run = run;
    this.left = graph.nodes.length;
    this.#store = store;
    this.verified = new VerifiedStages(store, graph.name);
    this.#journal = new Journal(store, run);
  }

  write(event: RunEvent): void {
    this.#journal.write(event);
  }

  flush(): void {
    this.#journal.flush();
  }

  close(): void {
    this.#journal.close();
  }

  /** The keys that the last run of the graph left. */
  latest(): LatestKeys | undefined {
    if (this.#latest === null) this.#latest = this.#store.latest(this.graph.name);
    return this.#latest;
  }

  /**
   * Keeps the keys for the reasons that a later plan gives; those of stages that did not come to an end stay as they were.
   *
   * @param resultOf a stage of the graph; undefined when it did not come to an end
   */
  keepLatest(resultOf: (stage: StageSpec) => StageResult | undefined): void {
    const previous = this.latest();
    const keyOf = (stage: StageSpec) => {
      const { status, key } = resultOf(stage) ?? {};
      return status === 'cached' || status === 'ran' ? key : previous?.[stage.id];
    };
    const { name, stages } = this.graph;
    const known = previous === undefined ? -1 : Object.keys(previous).length;
    if (known === stages.length && stages.every((stage) => keyOf(stage) === previous?.[stage.id])) return;
    const keys: Record<string, string> = {};
    for (const stage of stages) {
      const key = keyOf(stage);
      if (key !== undefined) keys[stage.id] = key;
    }
    this.#store.putLatest(name, keys);
  }
}
