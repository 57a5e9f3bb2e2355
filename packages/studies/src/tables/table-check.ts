import { statSync } from 'node:fs';
import type { LoadedStudy } from '@cevns/language/load-study';
import { type Located, nodeAt, type Path, pathText } from '@cevns/language/located';
import { type Problem, problemAt } from '@cevns/language/problem';
import { positionOf } from '@cevns/language/source-text';
import { sha256 } from '@cevns/runner/digest';
import { signatureOf } from '@cevns/runner/file-digests';
import { canonicalJson, type Json } from '@cevns/runner/json';
import type { StageSpec } from '@cevns/runner/stage';
import { openTableFile, type TableFile } from './table-file.ts';
import { problemsOfTable } from './table-problems.ts';
import { type TableReading, tableReadings } from './table-readings.ts';

/** Remembers which tables were read without a complaint, and how. */
export interface TableMemory {
  /** What `stat` said about the file when it was read in this way. */
  recall(key: string): string | undefined;
  remember(key: string, signature: string): void;
}

/** Where a study names its files, as far as it is known. */
type Naming = Pick<LoadedStudy, 'namedFiles' | 'document'>;

/**
 * Reads the tables that stages name before any stage runs, as the stages will. Each file is read once, and each way of reading it is tried once, however
 * many configurations there are; what a memory has of unchanged files is not read at all.
 */
export class TableCheck {
  readonly #memory: TableMemory | undefined;
  readonly #files = new Map<string, TableFile | Error>();
  readonly #signatures = new Map<string, string | undefined>();
  readonly #done = new Map<string, readonly Problem[]>();

  constructor(memory?: TableMemory) {
    this.#memory = memory;
  }

  /** What is wrong with the tables of a study, each with its place in the table and the one in the study that names it. */
  problems(stages: readonly StageSpec[], naming: Naming): Problem[] {
    return stages.flatMap((stage) =>
      tableReadings(stage).flatMap((reading) => this.#problemsOf(filesOf(stage, reading), reading, naming)),
    );
  }

  /** Whether all tables are known to be right: nothing is read. */
  knows(stages: readonly StageSpec[]): boolean {
    return stages.every((stage) =>
      tableReadings(stage).every((reading) => this.#isKnown(filesOf(stage, reading), reading)),
    );
  }

  #isKnown(files: readonly string[], reading: TableReading): boolean {
    const remembered = this.#memory?.recall(keyOf(files, reading));
    return remembered !== undefined && remembered === files.map((file) => this.#signature(file)).join(' ');
  }

  #problemsOf(files: readonly string[], reading: TableReading, naming: Naming): readonly Problem[] {
    const key = keyOf(files, reading);
    const done = this.#done.get(key);
    if (done !== undefined) return done;
    const found = this.#isKnown(files, reading) ? [] : this.#read(files, key, reading, naming);
    this.#done.set(key, found);
    return found;
  }

  #read(files: readonly string[], key: string, reading: TableReading, naming: Naming): readonly Problem[] {
    const [file] = files as readonly [string];
    const place = placeOf(file, reading, naming);
    const [known, ...others] = files.map((each) => this.#open(each)) as [TableFile | Error, ...(TableFile | Error)[]];
    if (known instanceof Error) {
      return place === undefined ? [] : [problemAt(place.node.range, 'E213', refusal(known))];
    }
    const opened = others.filter((other): other is TableFile => !(other instanceof Error));
    // What cannot be read is told where it is the table itself.
    if (opened.length < others.length) return [];
    try {
      reading.read(known.input, Object.fromEntries(opened.map(({ input }, i) => [reading.beside![i]!, input])));
    } catch (error) {
      const problems = problemsOfTable(error, file, known.bytes);
      if (problems === undefined) throw error;
      if (place === undefined) return problems;
      const { file: from, line, column } = positionOf(place.node.range);
      const namedAt = { file: from, line, column, path: pathText(place.path) };
      return problems.map((problem) => ({ ...problem, namedAt }));
    }
    const signatures = [known, ...opened].map(({ signature }) => signature);
    if (!signatures.includes(undefined)) this.#memory?.remember(key, signatures.join(' '));
    return [];
  }

  #signature(file: string): string | undefined {
    if (!this.#signatures.has(file)) {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      this.#signatures.set(file, stat === undefined ? undefined : signatureOf(stat));
    }
    return this.#signatures.get(file);
  }

  #open(file: string): TableFile | Error {
    const known = this.#files.get(file) ?? opened(file);
    this.#files.set(file, known);
    return known;
  }
}

/** The table, and those that are looked at beside it. */
function filesOf({ inputs }: StageSpec, { input, beside = [] }: TableReading): readonly string[] {
  return [input, ...beside].map((name) => (inputs[name] as { readonly file: string }).file);
}

/** The same for the same settings, in whatever order they have their members: stages that were remembered have another one. */
function keyOf(files: readonly string[], { input, settings }: TableReading): string {
  const plain = JSON.parse(JSON.stringify([files, input.split('/')[0], settings])) as Json;
  return sha256(canonicalJson(plain)).slice(0, 32);
}

function opened(file: string): TableFile | Error {
  try {
    return openTableFile(file);
  } catch (error) {
    return error as Error;
  }
}

function refusal(error: Error) {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (code ?? error.message);
  return { message: `the file cannot be read: ${reason}` };
}

/** Where a study names a file: for this reading, or at all. */
function placeOf(
  file: string,
  { at }: TableReading,
  { namedFiles, document }: Naming,
): { readonly path: Path; readonly node: Located } | undefined {
  const own = namedFiles.filter((named) => named.file === file);
  const found = own.find(({ path }) => at.every((step) => path.map(String).includes(step))) ?? own[0];
  const node = found && nodeAt(document.root, found.path);
  return found && node && { path: found.path, node };
}
