import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from './workspace-copy.ts';

const program = join(dirname(fileURLToPath(import.meta.url)), 'command-server.js');

/** Processes that take calls of the command, each one after the other: a call in one of them does without the start of a process. */
export class CommandServers {
  readonly #servers: readonly ChildProcess[];
  /** Of each server, the end of the call that it is at or waits for. */
  readonly #lanes: Promise<unknown>[];
  #next = 0;

  private constructor(servers: readonly ChildProcess[]) {
    this.#servers = servers;
    this.#lanes = servers.map(() => Promise.resolve());
  }

  /** @param number of processes; a call keeps one core busy */
  static async open(number: number): Promise<CommandServers> {
    // In GitHub Actions there would be annotations, too.
    const { CEVNS_STORE: _, GITHUB_ACTIONS: _actions, ...env } = process.env;
    const servers: ChildProcess[] = [];
    for (let i = 0; i < number; i++) {
      const server = fork(program, { env });
      servers.push(server);
      // The first call after an edit bundles the source.
      await once(server, 'message');
    }
    return new CommandServers(servers);
  }

  /** A call in a folder, by the server whose turn it is. */
  call(folder: string, args: readonly string[]): Promise<Call> {
    const lane = this.#next++ % this.#servers.length;
    const server = this.#servers[lane]!;
    const turn = this.#lanes[lane]!.then(async () => {
      const answer = once(server, 'message');
      server.send({ folder, args });
      return ((await answer) as [Call])[0];
    });
    this.#lanes[lane] = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    for (const server of this.#servers) server.disconnect();
  }
}
