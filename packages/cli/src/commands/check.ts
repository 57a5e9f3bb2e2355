import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';
import { openStudies } from './open-studies.ts';

/** `cevns check`: finds every problem of the files, and writes nothing. */
export async function check(
  files: readonly string[],
  options: StudyOptions,
  surroundings: Surroundings,
): Promise<number> {
  for (const { file, study } of await openStudies(files, options, surroundings)) {
    const analyses = Object.keys((study.loaded.study as { readonly analysis: object }).analysis);
    surroundings.terminal.print(
      `${file}: ${study.name}, ${study.graph.stages.length} stages, analyses: ${analyses.join(', ')}`,
    );
  }
  return 0;
}
