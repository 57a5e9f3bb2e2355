import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { createTerminal, type Surroundings, type Terminal } from './terminal.ts';

export interface Installation {
  /** Folder that holds `configs/` and `schemas/`. */
  readonly home: string;
  /** Version of the command. */
  readonly version: string;
  /** What identifies the code that runs: differs whenever the code does. */
  readonly codeVersion: string;
}

/**
 * Runs the command line and returns the exit status: 0 all is well, 1 a stage failed, 2 the file or the call is
 * invalid, 130 interrupted.
 *
 * @param args Words after the name of the command.
 */
export async function main(args: readonly string[], installation: Installation): Promise<number> {
  const interruption = new AbortController();
  const terminal = createTerminal(process, args.includes('--log-json'));
  const surroundings: Surroundings = { ...installation, terminal, signal: interruption.signal, env: process.env };
  const interrupt = (): void => {
    if (interruption.signal.aborted) {
      terminal.live?.clear();
      process.exit(130);
    }
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await runProgram(args, surroundings);
  } catch (error) {
    return reportError(error, { debug: args.includes('--debug'), terminal, env: process.env });
  } finally {
    terminal.live?.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let status = 0;
  const program = createProgram(surroundings, (value) => {
    status = value;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return commanderStatus(error, surroundings.terminal);
  }
  return status;
}

/** Asking for help is no error; every other complaint of the option parser is an invalid call. */
function commanderStatus(error: CommanderError, terminal: Terminal): number {
  if (error.exitCode === 0) return 0;
  if (error.code === 'commander.help') terminal.error('');
  return 2;
}
