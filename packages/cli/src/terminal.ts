import { LiveLines } from './live-lines.ts';

/** What a command prints to: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly colour: boolean;
  /** Writes a line of results. */
  print(line: string): void;
  /** Writes a line of progress or a message. */
  error(line: string): void;
  /** Lines that may be drawn again; only where a person watches. */
  readonly live?: LiveLines;
  /** Writes a record as a line of JSON; only with `--log-json`, when nothing else is on standard error. */
  readonly log?: (record: object) => void;
}

/** What every command is given. */
export interface Surroundings {
  /** Folder that holds `configs/` and `schemas/`. */
  readonly home: string;
  /** Version of the command. */
  readonly version: string;
  /** What identifies the code that runs: differs whenever the code does. */
  readonly codeVersion: string;
  readonly terminal: Terminal;
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Environment variables that say where the command runs, as in GitHub Actions. */
  readonly env: NodeJS.ProcessEnv;
}

interface ProcessStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes the terminal of a process; a reader that goes away (`cevns list | head`) ends the output, not the program.
 *
 * @param json whether all that goes to standard error is JSON, a record per line
 */
export function createTerminal({ stdout, stderr, env }: ProcessStreams, json = false): Terminal {
  const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
  };
  if (stdout.listenerCount('error') === 0) stdout.on('error', ignoreClosedPipe);
  if (stderr.listenerCount('error') === 0) stderr.on('error', ignoreClosedPipe);
  if (json) {
    const log = (record: object): void =>
      void stderr.write(`${JSON.stringify({ ...record, at: new Date().toISOString() })}\n`);
    return {
      colour: false,
      print: (line) => void stdout.write(`${line}\n`),
      error: (message) => log({ event: 'message', message }),
      log,
    };
  }
  const terminal = Boolean(stderr.isTTY) && env.TERM !== 'dumb';
  const colour = terminal && !env.NO_COLOR;
  if (!terminal || isSet(env.CI)) {
    return {
      colour,
      print: (line) => void stdout.write(`${line}\n`),
      error: (line) => void stderr.write(`${line}\n`),
    };
  }
  const live = new LiveLines(stderr);
  // What is drawn stands below all that is written; both streams mostly end on one screen.
  const above = (stream: NodeJS.WriteStream) => (line: string) => {
    live.clear();
    stream.write(`${line}\n`);
  };
  return { colour, print: above(stdout), error: above(stderr), live };
}

/** Whether a variable such as `CI` says yes. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
