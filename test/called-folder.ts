import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandServers } from './command-servers.ts';
import type { Call } from './workspace-copy.ts';

/** The command, for calls that need a process of their own. */
export const command = resolve(fileURLToPath(new URL('../packages/cli/bin/cevns.js', import.meta.url)));

/** A temporary folder in which commands are called, one after the other, in a process that is there for all of them. */
export class CalledFolder {
  readonly folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-called-'));
  #servers: Promise<CommandServers> | undefined;

  path(relative: string): string {
    return join(this.folder, relative);
  }

  read(path: string): string {
    return fs.readFileSync(this.path(path), 'utf8');
  }

  write(path: string, text: string): void {
    fs.mkdirSync(dirname(this.path(path)), { recursive: true });
    fs.writeFileSync(this.path(path), text);
  }

  /** Replaces the first occurrence of a text that has to be there. */
  edit(path: string, from: string | RegExp, to: string): void {
    const text = this.read(path);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${path} does not contain ${from}`);
    this.write(path, edited);
  }

  /** A call in this folder, or one in it. */
  async callIn(folder: string, args: readonly string[]): Promise<Call> {
    this.#servers ??= CommandServers.open(1);
    return (await this.#servers).call(this.path(folder), args);
  }

  async remove(): Promise<void> {
    (await this.#servers)?.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
