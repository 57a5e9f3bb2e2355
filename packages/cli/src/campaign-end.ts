import type { StageError } from '@cevns/runner/runner-error';
import type { CampaignRun } from '@cevns/studies/campaign/write-campaign';
import type { EndedItem } from '@cevns/studies/run-together';
import { withFileNames } from '@cevns/studies/stage-failure';
import { campaignCases, campaignFailures } from './campaign-failures.ts';
import { campaignEndLines, counted } from './campaign-lines.ts';
import type { NamedCampaign } from './commands/open-studies.ts';
import { type EndedRun, failedLine } from './run-outcome.ts';
import { shownFile } from './shown-file.ts';
import type { StageLog } from './stage-log.ts';

/**
 * How a campaign ended, for everything that tells of it.
 *
 * @param end undefined when an error ended the run before all its stages came to an end
 */
export function campaignOutcome(
  { campaign, file }: Pick<NamedCampaign, 'campaign' | 'file'>,
  folder: string,
  log: StageLog,
  end: EndedItem | undefined,
): EndedRun {
  const errors = (end?.run.failures ?? []).map((each) => withFileNames(each, campaign.graph, shownFile) as StageError);
  const known = {
    kind: 'campaign',
    name: campaign.name,
    file: shownFile(file),
    folder,
    counts: end?.run.counts ?? log.end,
    seconds: (end?.run.durationMs ?? log.end?.durationMs ?? 0) / 1000,
    failures: errors.length === 0 ? [] : campaignFailures(campaign, log, errors),
    cases: () => campaignCases(campaign, log, errors),
  } as const;
  if (end?.written !== undefined) {
    const written = end.written as CampaignRun;
    const state = errors.length === 0 ? 'done' : 'failed';
    return { ...known, state, json: () => written.overview, lines: () => campaignEndLines(campaign, written, folder) };
  }
  if (errors.length === 0) return { ...known, state: 'not finished', lines: () => [], error: end?.error };
  const of = `failed, of ${counted(campaign.configurations.length, 'configuration')}`;
  return {
    ...known,
    state: 'failed',
    lines: () => [
      'cevns: stopped at the first failure (--keep-going runs the other configurations)',
      failedLine(known, of),
    ],
  };
}
