import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode, isTemporary, writeAtomically } from './atomic-write.ts';
import { sha256 } from './digest.ts';
import { withFileBytes } from './file-bytes.ts';
import { canonicalJson } from './json.ts';
import { RunnerError } from './runner-error.ts';
import { currentOwner, isAlive, type Owner } from './runs/owner.ts';
import { inChunks, type TextPieces } from './text-pieces.ts';

/** A file to write: an `Artifact` is one form of `content`; its bytes are read only when the file is not there yet. */
export interface ResultFile {
  /** Relative to the results folder, with forward slashes. */
  readonly path: string;
  readonly content:
    | {
        readonly digest: string;
        bytes(): Uint8Array;
        /** Like `bytes`, in memory that is used again; nothing of them may be kept. */
        withBytes?<T>(use: (bytes: Uint8Array) => T): T;
      }
    | { readonly digest: string; readonly pieces: TextPieces };
}

/** A file whose content is at hand; text is UTF-8. */
export function resultFile(path: string, content: string | Uint8Array): ResultFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { path, content: { digest: sha256(bytes), bytes: () => bytes } };
}

/** What was done, as relative paths. */
export interface Materialised {
  readonly written: readonly string[];
  /** Already right. */
  readonly kept: readonly string[];
  /** Written by an earlier run and no longer asked for. */
  readonly removed: readonly string[];
  /** Written by an earlier run and no longer asked for, but changed by somebody since, so left alone. */
  readonly left: readonly string[];
}

/** The list of the files that a results folder owes to the runner. */
export const resultsManifestName = '.cevns-files.json';

type Manifest = Readonly<Record<string, string>>;

/**
 * Makes a results folder hold the given files: writes those that are missing or differ, and removes those that an earlier
 * call wrote and that are no longer asked for. Other files are not touched, and no symbolic link inside the folder is followed.
 *
 * @throws RunnerError `results-path`, `results-unwritable`, `input-changed` when bytes are not what their digest says
 */
export function materialise(folder: string, files: readonly ResultFile[]): Materialised {
  const root = resolve(folder);
  const manifestPath = join(root, resultsManifestName);
  const wanted: Record<string, string> = {};
  for (const { path, content } of files) {
    if (!isInside(path)) throw new RunnerError('results-path', `${path} is not a path inside the results folder`);
    if (path in wanted) throw new RunnerError('results-path', `two results are to be written to ${path}`);
    wanted[path] = content.digest;
  }
  for (const { path } of files) checkWay(root, path);
  const { files: earlier, writing } = readManifest(manifestPath);
  const done = { written: [] as string[], kept: [] as string[], removed: [] as string[], left: [] as string[] };
  try {
    if (writing && isAlive(writing) === false) clearUp(root, [...Object.keys(earlier), ...Object.keys(wanted)]);
    let begun = false;
    for (const { path, content } of files) {
      const target = join(root, path);
      if (digestOfFile(target) === content.digest) {
        done.kept.push(path);
        continue;
      }
      // Until all is done the folder may hold files of both lists; should the run be killed, a later one can still clear up.
      if (!begun) writeAtomically(manifestPath, manifestText({ ...earlier, ...wanted }, currentOwner()));
      begun = true;
      const write = (bytes: Uint8Array): void => {
        if (sha256(bytes) !== content.digest) throw damaged(path);
        writeAtomically(target, bytes);
      };
      if ('pieces' in content) writeAtomically(target, verified(path, content));
      else if (content.withBytes) content.withBytes(write);
      else write(content.bytes());
      done.written.push(path);
    }
    for (const [path, digest] of Object.entries(earlier)) {
      if (path in wanted) continue;
      const removed = remove(root, path, digest);
      if (removed !== undefined) (removed ? done.removed : done.left).push(path);
    }
    const text = manifestText(wanted);
    const isRight = !begun && writing === undefined && text === manifestText(earlier) && fs.existsSync(manifestPath);
    if (!isRight) writeAtomically(manifestPath, text);
  } catch (error) {
    if (error instanceof RunnerError) throw error;
    throw new RunnerError('results-unwritable', `${root} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return done;
}

/**
 * Writes one file of a results folder anew, and its digest into the list of the folder, so that it counts as one that a run wrote.
 *
 * @throws RunnerError `results-path`, `results-unwritable`
 */
export function rewriteResult(folder: string, path: string, content: string): void {
  const root = resolve(folder);
  const manifestPath = join(root, resultsManifestName);
  checkWay(root, path);
  const { files } = readManifest(manifestPath);
  try {
    writeAtomically(join(root, path), content);
    writeAtomically(manifestPath, manifestText({ ...files, [path]: sha256(content) }));
  } catch (error) {
    const message = `${root} cannot be written: ${(error as Error).message}`;
    throw new RunnerError('results-unwritable', message, { cause: error });
  }
}

/** A text that turns out not to be what its digest says is not kept. */
function* verified(
  path: string,
  { digest, pieces }: { readonly digest: string; readonly pieces: TextPieces },
): Generator<string> {
  const hash = createHash('sha256');
  for (const piece of inChunks(pieces())) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== digest) throw damaged(path);
}

function damaged(path: string): RunnerError {
  return new RunnerError('input-changed', `the bytes for ${path} are damaged`);
}

function isInside(path: string): boolean {
  const steps = path.split('/');
  return (
    !/[\\\0:]/.test(path) && path !== resultsManifestName && steps.every((step) => !['', '.', '..'].includes(step))
  );
}

/** The folders on the way have to be folders, not links to somewhere else, and the target must not be a folder. */
function checkWay(root: string, path: string): void {
  const steps = path.split('/');
  for (let i = 1; i <= steps.length; i++) {
    const way = join(root, ...steps.slice(0, i));
    const found = fs.lstatSync(way, { throwIfNoEntry: false });
    if (!found) return;
    // A link in place of the target itself is replaced, not followed.
    if (i === steps.length ? found.isDirectory() : !found.isDirectory()) {
      const what = found.isSymbolicLink() ? 'a symbolic link' : found.isDirectory() ? 'a folder' : 'a file';
      throw new RunnerError('results-path', `${path} cannot be written: ${way} is ${what}`);
    }
  }
}

/** Removes a file of an earlier run; false when it is no longer what that run wrote, undefined when it is gone. */
function remove(root: string, path: string, digest: string): boolean | undefined {
  if (!isInside(path)) return undefined;
  if (isBlocked(root, path)) return false;
  const target = join(root, path);
  if (!fs.lstatSync(target, { throwIfNoEntry: false })) return undefined;
  if (digestOfFile(target) !== digest) return false;
  fs.rmSync(target);
  for (let folder = dirname(target); folder !== root; folder = dirname(folder)) {
    try {
      fs.rmdirSync(folder);
    } catch {
      // Not empty: somebody else's files are in it.
      break;
    }
  }
  return true;
}

/** Digest of a regular file, or undefined when there is none. */
function digestOfFile(path: string): string | undefined {
  const found = fs.lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? withFileBytes(path, sha256) : undefined;
}

/** Removes what writes of a killed process left beside the files of a list. */
function clearUp(root: string, paths: readonly string[]): void {
  const ways = paths.filter((path) => isInside(path) && !isBlocked(root, path));
  const folders = new Set([root, ...ways.map((path) => dirname(join(root, path)))]);
  for (const folder of folders) {
    if (!fs.existsSync(folder)) continue;
    for (const name of fs.readdirSync(folder)) if (isTemporary(name)) fs.rmSync(join(folder, name), { force: true });
  }
}

/** Whether something else is in the way of a file. */
function isBlocked(root: string, path: string): boolean {
  try {
    checkWay(root, path);
    return false;
  } catch {
    return true;
  }
}

function readManifest(path: string): { readonly files: Manifest; readonly writing?: Owner } {
  try {
    const { files, writing } = JSON.parse(fs.readFileSync(path, 'utf8')) as { files?: unknown; writing?: Owner };
    const entries = Object.entries(typeof files === 'object' && files !== null ? files : {});
    const known = Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    return { files: known, ...(typeof writing?.pid === 'number' && { writing }) };
  } catch (error) {
    // Without a readable list nothing is known to be ours, and nothing is removed.
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return { files: {} };
    throw new RunnerError('results-unwritable', `${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** @param writing who is writing the files, until they are all there */
function manifestText(files: Manifest, writing?: Owner): string {
  return `${canonicalJson({ files, format: 'cevns-results-1', ...(writing && { writing: { ...writing } }) })}\n`;
}
