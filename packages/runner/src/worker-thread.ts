import { Worker } from 'node:worker_threads';
import { steadyNow } from './steady-clock.ts';
import type { Batch, StageAnswer, WorkerProgress } from './worker.ts';

/**
 * What became of a batch: answers to its first stages (the others were not begun), or the stage that exceeded its time
 * limit, or that the thread ended. `certain`: nothing else had run in it, so that the one stage of the batch is the cause.
 */
export type BatchResult =
  | { readonly answers: readonly StageAnswer[] }
  | { readonly exceeded: number }
  | { readonly crash: Error; readonly certain: boolean };

/** One thread, and the batch that it is at. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #progress: WorkerProgress = {
    shared: new Int32Array(new SharedArrayBuffer(8)),
    originMs: steadyNow(),
  };
  #settle: ((result: BatchResult) => void) | undefined;
  #crash: Error | undefined;
  #begun = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: string) {
    // A stage is a function of its inputs: it gets neither the environment nor the loaders of this process.
    this.#worker = new Worker(file, {
      env: {},
      execArgv: [],
      workerData: this.#progress,
      // Stages leave little behind; by default every thread lets 48 MB of garbage gather.
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
    });
    this.#worker.on('message', (answers: readonly StageAnswer[]) => this.#finish({ answers }));
    // What the thread answered before it ended is delivered after the error when this thread was busy, but before the exit.
    this.#worker.on('error', (error) => {
      this.#crash ??= error;
    });
    this.#worker.on('exit', (status) => this.#lose(new Error(`it left with status ${status}`)));
  }

  /** False when the thread has ended and can take no further batch. */
  get alive(): boolean {
    return this.#crash === undefined;
  }

  /** Runs a batch; there must be no other one. */
  execute(batch: Batch, timeLimitsMs: readonly (number | undefined)[]): Promise<BatchResult> {
    return new Promise((settle) => {
      this.#settle = settle;
      this.#begun += batch.tasks.length;
      Atomics.store(this.#progress.shared, 0, 0);
      this.#worker.postMessage(batch);
      if (timeLimitsMs.some((limit) => limit !== undefined)) this.#watch(timeLimitsMs);
    });
  }

  /** Ends the thread at once, whatever it is doing. */
  async end(): Promise<void> {
    this.#crash ??= new Error('it was ended');
    this.#settle = undefined;
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  /** Looks at the clock when the stage that is running now, or the shortest of those to come, could have exceeded its limit. */
  #watch(limits: readonly (number | undefined)[]): void {
    const { shared, originMs } = this.#progress;
    const begun = Atomics.load(shared, 0);
    // In 32 bits, so that it is right also when the thread has lived for longer than these can count.
    const takenMs = (Math.trunc(steadyNow() - originMs) - Atomics.load(shared, 1)) | 0;
    const limit = begun > 0 ? limits[begun - 1] : undefined;
    const leftMs = limit === undefined ? undefined : limit - takenMs;
    if (leftMs !== undefined && leftMs <= 0) {
      this.#finish({ exceeded: begun - 1 });
      void this.end();
      return;
    }
    const later = limits.slice(begun).map((each) => each ?? Number.POSITIVE_INFINITY);
    const nextMs = Math.min(leftMs ?? Number.POSITIVE_INFINITY, ...later);
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#watch(limits), Math.ceil(nextMs));
  }

  #finish(result: BatchResult): void {
    const settle = this.#settle;
    this.#settle = undefined;
    clearTimeout(this.#timer);
    settle?.(result);
  }

  #lose(reason: Error): void {
    this.#crash ??= reason;
    this.#finish({ crash: this.#crash, certain: this.#begun === 1 });
  }
}
