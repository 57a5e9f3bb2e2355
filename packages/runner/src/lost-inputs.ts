import type { GraphNode } from './graph.ts';
import type { KeyIngredients } from './key.ts';
import type { ReadyStage } from './ready-stages.ts';
import type { StageResult } from './run-result.ts';
import type { Store } from './store.ts';

/** A stage whose inputs are lost again and again fails: its disk is broken, or somebody deletes faster than the stage can run. */
const maximumAttempts = 3;

/**
 * Stages that began and did not find what the run had seen in the store: another process removed it, or it is damaged. The stages it came from
 * run again, and then the ones that missed it.
 */
export class LostInputs {
  readonly #store: Store;
  /** Keys that are computed again, and the stages that wait for them. */
  readonly #waiting = new Map<string, Set<ReadyStage>>();
  readonly #attempts = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Notes that a stage did not get its inputs.
   *
   * @param resultOf of the stages before it
   * @param ingredientsOf of a stage that came to its end
   * @returns the stages to run again first; none when nothing that can be mended is missing
   */
  missed(
    ready: ReadyStage,
    resultOf: (node: GraphNode) => StageResult,
    ingredientsOf: (result: StageResult) => KeyIngredients,
  ): ReadyStage[] {
    const attempt = (this.#attempts.get(ready.key) ?? 0) + 1;
    this.#attempts.set(ready.key, attempt);
    if (attempt > maximumAttempts) return [];
    const again: ReadyStage[] = [];
    for (const node of ready.node.upstream) {
      const result = resultOf(node);
      const { key } = result;
      if (key === undefined || this.#store.lookup(key).state === 'hit') continue;
      const waiting = this.#waiting.get(key);
      if (waiting) {
        waiting.add(ready);
      } else {
        this.#waiting.set(key, new Set([ready]));
        const reason = { kind: 'damaged', text: 'its outputs vanished from the store during the run' } as const;
        again.push({ node, key, ingredients: ingredientsOf(result), reason, alone: node.stage.command !== undefined });
      }
    }
    return again;
  }

  /**
   * Whether all that a stage takes from others is in the store again after it missed something: another stage missed the same, and it was
   * computed again meanwhile.
   */
  areBack(ready: ReadyStage, resultOf: (node: GraphNode) => StageResult): boolean {
    const { node, key } = ready;
    if (node.upstream.length === 0 || (this.#attempts.get(key) ?? 0) > maximumAttempts) return false;
    return node.upstream.every((each) => {
      const { key: from } = resultOf(each);
      return from !== undefined && this.#store.lookup(from).state === 'hit';
    });
  }

  /** Whether a stage waits for inputs that are computed again. */
  isWaiting(ready: ReadyStage): boolean {
    return [...this.#waiting.values()].some((waiting) => waiting.has(ready));
  }

  /** Takes a key off the list; gives those stages that wait for nothing else. */
  restored(key: string): ReadyStage[] {
    const waiting = this.#waiting.get(key) ?? new Set<ReadyStage>();
    this.#waiting.delete(key);
    return [...waiting].filter((ready) => !this.isWaiting(ready));
  }

  /** Takes a key off the list that will not come; gives those that waited for it, which now wait for nothing. */
  abandoned(key: string): ReadyStage[] {
    const stages = [...(this.#waiting.get(key) ?? [])];
    this.#waiting.delete(key);
    for (const waiting of this.#waiting.values()) for (const ready of stages) waiting.delete(ready);
    return stages;
  }
}
