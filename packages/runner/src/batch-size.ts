import type { ReadyStage, ReadyStages } from './ready-stages.ts';

/** A message to a worker and its answer cost some 0.2 ms, so this much work per message makes them cheap. */
export const batchMs = 20;

/** What a stage adds to a batch at the least: sending, verifying and keeping take this long even when it computes nothing. */
const leastMs = 0.08;

/** Decides how many stages travel to a worker together, from how long stages of the same code took so far. */
export class BatchSize {
  /** Running mean of the time of a stage, by entry module, in milliseconds. */
  readonly #meanMs = new Map<string, number>();

  /** Learns how long a stage took. */
  learn({ node: { stage } }: ReadyStage, durationMs: number): void {
    const mean = this.#meanMs.get(stage.modules.entry);
    // The first one also loaded its modules, so what comes later has to count more.
    this.#meanMs.set(stage.modules.entry, mean === undefined ? durationMs : 0.7 * mean + 0.3 * durationMs);
  }

  /**
   * Takes stages for one message: about 20 ms of work, but never more than the share of one of `jobs` workers; a stage of
   * which nothing is known yet travels alone.
   */
  take(ready: ReadyStages, jobs: number): ReadyStage[] {
    const share = Math.ceil(ready.size / jobs);
    const batch: ReadyStage[] = [];
    let totalMs = 0;
    while (batch.length < share) {
      const { node, alone } = ready.first()!;
      const meanMs = alone ? undefined : this.#meanMs.get(node.stage.modules.entry);
      totalMs += Math.max(meanMs ?? batchMs, leastMs);
      // Short stages do not wait for a long one to end.
      if (batch.length > 0 && totalMs > batchMs) break;
      batch.push(ready.take()!);
    }
    return batch;
  }
}
