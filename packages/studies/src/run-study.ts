import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CodeProvider } from '@cevns/runner/code/code-provider';
import { SourceCode } from '@cevns/runner/code/source-code';
import { joinGraphs } from '@cevns/runner/joint-graph';
import type { OpenedStudy } from './open-study.ts';
import { type EndedItem, type Item, type RunTogetherOptions, runTogether } from './run-together.ts';
import type { StudyRun } from './write-study.ts';

export type RunStudyOptions = Pick<Item, 'folder' | 'commands'> &
  Pick<RunTogetherOptions, 'code' | 'store' | 'version' | 'jobs' | 'signal'>;

/** Where stage functions come from in a checkout. */
export function codeOf(home: string): CodeProvider {
  return new SourceCode({ home });
}

/** Folder of the store: what is given, `CEVNS_STORE`, the nearest `.cevns` on the way up from the study, or `.cevns` beside it. */
export function storeFolder(file: string, given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const chosen = given ?? environment.CEVNS_STORE;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const beside = dirname(resolve(file));
  for (let folder = beside; ; folder = dirname(folder)) {
    const store = join(folder, '.cevns');
    if (existsSync(store)) return store;
    // Not above the project: a store of somebody else's is not ours to fill.
    if (existsSync(join(folder, 'package.json')) || existsSync(join(folder, '.git')) || dirname(folder) === folder) {
      return join(beside, '.cevns');
    }
  }
}

/**
 * Runs a study, writes its results folder (summary, figures, tables, report, the resolved study and the provenance record), and enters
 * the run into the index of the store, however it ends.
 *
 * @throws StageError for the first failed stage
 */
export async function runStudy(
  study: OpenedStudy,
  { folder, commands, ...options }: RunStudyOptions,
): Promise<StudyRun> {
  let ended: EndedItem | undefined;
  const onEnd = (_: number, end: EndedItem): void => {
    ended = end;
  };
  await runTogether(joinGraphs([study.graph]), [{ study, folder, ...(commands && { commands }) }], {
    ...options,
    onEnd,
  });
  if (ended?.written === undefined) throw ended!.run.failures[0]!;
  return ended.written as StudyRun;
}
