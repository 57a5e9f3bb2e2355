import type { RunEvent } from '@cevns/runner/journal';
import { StageError } from '@cevns/runner/runner-error';

/** What became of the stages of a run, as far as it went. */
export class StageLog {
  /** By stage, in milliseconds. */
  readonly durations = new Map<string, number>();
  /** In the order in which they happened. */
  readonly failures: StageError[] = [];
  readonly #done = new Set<string>();
  #end: Extract<RunEvent, { event: 'run-end' }> | undefined;

  receive(event: RunEvent): void {
    if (event.event === 'run-end') this.#end = event;
    if (event.event === 'stage-cached') this.#done.add(event.stage);
    if (event.event === 'stage-failed') this.failures.push(new StageError(event.code, event.stage, event.message));
    if (event.event !== 'stage-end') return;
    this.#done.add(event.stage);
    this.durations.set(event.stage, event.durationMs);
  }

  /** Whether a stage was computed, or was in the store. */
  isDone(stage: string): boolean {
    return this.#done.has(stage);
  }

  /** How the run ended; undefined when it did not begin. */
  get end(): Extract<RunEvent, { event: 'run-end' }> | undefined {
    return this.#end;
  }
}
