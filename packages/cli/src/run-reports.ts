import { writeAtomically } from '@cevns/runner/atomic-write';
import {
  appendStepSummary,
  errorAnnotation,
  fileInRepository,
  isInGithubActions,
  MOST_ANNOTATIONS,
  problemSummary,
  stepSummary,
} from './github-actions.ts';
import { type CallProblem, junitXml } from './junit.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { Terminal } from './terminal.ts';

export interface ReportTargets {
  /** File for JUnit XML. */
  readonly junit: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
}

/**
 * Writes what machines read of a call, however it ended: JUnit XML where it is asked for; in GitHub Actions annotations of what failed
 * and the summary of the step.
 *
 * @returns whether all was written; what could not be is told
 */
export function writeRunReports(
  outcomes: readonly RunOutcome[],
  problem: CallProblem | undefined,
  { junit, env, terminal }: ReportTargets,
): boolean {
  let written = true;
  const attempt = (what: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      written = false;
      terminal.error(`cevns: ${what} cannot be written: ${(error as Error).message}`);
    }
  };
  if (junit !== undefined) attempt(junit, () => writeAtomically(junit, junitXml(outcomes, problem)));
  if (isInGithubActions(env)) {
    if (terminal.log === undefined) for (const line of failureAnnotations(outcomes, env)) terminal.error(line);
    const summary = outcomes.map(stepSummary).join('') + (problem === undefined ? '' : problemSummary(problem));
    attempt('the summary of the step', () => appendStepSummary(summary, env));
  }
  return written;
}

function failureAnnotations(outcomes: readonly RunOutcome[], env: NodeJS.ProcessEnv): string[] {
  return outcomes
    .flatMap(({ file, failures }) =>
      failures.map(({ stage, cause }) =>
        errorAnnotation({ file: fileInRepository(file, env) }, `${stage} failed`, cause),
      ),
    )
    .slice(0, MOST_ANNOTATIONS);
}
