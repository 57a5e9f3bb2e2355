import type { GraphNode } from './graph.ts';
import type { KeyIngredients } from './key.ts';
import type { Reason } from './reason.ts';

/** A stage that has to run and whose inputs are known. */
export interface ReadyStage {
  readonly node: GraphNode;
  readonly key: string;
  readonly ingredients: KeyIngredients;
  readonly reason: Reason;
  /** Not to be sent with others, and into a thread of its own: a batch with it lost its thread, or it is a command. */
  readonly alone: boolean;
}

/** Stages that wait for a worker: those with the longest way to the end of the graph come first, then in the order of the graph. */
export class ReadyStages {
  /** A binary heap: no stage comes before the one at half its index. */
  readonly #heap: ReadyStage[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The stage that comes first. */
  first(): ReadyStage | undefined {
    return this.#heap[0];
  }

  add(ready: ReadyStage): void {
    const heap = this.#heap;
    let i = heap.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!comesBefore(ready, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = ready;
  }

  /** Takes the stage that comes first. */
  take(): ReadyStage | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!comesBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function comesBefore({ node: a }: ReadyStage, { node: b }: ReadyStage): boolean {
  return a.height > b.height || (a.height === b.height && a.position < b.position);
}
