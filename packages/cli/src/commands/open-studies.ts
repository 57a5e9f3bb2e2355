import { StudyError } from '@cevns/language/problem';
import { type OpenedStudy, openStudy } from '@cevns/studies/open-study';
import { RememberedChecks } from '@cevns/studies/remembered-checks';
import { storeFolder } from '@cevns/studies/run-study';
import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';

/** A study with the file it is in. */
export interface NamedStudy {
  readonly file: string;
  readonly study: OpenedStudy;
  /** Folder of its store. */
  readonly store: string;
  /** To be saved once the store is written to. */
  readonly checks: RememberedChecks;
}

/**
 * Opens all study files of a call.
 *
 * @throws StudyError with the problems of all of them
 */
export async function openStudies(
  files: readonly string[],
  { set, store: given }: Pick<StudyOptions, 'set' | 'store'>,
  { home, codeVersion }: Surroundings,
): Promise<NamedStudy[]> {
  const opened: NamedStudy[] = [];
  const problems: StudyError['problems'][number][] = [];
  for (const file of files) {
    try {
      const store = storeFolder(file, given, process.env);
      const checks = new RememberedChecks(store, codeVersion);
      opened.push({ file, store, checks, study: await openStudy({ file, home, sets: set, memory: checks }) });
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new StudyError(problems);
  return opened;
}
