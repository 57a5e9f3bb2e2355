import type { Located } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { readSource } from './read-file.ts';

/**
 * Reads a YAML file into a located tree. Nothing in it is resolved or checked against a schema.
 *
 * @param file path, relative to the working folder or absolute
 * @param shownAs name of the file in messages; default: `file`
 * @throws StudyError with every problem of the file (E101 to E123), and nothing else
 */
export function loadFile(file: string, shownAs: string = file): Located {
  return parseYaml(readSource(file, shownAs));
}
