import { upstreamOf } from '@cevns/runner/graph';
import type { RunResult } from '@cevns/runner/run-result';
import type { StageError } from '@cevns/runner/runner-error';
import type { OpenedCampaign, OpenedConfiguration } from './open-campaign.ts';

/** How a configuration ended. */
export interface ConfigurationOutcome {
  readonly configuration: OpenedConfiguration;
  /** The first failed stage it depends on; undefined when all its results are there. */
  readonly failure: StageError | undefined;
}

/** How the configurations of a run with `keepGoing` ended, in the order of the campaign. */
export function outcomesOf({ configurations, graph }: OpenedCampaign, run: RunResult): ConfigurationOutcome[] {
  const failed = failuresByStage(graph.stages, run.failures);
  return configurations.map((configuration) => {
    const stage = configuration.files.find((file) => failed.has(file.stage))?.stage;
    return { configuration, failure: stage === undefined ? undefined : failed.get(stage) };
  });
}

/** For every stage that failed, or takes from one that did, the first failure on its way. */
export function failuresByStage(
  stages: OpenedCampaign['graph']['stages'],
  failures: readonly StageError[],
): ReadonlyMap<string, StageError> {
  const failed = new Map(failures.map((failure) => [failure.stage, failure]));
  if (failed.size === 0) return failed;
  // Stages come after those they take from.
  for (const stage of stages) {
    if (failed.has(stage.id)) continue;
    const upstream = upstreamOf(stage).find((id) => failed.has(id));
    if (upstream !== undefined) failed.set(stage.id, failed.get(upstream)!);
  }
  return failed;
}

/** What a stage failed of, without its own name. */
export function causeOf({ stage, message }: StageError): string {
  return message.startsWith(`${stage}: `) ? message.slice(stage.length + 2) : message;
}
