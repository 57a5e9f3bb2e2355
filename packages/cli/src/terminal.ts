/** What a command prints to: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly colour: boolean;
  /** Writes a line of results. */
  print(line: string): void;
  /** Writes a line of progress or a message. */
  error(line: string): void;
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
}

interface ProcessStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes the terminal of a process; a reader that goes away (`cevns list | head`) ends the output, not the program. */
export function createTerminal({ stdout, stderr, env }: ProcessStreams): Terminal {
  const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
  };
  if (stdout.listenerCount('error') === 0) stdout.on('error', ignoreClosedPipe);
  if (stderr.listenerCount('error') === 0) stderr.on('error', ignoreClosedPipe);
  return {
    colour: Boolean(stderr.isTTY) && env.NO_COLOR === undefined,
    print: (line) => void stdout.write(`${line}\n`),
    error: (line) => void stderr.write(`${line}\n`),
  };
}
