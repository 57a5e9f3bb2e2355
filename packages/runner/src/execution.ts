import type PQueue from 'p-queue';
import { BatchSize, batchMs } from './batch-size.ts';
import type { CodeProvider } from './code/code-provider.ts';
import type { CommandRunner } from './command-runner.ts';
import { type ReadyStage, ReadyStages } from './ready-stages.ts';
import { StageError } from './runner-error.ts';
import type { StageTask, TaskOutput } from './task.ts';
import { stageError } from './task-failure.ts';
import type { StageAnswer } from './worker.ts';
import type { WorkerPool } from './worker-pool.ts';
import type { BatchResult } from './worker-thread.ts';

/** How the execution of a stage ended. */
export interface Outcome {
  readonly ready: ReadyStage;
  readonly ended: StageError | { readonly outputs: Readonly<Record<string, TaskOutput>> };
  readonly durationMs: number;
}

export interface ExecutionOptions {
  readonly jobs: number;
  readonly code: CodeProvider;
  /** Told of stages that are about to run; gives what to send for each of them. */
  readonly begin: (batch: readonly ReadyStage[]) => readonly StageTask[];
  /** Makes what runs external programs, when there is one to run. */
  readonly openCommands: () => CommandRunner;
  /** Told that there are outcomes to collect. */
  readonly wake: () => void;
}

interface Workers {
  readonly queue: PQueue;
  readonly pool: WorkerPool;
}

/**
 * Workers get nothing new while more outcomes than this wait to be collected: where stages are shorter than it takes to keep what they
 * return, all of it would otherwise be in memory before it is kept.
 */
const mostWaiting = 200;

/** Runs stages that are ready: the longest way to the end of the graph first, short stages many at a time. */
export class Execution {
  readonly #options: ExecutionOptions;
  readonly #ready = new ReadyStages();
  readonly #size = new BatchSize();
  #workers: Promise<Workers> | undefined;
  #queue: PQueue | undefined;
  #commands: CommandRunner | undefined;
  #outcomes: Outcome[] = [];
  #running = 0;
  #error: unknown;
  #closed = false;

  constructor(options: ExecutionOptions) {
    this.#options = options;
  }

  /** Number of stages that are ready, running, or ended but not collected. */
  get pending(): number {
    return this.#ready.size + this.#running + this.#outcomes.length;
  }

  /** Adds a stage; it runs as soon as a worker is free, after `dispatch`. */
  add(ready: ReadyStage): void {
    this.#ready.add(ready);
  }

  /**
   * Lets free workers take stages. Which ones is decided only when a worker is free. To be called again after outcomes were collected.
   */
  dispatch(): void {
    if (this.#ready.size === 0 || this.#outcomes.length > mostWaiting) return;
    if (!this.#workers) {
      this.#workers = openWorkers(this.#options);
      this.#workers.then(
        ({ queue }) => {
          this.#queue = queue;
          this.dispatch();
        },
        (error) => this.#fail(error),
      );
    }
    const queue = this.#queue;
    if (!queue) return;
    // One batch waits for each worker, so that none has to wait until the answers of the last one are dealt with.
    const places = Math.min(2 * this.#options.jobs, this.#ready.size + queue.pending);
    while (queue.pending + queue.size < places) queue.add(() => this.#runBatch()).catch((error) => this.#fail(error));
  }

  /**
   * Takes the next outcome, or undefined when there is none now.
   *
   * @throws what went wrong outside of the stages
   */
  collect(): Outcome | undefined {
    if (this.#error !== undefined) throw this.#error;
    return this.#outcomes.shift();
  }

  /** Takes back the stages that have not begun. */
  withdraw(): ReadyStage[] {
    const stages: ReadyStage[] = [];
    for (let next = this.#ready.take(); next; next = this.#ready.take()) stages.push(next);
    return stages;
  }

  /** Ends the workers and external programs at once; running stages are dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#commands?.close();
    await (await this.#workers?.catch(() => undefined))?.pool.close();
  }

  async #runBatch(): Promise<void> {
    const { pool } = await this.#workers!;
    if (this.#closed) return;
    const batch = this.#size.take(this.#ready, this.#options.jobs);
    if (batch.length === 0) return;
    if (batch[0]!.node.stage.command) return this.#runCommand(batch[0]!);
    this.#running += batch.length;
    const tasks = this.#options.begin(batch);
    const limits = batch.map(({ node }) => node.stage.timeLimitMs);
    const fresh = batch[0]!.alone;
    const begin = performance.now();
    const result = await pool.execute(tasks, limits, { enoughMs: 2 * batchMs, fresh });
    const durationMs = performance.now() - begin;
    this.#running -= batch.length;
    batch.forEach((ready, i) => {
      const outcome = outcomeOf(ready, i, result, durationMs);
      if (outcome === undefined) this.#ready.add('crash' in result ? { ...ready, alone: true } : ready);
      else this.#outcomes.push(outcome);
      if (outcome && !(outcome.ended instanceof StageError)) this.#size.learn(ready, outcome.durationMs);
    });
    this.#options.wake();
  }

  /** Commands are not sent to workers: this thread waits for them. */
  async #runCommand(ready: ReadyStage): Promise<void> {
    this.#running++;
    const [task] = this.#options.begin([ready]);
    this.#commands ??= this.#options.openCommands();
    const begin = performance.now();
    const ended = await this.#commands.execute(ready.node.stage, task!.inputs).catch((error: unknown) => {
      if (error instanceof StageError) return error;
      throw error;
    });
    this.#running--;
    this.#outcomes.push({ ready, ended, durationMs: performance.now() - begin });
    this.#options.wake();
  }

  #fail(error: unknown): void {
    this.#error ??= error;
    this.#options.wake();
  }
}

/**
 * How a stage of a batch ended, or undefined when it has to be run again.
 *
 * @param wholeMs time of the batch
 */
function outcomeOf(ready: ReadyStage, index: number, result: BatchResult, wholeMs: number): Outcome | undefined {
  const { stage } = ready.node;
  if ('answers' in result) {
    const answer: StageAnswer | undefined = result.answers[index];
    if (answer === undefined) return undefined;
    const ended = 'failure' in answer ? stageError(stage.id, answer.failure) : answer;
    return { ready, ended, durationMs: answer.durationMs };
  }
  if ('exceeded' in result) {
    if (index !== result.exceeded) return undefined;
    const limit = `${stage.timeLimitMs! / 1000} s`;
    const message = `${stage.id}: took longer than its time limit of ${limit}`;
    return { ready, ended: new StageError('stage-time-limit', stage.id, message), durationMs: stage.timeLimitMs! };
  }
  if (!result.certain) return undefined;
  const { crash: cause } = result;
  const message = `${stage.id}: the worker ended: ${cause.message}`;
  return { ready, ended: new StageError('stage-crashed', stage.id, message, { cause }), durationMs: wholeMs };
}

/** Queue and workers are loaded only when something has to run. */
async function openWorkers({ jobs, code }: ExecutionOptions): Promise<Workers> {
  const [{ default: Queue }, { WorkerPool }] = await Promise.all([import('p-queue'), import('./worker-pool.ts')]);
  return { queue: new Queue({ concurrency: jobs }), pool: await WorkerPool.open(code) };
}
