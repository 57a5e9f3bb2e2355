import { inspect } from 'node:util';
import { StudyError } from '@cevns/language/problem';
import { RunnerError } from '@cevns/runner/runner-error';
import { CallError } from './call-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints an error for a person and returns the exit status it means.
 *
 * A problem of the study file or the call gives 2; whatever else goes wrong gives 1. A stack trace is printed only with
 * `--debug`.
 */
export async function reportError(
  error: unknown,
  { debug, terminal }: { readonly debug: boolean; readonly terminal: Terminal },
): Promise<number> {
  if (error instanceof StudyError) {
    const { renderProblems } = await import('@cevns/language/render-problems');
    terminal.error(renderProblems(error.problems, { color: terminal.colour, cwd: process.cwd() }).trimEnd());
    return 2;
  }
  if (error instanceof RunnerError && error.code === 'interrupted') {
    terminal.error('cevns: interrupted; what was finished is in the store');
    return 130;
  }
  terminal.error(`cevns: ${error instanceof Error ? error.message : String(error)}`);
  if (debug) terminal.error(inspect(error));
  return error instanceof CallError || isRefusal(error) ? 2 : 1;
}

/** External programs that nobody allowed, or a trust file that cannot be used. */
function isRefusal(error: unknown): boolean {
  return error instanceof RunnerError && ['command-not-allowed', 'trust-invalid'].includes(error.code);
}
