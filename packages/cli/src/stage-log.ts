import type { RunEvent } from '@cevns/runner/journal';

/** What became of the stages of a run, as far as it went. */
export class StageLog {
  /** By stage, in milliseconds. */
  readonly durations = new Map<string, number>();
  readonly #done = new Set<string>();
  #end: Extract<RunEvent, { event: 'run-end' }> | undefined;

  receive(event: RunEvent): void {
    if (event.event === 'run-end') this.#end = event;
    if (event.event === 'stage-cached') this.#done.add(event.stage);
    if (event.event === 'stage-end') this.#done.add(event.stage);
    if (event.event === 'stage-end' || event.event === 'stage-failed') {
      this.durations.set(event.stage, event.durationMs);
    }
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
