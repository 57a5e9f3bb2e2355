import { readFileSync, statSync } from 'node:fs';
import type { LoadedStudy } from '@cevns/language/load-study';
import { type Located, nodeAt, type Path, pathText } from '@cevns/language/located';
import { type Problem, problemAt } from '@cevns/language/problem';
import { positionOf } from '@cevns/language/source-text';
import { artifactOf } from '@cevns/runner/artifact';
import { sha256 } from '@cevns/runner/digest';
import { isRacy, signatureOf } from '@cevns/runner/file-digests';
import type { StageSpec } from '@cevns/runner/stage';
import type { TableInput } from '../stages/input-table.ts';
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

/** A table as far as it was looked at. */
interface KnownFile {
  readonly input: TableInput;
  readonly bytes: Uint8Array;
  /** Undefined where the file may have changed since without a trace. */
  readonly signature: string | undefined;
}

/**
 * Reads the tables that stages name before any stage runs, as the stages will. Each file is read once, and each way of reading it is tried once, however
 * many configurations there are; what a memory has of unchanged files is not read at all.
 */
export class TableCheck {
  readonly #memory: TableMemory | undefined;
  readonly #files = new Map<string, KnownFile | Error>();
  readonly #signatures = new Map<string, string | undefined>();
  readonly #done = new Map<string, readonly Problem[]>();

  constructor(memory?: TableMemory) {
    this.#memory = memory;
  }

  /** What is wrong with the tables of a study, each with its place in the table and the one in the study that names it. */
  problems(stages: readonly StageSpec[], naming: Naming): Problem[] {
    return stages.flatMap((stage) =>
      tableReadings(stage).flatMap((reading) => this.#problemsOf(fileOf(stage, reading), reading, naming)),
    );
  }

  /** Whether all tables are known to be right: nothing is read. */
  knows(stages: readonly StageSpec[]): boolean {
    return stages.every((stage) =>
      tableReadings(stage).every((reading) => this.#isKnown(fileOf(stage, reading), reading)),
    );
  }

  #isKnown(file: string, reading: TableReading): boolean {
    const remembered = this.#memory?.recall(keyOf(file, reading));
    return remembered !== undefined && remembered === this.#signature(file);
  }

  #problemsOf(file: string, reading: TableReading, naming: Naming): readonly Problem[] {
    const key = keyOf(file, reading);
    const done = this.#done.get(key);
    if (done !== undefined) return done;
    const found = this.#isKnown(file, reading) ? [] : this.#read(file, key, reading, naming);
    this.#done.set(key, found);
    return found;
  }

  #read(file: string, key: string, reading: TableReading, naming: Naming): readonly Problem[] {
    const place = placeOf(file, reading, naming);
    const known = this.#open(file);
    if (known instanceof Error) {
      return place === undefined ? [] : [problemAt(place.node.range, 'E213', refusal(known))];
    }
    try {
      reading.read(known.input);
    } catch (error) {
      const problems = problemsOfTable(error, file, known.bytes);
      if (problems === undefined) throw error;
      if (place === undefined) return problems;
      const { file: from, line, column } = positionOf(place.node.range);
      const namedAt = { file: from, line, column, path: pathText(place.path) };
      return problems.map((problem) => ({ ...problem, namedAt }));
    }
    if (known.signature !== undefined) this.#memory?.remember(key, known.signature);
    return [];
  }

  #signature(file: string): string | undefined {
    if (!this.#signatures.has(file)) {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      this.#signatures.set(file, stat === undefined ? undefined : signatureOf(stat));
    }
    return this.#signatures.get(file);
  }

  #open(file: string): KnownFile | Error {
    const known = this.#files.get(file) ?? opened(file);
    this.#files.set(file, known);
    return known;
  }
}

function fileOf({ inputs }: StageSpec, { input }: TableReading): string {
  return (inputs[input] as { readonly file: string }).file;
}

function keyOf(file: string, { input, settings }: TableReading): string {
  return sha256(JSON.stringify([file, input.split('/')[0], settings])).slice(0, 32);
}

function opened(file: string): KnownFile | Error {
  try {
    const before = statSync(file, { bigint: true });
    const readMs = Date.now();
    const bytes = readFileSync(file);
    return {
      input: parsedOnce(bytes),
      bytes,
      signature: isRacy(before, readMs) ? undefined : signatureOf(before),
    };
  } catch (error) {
    return error as Error;
  }
}

/** The content of a file, whose archive is unpacked once. */
function parsedOnce(bytes: Uint8Array): TableInput {
  const artifact = artifactOf('bytes', '', bytes);
  let text: string | undefined;
  return {
    bytes: () => bytes,
    text: () => {
      text ??= artifact.text();
      return text;
    },
    arrays: () => artifact.arrays(),
  };
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
