import { join } from 'node:path';
import { allCommands, type CommandPermission, requirePermission } from '@cevns/runner/command-permission';
import { trustedCommands, trustFile } from '@cevns/runner/command-trust';
import { Store } from '@cevns/runner/store';
import type { OpenedStudy } from '@cevns/studies/open-study';
import { codeOf, type RunStudyOptions, runStudy, type StudyRun } from '@cevns/studies/run-study';
import { withFileNames } from '@cevns/studies/stage-failure';
import { CallError } from '../call-error.ts';
import type { RunOptions } from '../program.ts';
import { progressOf } from '../progress.ts';
import { resultLines } from '../result-lines.ts';
import { shownFile } from '../shown-file.ts';
import type { Surroundings, Terminal } from '../terminal.ts';
import { openFiles } from './open-studies.ts';
import { runOneCampaign } from './run-campaign.ts';

/** `cevns run`: runs studies and campaigns one after the other; all are checked before the first one runs. */
export async function run(files: readonly string[], options: RunOptions, surroundings: Surroundings): Promise<number> {
  const { terminal, home } = surroundings;
  if (files.length > 1 && options.out !== undefined) {
    throw new CallError('--out names the folder of one study; several were given');
  }
  const opened = await openFiles(files, options, surroundings);
  const names = opened.map((item) => ('study' in item ? item.study : item.campaign).name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CallError(`two of the studies are called ${twice}; their results would overwrite each other`);
  const code = codeOf(home);
  const permissionOf = ({ file }: { readonly file: string }): CommandPermission =>
    options.allowCommands ? allCommands : trustedCommands(trustFile(process.env), file);
  for (const item of opened) {
    const { graph } = 'study' in item ? item.study : item.campaign;
    await requirePermission(graph, { permission: permissionOf(item), store: new Store(item.store), code });
  }
  const summaries: string[] = [];
  let status = 0;
  for (const item of opened) {
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
        ? await runOneStudy(item.study, common, options, terminal)
        : await runOneCampaign(item, common, options, terminal);
    item.checks.save();
    summaries.push(done.json);
    status = Math.max(status, done.status);
  }
  if (options.json) terminal.print(summaries.length === 1 ? summaries[0]!.trimEnd() : jsonList(summaries));
  return status;
}

type CommonOptions = Omit<RunStudyOptions, 'folder' | 'onEvent'>;

async function runOneStudy(
  study: OpenedStudy,
  common: CommonOptions,
  options: RunOptions,
  terminal: Terminal,
): Promise<{ json: string; status: number }> {
  const folder = options.out ?? join('results', study.name);
  const done = await runStudy(study, {
    ...common,
    folder,
    ...(options.quiet ? {} : { onEvent: progressOf(study, terminal) }),
  }).catch((error: unknown) => {
    throw withFileNames(error, study.graph, shownFile);
  });
  if (!options.quiet) for (const line of endLines(study, done, folder)) terminal.error(line);
  return { json: done.summary, status: 0 };
}

function endLines(study: OpenedStudy, { run: { counts, durationMs }, summary }: StudyRun, folder: string): string[] {
  const seconds = (durationMs / 1000).toFixed(2);
  return [
    `${study.name}: ${counts.ran} stages computed, ${counts.cached} unchanged, ${seconds} s`,
    ...resultLines(JSON.parse(summary)),
    `  -> ${folder}`,
  ];
}

function jsonList(summaries: readonly string[]): string {
  return `[\n${summaries.map((summary) => summary.trimEnd()).join(',\n')}\n]`;
}
