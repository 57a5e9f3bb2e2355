import fs from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { errorCode } from './atomic-write.ts';
import type { PluginPermission } from './code/plugin-permission.ts';
import type { CommandPermission } from './command-permission.ts';
import { RunnerError } from './runner-error.ts';

/** A trust file: commands and plug-ins by digest, and folders of studies that may run anything. */
interface Trust {
  readonly commands: ReadonlySet<string>;
  readonly plugins: ReadonlySet<string>;
  readonly folders: readonly string[];
}

/**
 * Where a person keeps what they trust: `CEVNS_TRUST`, else `cevns/trusted.json` in `XDG_CONFIG_HOME`, else in `~/.config`. A path that is not
 * absolute would depend on the folder one happens to be in, which may be that of a study.
 *
 * @throws RunnerError `trust-invalid` when `CEVNS_TRUST` is not absolute
 */
export function trustFile(environment: NodeJS.ProcessEnv): string | undefined {
  const { CEVNS_TRUST: named, XDG_CONFIG_HOME: configuration, HOME: home } = environment;
  if (named !== undefined && named !== '') {
    if (isAbsolute(named)) return named;
    throw new RunnerError('trust-invalid', `CEVNS_TRUST has to be an absolute path, got ${named}`);
  }
  if (configuration !== undefined && isAbsolute(configuration)) return join(configuration, 'cevns', 'trusted.json');
  return home !== undefined && isAbsolute(home) ? join(home, '.config', 'cevns', 'trusted.json') : undefined;
}

/**
 * What the trust file of a person allows; it is read when the first command asks.
 *
 * @param file absolute path; a file that does not exist allows nothing
 * @param study the file that the person asked to run, which counts for trusted folders: not what some other file says of itself
 */
export function trustedCommands(file: string | undefined, study: string): CommandPermission {
  let trust: Trust | undefined;
  return {
    allows(_, digest) {
      trust ??= readTrust(file);
      return trust.commands.has(digest) || trust.folders.some((folder) => liesIn(study, folder));
    },
    advice(digests) {
      const once = 'Look at what they do, then allow them for this call with --allow-commands';
      if (file === undefined) return `${once}.`;
      const list = digests.map((digest) => `"${digest}"`).join(', ');
      return `${once}, or for good in ${file}:\n  { "commands": [${list}] }`;
    },
  };
}

/**
 * What the trust file of a person allows of plug-ins; it is read when the first plug-in asks.
 *
 * @param file absolute path; a file that does not exist allows nothing
 * @param study the file that the person named, which counts for trusted folders
 */
export function trustedPlugins(file: string | undefined, study: string): PluginPermission {
  let trust: Trust | undefined;
  return {
    allows(digest) {
      trust ??= readTrust(file);
      return trust.plugins.has(digest) || trust.folders.some((folder) => liesIn(study, folder));
    },
    advice() {
      const once = '`--allow-plugins`, once you have looked at what it does';
      return file === undefined ? once : `${once}; or for good its digest under "plugins" in ${file}`;
    },
  };
}

/** @throws RunnerError `trust-invalid` when it is not what a trust file is, or others than its owner may write it */
function readTrust(file: string | undefined): Trust {
  const nothing: Trust = { commands: new Set(), plugins: new Set(), folders: [] };
  if (file === undefined) return nothing;
  const fail = (what: string) => new RunnerError('trust-invalid', `the trust file ${file} ${what}`);
  let text: string;
  try {
    const stat = fs.statSync(file);
    const self = process.getuid?.();
    if (self !== undefined && ![self, 0].includes(stat.uid)) throw fail('belongs to somebody else');
    if (self !== undefined && (stat.mode & 0o022) !== 0) throw fail('may be written by others; chmod go-w');
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return nothing;
    if (error instanceof RunnerError) throw error;
    throw fail(`cannot be read (${errorCode(error) ?? String(error)})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fail(`is not JSON: ${(error as Error).message}`);
  }
  const expected =
    'has to be like { "commands": ["<digest>"], "plugins": ["<digest>"], "folders": ["/absolute/path"] }';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fail(expected);
  const { commands = [], plugins = [], folders = [], ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw fail(`${expected}; it has the key ${Object.keys(rest)[0]}`);
  if (!isListOf(commands, isDigest) || !isListOf(plugins, isDigest)) throw fail(expected);
  if (!isListOf(folders, isAbsolute)) throw fail(expected);
  return { commands: new Set(commands), plugins: new Set(plugins), folders };
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function isListOf(value: unknown, fits: (each: string) => boolean): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && fits(each));
}

/** Whether a study lies in a folder, also once links are followed. */
function liesIn(study: string, folder: string): boolean {
  try {
    const inside = relative(fs.realpathSync(folder), dirname(fs.realpathSync(study)));
    return inside === '' || !(inside.startsWith('..') || isAbsolute(inside));
  } catch {
    return false;
  }
}
