import { join } from 'node:path';
import { StageError } from '@cevns/runner/runner-error';
import { runCampaign } from '@cevns/studies/campaign/run-campaign';
import type { RunStudyOptions } from '@cevns/studies/run-study';
import { withFileNames } from '@cevns/studies/stage-failure';
import { campaignCases, campaignFailures } from '../campaign-failures.ts';
import { campaignEndLines, counted } from '../campaign-lines.ts';
import type { RunOptions } from '../program.ts';
import { failedLine } from '../run-outcome.ts';
import { watchRun } from '../run-watch.ts';
import { shownFile } from '../shown-file.ts';
import { StageLog } from '../stage-log.ts';
import type { Terminal } from '../terminal.ts';
import type { NamedCampaign } from './open-studies.ts';
import type { EndedRun } from './run.ts';

/** Runs a campaign for `cevns run`. */
export async function runOneCampaign(
  { campaign, file, memory, isNew }: NamedCampaign,
  common: Omit<RunStudyOptions, 'folder' | 'onEvent'>,
  options: RunOptions,
  terminal: Terminal,
): Promise<EndedRun> {
  const folder = options.out ?? join('results', campaign.name);
  const log = new StageLog();
  const watch = watchRun({ kind: 'campaign', ...campaign }, terminal, options.quiet ?? false);
  const about = { kind: 'campaign', name: campaign.name, file: shownFile(file), folder } as const;
  const named = (failures: readonly StageError[]): StageError[] =>
    failures.map((failure) => withFileNames(failure, campaign.graph, shownFile) as StageError);
  try {
    // Before the run, so that one that is cut off is taken up without checking anew.
    if (isNew) memory.remember(campaign);
    const done = await runCampaign(campaign, {
      ...common,
      folder,
      memory,
      keepGoing: options.keepGoing ?? false,
      onEvent: (event) => {
        log.receive(event);
        watch.onEvent(event);
      },
    });
    const { counts, durationMs } = done.run;
    const errors = named(done.run.failures);
    return {
      ...about,
      counts,
      seconds: durationMs / 1000,
      failures: campaignFailures(campaign, log, errors),
      cases: () => campaignCases(campaign, log, errors),
      json: done.overview,
      lines: campaignEndLines(campaign, done, folder),
    };
  } catch (error) {
    const { end } = log;
    const known = { ...about, counts: end, seconds: (end?.durationMs ?? 0) / 1000 };
    if (!(error instanceof StageError)) {
      return { ...known, failures: [], cases: () => campaignCases(campaign, log, []), error, lines: [] };
    }
    // Several may have been running when the first one failed.
    const errors = named([error, ...log.failures.filter(({ stage }) => stage !== error.stage)]);
    const failures = campaignFailures(campaign, log, errors);
    const outcome = { ...known, failures, cases: () => campaignCases(campaign, log, errors) };
    const lines = [
      'cevns: stopped at the first failure (--keep-going runs the other configurations)',
      failedLine(outcome, `failed, of ${counted(campaign.configurations.length, 'configuration')}`),
    ];
    return { ...outcome, lines };
  } finally {
    watch.close();
  }
}
