import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';
import { openFiles } from './open-studies.ts';

/** `cevns check`: finds every problem of the files, and writes nothing. */
export async function check(
  files: readonly string[],
  options: StudyOptions,
  surroundings: Surroundings,
): Promise<number> {
  for (const opened of await openFiles(files, options, surroundings)) {
    const { file } = opened;
    if ('campaign' in opened) {
      const { name, configurations, axes, graph } = opened.campaign;
      const varied = axes.length === 0 ? 'no axes' : `axes: ${axes.join(', ')}`;
      surroundings.terminal.print(
        `${file}: ${name}, ${configurations.length} configurations, ${graph.stages.length} stages, ${varied}`,
      );
      continue;
    }
    const { study } = opened;
    const analyses = Object.keys((study.loaded.study as { readonly analysis: object }).analysis);
    surroundings.terminal.print(
      `${file}: ${study.name}, ${study.graph.stages.length} stages, analyses: ${analyses.join(', ')}`,
    );
  }
  return 0;
}
