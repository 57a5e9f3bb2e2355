import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandFolder } from './command-folder.ts';

const command = resolve(fileURLToPath(new URL('../../packages/cli/bin/cevns.js', import.meta.url)));

/** What the open page is told. */
export interface Told {
  readonly state: string;
  readonly version: number;
  readonly message: string;
}

/** A running `cevns watch`. */
export class WatchedStudy {
  readonly #process: ChildProcess;
  readonly #stop = new AbortController();
  readonly told: Told[] = [];
  readonly ended: Promise<number | null>;
  stderr = '';
  url = '';

  private constructor(here: CommandFolder, file: string) {
    const { CEVNS_STORE: _, ...env } = process.env;
    this.#process = spawn(process.execPath, [command, 'watch', file], { cwd: here.folder, env });
    this.ended = new Promise((settle) => this.#process.on('exit', settle));
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  static async start(here: CommandFolder, file: string): Promise<WatchedStudy> {
    const watched = new WatchedStudy(here, file);
    watched.url = await new Promise((settle, fail) => {
      watched.#process.stdout!.setEncoding('utf8').once('data', (text: string) => settle(text.trim()));
      void watched.ended.then((status) => fail(new Error(`watch ended with ${status}: ${watched.stderr}`)));
    });
    void watched.#listen();
    return watched;
  }

  async #listen(): Promise<void> {
    const { body } = await fetch(`${this.url}events`, { signal: this.#stop.signal });
    let text = '';
    try {
      for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
        text += piece;
        const events = text.split('\n\n');
        text = events.pop()!;
        for (const event of events) this.told.push(JSON.parse(event.replace(/^data: /, '')));
      }
    } catch {
      // The server went away, or the test is over.
    }
  }

  interrupt(): void {
    this.#process.kill('SIGINT');
  }

  /** Ends what is still running. */
  end(): void {
    this.#stop.abort();
    if (this.#process.exitCode === null) this.#process.kill('SIGKILL');
  }
}
