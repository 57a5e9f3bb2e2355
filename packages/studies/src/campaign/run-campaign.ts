import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@cevns/runner/digest';
import { newRunId } from '@cevns/runner/journal';
import { canonicalJson } from '@cevns/runner/json';
import { type Materialised, materialise, type ResultFile } from '@cevns/runner/materialise';
import { type ProvenanceRecord, provenanceOf, type RunTimings } from '@cevns/runner/provenance';
import { runGraph } from '@cevns/runner/run';
import type { RunResult } from '@cevns/runner/run-result';
import { indexRun } from '@cevns/runner/runs/run-index';
import type { RunStudyOptions } from '../run-study.ts';
import { type ConfigurationOutcome, causeOf, outcomesOf } from './campaign-outcome.ts';
import { campaignTable } from './campaign-table.ts';
import type { OpenedCampaign } from './open-campaign.ts';

export interface RunCampaignOptions extends RunStudyOptions {
  /** Run the other configurations when one has failed. Default: false, nothing new is begun and no results are written. */
  readonly keepGoing?: boolean;
}

/** A campaign that ran, and the files of its results folder. */
export interface CampaignRun {
  readonly run: RunResult;
  readonly outcomes: readonly ConfigurationOutcome[];
  /** Text of `campaign.json`. */
  readonly overview: string;
  readonly files: Materialised;
}

/**
 * Runs a campaign and writes its results folder: `campaign.csv`, `campaign.json`, the files of every configuration, and one provenance
 * record for all of them. Files of configurations that are no longer in the campaign are removed.
 *
 * @throws StageError for the first failed stage, unless `keepGoing`
 */
export async function runCampaign(campaign: OpenedCampaign, options: RunCampaignOptions): Promise<CampaignRun> {
  const { store, code, jobs, signal, onEvent, keepGoing = false } = options;
  const id = newRunId();
  try {
    const run = await runGraph(campaign.graph, {
      store,
      code,
      run: id,
      keepGoing,
      ...(jobs === undefined ? {} : { jobs }),
      ...(signal === undefined ? {} : { signal }),
      ...(onEvent === undefined ? {} : { onEvent }),
    });
    return writeResults(campaign, run, options);
  } finally {
    await indexRun(store, id, { study: campaign.name, file: campaign.file, folder: options.folder });
  }
}

function writeResults(campaign: OpenedCampaign, run: RunResult, { folder, version }: RunCampaignOptions): CampaignRun {
  const outcomes = outcomesOf(campaign, run);
  const produced: ResultFile[] = [];
  const results: Record<string, { stage: string; output: string }> = {};
  for (const { configuration, failure } of outcomes) {
    if (failure !== undefined) continue;
    for (const { path, stage, output } of configuration.files) {
      const place = `configurations/${configuration.id}/${path}`;
      produced.push({ path: place, content: run.artifact(stage, output) });
      results[place] = { stage, output };
    }
  }
  const { record, timings } = provenanceOf(run, { cevns: version }, results);
  const overview = `${JSON.stringify(overviewOf(campaign, outcomes), null, 2)}\n`;
  const files = materialise(folder, [
    ...produced,
    textFile('campaign.csv', tableOf(campaign, run, outcomes)),
    textFile('campaign.json', overview),
    textFile('provenance/provenance.json', provenanceText(record)),
    timingsFile(folder, run, timings),
  ]);
  return { run, outcomes, overview, files };
}

function tableOf({ axes }: OpenedCampaign, run: RunResult, outcomes: readonly ConfigurationOutcome[]): string {
  return campaignTable(
    axes,
    outcomes.map(({ configuration: { id, values, files }, failure }) => {
      const summary = files.find(({ path }) => path === 'summary.json')!;
      return {
        id,
        values,
        result: failure ? { error: causeOf(failure) } : { summary: run.artifact(summary.stage, summary.output).json() },
      };
    }),
  );
}

function overviewOf({ name, title, axes, configurations }: OpenedCampaign, outcomes: readonly ConfigurationOutcome[]) {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  return {
    schema: 'cevns/1.0',
    campaign: name,
    ...(title === undefined ? {} : { title }),
    axes: axes.map((path, axis) => ({ path, values: [...new Set(configurations.map(({ values }) => values[axis]!))] })),
    configurations: { total: outcomes.length, ok: outcomes.length - failed.length, failed: failed.length },
    failures: failed.map(({ configuration: { id, sets }, failure }) => ({
      configuration: id,
      set: sets,
      stage: failure!.stage,
      error: causeOf(failure!),
    })),
  };
}

/** The record with a line for each stage and each result: thousands of them remain a file that tools for text can read. */
function provenanceText(record: ProvenanceRecord): string {
  const sections = Object.entries(record).map(([name, section]) => {
    const byLine = ['code', 'stages', 'results'].includes(name);
    if (!byLine) return `${JSON.stringify(name)}: ${canonicalJson(section)}`;
    const lines = Object.entries(section).map(([key, value]) => `${JSON.stringify(key)}: ${canonicalJson(value)}`);
    return `${JSON.stringify(name)}: {\n${lines.join(',\n')}\n}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

/** Timings of the last run that computed something; they differ from run to run and stand apart from the record. */
const TIMINGS = 'provenance/timings.json';

function timingsFile(folder: string, run: RunResult, timings: RunTimings): ResultFile {
  const existing = join(folder, TIMINGS);
  const fresh = run.counts.ran > 0 || !existsSync(existing);
  return textFile(TIMINGS, fresh ? `${JSON.stringify(timings)}\n` : readFileSync(existing, 'utf8'));
}

function textFile(path: string, text: string): ResultFile {
  const bytes = Buffer.from(text, 'utf8');
  return { path, content: { digest: sha256(bytes), bytes: () => bytes } };
}
