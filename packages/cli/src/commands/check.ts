import { existsSync, readFileSync } from 'node:fs';
import { type EntryFile, findEntry } from '@cevns/language/catalogue';
import { inReadingOrder, type Problem, StudyError } from '@cevns/language/problem';
import { Readings } from '@cevns/language/readings';
import { checkEntry } from '@cevns/studies/catalogue/entry-check';
import { catalogueRootOf } from '@cevns/studies/home-files';
import type { StudyOptions } from '../program.ts';
import type { Surroundings } from '../terminal.ts';

/** `cevns check`: finds every problem of studies, campaigns and entries of the catalogue, and writes nothing. */
export async function check(
  files: readonly string[],
  options: StudyOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { terminal, home } = surroundings;
  const entries = new Map(files.map((file) => [file, entryOf(file, home)]));
  const readings = new Readings();
  const problems: Problem[] = [];
  const lines = new Map<string, string>();
  for (const [file, entry] of entries) {
    if (entry === undefined) continue;
    try {
      const { kind, statements } = await checkEntry(entry, home, readings);
      const sources = statements.filter(({ stated }) => stated !== undefined).length;
      lines.set(file, `${file}: ${kind}, ${sources} numbers with their sources`);
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
    }
  }
  const studies = files.filter((file) => entries.get(file) === undefined);
  const opened = await openedFiles(studies, options, surroundings).catch((error: unknown) => {
    if (!(error instanceof StudyError) || problems.length === 0) throw error;
    throw new StudyError(inReadingOrder([...problems, ...error.problems]), { cause: error.cause });
  });
  if (problems.length > 0) throw new StudyError(inReadingOrder(problems));
  for (const each of opened) {
    const { file } = each;
    if ('campaign' in each) {
      const { name, configurations, axes, graph } = each.campaign;
      const varied = axes.length === 0 ? 'no axes' : `axes: ${axes.join(', ')}`;
      lines.set(
        file,
        `${file}: ${name}, ${configurations.length} configurations, ${graph.stages.length} stages, ${varied}`,
      );
      continue;
    }
    const { study } = each;
    const analyses = Object.keys((study.loaded.study as { readonly analysis: object }).analysis);
    lines.set(file, `${file}: ${study.name}, ${study.graph.stages.length} stages, analyses: ${analyses.join(', ')}`);
  }
  for (const file of files) terminal.print(lines.get(file)!);
  return 0;
}

/** Studies and campaigns; what opens them is loaded only if there are any. */
async function openedFiles(files: readonly string[], options: StudyOptions, surroundings: Surroundings) {
  if (files.length === 0) return [];
  const { openFiles } = await import('./open-studies.ts');
  return openFiles(files, options, surroundings);
}

/** The entry that an argument means: a name in the catalogue, or a file with `kind:` at its top; undefined for anything else. */
function entryOf(file: string, home: string): EntryFile | undefined {
  if (!existsSync(file)) {
    const found = findEntry(catalogueRootOf(home), file);
    return typeof found === 'string' ? undefined : found;
  }
  try {
    return /^kind\s*:/m.test(readFileSync(file, 'utf8')) ? { path: file, shownAs: file } : undefined;
  } catch {
    return undefined;
  }
}
