import { Console } from 'node:console';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { type Artifact, artifactOf, encodeOutput } from './artifact.ts';
import { sha256 } from './digest.ts';
import { RunnerError } from './runner-error.ts';
import type { StageFunction } from './stage.ts';
import { steadyNow } from './steady-clock.ts';
import { readInput, type StageTask, type TaskInput, type TaskOutput, taskOutput } from './task.ts';
import { failureOf, type TaskFailure, Thrown } from './task-failure.ts';

export type StageAnswer =
  | { readonly outputs: Readonly<Record<string, TaskOutput>>; readonly durationMs: number }
  | { readonly failure: TaskFailure; readonly durationMs: number };

/** A message to a worker. The answer is a `StageAnswer` for each task, or for the first ones when they took long. */
export interface Batch {
  readonly tasks: readonly StageTask[];
  /** Time after which no further task is begun. */
  readonly enoughMs: number;
}

/** What a worker is at, in memory shared with the main thread, which can look also while the worker is in a loop. */
export interface WorkerProgress {
  /** [0]: number of tasks of the batch that were begun; [1]: when the last of them was, in ms after `originMs`. */
  readonly shared: Int32Array;
  /** Milliseconds since 1970. */
  readonly originMs: number;
}

if (parentPort) {
  // Standard output belongs to the command (`--json`); what a stage prints is for people.
  globalThis.console = new Console(process.stderr, process.stderr);
  const port = parentPort;
  const progress = workerData as WorkerProgress;
  port.on('message', (batch: Batch) => {
    // Outputs are copied and not handed over: from the first array buffer that is handed over, V8 checks in every access to any typed array whether its
    // buffer is still there, and fits take a quarter longer.
    runBatch(batch, progress).then((answers) => port.postMessage(answers));
  });
}

async function runBatch({ tasks, enoughMs }: Batch, { shared, originMs }: WorkerProgress): Promise<StageAnswer[]> {
  const begin = performance.now();
  const answers: StageAnswer[] = [];
  for (const task of tasks) {
    // The time first: who reads a new number finds the new time.
    Atomics.store(shared, 1, steadyNow() - originMs);
    Atomics.store(shared, 0, answers.length + 1);
    answers.push(await execute(task));
    if (performance.now() - begin > enoughMs) break;
  }
  return answers;
}

const loaded = new Map<string, Promise<Record<string, unknown>>>();

/** Runs one stage: verifies and imports its modules, verifies its inputs, calls `run`, and encodes what it returns. */
async function execute(task: StageTask): Promise<StageAnswer> {
  const begin = performance.now();
  try {
    const modules: Record<string, unknown> = {};
    for (const [role, { url, bundle }] of Object.entries(task.modules)) modules[role] = await load(url, bundle);
    const { entry, ...selected } = modules;
    const run = (entry as { run?: StageFunction }).run;
    if (typeof run !== 'function')
      throw new RunnerError('stage-no-run', 'the entry module has to export a function `run`');
    const inputs: Record<string, Artifact> = {};
    for (const [name, input] of Object.entries(task.inputs)) inputs[name] = verifiedInput(input);
    const returned = await call(() => run({ parameters: JSON.parse(task.parameters), inputs, modules: selected }));
    const outputs = encodeOutputs(task.outputs, returned);
    return { outputs, durationMs: performance.now() - begin };
  } catch (error) {
    return { failure: failureOf(error), durationMs: performance.now() - begin };
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

function verifiedInput(input: TaskInput): Artifact {
  const bytes = readInput(input);
  if (bytes === undefined) throw new RunnerError('input-changed', `${input.label} changed during the run; run again`);
  return artifactOf(input.type, input.digest, bytes);
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
    const output = (returned as Record<string, object>)[name]!;
    const { type, bytes } = encodeOutput(name, output);
    // Bytes that the stage made itself may change while the next stage of the batch runs, so they are copied.
    outputs[name] = taskOutput(type, Object.values(output)[0] === bytes ? new Uint8Array(bytes) : bytes);
  }
  return outputs;
}
