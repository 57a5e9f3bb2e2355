import { StudyError } from '@cevns/language/problem';
import { type OpenedStudy, openStudy } from '@cevns/studies/open-study';
import type { StudyOptions } from '../program.ts';

/** A study with the file it is in. */
export interface NamedStudy {
  readonly file: string;
  readonly study: OpenedStudy;
}

/**
 * Opens all study files of a call.
 *
 * @throws StudyError with the problems of all of them
 */
export async function openStudies(
  files: readonly string[],
  { set }: Pick<StudyOptions, 'set'>,
  home: string,
): Promise<NamedStudy[]> {
  const opened: NamedStudy[] = [];
  const problems: StudyError['problems'][number][] = [];
  for (const file of files) {
    try {
      opened.push({ file, study: await openStudy({ file, home, sets: set }) });
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new StudyError(problems);
  return opened;
}
