import type { Clock } from '../live-progress.ts';

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly period: number; readonly action: () => void; next: number }>();

  now(): number {
    return this.#now;
  }

  every(period: number, action: () => void): () => void {
    const timer = { period, action, next: this.#now + period };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(({ next }) => next <= end).sort((a, b) => a.next - b.next)[0];
      if (due === undefined) break;
      this.#now = due.next;
      due.next += due.period;
      due.action();
    }
    this.#now = end;
  }

  get isIdle(): boolean {
    return this.#timers.size === 0;
  }
}
