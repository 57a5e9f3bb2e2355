import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CodeProvider } from './code/code-provider.ts';
import type { StageTask } from './task.ts';
import { type BatchResult, WorkerThread } from './worker-thread.ts';

/** Worker threads that run batches of stages: at most as many as batches that were given at the same time. */
export class WorkerPool {
  readonly #file: string;
  readonly #threads = new Set<WorkerThread>();
  readonly #idle: WorkerThread[] = [];

  private constructor(file: string) {
    this.#file = file;
  }

  /** @param code where the worker comes from when it does not lie beside this file */
  static async open(code: CodeProvider): Promise<WorkerPool> {
    return new WorkerPool(await workerFile(code));
  }

  /**
   * Runs stages one after the other in one thread.
   *
   * @param timeLimitsMs time limit of each stage, or undefined
   * @param enoughMs time after which no further stage is begun
   * @param fresh in a new thread
   */
  async execute(
    tasks: readonly StageTask[],
    timeLimitsMs: readonly (number | undefined)[],
    { enoughMs, fresh }: { readonly enoughMs: number; readonly fresh: boolean },
  ): Promise<BatchResult> {
    const idle = this.#idleThread();
    if (fresh && idle) {
      this.#threads.delete(idle);
      await idle.end();
    }
    const thread = idle?.alive ? idle : this.#newThread();
    const result = await thread.execute({ tasks, enoughMs }, timeLimitsMs);
    if (thread.alive) this.#idle.push(thread);
    else this.#threads.delete(thread);
    return result;
  }

  /** Ends the threads at once; running stages are dropped. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  /** A thread that has nothing to do; one may have died of what an earlier stage left behind. */
  #idleThread(): WorkerThread | undefined {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) {
      if (thread.alive) return thread;
      this.#threads.delete(thread);
    }
    return undefined;
  }

  #newThread(): WorkerThread {
    const thread = new WorkerThread(this.#file);
    this.#threads.add(thread);
    return thread;
  }
}

/** Specifier of the worker; a manifest for a program that is one bundle has to list it beside the stages. */
export const workerModule = '@cevns/runner/worker';

/** The worker as plain JavaScript: as built, or compiled like a stage when this package runs from its sources or in a bundle. */
async function workerFile(code: CodeProvider): Promise<string> {
  const built = fileURLToPath(new URL('./worker.js', import.meta.url));
  if (fs.existsSync(built)) return built;
  const source = new URL('./worker.ts', import.meta.url);
  if (!fs.existsSync(source)) return bundleOf(code, workerModule);
  const { SourceCode } = await import('./code/source-code.ts');
  return bundleOf(new SourceCode({ home: fileURLToPath(new URL('../../..', import.meta.url)) }), source.href);
}

async function bundleOf(code: CodeProvider, specifier: string): Promise<string> {
  return fileURLToPath((await code.resolve([specifier])).get(specifier)!.url);
}
