import { join } from 'node:path';
import { allCommands, type CommandPermission, requirePermission } from '@cevns/runner/command-permission';
import { trustedCommands, trustFile } from '@cevns/runner/command-trust';
import { Store } from '@cevns/runner/store';
import { codeOf } from '@cevns/studies/run-study';
import { CallError } from '../call-error.ts';
import { errorTrace } from '../error-trace.ts';
import type { RunOptions } from '../program.ts';
import { requireFile, requireFolder } from '../required-folder.ts';
import type { RunOutcome } from '../run-outcome.ts';
import { writeRunReports } from '../run-reports.ts';
import type { Surroundings, Terminal } from '../terminal.ts';
import { type NamedCampaign, type NamedStudy, openFiles } from './open-studies.ts';
import { runOneCampaign } from './run-campaign.ts';
import { runOneStudy } from './run-study.ts';

/** How a run ended, with what is said at its end. */
export interface EndedRun extends RunOutcome {
  readonly lines: readonly string[];
}

/**
 * `cevns run`: runs studies and campaigns one after the other; all are checked before the first one runs. Failures are told after all
 * else, each with what it means, and the counts of the runs that failed come last.
 */
export async function run(files: readonly string[], options: RunOptions, surroundings: Surroundings): Promise<number> {
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
    await runAll(files, options, surroundings, ended);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    writeRunReports(ended, { file: files.join(' '), message }, targets);
    throw error;
  }
  tellFailures(ended, options, terminal);
  const written = writeRunReports(ended, undefined, targets);
  const summaries = ended.flatMap(({ json }) => json ?? []);
  if (options.json && files.length > 1) terminal.print(jsonList(summaries));
  else if (options.json && summaries[0] !== undefined) terminal.print(summaries[0].trimEnd());
  return written && ended.every(({ failures }) => failures.length === 0) ? 0 : 1;
}

/** @param ended receives what ended, even when an error comes later */
async function runAll(
  files: readonly string[],
  options: RunOptions,
  surroundings: Surroundings,
  ended: EndedRun[],
): Promise<void> {
  const { terminal, home } = surroundings;
  const opened = await openFiles(files, options, surroundings);
  const names = opened.map((item) => subjectOf(item).name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CallError(`two of the studies are called ${twice}; their results would overwrite each other`);
  for (const { store } of opened) requireFolder(store, 'the store');
  if (options.out === undefined) for (const name of names) requireFolder(join('results', name), 'the results');
  const code = codeOf(home);
  const permissionOf = ({ file }: { readonly file: string }): CommandPermission =>
    options.allowCommands ? allCommands : trustedCommands(trustFile(process.env), file);
  for (const item of opened) {
    const { graph } = subjectOf(item);
    await requirePermission(graph, { permission: permissionOf(item), store: new Store(item.store), code });
  }
  for (const [i, item] of opened.entries()) {
    const common = {
      code,
      commands: permissionOf(item),
      store: new Store(item.store),
      version: surroundings.version,
      signal: surroundings.signal,
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    };
    const done =
      'study' in item
        ? await runOneStudy(item, common, options, terminal)
        : await runOneCampaign(item, common, options, terminal);
    ended.push(done);
    if (done.error !== undefined) throw done.error;
    if (done.failures.length === 0 && !options.quiet && !terminal.log)
      for (const line of done.lines) terminal.error(line);
    if (done.json !== undefined) item.checks.save();
    else if (!options.keepGoing && i + 1 < opened.length) {
      terminal.error(`cevns: not run, since ${names[i]} failed: ${names.slice(i + 1).join(', ')}`);
      return;
    }
  }
}

function subjectOf(item: NamedStudy | NamedCampaign): NamedStudy['study'] | NamedCampaign['campaign'] {
  return 'study' in item ? item.study : item.campaign;
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
  for (const { lines } of failed) for (const line of lines) terminal.error(line);
}

function jsonList(summaries: readonly string[]): string {
  return `[\n${summaries.map((summary) => summary.trimEnd()).join(',\n')}\n]`;
}
