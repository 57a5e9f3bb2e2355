import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The checkout in which the tests are. */
export const project = resolve(here, '..');

/** How a call of the command ended. */
export interface Call {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables of the environment of a call; those that would change what every call says or where it stores are not handed down. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { CEVNS_STORE: _, CI: _ci, GITHUB_ACTIONS: _actions, ...env } = process.env;
  return { ...env, ...more };
}

/** Processes that take calls of the command, each one after the other: a call in one of them does without the start of a process. */
export class CommandServers {
  readonly #servers: readonly Server[];
  #next = 0;

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
  }

  /**
   * @param number of processes; a call keeps one core busy
   * @param home the checkout whose command is called
   */
  static async open(number: number, home: string = project): Promise<CommandServers> {
    const servers: Server[] = [];
    // The first one bundles the source if it was edited.
    for (let i = 0; i < number; i++) servers.push(await Server.start(home));
    return new CommandServers(servers);
  }

  /** A call in a folder, by the server whose turn it is. */
  call(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Call> {
    return this.#servers[this.#next++ % this.#servers.length]!.call({ folder, args, env });
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }
}

interface Request {
  readonly folder: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

class Server {
  readonly #process: ChildProcess;
  readonly #gone: Promise<never>;
  /** The end of the call that it is at. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(home: string) {
    // Flags of V8 go down; conditions by which tests find source files do not, since the command has none.
    const execArgv = process.execArgv.filter((flag) => flag.startsWith('--interrupt-budget='));
    this.#process = fork(join(here, 'command-server.js'), [home], { env: environment(), execArgv });
    this.#gone = once(this.#process, 'exit').then(([status]) => {
      throw new Error(`the process that is called ended with status ${status}`);
    });
    this.#gone.catch(() => undefined);
  }

  static async start(home: string): Promise<Server> {
    const server = new Server(home);
    await server.#answer();
    return server;
  }

  call(request: Request): Promise<Call> {
    const turn = this.#last.then(() => {
      const answer = this.#answer();
      this.#process.send(request);
      return answer as Promise<Call>;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #answer(): Promise<unknown> {
    const [message] = await Promise.race([once(this.#process, 'message'), this.#gone]);
    return message;
  }

  close(): void {
    this.#process.disconnect();
  }
}
