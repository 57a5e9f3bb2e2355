import { availableParallelism } from 'node:os';
import type { CodeProvider } from './code/code-provider.ts';
import { type CommandPermission, noCommands, requirePermission } from './command-permission.ts';
import type { StageGraph } from './graph.ts';
import { GraphRun } from './graph-run.ts';
import { resolveModules } from './ingredients.ts';
import { type JointGraph, joinGraphs } from './joint-graph.ts';
import { newRunId, type RunEvent } from './journal.ts';
import type { RunResult } from './run-result.ts';
import { RunnerError } from './runner-error.ts';
import type { Store } from './store.ts';

/** Options of a run of one graph or of several. */
interface CommonOptions {
  readonly store: Store;
  readonly code: CodeProvider;
  /** Number of stages that run at the same time. Default: the number of cores. */
  readonly jobs?: number;
  /** After a failure, still run what does not depend on it. Default: false, nothing new is begun. */
  readonly keepGoing?: boolean;
  /** Ends the run at once when aborted; what is finished by then is in the store. */
  readonly signal?: AbortSignal;
}

export interface RunOptions extends CommonOptions {
  /** Told what happens, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Which external programs may run. Default: none. */
  readonly commands?: CommandPermission;
  /** Id of the run. Default: `newRunId()`. */
  readonly run?: string;
}

export interface JointRunOptions extends CommonOptions {
  /** Told what happens to a graph, by its number. */
  readonly onEvent?: (event: RunEvent, graph: number) => void;
  /** Told how a graph ended as soon as all its stages have; those of other graphs may still run. */
  readonly onEnd?: (graph: number, result: RunResult) => void;
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
  const { commands, run, ...rest } = options;
  const part = { ...(commands === undefined ? {} : { commands }), ...(run === undefined ? {} : { run }) };
  const [result] = await runGraphs(joinGraphs([graph]), [part], rest);
  if (result!.failures[0] && !options.keepGoing) throw result!.failures[0];
  return result!;
}

/**
 * Runs several graphs as one: stages that are alike are computed once, and all share the workers. Each graph has a journal of its own, and
 * its result is as if it had run by itself after those before it. A failed stage ends the run of all, unless `keepGoing`.
 *
 * @param parts for each of the graphs that were joined
 * @returns by graph, also where stages failed
 * @throws RunnerError as above
 */
export async function runGraphs(
  joint: JointGraph,
  parts: readonly Pick<RunOptions, 'commands' | 'run'>[],
  options: JointRunOptions,
): Promise<readonly RunResult[]> {
  const { store, code, jobs = availableParallelism() } = options;
  const runs = parts.map(({ run = newRunId(), commands = noCommands }) => ({ id: run, commands }));
  for (const [i, { commands }] of runs.entries()) {
    await requirePermission(joint.parts[i]!, { permission: commands, store, code });
  }
  const modules = await resolveModules(joint.nodes, code);
  if (options.signal?.aborted) throw new RunnerError('interrupted', 'the run was interrupted before it began');
  return new GraphRun(joint, modules, { ...options, jobs, runs }).execute();
}
