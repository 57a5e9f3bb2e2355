import type { StageError } from '@cevns/runner/runner-error';
import { causeOf, failuresByStage } from '@cevns/studies/campaign/campaign-outcome';
import type { Summary } from '@cevns/studies/generated/summary';
import type { OpenedStudy } from '@cevns/studies/open-study';
import type { EndedItem } from '@cevns/studies/run-together';
import { withFileNames } from '@cevns/studies/stage-failure';
import type { StudyRun } from '@cevns/studies/write-study';
import type { NamedStudy } from './commands/open-studies.ts';
import { analysisLines, resultLines } from './result-lines.ts';
import { type CaseOutcome, type EndedRun, failedLine, type RunFailure, stagesText } from './run-outcome.ts';
import { shownFile } from './shown-file.ts';
import type { StageLog } from './stage-log.ts';

/** More stages than these are only counted. */
const MOST_NAMED = 8;

/**
 * How a study ended, for everything that tells of it.
 *
 * @param end undefined when an error ended the run before all its stages came to an end
 */
export function studyOutcome(
  { study, file }: Pick<NamedStudy, 'study' | 'file'>,
  folder: string,
  log: StageLog,
  end: EndedItem | undefined,
): EndedRun {
  const about = { kind: 'study', name: study.name, file: shownFile(file), folder } as const;
  const counts = end?.run.counts ?? log.end;
  const seconds = (end?.run.durationMs ?? log.end?.durationMs ?? 0) / 1000;
  const known = { ...about, counts, seconds, failures: [] };
  const errors = (end?.run.failures ?? []).map((each) => withFileNames(each, study.graph, shownFile) as StageError);
  if (end?.written !== undefined) {
    const written = end.written as StudyRun;
    const json = () => written.summary;
    const summary = (): Summary => JSON.parse(json());
    const results = () => [...resultLines(summary()), `  -> ${folder}`];
    const cases = () => studyCases(study, log, errors, summary());
    if (errors.length === 0) {
      const lines = () => [`${study.name}: ${stagesText(end.run)}`, ...results()];
      return { ...known, state: 'done', cases, json, lines };
    }
    const failures = errors.map((error) => failureOf(study, error));
    const some = { ...known, state: 'failed', failures, cases, json } as const;
    return { ...some, lines: () => [...results(), failedLine(some)] };
  }
  const cases = () => studyCases(study, log, errors);
  if (errors.length === 0) return { ...known, state: 'not finished', cases, lines: () => [], error: end?.error };
  const failed = {
    ...known,
    state: 'failed',
    failures: errors.map((error) => failureOf(study, error)),
    cases,
  } as const;
  // Only without --keep-going are there analyses that did not fail, and nothing of them.
  const isWorthGoingOn = cases().some(({ state }) => state !== 'failed');
  const advice = isWorthGoingOn ? ' (--keep-going writes what other analyses give)' : '';
  return { ...failed, lines: () => [`  nothing was written to ${folder}${advice}`, failedLine(failed)] };
}

function failureOf(study: OpenedStudy, failure: StageError): RunFailure {
  // Not what happened not to be reached: that differs from run to run, and the counts tell how much it was.
  const failed = failuresByStage(study.graph.stages, [failure]);
  const notComputed = [...failed.keys()]
    .filter((stage) => stage !== failure.stage)
    .map((stage) => stage.slice(study.name.length + 1));
  const more = notComputed.length - MOST_NAMED;
  const named = `${notComputed.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const lines = [
    `cevns: ${failure.message}`,
    ...(notComputed.length === 0 ? [] : [`  not computed, since they depend on it: ${named}`]),
  ];
  return { stage: failure.stage, cause: causeOf(failure), configurations: [], notComputed, lines, error: failure };
}

/** The analyses of a study; one that takes from a failed stage has failed. */
function studyCases(
  study: OpenedStudy,
  log: StageLog,
  failures: readonly StageError[],
  summary?: Summary,
): CaseOutcome[] {
  const failed = failuresByStage(study.graph.stages, failures);
  const { analysis } = study.loaded.study as { readonly analysis: object };
  return Object.keys(analysis).map((name): CaseOutcome => {
    const stage = `${study.name}/analysis/${name}`;
    const failure = failed.get(stage);
    const seconds = (log.durations.get(stage) ?? log.durations.get(failure?.stage ?? '') ?? 0) / 1000;
    if (failure !== undefined && !log.isDone(stage)) return { name, seconds, state: 'failed', cause: failure.message };
    if (!log.isDone(stage)) return { name, seconds, state: 'not computed' };
    const result = summary?.analysis[name];
    return { name, seconds, state: 'done', ...(result === undefined ? {} : { lines: analysisLines(result) }) };
  });
}
