import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Call, CommandServers, environment, project } from './command-servers.ts';

const commandOf = (home: string): string => join(home, 'packages/cli/bin/cevns.js');

/** The command, for processes that a test interrupts. */
export const command = commandOf(project);

/** A temporary folder in which commands are called, one after the other, in a process that is there for all of them. */
export class CalledFolder {
  readonly folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-called-'));
  #servers: Promise<CommandServers> | undefined;

  /** Absolute path of something in the folder. */
  path(relative: string): string {
    return resolve(this.folder, relative);
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

  /** The checkout whose command is called. */
  protected get home(): string {
    return project;
  }

  /**
   * A call in this folder, or one in it, with more variables in its environment. A run has one worker unless it says how many: tests run beside each
   * other, and to start a worker takes longer than most stages here.
   */
  async callIn(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Call> {
    this.#servers ??= CommandServers.open(1, this.home);
    const jobs = args[0] === 'run' && !args.includes('--jobs') ? ['--jobs', '1'] : [];
    return (await this.#servers).call(this.path(folder), [...args, ...jobs], env);
  }

  /** The same in a process of its own. */
  callAlone(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Call> {
    return this.start(process.execPath, [commandOf(this.home), ...args], folder, env);
  }

  /** Runs a program to its end. */
  protected start(
    program: string,
    args: readonly string[],
    folder: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Call> {
    const options = { cwd: this.path(folder), env: environment(env), maxBuffer: 64 * 1024 * 1024 };
    return new Promise((settle) => {
      execFile(program, args, options, (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        settle({ status, stdout, stderr });
      });
    });
  }

  async remove(): Promise<void> {
    (await this.#servers)?.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
