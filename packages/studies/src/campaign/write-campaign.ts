import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Materialised, materialise, type ResultFile, resultFile } from '@cevns/runner/materialise';
import { streamedProvenance, timingsText } from '@cevns/runner/provenance';
import type { RunResult } from '@cevns/runner/run-result';
import { sharedProvenanceText } from '@cevns/runner/shared-provenance';
import { digestOfPieces, type TextPieces } from '@cevns/runner/text-pieces';
import { campaignFigures, figureWarnings } from './campaign-figures.ts';
import { type ConfigurationOutcome, outcomesOf } from './campaign-outcome.ts';
import { campaignReport, reportedCampaign } from './campaign-report.ts';
import { configurationFiles, overviewText, resultsKey, tableOf } from './campaign-results.ts';
import type { OpenedCampaign } from './open-campaign.ts';
import type { RememberedCampaign } from './remembered-campaign.ts';

export interface WriteCampaignOptions {
  /** Results folder. */
  readonly folder: string;
  /** Version of cevns, for the provenance record. */
  readonly version: string;
  /** Knows the table and the record of a run that came out the same before. */
  readonly memory?: Pick<RememberedCampaign, 'recallResults' | 'rememberResults'>;
}

/** A campaign that ran, and the files of its results folder. */
export interface CampaignRun {
  readonly run: RunResult;
  readonly outcomes: readonly ConfigurationOutcome[];
  /** Text of `campaign.json`. */
  readonly overview: string;
  readonly warnings: readonly string[];
  readonly files: Materialised;
}

/**
 * Writes the results folder of a campaign that ran: `campaign.csv`, `campaign.json`, `report.html`, the files of every configuration that did not fail, and
 * one provenance record for all of them. Files of configurations that are no longer in the campaign are removed.
 */
export function writeCampaign(campaign: OpenedCampaign, run: RunResult, options: WriteCampaignOptions): CampaignRun {
  const { folder, version, memory } = options;
  const outcomes = outcomesOf(campaign, run);
  const { files, results } = configurationFiles(outcomes, run);
  const key = resultsKey(campaign, run, outcomes, [version]);
  const known = memory?.recallResults(key);
  const overview = overviewText(campaign, outcomes);
  const record = once(() => streamedProvenance(run, { cevns: version }, results));
  const table = once(() => tableOf(campaign, run, outcomes));
  // It is asked for twice: for its digest, and to be written.
  const report = once(() => [...campaignReport(reportedCampaign(campaign, outcomes), table().numbers())]);
  // They need the table, which is otherwise made only when it has to be written.
  const numbers = campaign.figures.length === 0 ? [] : [...table().numbers()];
  const values = outcomes.map(({ configuration }) => configuration.values);
  const figures = campaignFigures(campaign.figures, campaign.axes, values, numbers);
  const made = [
    rememberedFile('campaign.csv', known, () => table().lines()),
    rememberedFile('report.html', known, () => report()),
    rememberedFile('provenance/provenance.json', known, () => sharedProvenanceText(record())),
  ];
  const written = materialise(folder, [
    ...files,
    resultFile('campaign.json', overview),
    ...figures,
    ...made,
    timingsFile(folder, run),
  ]);
  if (!known) memory?.rememberResults(key, Object.fromEntries(made.map(({ path, content }) => [path, content.digest])));
  return { run, outcomes, overview, warnings: figureWarnings(campaign.figures, numbers), files: written };
}

/** A file whose text, in pieces, is made only when its digest is not known, or the file is not there. */
function rememberedFile(
  path: string,
  known: Readonly<Record<string, string>> | undefined,
  pieces: TextPieces,
): ResultFile {
  return { path, content: { digest: known?.[path] ?? digestOfPieces(pieces), pieces } };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Timings of the last run that computed something; they differ from run to run and stand apart from the record. */
const TIMINGS = 'provenance/timings.json';

function timingsFile(folder: string, run: RunResult): ResultFile {
  const existing = join(folder, TIMINGS);
  if (run.counts.ran === 0 && existsSync(existing)) return resultFile(TIMINGS, readFileSync(existing));
  const pieces = () => timingsText(run);
  return { path: TIMINGS, content: { digest: digestOfPieces(pieces), pieces } };
}
