import fs from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@cevns/runner/digest';
import type { Json } from '@cevns/runner/json';
import type { ProvenanceRecord } from '@cevns/runner/provenance';
import { readProvenance } from '@cevns/runner/read-provenance';
import type { Summary } from '../generated/summary.ts';

/** The results of a study or a campaign as they lie in a folder. */
export interface ResultsFolder {
  readonly folder: string;
  readonly record: ProvenanceRecord;
  /** Text of `summary.json`, or of a campaign's `campaign.json`. */
  readonly text: string;
  /** Only of a study. */
  readonly summary?: Summary;
  /** The numbers: by analysis, in a campaign by configuration and analysis. */
  readonly numbers: Json;
  /** Summaries that are no longer what the run wrote, by path. */
  readonly changed: readonly string[];
}

/** A folder that does not hold results; the message says what is missing. */
export class NotResults extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotResults';
  }
}

/**
 * Reads what a run left in a results folder.
 *
 * @throws NotResults
 */
export function readResults(folder: string): ResultsFolder {
  const record = readProvenance(read(folder, 'provenance/provenance.json'));
  if (record === undefined) {
    throw new NotResults(`${folder}/provenance/provenance.json is damaged, or of another version`);
  }
  const summaries = Object.keys(record.results).filter((path) => /(^|\/)summary\.json$/.test(path));
  const texts = new Map(summaries.map((path) => [path, read(folder, path)]));
  const changed = summaries.filter((path) => sha256(texts.get(path)!) !== recordedDigest(record, path));
  const of = { folder, record, changed };
  if (texts.has('summary.json')) {
    const text = texts.get('summary.json')!;
    const summary = summaryIn(folder, 'summary.json', text);
    return { ...of, text, summary, numbers: summary.analysis as unknown as Json };
  }
  if (fs.existsSync(join(folder, 'summary.json'))) {
    throw new NotResults(`${folder} has the results of a study of which a part failed; run it again`);
  }
  const numbers = summaries.map((path) => [
    path.split('/').at(-2)!,
    summaryIn(folder, path, texts.get(path)!).analysis as unknown as Json,
  ]);
  return { ...of, text: read(folder, 'campaign.json'), numbers: Object.fromEntries(numbers) };
}

/** Digest that the record gives for a file of the results folder; undefined when it is not the output of a stage. */
export function recordedDigest({ results, stages }: ProvenanceRecord, path: string): string | undefined {
  const source = results[path];
  return source && stages[source.stage]?.outputs[source.output]?.digest;
}

function summaryIn(folder: string, path: string, text: string): Summary {
  try {
    const summary = JSON.parse(text) as Summary;
    if (typeof summary.analysis === 'object' && summary.analysis !== null) return summary;
  } catch {
    // Said below.
  }
  throw new NotResults(`${folder}/${path} is damaged`);
}

function read(folder: string, path: string): string {
  try {
    return fs.readFileSync(join(folder, path), 'utf8');
  } catch {
    throw new NotResults(`${folder} is not a results folder: there is no readable ${path} in it`);
  }
}
