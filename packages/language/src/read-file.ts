import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { nearest } from './nearest.ts';
import { type Problem, problemOfFile, StudyError } from './problem.ts';
import { SourceText } from './source-text.ts';

/** Largest file that is read, in bytes: 10 MB, a hundred times the largest study anyone has written. */
export const largestFileBytes = 10_000_000;

/**
 * Reads a UTF-8 text file, with or without a byte order mark.
 *
 * @param file path, relative to the working folder or absolute
 * @param shownAs name of the file in messages; default: `file`
 * @throws StudyError E101 not found, E102 not readable, E103 a folder, E104 empty, E105 not UTF-8 text, E106 larger than
 *   {@link largestFileBytes} (found by its size, before anything is read), E107 a device, pipe or socket
 */
export function readSource(file: string, shownAs: string = file): SourceText {
  const path = resolve(file);
  let bytes: Buffer;
  try {
    // Asked before opening: to open a pipe would wait for its writer.
    const stat = statSync(path);
    if (stat.isDirectory()) throw refusal(shownAs, 'E103', 'this is a folder, not a file', folderHint(path));
    if (!stat.isFile()) throw refusal(shownAs, 'E107', 'this is a device, pipe or socket, not a regular file');
    bytes = readBounded(path, shownAs);
  } catch (error) {
    throw error instanceof StudyError ? error : refusalOfSystem(error, path, shownAs);
  }
  if (bytes.subarray(0, 3).equals(byteOrderMark)) bytes = bytes.subarray(3);
  if (bytes.length === 0) throw refusal(shownAs, 'E104', 'the file is empty');
  if (bytes.includes(0)) throw refusal(shownAs, 'E105', 'the file holds NUL bytes: it is binary, or UTF-16 text');
  if (!isUtf8(bytes)) throw refusal(shownAs, 'E105', 'the file is not valid UTF-8 text');
  return new SourceText(shownAs, path, bytes.toString('utf8'));
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function readBounded(path: string, shownAs: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > largestFileBytes) {
      throw refusal(shownAs, 'E106', `the file has ${megabytes(size)} MB`, {
        expected: `at most ${megabytes(largestFileBytes)} MB`,
        found: `${megabytes(size)} MB`,
      });
    }
    const buffer = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const count = readSync(descriptor, buffer, length, size - length, length);
      if (count === 0) break;
      length += count;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toPrecision(3).replace(/\.?0+$/, '');
}

type FileCode = 'E101' | 'E102' | 'E103' | 'E104' | 'E105' | 'E106' | 'E107';
type Hints = Pick<Problem, 'expected' | 'found' | 'suggestion'>;

function refusal(file: string, code: FileCode, message: string, hints: Hints = {}): StudyError {
  return new StudyError([problemOfFile(file, code, { message, ...hints })]);
}

function refusalOfSystem(error: unknown, path: string, shownAs: string): StudyError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return refusal(shownAs, 'E101', 'there is no such file', siblingHint(path));
  }
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code;
  return refusal(shownAs, 'E102', `the file cannot be read: ${reason}`);
}

function folderHint(path: string): Hints {
  const inside = namesIn(path).filter((name) => /\.ya?ml$/.test(name));
  return inside[0] === undefined ? {} : { expected: `a YAML file, such as ${inside[0]} in this folder` };
}

function siblingHint(path: string): Hints {
  const similar = nearest(basename(path), namesIn(dirname(path)));
  return similar === undefined ? {} : { suggestion: similar };
}

/** Names of what is in a folder, in alphabetical order; none when the folder cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort().slice(0, 1000);
  } catch {
    return [];
  }
}
