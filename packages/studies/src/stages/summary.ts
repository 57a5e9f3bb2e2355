import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { FitStatus } from '../generated/summary.ts';

export interface SummaryParameters {
  readonly study: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly conventions: object;
  /** Names of the analyses, in the order of the study. */
  readonly analyses: readonly string[];
}

/** The verdicts that a result may carry. */
interface Judged {
  readonly status?: FitStatus;
  readonly 'null-status'?: FitStatus;
}

/**
 * `summary.json`: every number of every analysis, with the conventions they rest on and what to know before trusting them.
 *
 * Inputs: the result of each analysis by its name.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const { study, title, references, conventions, analyses } = parameters as unknown as SummaryParameters;
  const results = analyses.map((name) => [name, inputs[name]!.json() as unknown as Judged] as const);
  const summary = {
    schema: 'cevns/1.0',
    study,
    ...(title === undefined ? {} : { title }),
    ...(references === undefined ? {} : { references }),
    conventions,
    warnings: results.flatMap(([name, { status, 'null-status': nullStatus }]) => [
      ...warningsOf(name, 'the fit', status),
      ...warningsOf(name, 'the fit of the tested hypothesis', nullStatus),
    ]),
    analysis: Object.fromEntries(results),
  };
  return { summary: { text: `${JSON.stringify(summary, null, 2)}\n` } };
}

function warningsOf(name: string, fit: string, status: FitStatus | undefined): string[] {
  if (status === undefined) return [];
  return [
    ...status['at-limit'].map((parameter) => `${name}: ${fit} ends with ${parameter} at its limit`),
    ...(status['positive-definite']
      ? []
      : [`${name}: the Hessian of ${fit} is not positive definite; Hesse errors are missing`]),
    ...(status['negative-bins'] === undefined
      ? []
      : [
          `${name}: ${fit} expects less than nothing in ${status['negative-bins']} empty bins; the model is beyond its validity`,
        ]),
  ];
}
