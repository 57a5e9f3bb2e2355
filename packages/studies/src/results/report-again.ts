import { join } from 'node:path';
import { loadFile } from '@cevns/language/load';
import { plainValue } from '@cevns/language/located';
import type { Artifact } from '@cevns/runner/artifact';
import type { ProvenanceRecord, RunTimings } from '@cevns/runner/provenance';
import type { Store } from '@cevns/runner/store';
import { analyses } from '../analyses/registry.ts';
import { readCampaignTable } from '../campaign/campaign-csv.ts';
import { campaignReport } from '../campaign/campaign-report.ts';
import { drawnFigure, type FigureData } from '../outputs/report.ts';
import { abstractOf } from '../outputs/report-abstract.ts';
import { stageOrder, withProvenance } from '../outputs/report-provenance.ts';
import { type ReportParameters, studyReport } from '../outputs/study-report.ts';
import { RecordedBytes, readFile } from './recorded-bytes.ts';
import { NotResults, type ResultsFolder } from './results-folder.ts';
import { timedStageGraph } from './timed-stage-graph.ts';

export interface ReportAgainOptions {
  /** Where figures and their numbers are looked for, beside the results folder. */
  readonly stores: readonly Store[];
  /** Whether to say how long the stages took, and what was in the store. */
  readonly timings?: boolean;
}

/** A report that was made again. */
export interface ReportAgain {
  readonly html: string;
  /** Figures that are nowhere any more. */
  readonly lost: readonly string[];
}

/**
 * The report of a results folder, made again from what was computed then: by the present program, and also where the study asked for none.
 *
 * @throws NotResults when a part of the folder that it needs is missing or damaged
 */
export function reportAgain(results: ResultsFolder, options: ReportAgainOptions): ReportAgain {
  return results.summary === undefined
    ? { html: campaignReportAgain(results), lost: [] }
    : studyReportAgain(results, results.summary, options);
}

function studyReportAgain(
  results: ResultsFolder,
  summary: NonNullable<ResultsFolder['summary']>,
  { stores, timings = false }: ReportAgainOptions,
): ReportAgain {
  const { folder, record } = results;
  const recorded = new RecordedBytes(results, stores);
  const find = (stage: string, output: string): Artifact | undefined => {
    const { key, outputs } = record.stages[stage]!;
    const known = outputs[output];
    return known && recorded.find(key, output, known.digest, known.type as Artifact['type']);
  };
  const lost: string[] = [];
  const html = studyReport({
    ...parametersOf(results),
    summary,
    drawn: (file) => {
      const stage = `${record.graph}/figures/${file}`;
      const outputs = record.stages[stage]?.outputs ?? {};
      const svg = 'figure' in outputs ? find(stage, 'svg' in outputs ? 'svg' : 'figure') : undefined;
      if (svg === undefined) {
        lost.push(file);
        return undefined;
      }
      const data = 'data' in outputs ? (find(stage, 'data')?.json() as unknown as FigureData | undefined) : undefined;
      return drawnFigure(svg.text(), data, 'dark' in outputs ? find(stage, 'dark')?.text() : undefined);
    },
    presentationOf: (kind) => {
      const presentation = analyses[kind]?.presentation;
      if (presentation === undefined) throw new NotResults(`${folder} has a result of the unknown kind ${kind}`);
      return presentation;
    },
  });
  if (!timings) return { html: withProvenance(html, record), lost };
  const times = timingsOf(folder);
  const graph = timedStageGraph(record, stageOrder(record.stages), times);
  return { html: withProvenance(html, record, times, graph), lost };
}

/** What the stage of the report was given; where there was none, what can be known without it. */
function parametersOf({ folder, record }: ResultsFolder): ReportParameters {
  const given = record.stages[`${record.graph}/report`]?.parameters as unknown as Partial<ReportParameters> | undefined;
  const file = join(folder, 'study.resolved.yaml');
  return {
    figures: given?.figures ?? figuresOf(record),
    titles: given?.titles ?? {},
    abstract: given?.abstract ?? abstractOf(studyIn(file)),
    resolved: given?.resolved ?? readFile(file)?.toString('utf8') ?? '',
    files: given?.files ?? record.files.map(({ label }) => label),
  };
}

/** Figures of a record, each with the analysis that it shows, if it shows one. */
function figuresOf({ graph, stages }: ProvenanceRecord): ReportParameters['figures'] {
  const prefix = `${graph}/figures/`;
  return Object.entries(stages).flatMap(([id, { inputs }]) => {
    if (!id.startsWith(prefix)) return [];
    const file = id.slice(prefix.length);
    const analysis = Object.values(inputs)
      .flatMap((input) => ('stage' in input ? [input.stage] : []))
      .find((stage) => stage.startsWith(`${graph}/analysis/`));
    return [{ file, of: analysis?.slice(`${graph}/analysis/`.length) ?? '', caption: file }];
  });
}

/** The resolved study; nothing where it cannot be read. */
function studyIn(file: string): unknown {
  try {
    return plainValue(loadFile(file));
  } catch {
    return undefined;
  }
}

function timingsOf(folder: string): RunTimings {
  try {
    const timings = JSON.parse(readFile(join(folder, 'provenance/timings.json'))!.toString('utf8')) as RunTimings;
    if (timings.format === 'cevns-timings-1') return timings;
  } catch {
    // Said below.
  }
  throw new NotResults(`${folder}/provenance/timings.json is missing or damaged`);
}

/** What `campaign.json` says that the report needs. */
interface Overview {
  readonly campaign: string;
  readonly title?: string;
  readonly axes: readonly { readonly path: string }[];
}

function campaignReportAgain({ folder, text, record }: ResultsFolder): string {
  const { campaign, title, axes } = JSON.parse(text) as Overview;
  const table = readFile(join(folder, 'campaign.csv'));
  if (table === undefined)
    throw new NotResults(`${folder} is not a results folder: there is no readable campaign.csv in it`);
  let read: ReturnType<typeof readCampaignTable>;
  try {
    read = readCampaignTable(table.toString('utf8'), axes.length);
  } catch (error) {
    throw new NotResults(`${folder}/campaign.csv is damaged: ${(error as Error).message}`);
  }
  const hasReports = Object.keys(record.results).some((path) => path.endsWith('/report.html'));
  const pieces = campaignReport(
    {
      name: campaign,
      ...(title === undefined ? {} : { title }),
      axes: axes.map(({ path }) => path),
      configurations: read.configurations,
      file: hasReports ? 'report.html' : 'summary.json',
    },
    read.numbers,
  );
  return [...pieces].join('');
}
