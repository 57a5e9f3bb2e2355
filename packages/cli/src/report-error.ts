import { StudyError } from '@cevns/language/problem';
import { RunnerError } from '@cevns/runner/runner-error';
import { CallError } from './call-error.ts';
import { errorTrace } from './error-trace.ts';
import { isInGithubActions, problemAnnotation } from './github-actions.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints an error for a person and returns the exit status it means.
 *
 * A problem of the study file or the call gives 2; whatever else goes wrong gives 1. A stack trace is printed only with
 * `--debug`. With `--log-json` every problem is a record; in GitHub Actions it is also an annotation.
 */
export async function reportError(
  error: unknown,
  { debug, terminal, env }: { readonly debug: boolean; readonly terminal: Terminal; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  if (error instanceof StudyError) {
    if (terminal.log) {
      for (const problem of error.problems) terminal.log({ event: 'problem', ...problem });
      return 2;
    }
    const { renderProblems } = await import('@cevns/language/render-problems');
    terminal.error(renderProblems(error.problems, { color: terminal.colour, cwd: process.cwd() }).trimEnd());
    if (isInGithubActions(env)) await annotate(error, { terminal, env });
    if (debug && error.cause !== undefined) terminal.error(errorTrace(error.cause));
    return 2;
  }
  if (error instanceof RunnerError && error.code === 'interrupted') {
    tell(error, 'interrupted; what was finished is in the store', terminal);
    return 130;
  }
  tell(error, error instanceof Error ? error.message : String(error), terminal);
  if (debug) terminal.error(errorTrace(error));
  return error instanceof CallError || isRefusal(error) ? 2 : 1;
}

function tell(error: unknown, message: string, terminal: Terminal): void {
  if (terminal.log)
    terminal.log({ event: 'error', ...(error instanceof RunnerError ? { code: error.code } : {}), message });
  else terminal.error(`cevns: ${message}`);
}

async function annotate(
  { problems }: StudyError,
  { terminal, env }: { readonly terminal: Terminal; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const { problemTitles } = await import('@cevns/language/problem-codes');
  for (const problem of problems) {
    terminal.error(problemAnnotation(problem, `${problem.code}: ${problemTitles[problem.code]}`, env));
  }
}

/** External programs that nobody allowed, or a trust file that cannot be used. */
function isRefusal(error: unknown): boolean {
  return error instanceof RunnerError && ['command-not-allowed', 'trust-invalid'].includes(error.code);
}
