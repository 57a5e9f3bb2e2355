import { RunnerError, type RunnerErrorCode, StageError } from './runner-error.ts';

/** The failure of a stage in a form that survives the way between threads. */
export interface TaskFailure {
  readonly code: RunnerErrorCode;
  readonly message: string;
  readonly thrown?: ThrownError;
}

export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly cause?: ThrownError;
}

/** What the stage itself threw, kept apart from errors of the runner. */
export class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** The failure behind whatever was thrown while a stage was run: by the stage, by the runner, or by the system on reading an input. */
export function failureOf(error: unknown): TaskFailure {
  if (error instanceof Thrown) {
    const thrown = describe(error.error, 0);
    return { code: 'stage-failed', message: thrown.message, thrown };
  }
  if (error instanceof RunnerError) return { code: error.code, message: error.message };
  const thrown = describe(error, 0);
  return { code: 'input-changed', message: `${thrown.message}; run again`, thrown };
}

function describe(error: unknown, depth: number): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(typeof code === 'string' && { code }),
    ...(cause !== undefined && depth < 5 && { cause: describe(cause, depth + 1) }),
  };
}

/** The error for the reader of a failure, with what the stage threw as its cause. */
export function stageError(stage: string, { code, message, thrown }: TaskFailure): StageError {
  return new StageError(code, stage, `${stage}: ${message}`, thrown && { cause: restore(thrown) });
}

function restore({ name, message, stack, code, cause }: ThrownError): Error {
  const error = new Error(message, cause && { cause: restore(cause) });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}
