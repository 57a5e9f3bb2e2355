import { availableParallelism } from 'node:os';
import type { CodeProvider } from './code/code-provider.ts';
import { type CommandPermission, noCommands, requirePermission } from './command-permission.ts';
import { orderGraph, type StageGraph } from './graph.ts';
import { GraphRun } from './graph-run.ts';
import { resolveModules } from './ingredients.ts';
import { newRunId, type RunEvent } from './journal.ts';
import type { RunResult } from './run-result.ts';
import { RunnerError } from './runner-error.ts';
import type { Store } from './store.ts';

export interface RunOptions {
  readonly store: Store;
  readonly code: CodeProvider;
  /** Number of stages that run at the same time. Default: the number of cores. */
  readonly jobs?: number;
  /** After a failure, still run what does not depend on it. Default: false, nothing new is begun. */
  readonly keepGoing?: boolean;
  /** Told what happens, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Which external programs may run. Default: none. */
  readonly commands?: CommandPermission;
  /** Ends the run at once when aborted; what is finished by then is in the store. */
  readonly signal?: AbortSignal;
  /** Id of the run. Default: `newRunId()`. */
  readonly run?: string;
}

/**
 * Runs a graph: takes from the store what is there and verified, runs the rest in worker threads, and keeps the outputs.
 * A stage whose inputs come out as before is not run, and the outputs do not depend on `jobs` or on the order of completion.
 *
 * @throws StageError for the first failed stage in the order of the graph, unless `keepGoing`
 * @throws RunnerError for a wrong graph, missing inputs, code that does not compile, a store that cannot be written, `interrupted`,
 *   `command-not-allowed` when external programs would run that may not: then nothing is run
 */
export async function runGraph(graph: StageGraph, options: RunOptions): Promise<RunResult> {
  const ordered = orderGraph(graph);
  const { store, code, commands = noCommands } = options;
  await requirePermission(graph, { permission: commands, store, code });
  const modules = await resolveModules(ordered, code);
  if (options.signal?.aborted) throw new RunnerError('interrupted', 'the run was interrupted before it began');
  const { jobs = availableParallelism(), run = newRunId() } = options;
  return new GraphRun(ordered, modules, { ...options, jobs, run }).execute();
}
