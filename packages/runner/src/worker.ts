import { Console } from 'node:console';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Artifact, type ArtifactType, artifactOf, encodeOutput } from './artifact.ts';
import { sha256 } from './digest.ts';
import { RunnerError, type RunnerErrorCode } from './runner-error.ts';
import type { StageFunction } from './stage.ts';

/** A stage as it is sent to a worker. */
export interface StageTask {
  readonly modules: Readonly<Record<string, { readonly url: string; readonly bundle: string }>>;
  /** Canonical JSON, so that a stage sees what its key was made from. */
  readonly parameters: string;
  readonly inputs: Readonly<Record<string, TaskInput>>;
  readonly outputs: readonly string[];
}

/** An input: its bytes, or where to read them; either way they are verified. */
export interface TaskInput {
  readonly type: ArtifactType;
  readonly digest: string;
  readonly from: { readonly bytes: Uint8Array } | { readonly path: string; readonly label: string };
}

export interface TaskOutput {
  readonly type: ArtifactType;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** An error in a form that survives the way between threads. */
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

export type StageAnswer =
  | { readonly outputs: Readonly<Record<string, TaskOutput>>; readonly durationMs: number }
  | { readonly failure: TaskFailure };

// Standard output belongs to the command (`--json`); what a stage prints is for people.
globalThis.console = new Console(process.stderr, process.stderr);

const loaded = new Map<string, Promise<Record<string, unknown>>>();

/** Runs one stage: verifies and imports its modules, verifies its inputs, calls `run`, and encodes what it returns. */
export default async function execute(task: StageTask): Promise<StageAnswer> {
  const begin = performance.now();
  try {
    const modules: Record<string, unknown> = {};
    for (const [role, { url, bundle }] of Object.entries(task.modules)) modules[role] = await load(url, bundle);
    const { entry, ...selected } = modules;
    const run = (entry as { run?: StageFunction }).run;
    if (typeof run !== 'function')
      throw new RunnerError('stage-no-run', 'the entry module has to export a function `run`');
    const inputs: Record<string, Artifact> = {};
    for (const [name, input] of Object.entries(task.inputs)) inputs[name] = readInput(input);
    const returned = await call(() => run({ parameters: JSON.parse(task.parameters), inputs, modules: selected }));
    const outputs = encodeOutputs(task.outputs, returned);
    return { outputs, durationMs: performance.now() - begin };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** What the stage itself threw, kept apart from errors of the runner. */
class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

async function call<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Thrown(error);
  }
}

function load(url: string, bundle: string): Promise<Record<string, unknown>> {
  let module = loaded.get(url);
  if (!module) {
    const path = fileURLToPath(url);
    if (sha256(fs.readFileSync(path)) !== bundle)
      throw new RunnerError('code-tampered', `${path} was changed after it was compiled`);
    module = call(() => import(url) as Promise<Record<string, unknown>>);
    loaded.set(url, module);
  }
  return module;
}

function readInput({ type, digest, from }: TaskInput): Artifact {
  const bytes = 'bytes' in from ? from.bytes : fs.readFileSync(from.path);
  if (sha256(bytes) !== digest) {
    const label = 'label' in from ? from.label : digest;
    throw new RunnerError('input-changed', `${label} changed during the run; run again`);
  }
  return artifactOf(type, digest, bytes);
}

function encodeOutputs(names: readonly string[], returned: unknown): Record<string, TaskOutput> {
  const found = typeof returned === 'object' && returned !== null ? Object.keys(returned).sort() : [];
  const expected = [...names].sort();
  if (found.length !== expected.length || found.some((name, i) => name !== expected[i])) {
    throw new RunnerError(
      'stage-output',
      `expected the outputs ${expected.join(', ')}, got ${found.join(', ') || 'none'}`,
    );
  }
  const outputs: Record<string, TaskOutput> = {};
  for (const name of names) {
    const { type, bytes } = encodeOutput(name, (returned as Record<string, unknown>)[name]);
    outputs[name] = { type, digest: sha256(bytes), bytes };
  }
  return outputs;
}

function failureOf(error: unknown): TaskFailure {
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
