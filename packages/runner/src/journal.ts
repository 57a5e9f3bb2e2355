import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { Reason } from './reason.ts';
import type { RunnerErrorCode } from './runner-error.ts';
import { currentOwner, type Owner } from './runs/owner.ts';
import { type Store, storeError } from './store.ts';

/** What happens in a run: the events given to `onEvent`, and the lines of its journal. */
export type RunEvent =
  | {
      readonly event: 'run-begin';
      readonly format: 'cevns-journal-1';
      readonly run: string;
      readonly graph: string;
      readonly stages: number;
      readonly jobs: number;
      readonly runtime: string;
    }
  | { readonly event: 'stage-cached'; readonly stage: string; readonly key: string }
  | { readonly event: 'stage-begin'; readonly stage: string; readonly key: string; readonly reason: Reason }
  | { readonly event: 'stage-end'; readonly stage: string; readonly key: string; readonly durationMs: number }
  | {
      readonly event: 'stage-failed';
      readonly stage: string;
      readonly key: string;
      readonly code: RunnerErrorCode;
      readonly message: string;
      readonly durationMs: number;
    }
  | { readonly event: 'stage-skipped'; readonly stage: string; readonly because: string }
  | ({
      readonly event: 'run-end';
      readonly run: string;
      readonly status: RunStatus;
      readonly durationMs: number;
    } & RunCounts)
  | {
      readonly event: 'results';
      readonly run: string;
      readonly study: string;
      /** The study file and the results folder, relative to the folder of the store. */
      readonly file: string;
      readonly folder: string;
    };

export type RunStatus = 'succeeded' | 'failed' | 'interrupted';

/** How many stages came to which end. */
export interface RunCounts {
  readonly cached: number;
  readonly ran: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A line of a journal: an event and when it happened (ISO 8601, UTC); the first line also names the process of the run. */
export type JournalLine = RunEvent & { readonly at: string; readonly owner?: Owner };

/** A new run id: time and a random part, so that ids sort by time: '20250131T093012Z-5f2c9a'. */
export function newRunId(now: Date = new Date()): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
}

/**
 * The journal of one run, `journal/<run>.jsonl` in the store: one JSON line per event, only ever appended. It is a diary,
 * not the truth about a stage: after a crash the next run continues from the records in the store.
 */
export class Journal {
  readonly #path: string;
  readonly #file: number;
  #waiting: string[] = [];

  /** @throws RunnerError `store-read-only`, `store-full`, `store-unusable` */
  constructor(store: Store, run: string) {
    this.#path = `journal/${run}.jsonl`;
    this.#file = store.openForAppending('journal', `${run}.jsonl`);
  }

  /** @throws RunnerError as above */
  write(event: RunEvent, at: Date = new Date()): void {
    const owner = event.event === 'run-begin' ? { owner: currentOwner() } : {};
    this.#waiting.push(`${JSON.stringify({ ...event, ...owner, at: at.toISOString() })}\n`);
    // A run that is over must not be taken for one that was killed.
    if (event.event === 'run-end' || this.#waiting.length >= 500) this.flush();
  }

  /** The run ends with a line that is written at once, so nothing is waiting here but after an error. */
  close(): void {
    fs.closeSync(this.#file);
  }

  /**
   * Writes the lines that wait: before something happens that takes time, since thousands of lines cost less together.
   *
   * @throws RunnerError as above
   */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    try {
      fs.writeFileSync(this.#file, text);
    } catch (error) {
      throw storeError(this.#path, error);
    }
  }
}

/** The lines of a journal; a last line that was cut off by a crash is left out. */
export function parseJournal(text: string): JournalLine[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as JournalLine);
}
