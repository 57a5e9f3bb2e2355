import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvedYaml } from '@cevns/language/resolved-yaml';
import { canonicalJson } from '@cevns/runner/json';
import { type Materialised, materialise, type ResultFile, resultFile } from '@cevns/runner/materialise';
import { provenanceOf } from '@cevns/runner/provenance';
import type { RunResult } from '@cevns/runner/run-result';
import type { OpenedStudy } from './open-study.ts';
import { withProvenance } from './outputs/report-provenance.ts';
import { isThere, partialSummary } from './partial-summary.ts';

/** A study that ran: its summary and the files of its results folder. */
export interface StudyRun {
  readonly run: RunResult;
  /** Text of `summary.json`, read when asked for. */
  readonly summary: string;
  readonly files: Materialised;
}

/**
 * Writes the results folder of a study: of one all of whose stages are there, or of one of whose analyses some are. Then it has the
 * summary of these and their files, and no report; files of an earlier run are removed as from any other.
 *
 * @returns undefined, with nothing written, if stages failed and no analysis is there
 * @param version of cevns, for the provenance record
 */
export function writeStudy(
  study: OpenedStudy,
  run: RunResult,
  { folder, version }: { readonly folder: string; readonly version: string },
): StudyRun | undefined {
  const isPartial = run.status !== 'succeeded';
  const partial = isPartial ? partialSummary(study, run) : null;
  if (isPartial && partial === null) return undefined;
  const all = isPartial ? study.files.filter((file) => isThere(run, file)) : study.files;
  const report = all.find(({ path }) => path === REPORT);
  const produced = all.filter(({ path }) => path !== REPORT);
  const { record, timings } = provenanceOf(
    run,
    { cevns: version },
    Object.fromEntries(produced.map(({ path, stage, output }) => [path, { stage, output }])),
  );
  const files = materialise(folder, [
    ...(partial === null ? [] : [resultFile(SUMMARY, partial)]),
    ...produced.map(({ path, stage, output }): ResultFile => ({ path, content: run.artifact(stage, output) })),
    // A stage cannot know the keys of stages; they are put in here, and are the same in every run that gives these results.
    ...(report === undefined
      ? []
      : [resultFile(REPORT, withProvenance(run.artifact(report.stage, report.output).text(), record))]),
    resultFile('study.resolved.yaml', resolvedYaml(withPlugins(study), folder)),
    resultFile('provenance/provenance.json', `${JSON.stringify(JSON.parse(canonicalJson(record)), null, 2)}\n`),
    ...(run.counts.ran > 0 || !existsSync(join(folder, TIMINGS))
      ? [resultFile(TIMINGS, `${JSON.stringify(timings, null, 2)}\n`)]
      : [resultFile(TIMINGS, readFileSync(join(folder, TIMINGS)))]),
  ]);
  const { stage, output } = study.files.find(({ path }) => path === SUMMARY)!;
  return {
    run,
    get summary() {
      return partial === null ? run.artifact(stage, output).text() : Buffer.from(partial).toString('utf8');
    },
    files,
  };
}

const SUMMARY = 'summary.json';

/** The report, as its stage makes it, has a slot for the provenance. */
const REPORT = 'report.html';

/** The study with all files that it names, plug-ins as well. */
function withPlugins({ loaded: { study, namedFiles }, pluginFiles }: OpenedStudy) {
  return { study, namedFiles: [...namedFiles, ...pluginFiles] };
}

/** Timings of the last run that computed something; they differ from run to run and stand apart from the record. */
const TIMINGS = 'provenance/timings.json';
