import fs from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type Artifact, artifactOf } from './artifact.ts';
import { errorCode, writeAtomically } from './atomic-write.ts';
import { sha256 } from './digest.ts';
import { withFileBytes, withTextBytes } from './file-bytes.ts';
import { FileDigests, type FileDigestsJson } from './file-digests.ts';
import { inlineBytes, inlineEncoding, type OutputRecord, type StageRecord } from './record.ts';
import { RunnerError, type RunnerErrorCode } from './runner-error.ts';
import { seal, sealPieces, unseal, unsealText } from './sealed.ts';

const storeFormat = 'cevns-store-1';

/** What the store knows about a key. Only `hit` may be used: the record and all bytes are there and verified. */
export type Lookup =
  | { readonly state: 'hit'; readonly record: StageRecord }
  | { readonly state: 'absent' }
  | { readonly state: 'record-damaged' }
  | { readonly state: 'output-lost'; readonly record: StageRecord; readonly output: string };

/** The last key of each stage of a graph, as the last run left it. */
export type LatestKeys = Readonly<Record<string, string>>;

/**
 * The content-addressed store: `ac/<key>` holds the record of a stage, `cas/<sha256>` bytes. Every read is verified, every
 * write is atomic, and nothing is locked: two processes that compute the same stage write the same bytes.
 */
export class Store {
  readonly folder: string;
  #prepared = false;
  #inputs: FileDigests | undefined;

  /**
   * Opens a store; nothing is written until there is something to keep.
   *
   * @throws RunnerError `store-format` when a newer version of the runner made it, `store-unusable` when it is not a folder
   */
  constructor(folder: string) {
    this.folder = resolve(folder);
    const marker = this.#read(join(this.folder, 'store.json'));
    if (marker === undefined) return;
    const format = (unseal(marker) as { format?: string } | undefined)?.format;
    // A damaged marker is written again; a whole one that names another format is not ours to touch.
    if (format !== undefined && format !== storeFormat) {
      throw new RunnerError('store-format', `${this.folder} is a store of format ${format}, expected ${storeFormat}`);
    }
    this.#prepared = format === storeFormat;
  }

  /**
   * Looks a key up and verifies the record and the bytes of all outputs.
   *
   * @param isSound verifies the bytes of a digest, for a caller who remembers what was verified before
   */
  lookup(key: string, isSound = (digest: string) => this.object(digest) !== undefined): Lookup {
    const read = this.#read(this.recordPath(key), (bytes) => ({ record: unseal(bytes) as StageRecord | undefined }));
    if (read === undefined) return { state: 'absent' };
    const { record } = read;
    if (record?.format !== 'cevns-record-1' || record.key !== key) return { state: 'record-damaged' };
    for (const [output, { digest, inline }] of Object.entries(record.outputs)) {
      // The seal of the record covers inline bytes.
      if (inline === undefined && !isSound(digest)) return { state: 'output-lost', record, output };
    }
    return { state: 'hit', record };
  }

  /** The record of a key without a look at the bytes of its outputs: good for comparisons, not for a hit. */
  record(key: string): StageRecord | undefined {
    const record = this.#read(this.recordPath(key), (bytes) => unseal(bytes) as StageRecord | undefined);
    return record?.format === 'cevns-record-1' && record.key === key ? record : undefined;
  }

  /** Keeps a record; its outputs have to be kept before, so that no reader finds a record without bytes. */
  putRecord(record: StageRecord): void {
    this.#write(this.recordPath(record.key), seal(record));
  }

  /** The bytes of a digest, or undefined when they are not there or not what the digest says. */
  object(digest: string): Buffer | undefined {
    const bytes = this.#read(this.objectPath(digest));
    return bytes !== undefined && sha256(bytes) === digest ? bytes : undefined;
  }

  /** Keeps bytes under their digest; good bytes that are there already stay, damaged ones are replaced. */
  putObject(digest: string, bytes: string | Uint8Array): void {
    if (this.object(digest) === undefined) this.#write(this.objectPath(digest), bytes);
  }

  /**
   * The verified bytes of an output.
   *
   * @throws RunnerError `input-changed` when they were lost or damaged after the lookup
   */
  artifact(output: OutputRecord): Artifact {
    return this.#sound(output, inlineBytes(output) ?? this.object(output.digest));
  }

  /**
   * Does something with the verified bytes of an output, of which nothing may be kept.
   *
   * @throws RunnerError as `artifact`
   */
  withArtifact<T>(output: OutputRecord, use: (artifact: Artifact) => T): T {
    const { type, inline } = output;
    if (inline !== undefined) {
      return withTextBytes(inline, inlineEncoding(type), (bytes) => use(this.#sound(output, bytes)));
    }
    const read = this.#read(this.objectPath(output.digest), (bytes) => ({ used: use(this.#sound(output, bytes)) }));
    return read ? read.used : use(this.#sound(output, undefined));
  }

  #sound({ type, digest }: OutputRecord, bytes: Buffer | undefined): Artifact {
    if (bytes === undefined || sha256(bytes) !== digest) {
      this.distrust(this.objectPath(digest));
      throw new RunnerError('input-changed', `${this.objectPath(digest)} was lost or damaged during the run`);
    }
    return artifactOf(type, digest, bytes);
  }

  /** Makes every memory of a file of the store void, after it was found damaged although it did not look it. */
  distrust(path: string): void {
    try {
      const now = new Date();
      fs.utimesSync(path, now, now);
    } catch {
      // It is gone, or the store may not be written: then nothing is remembered of it either.
    }
  }

  /** Folders are split by the first two digits; the file name is the whole key, as behind HTTP. */
  recordPath(key: string): string {
    return `${this.folder}${sep}ac${sep}${key.slice(0, 2)}${sep}${key}`;
  }

  objectPath(digest: string): string {
    return `${this.folder}${sep}cas${sep}${digest.slice(0, 2)}${sep}${digest}`;
  }

  /** The keys that the last run of a graph left, or undefined when nothing (readable) is known of one. */
  latest(graph: string): LatestKeys | undefined {
    const bytes = this.#read(this.#latestPath(graph));
    return bytes && (unseal(bytes) as { stages: LatestKeys } | undefined)?.stages;
  }

  putLatest(graph: string, stages: LatestKeys): void {
    this.#write(
      this.#latestPath(graph),
      sealPieces(() => latestText(graph, stages)),
    );
  }

  /** JSON about the files behind a graph as they were when they were last verified, or undefined when nothing (readable) is known. */
  verified(graph: string): Buffer | undefined {
    const bytes = this.#read(this.#verifiedPath(graph));
    return bytes && unsealText(bytes);
  }

  /** @param json the text in pieces, which are asked for twice */
  putVerified(graph: string, json: () => Iterable<string>): void {
    this.#write(this.#verifiedPath(graph), sealPieces(json));
  }

  /** Digests of input files, remembered in the store. */
  get inputs(): FileDigests {
    if (!this.#inputs) {
      const bytes = this.#read(join(this.folder, 'inputs'));
      this.#inputs = new FileDigests(bytes && (unseal(bytes) as FileDigestsJson | undefined));
    }
    return this.#inputs;
  }

  /** Saves what was learnt about input files. */
  saveInputs(): void {
    if (this.#inputs?.changed) this.#write(join(this.folder, 'inputs'), seal(this.#inputs.toJson()));
  }

  /** Opens a file in the store for appending, e.g. a journal; the caller closes it. */
  openForAppending(...path: string[]): number {
    this.#prepare();
    const file = join(this.folder, ...path);
    try {
      fs.mkdirSync(join(file, '..'), { recursive: true });
      return fs.openSync(file, 'a');
    } catch (error) {
      throw storeError(file, error);
    }
  }

  #latestPath(graph: string): string {
    return join(this.folder, 'latest', sha256(graph));
  }

  #verifiedPath(graph: string): string {
    return join(this.folder, 'verified', sha256(graph));
  }

  #read(path: string): Buffer | undefined;
  #read<T>(path: string, use: (bytes: Buffer) => T): T | undefined;
  #read<T>(path: string, use?: (bytes: Buffer) => T): T | Buffer | undefined {
    let thrown: { readonly error: unknown } | undefined;
    const guarded = (bytes: Buffer): T => {
      try {
        return use!(bytes);
      } catch (error) {
        thrown = { error };
        throw error;
      }
    };
    try {
      return use ? withFileBytes(path, guarded) : fs.readFileSync(path);
    } catch (error) {
      // What goes wrong with the bytes is not the fault of the file.
      if (thrown) throw thrown.error;
      // A folder or a dead link in place of a file is a miss; writing the file will say what is wrong.
      if (['ENOENT', 'EISDIR', 'ELOOP'].includes(errorCode(error) ?? '')) return undefined;
      throw storeError(path, error);
    }
  }

  #write(path: string, content: string | Uint8Array): void {
    this.#prepare();
    try {
      writeAtomically(path, content);
    } catch (error) {
      throw storeError(path, error);
    }
  }

  #prepare(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    this.#write(join(this.folder, 'store.json'), seal({ format: storeFormat }));
    // A store lies beside the studies, which are often under version control.
    this.#write(join(this.folder, '.gitignore'), '*\n');
  }
}

function* latestText(graph: string, stages: LatestKeys): Generator<string> {
  yield `{"graph":${JSON.stringify(graph)},"stages":{`;
  let between = '';
  for (const id in stages) {
    yield `${between}${JSON.stringify(id)}:${JSON.stringify(stages[id])}`;
    between = ',';
  }
  yield '}}';
}

/** The error of the runner for an error of the file system at a path of the store. */
export function storeError(path: string, error: unknown): RunnerError {
  const reason = errorCode(error) ?? '';
  const [code, what]: [RunnerErrorCode, string] = ['EROFS', 'EACCES', 'EPERM'].includes(reason)
    ? ['store-read-only', 'the store may not be read or written here']
    : ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(reason)
      ? ['store-full', 'the disk or the quota of the store is full']
      : ['store-unusable', 'the store cannot be read or written'];
  return new RunnerError(code, `${what} (${reason || String(error)}): ${path}`, { cause: error });
}
