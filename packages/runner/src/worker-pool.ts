import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { CodeProvider } from './code/code-provider.ts';
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

  /** @param code where the worker comes from when it does not lie beside this file */
  static async open(jobs: number, code: CodeProvider): Promise<WorkerPool> {
    return new WorkerPool(await workerFile(code), jobs);
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
