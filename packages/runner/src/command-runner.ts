import { setMaxListeners } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './atomic-write.ts';
import { type CommandPlaces, commandCall } from './command-call.ts';
import type { CommandPermission } from './command-permission.ts';
import { killAllGroups, type ProcessEnd, runProcess } from './command-process.ts';
import {
  makeScratch,
  removeForsakenScratch,
  removeOpenScratch,
  removeScratch,
  type Scratch,
} from './command-scratch.ts';
import { commandDigest, commandLine, commandParameters, scratchName } from './command-stage.ts';
import { RunnerError, type RunnerErrorCode, StageError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import { storeError } from './store.ts';
import { readInput, type TaskInput, type TaskOutput, taskOutput } from './task.ts';

export interface CommandRunnerOptions {
  /** Folder in which each run of a command gets a folder of its own. */
  readonly scratch: string;
  /** Where PATH and HOME come from; nothing else of it reaches a program. */
  readonly environment: NodeJS.ProcessEnv;
  readonly permission: CommandPermission;
  /** Between SIGTERM and SIGKILL. Default: two seconds. */
  readonly graceMs?: number;
}

/** What a command left, and the time of the attempt that made it. */
export interface CommandOutputs {
  readonly outputs: Readonly<Record<string, TaskOutput>>;
  readonly durationMs: number;
}

type CommandInputs = Readonly<Record<string, TaskInput>>;

/** Runs external programs for stages, each in a scratch folder of its own, which is removed whatever happens. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
    setMaxListeners(0, this.#closing.signal);
    removeForsakenScratch(options.scratch);
    process.on('exit', this.#leave);
  }

  /**
   * Runs the program of a stage, again as often as it may be after a failure.
   *
   * @param inputs the inputs of the stage and the digests that they must have
   * @throws StageError `command-failed`, `command-output`, `input-changed`
   * @throws RunnerError `command-not-allowed`; `interrupted` when the runner is closed meanwhile, `store-full`, `store-read-only`
   */
  execute(stage: StageSpec, inputs: CommandInputs): Promise<CommandOutputs> {
    const running = this.#attempts(stage, inputs);
    this.#running.add(running);
    const done = () => this.#running.delete(running);
    running.then(done, done);
    return running;
  }

  /** Ends what is running, and waits until its scratch folders are gone. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
    process.off('exit', this.#leave);
  }

  /** The process ends before `close` is done: after a second interrupt, say. */
  readonly #leave = (): void => {
    killAllGroups();
    removeOpenScratch();
  };

  async #attempts(stage: StageSpec, inputs: CommandInputs): Promise<CommandOutputs> {
    // Asked before the run as well; here it is about the very bytes that are to run.
    const digest = commandDigest(stage, (name) => inputs[name]!.digest);
    if (!this.#options.permission.allows(stage, digest)) {
      throw new RunnerError('command-not-allowed', `${stage.id}: the command ${commandLine(stage)} is not allowed`);
    }
    const { retries } = stage.command!;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(stage, inputs);
      } catch (error) {
        const failed = error instanceof StageError && error.code !== 'input-changed';
        if (!failed) throw error;
        if (attempt <= retries && !this.#closing.signal.aborted) continue;
        if (attempt === 1) throw error;
        throw new StageError(error.code, error.stage, `${error.message}\n  It was tried ${attempt} times.`);
      }
    }
  }

  async #attempt(stage: StageSpec, inputs: CommandInputs): Promise<CommandOutputs> {
    const begin = performance.now();
    let scratch: Scratch | undefined;
    try {
      scratch = makeScratch(this.#options.scratch);
      const start = prepare(stage, inputs, scratch);
      const end = await this.#run(stage, start, scratch);
      if (end.how === 'interrupted') throw new RunnerError('interrupted', 'the run was interrupted');
      if (!end.succeeded) throw failure(stage, 'command-failed', howItEnded(stage, start, end), end.tail);
      return { outputs: readOutputs(stage, scratch, end), durationMs: performance.now() - begin };
    } catch (error) {
      if (error instanceof RunnerError) throw error;
      throw storeError(scratch?.folder ?? this.#options.scratch, error);
    } finally {
      if (scratch) removeScratch(scratch);
    }
  }

  #run(stage: StageSpec, start: Start, { work, temporary }: Scratch): Promise<ProcessEnd> {
    const { PATH: path, HOME: home } = this.#options.environment;
    const { outputLimitBytes } = stage.command!;
    return runProcess({
      ...commandCall(commandParameters(stage), { ...start, temporary, path, home }),
      folder: work,
      timeLimitMs: stage.timeLimitMs,
      graceMs: this.#options.graceMs ?? 2000,
      signal: this.#closing.signal,
      tooMuch: () => sizeOf(stage.outputs, work) > outputLimitBytes,
    });
  }
}

type Start = Pick<CommandPlaces, 'program' | 'interpreter'>;

/** Puts the files of a command into its scratch folder, each verified against its digest, and says where program and interpreter are. */
function prepare(stage: StageSpec, inputs: CommandInputs, { work }: Scratch): Start {
  const { program, interpreter } = commandParameters(stage);
  const start: { program: string; interpreter: string | undefined } = {
    program: join(work, program.name),
    interpreter: undefined,
  };
  for (const [name, input] of Object.entries(inputs)) {
    const bytes = verified(stage, input);
    if (name === 'program' && interpreter === undefined) checkFormat(stage, bytes);
    const copy = scratchName(name);
    if (copy !== undefined) fs.writeFileSync(join(work, copy), bytes, { mode: 0o444, flag: 'wx' });
    else if (name === 'interpreter') start.interpreter = pathOf(input);
    else if (program.copied) fs.writeFileSync(start.program, bytes, { mode: 0o555, flag: 'wx' });
    else start.program = pathOf(input);
  }
  return start;
}

/** A file that the system cannot execute by itself would be handed to a shell by the C library. */
function checkFormat(stage: StageSpec, bytes: Uint8Array): void {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (magic.startsWith('2321') || PROGRAMS.includes(magic)) return;
  const what = 'cannot be started: it is no program of this system; a script needs `interpreter:` or a first line `#!`';
  throw failure(stage, 'command-failed', what, '');
}

/** The first four bytes of ELF and Mach-O files. */
const PROGRAMS = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe'];

function pathOf({ from }: TaskInput): string {
  if ('path' in from) return from.path;
  throw new Error('a program that is not copied has to be a file');
}

function verified({ id }: StageSpec, input: TaskInput): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = readInput(input);
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'EISDIR'].includes(errorCode(error) ?? '')) throw error;
  }
  if (bytes !== undefined) return bytes;
  throw new StageError('input-changed', id, `${id}: ${input.label} changed during the run; run again`);
}

/** Size of the outputs as they are now. */
function sizeOf(outputs: readonly string[], work: string): number {
  let size = 0;
  for (const name of outputs) size += fs.lstatSync(join(work, name), { throwIfNoEntry: false })?.size ?? 0;
  return size;
}

function readOutputs(stage: StageSpec, { work }: Scratch, end: ProcessEnd): Record<string, TaskOutput> {
  const fail = (what: string) => failure(stage, 'command-output', what, end.tail);
  const { outputLimitBytes } = stage.command!;
  const outputs: Record<string, TaskOutput> = {};
  for (const name of stage.outputs) {
    const stat = fs.lstatSync(join(work, name), { throwIfNoEntry: false });
    if (!stat) throw fail(`ended well, but did not write ${name}${leftInstead(stage, work)}`);
    if (!stat.isFile()) {
      throw fail(
        `made ${name} ${stat.isSymbolicLink() ? 'a symbolic link' : 'something else'}, expected a regular file`,
      );
    }
  }
  if (sizeOf(stage.outputs, work) > outputLimitBytes) throw fail(tooMuch(stage));
  for (const name of stage.outputs) {
    const file = fs.openSync(join(work, name), fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    try {
      outputs[name] = taskOutput('bytes', fs.readFileSync(file));
    } finally {
      fs.closeSync(file);
    }
  }
  return outputs;
}

/** Files that nobody asked for, which often are the ones that were meant. */
function leftInstead(stage: StageSpec, work: string): string {
  const known = new Set<string | undefined>(Object.keys(stage.inputs).map(scratchName));
  known.add(commandParameters(stage).program.name);
  for (const output of stage.outputs) known.add(output);
  const other = fs
    .readdirSync(work)
    .filter((name) => !known.has(name))
    .sort();
  if (other.length === 0) return '';
  const shown = other.slice(0, 5).map((name) => JSON.stringify(name).slice(1, -1));
  return `; it left ${shown.join(', ')}${other.length > 5 ? ` and ${other.length - 5} more` : ''}`;
}

function howItEnded(stage: StageSpec, { program, interpreter }: Start, { how, detail }: ProcessEnd): string {
  if (how === 'not-started') {
    // A script whose first line names an interpreter that is not there gives ENOENT too.
    return `cannot be started (${detail}): ${interpreter ?? program}`;
  }
  if (how === 'time-limit') return `was ended: it took longer than its time limit of ${stage.timeLimitMs! / 1000} s`;
  if (how === 'too-much') return `was ended: it ${tooMuch(stage)}`;
  return how === 'signalled' ? `was ended by ${detail}` : `ended with status ${detail}`;
}

function tooMuch(stage: StageSpec): string {
  return `wrote more than ${stage.command!.outputLimitBytes / 1e6} MB into ${stage.outputs.join(', ')}`;
}

function failure(stage: StageSpec, code: RunnerErrorCode, what: string, tail: string): StageError {
  const { name, declaredAt } = stage.command!;
  const lines = [`${stage.id}: the command ${name} (${declaredAt}) ${what}`, `  command line: ${commandLine(stage)}`];
  if (tail !== '') lines.push('  the last it said:', ...tail.split('\n').map((line) => `    ${line}`));
  return new StageError(code, stage.id, lines.join('\n'));
}
