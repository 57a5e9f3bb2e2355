import { join } from 'node:path';
import { allCommands, type CommandPermission, requirePermission } from '@cevns/runner/command-permission';
import { trustedCommands, trustFile } from '@cevns/runner/command-trust';
import { Store } from '@cevns/runner/store';
import { CallError } from '../call-error.ts';
import { codeOfFiles } from '../code-of-files.ts';
import { errorTrace } from '../error-trace.ts';
import type { RunOptions } from '../program.ts';
import { requireFile, requireFolder } from '../required-folder.ts';
import type { EndedRun } from '../run-outcome.ts';
import { writeRunReports } from '../run-reports.ts';
import type { Surroundings, Terminal } from '../terminal.ts';
import { openFiles, subjectOf } from './open-studies.ts';
import { runFiles } from './run-files.ts';

/**
 * `cevns run`: runs studies and campaigns as one graph; all are checked before anything runs. Failures are told after all
 * else, each with what it means, and the counts of the runs that failed come last.
 *
 * @param onOpened told of the files once they are checked, before anything runs
 */
export async function run(
  files: readonly string[],
  options: RunOptions,
  surroundings: Surroundings,
  onOpened: (opened: Opened) => void = () => {},
): Promise<number> {
  const { terminal, env } = surroundings;
  if (files.length > 1 && options.out !== undefined) {
    throw new CallError('--out names the folder of one study; several were given');
  }
  if (options.out !== undefined) requireFolder(options.out, '--out');
  if (options.store !== undefined) requireFolder(options.store, '--store');
  if (options.junit !== undefined) requireFile(options.junit, '--junit');
  const targets = { junit: options.junit, env, terminal };
  const ended: EndedRun[] = [];
  try {
    await runAll(files, options, surroundings, ended, onOpened);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    writeRunReports(ended, { file: files.join(' '), message }, targets);
    throw error;
  }
  tellFailures(ended, options, terminal);
  const written = writeRunReports(ended, undefined, targets);
  if (options.json) {
    const summaries = ended.flatMap(({ json }) => json?.() ?? []);
    if (files.length > 1) terminal.print(jsonList(summaries));
    else if (summaries[0] !== undefined) terminal.print(summaries[0].trimEnd());
  }
  return written && ended.every(({ state }) => state === 'done') ? 0 : 1;
}

type Opened = Awaited<ReturnType<typeof openFiles>>;

/** @param ended receives what ended, even when an error comes later */
async function runAll(
  files: readonly string[],
  options: RunOptions,
  surroundings: Surroundings,
  ended: EndedRun[],
  onOpened: (opened: Opened) => void,
): Promise<void> {
  const { terminal, home } = surroundings;
  const opened = await openFiles(files, options, surroundings);
  onOpened(opened);
  const names = opened.map((item) => subjectOf(item).name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CallError(`two of the studies are called ${twice}; their results would overwrite each other`);
  for (const { store } of opened) requireFolder(store, 'the store');
  if (options.out === undefined) for (const name of names) requireFolder(join('results', name), 'the results');
  const code = codeOfFiles(home, opened);
  const permissionOf = ({ file }: { readonly file: string }): CommandPermission =>
    options.allowCommands ? allCommands : trustedCommands(trustFile(process.env), file);
  for (const item of opened) {
    const { graph } = subjectOf(item);
    await requirePermission(graph, { permission: permissionOf(item), store: new Store(item.store), code });
  }
  // A run has one store; files with different ones have nothing to share.
  for (const store of new Set(opened.map((item) => item.store))) {
    const own = opened.filter((item) => item.store === store);
    await runFiles(own, code, permissionOf, options, surroundings, ended);
    if (!options.keepGoing && ended.some(({ state }) => state === 'failed')) break;
  }
  const finished = new Set(ended.filter(({ state }) => state !== 'not finished').map(({ name }) => name));
  const left = names.filter((name) => !finished.has(name));
  const culprit = ended.find(({ state }) => state === 'failed');
  if (left.length > 0 && culprit !== undefined && !options.quiet && !terminal.log) {
    const advice = '--keep-going goes on with other files';
    terminal.error(`cevns: not finished, since ${culprit.name} failed: ${left.join(', ')} (${advice})`);
  }
}

function tellFailures(ended: readonly EndedRun[], options: RunOptions, terminal: Terminal): void {
  const failed = ended.filter(({ failures }) => failures.length > 0);
  for (const { name, failures } of failed) {
    for (const { error, lines, ...failure } of failures) {
      if (terminal.log) terminal.log({ event: 'failure', name, ...failure });
      else for (const line of lines) terminal.error(line);
      if (options.debug) terminal.error(errorTrace(error));
    }
  }
  if (options.quiet || terminal.log) return;
  for (const { lines } of failed) for (const line of lines()) terminal.error(line);
}

function jsonList(summaries: readonly string[]): string {
  return `[\n${summaries.map((summary) => summary.trimEnd()).join(',\n')}\n]`;
}
