import type { Artifact } from '@cevns/runner/artifact';
import type { RunResult } from '@cevns/runner/run-result';
import { causeOf, failuresByStage } from './campaign/campaign-outcome.ts';
import type { OpenedStudy } from './open-study.ts';
import { type SummaryParameters, run as summaryOf } from './stages/summary.ts';

/**
 * The summary of a study some of whose stages failed: the numbers of the analyses that are there, and which failed of what.
 *
 * @returns null if no analysis is there
 */
export function partialSummary(
  { files, graph }: Pick<OpenedStudy, 'files' | 'graph'>,
  run: RunResult,
): Uint8Array | null {
  const { stage: id } = files.find(({ path }) => path === 'summary.json')!;
  const stage = graph.stages.find((each) => each.id === id)!;
  const failures = failuresByStage(graph.stages, run.failures);
  const inputs: Record<string, Artifact> = {};
  const sources: Record<string, string> = {};
  for (const [name, input] of Object.entries(stage.inputs)) {
    if (!('stage' in input)) continue;
    sources[name] = input.stage;
    if (isThere(run, input)) inputs[name] = run.artifact(input.stage, input.output);
  }
  const parameters = stage.parameters as unknown as SummaryParameters;
  const analyses = parameters.analyses.filter((name) => inputs[name] !== undefined);
  if (analyses.length === 0) return null;
  const failed = parameters.analyses.flatMap((name) => {
    const failure = failures.get(sources[name]!);
    return failure === undefined ? [] : [[name, { stage: failure.stage, error: causeOf(failure) }] as const];
  });
  const own = {
    ...parameters,
    analyses,
    failed: Object.fromEntries(failed),
    signals: parameters.signals.filter((name) => inputs[name] !== undefined),
    warnings: parameters.warnings.filter((name) => inputs[name] !== undefined),
  };
  const { summary } = summaryOf({ parameters: own as never, inputs, modules: {} });
  return (summary as { readonly text: Uint8Array }).text;
}

/** Whether an output of a stage was made. */
export function isThere(
  run: RunResult,
  { stage, output }: { readonly stage: string; readonly output: string },
): boolean {
  return run.stages.get(stage)?.outputs[output] !== undefined;
}
