import type { StageError } from '@cevns/runner/runner-error';
import { causeOf } from '@cevns/studies/campaign/campaign-outcome';
import type { OpenedCampaign, OpenedConfiguration } from '@cevns/studies/campaign/open-campaign';
import { rerunCommand } from '@cevns/studies/campaign/rerun-command';
import type { CampaignRun } from '@cevns/studies/campaign/write-campaign';
import { stagesText } from './run-outcome.ts';
import { shownFile } from './shown-file.ts';

/** What is said at the end of a campaign: counts, and where its results are; the counts come last when they tell of failures. */
export function campaignEndLines(
  { name }: OpenedCampaign,
  { run, outcomes, warnings }: CampaignRun,
  folder: string,
): string[] {
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  const lines = [
    `${name}: ${counted(outcomes.length, 'configuration')}${failed === 0 ? '' : `, ${failed} failed`}; ${stagesText(run)}`,
    ...warnings.map((warning) => `  warning: ${warning}`),
    `  -> ${folder}`,
  ];
  return failed === 0 ? lines : lines.reverse();
}

/** A failure: the configurations that have it, the cause, and how to run one of them by itself. */
export function failureLines(
  { axes, study }: OpenedCampaign,
  configurations: readonly OpenedConfiguration[],
  failure: StageError,
): string[] {
  const [first] = configurations;
  if (first === undefined) return [`cevns: ${failure.message}`];
  const values = axes.map((axis, i) => `${axis} = ${first.values[i]}`).join(', ');
  const others = configurations.length - 1;
  return [
    `failed: configuration ${first.id} (${values})${others === 0 ? '' : ` and ${counted(others, 'other')}`}`,
    `  ${failure.stage.slice(failure.stage.indexOf('/') + 1).replace(/^[^/]*\//, '')}: ${causeOf(failure)}`,
    `  again: ${rerunCommand(shownFile(study), first.sets)}`,
  ];
}

/** '1 configuration', '2 configurations'. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
