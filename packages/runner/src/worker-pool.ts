import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { StageError } from './runner-error.ts';
import type { StageAnswer, StageTask, TaskFailure, TaskOutput, ThrownError } from './worker.ts';

/** Worker threads that run stages. */
export class WorkerPool {
  readonly #threads: Piscina<StageTask, StageAnswer>;

  private constructor(file: string, jobs: number) {
    this.#threads = new Piscina({
      filename: file,
      minThreads: 0,
      maxThreads: jobs,
      idleTimeout: Number.POSITIVE_INFINITY,
      // A stage is a function of its inputs: it gets neither the environment nor the loaders of this process.
      env: {},
      execArgv: [],
    });
  }

  static async open(jobs: number): Promise<WorkerPool> {
    return new WorkerPool(await workerFile(), jobs);
  }

  /**
   * Runs one stage.
   *
   * @throws StageError with what the stage threw as its cause
   */
  async execute(
    stage: string,
    task: StageTask,
  ): Promise<{ outputs: Readonly<Record<string, TaskOutput>>; durationMs: number }> {
    let answer: StageAnswer;
    try {
      answer = await this.#threads.run(task);
    } catch (error) {
      throw new StageError('stage-crashed', stage, `${stage}: the worker ended: ${(error as Error).message}`, {
        cause: error,
      });
    }
    if ('failure' in answer) throw stageError(stage, answer.failure);
    return answer;
  }

  /** Ends the workers at once; running stages are dropped. */
  async close(): Promise<void> {
    await this.#threads.destroy();
  }
}

function stageError(stage: string, { code, message, thrown }: TaskFailure): StageError {
  return new StageError(code, stage, `${stage}: ${message}`, thrown && { cause: restore(thrown) });
}

function restore({ name, message, stack, code, cause }: ThrownError): Error {
  const error = new Error(message, cause && { cause: restore(cause) });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}

/** The worker as plain JavaScript: as built, or compiled like a stage when this package runs from its sources. */
async function workerFile(): Promise<string> {
  if (!import.meta.url.endsWith('.ts')) return fileURLToPath(new URL('./worker.js', import.meta.url));
  const { SourceCode } = await import('./code/source-code.ts');
  const source = new URL('./worker.ts', import.meta.url).href;
  const home = fileURLToPath(new URL('../../..', import.meta.url));
  const modules = await new SourceCode({ home }).resolve([source]);
  return fileURLToPath(modules.get(source)!.url);
}
