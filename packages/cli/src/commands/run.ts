import { join, relative } from 'node:path';
import { Store } from '@cevns/runner/store';
import type { OpenedStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy, type StudyRun } from '@cevns/studies/run-study';
import { withFileNames } from '@cevns/studies/stage-failure';
import { CallError } from '../call-error.ts';
import type { StudyOptions } from '../program.ts';
import { progressOf } from '../progress.ts';
import { resultLines } from '../result-lines.ts';
import type { Surroundings } from '../terminal.ts';
import { openStudies } from './open-studies.ts';

/** `cevns run`: runs studies one after the other; all are checked before the first one runs. */
export async function run(
  files: readonly string[],
  options: StudyOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { terminal, home } = surroundings;
  if (files.length > 1 && options.out !== undefined) {
    throw new CallError('--out names the folder of one study; several were given');
  }
  const studies = await openStudies(files, options, surroundings);
  const names = studies.map(({ study }) => study.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new CallError(`two of the studies are called ${twice}; their results would overwrite each other`);
  const code = codeOf(home);
  const summaries: string[] = [];
  for (const { study, store, checks } of studies) {
    const folder = options.out ?? join('results', study.name);
    const progress = options.quiet ? undefined : progressOf(study, terminal);
    const done = await runStudy(study, {
      code,
      store: new Store(store),
      folder,
      version: surroundings.version,
      signal: surroundings.signal,
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      ...(progress === undefined ? {} : { onEvent: progress }),
    }).catch((error: unknown) => {
      throw withFileNames(error, study.graph, shownFile);
    });
    checks.save();
    summaries.push(done.summary);
    if (!options.quiet) for (const line of endLines(study, done, folder)) terminal.error(line);
  }
  if (options.json) terminal.print(summaries.length === 1 ? summaries[0]!.trimEnd() : jsonList(summaries));
  return 0;
}

function endLines(study: OpenedStudy, { run: { counts, durationMs }, summary }: StudyRun, folder: string): string[] {
  const seconds = (durationMs / 1000).toFixed(2);
  return [
    `${study.name}: ${counts.ran} stages computed, ${counts.cached} unchanged, ${seconds} s`,
    ...resultLines(JSON.parse(summary)),
    `  -> ${folder}`,
  ];
}

/** A file as it is called in the working folder, or by its absolute path when it lies elsewhere. */
function shownFile(file: string): string {
  const inside = relative(process.cwd(), file);
  return inside.startsWith('..') ? file : inside;
}

function jsonList(summaries: readonly string[]): string {
  return `[\n${summaries.map((summary) => summary.trimEnd()).join(',\n')}\n]`;
}
