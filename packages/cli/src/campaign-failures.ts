import type { StageError } from '@cevns/runner/runner-error';
import { causeOf, failuresByStage } from '@cevns/studies/campaign/campaign-outcome';
import type { OpenedCampaign, OpenedConfiguration } from '@cevns/studies/campaign/open-campaign';
import { rerunCommand } from '@cevns/studies/campaign/rerun-command';
import { failureLines } from './campaign-lines.ts';
import type { CaseOutcome, RunFailure } from './run-outcome.ts';
import { shownFile } from './shown-file.ts';
import type { StageLog } from './stage-log.ts';

/** The failures of a campaign, each with the configurations whose first failure it is. */
export function campaignFailures(
  campaign: OpenedCampaign,
  log: StageLog,
  failures: readonly StageError[],
): RunFailure[] {
  const configurations = new Map<StageError, OpenedConfiguration[]>(failures.map((failure) => [failure, []]));
  const failureOn = failureFinder(campaign, log, failures);
  for (const configuration of failures.length === 0 ? [] : campaign.configurations) {
    const failure = failureOn(configuration);
    if (failure !== undefined) configurations.get(failure)!.push(configuration);
  }
  return [...configurations].map(([failure, having]) => {
    const [first] = having;
    return {
      stage: failure.stage,
      cause: causeOf(failure),
      configurations: having.map(({ id }) => id),
      ...(first === undefined ? {} : { again: rerunCommand(shownFile(campaign.study), first.sets) }),
      notComputed: [],
      lines: failureLines(campaign, having, failure),
      error: failure,
    };
  });
}

/** How every configuration of a campaign ended. */
export function campaignCases(campaign: OpenedCampaign, log: StageLog, failures: readonly StageError[]): CaseOutcome[] {
  const seconds = new Map<string, number>();
  for (const [stage, durationMs] of log.durations) {
    const id = stage.split('/')[1]!;
    seconds.set(id, (seconds.get(id) ?? 0) + durationMs / 1000);
  }
  const failureOn = failureFinder(campaign, log, failures);
  return campaign.configurations.map((configuration): CaseOutcome => {
    const { id, values, files } = configuration;
    const name =
      values.length === 0 ? id : `${id}: ${campaign.axes.map((axis, i) => `${axis} = ${values[i]}`).join(', ')}`;
    const about = { name, seconds: seconds.get(id) ?? 0 };
    const failure = failureOn(configuration);
    if (failure !== undefined) return { ...about, state: 'failed', cause: failure.message };
    return { ...about, state: files.every(({ stage }) => log.isDone(stage)) ? 'done' : 'not computed' };
  });
}

/** The first failure that a configuration depends on. */
function failureFinder(
  { graph }: OpenedCampaign,
  log: StageLog,
  failures: readonly StageError[],
): (configuration: OpenedConfiguration) => StageError | undefined {
  const failed = failuresByStage(graph.stages, failures);
  return ({ files }) => {
    const stage = files.find((file) => failed.has(file.stage) && !log.isDone(file.stage))?.stage;
    return stage === undefined ? undefined : failed.get(stage);
  };
}
