import { join } from 'node:path';
import { StageError } from '@cevns/runner/runner-error';
import { dependentConfigurations } from '@cevns/studies/campaign/campaign-outcome';
import type { OpenedConfiguration } from '@cevns/studies/campaign/open-campaign';
import { runCampaign } from '@cevns/studies/campaign/run-campaign';
import type { RunStudyOptions } from '@cevns/studies/run-study';
import { withFileNames } from '@cevns/studies/stage-failure';
import { campaignEndLines, failureLines } from '../campaign-lines.ts';
import { campaignProgress } from '../campaign-progress.ts';
import type { RunOptions } from '../program.ts';
import { shownFile } from '../shown-file.ts';
import type { Terminal } from '../terminal.ts';
import type { NamedCampaign } from './open-studies.ts';

/** Runs a campaign for `cevns run`; failures are told at the end, each with the command that runs it again. Exit status 1 if there is any. */
export async function runOneCampaign(
  { campaign, memory, isNew }: NamedCampaign,
  common: Omit<RunStudyOptions, 'folder' | 'onEvent'>,
  options: RunOptions,
  terminal: Terminal,
): Promise<{ json: string; status: number }> {
  const folder = options.out ?? join('results', campaign.name);
  const tell = (failure: StageError, configurations: readonly OpenedConfiguration[]): void => {
    const named = withFileNames(failure, campaign.graph, shownFile) as StageError;
    for (const line of failureLines(campaign, configurations, named)) terminal.error(line);
  };
  try {
    // Before the run, so that one that is cut off is taken up without checking anew.
    if (isNew) memory.remember(campaign);
    const done = await runCampaign(campaign, {
      ...common,
      folder,
      memory,
      keepGoing: options.keepGoing ?? false,
      ...(options.quiet ? {} : { onEvent: campaignProgress(terminal) }),
    });
    if (!options.quiet) for (const line of campaignEndLines(campaign, done, folder)) terminal.error(line);
    for (const failure of done.run.failures) tell(failure, dependentConfigurations(campaign, failure));
    return { json: done.overview, status: done.run.failures.length > 0 ? 1 : 0 };
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    tell(error, dependentConfigurations(campaign, error));
    terminal.error('cevns: stopped at the first failure (--keep-going runs the other configurations)');
    return { json: '{}', status: 1 };
  }
}
