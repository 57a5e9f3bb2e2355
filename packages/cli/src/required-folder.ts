import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from '@cevns/runner/atomic-write';
import { CallError } from './call-error.ts';

/**
 * Refuses a path that is no folder and cannot become one, or a folder that may not be written; nothing is left behind.
 *
 * @param called what the folder is, as in '--out'
 * @throws CallError
 */
export function requireFolder(path: string, called: string): void {
  const wanted = resolve(path);
  const cannot = (why: string): CallError => new CallError(`${called}: the folder ${path} cannot be made: ${why}`);
  for (let at = wanted; ; at = dirname(at)) {
    const stat = statOf(at, cannot);
    if (stat === undefined) continue;
    if (!stat.isDirectory()) {
      throw at === wanted ? new CallError(`${called}: ${path} is a file, not a folder`) : cannot(`${at} is a file`);
    }
    if (at === wanted) requireWritable(at, called, path);
    else tryToMakeFolderIn(at, cannot);
    return;
  }
}

/**
 * Refuses a path where no file can be written.
 *
 * @throws CallError
 */
export function requireFile(path: string, called: string): void {
  const stat = statOf(path, (why) => new CallError(`${called}: ${path} cannot be written: ${why}`));
  if (stat?.isDirectory()) throw new CallError(`${called}: ${path} is a folder, not a file`);
  requireFolder(dirname(path), called);
}

/** The nearest thing on the way up is what counts, so what is not there, or below a file, is passed over. */
function statOf(path: string, cannot: (why: string) => CallError): fs.Stats | undefined {
  try {
    return fs.statSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw cannot((error as Error).message);
  }
}

/** A folder that is there is only asked, so that a look at it does not change its times. */
function requireWritable(folder: string, called: string, path: string): void {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw new CallError(`${called}: the folder ${path} may not be written (${errorCode(error)})`);
  }
}

/** Permissions do not tell: a file system may be read-only, or take no folders at all. */
function tryToMakeFolderIn(folder: string, cannot: (why: string) => CallError): void {
  const trial = join(folder, `.cevns-${randomBytes(6).toString('hex')}`);
  try {
    fs.mkdirSync(trial);
    fs.rmdirSync(trial);
  } catch (error) {
    const code = errorCode(error);
    throw cannot(code === 'EACCES' || code === 'EPERM' ? `${folder} may not be written` : `${folder}: ${code}`);
  }
}
