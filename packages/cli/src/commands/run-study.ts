import { join } from 'node:path';
import { StageError } from '@cevns/runner/runner-error';
import { causeOf, failuresByStage } from '@cevns/studies/campaign/campaign-outcome';
import type { Summary } from '@cevns/studies/generated/summary';
import type { OpenedStudy } from '@cevns/studies/open-study';
import { type RunStudyOptions, runStudy } from '@cevns/studies/run-study';
import { withFileNames } from '@cevns/studies/stage-failure';
import type { RunOptions } from '../program.ts';
import { analysisLines, resultLines } from '../result-lines.ts';
import { type CaseOutcome, failedLine, type RunFailure } from '../run-outcome.ts';
import { watchRun } from '../run-watch.ts';
import { shownFile } from '../shown-file.ts';
import { StageLog } from '../stage-log.ts';
import type { Terminal } from '../terminal.ts';
import type { NamedStudy } from './open-studies.ts';
import type { EndedRun } from './run.ts';

/** More stages than these are only counted. */
const MOST_NAMED = 8;

/** Runs a study for `cevns run`. */
export async function runOneStudy(
  { study, file }: Pick<NamedStudy, 'study' | 'file'>,
  common: Omit<RunStudyOptions, 'folder' | 'onEvent'>,
  options: RunOptions,
  terminal: Terminal,
): Promise<EndedRun> {
  const folder = options.out ?? join('results', study.name);
  const log = new StageLog();
  const watch = watchRun({ kind: 'study', ...study }, terminal, options.quiet ?? false);
  const about = { kind: 'study', name: study.name, file: shownFile(file), folder } as const;
  try {
    const done = await runStudy(study, {
      ...common,
      folder,
      onEvent: (event) => {
        log.receive(event);
        watch.onEvent(event);
      },
    });
    const { counts, durationMs } = done.run;
    const summary: Summary = JSON.parse(done.summary);
    const seconds = durationMs / 1000;
    const lines = [
      `${study.name}: ${counts.ran} stages computed, ${counts.cached} unchanged, ${seconds.toFixed(2)} s`,
      ...resultLines(summary),
      `  -> ${folder}`,
    ];
    const cases = () => studyCases(study, log, [], summary);
    return { ...about, counts, seconds, failures: [], cases, json: done.summary, lines };
  } catch (error) {
    const { end } = log;
    const known = { ...about, counts: end, seconds: (end?.durationMs ?? 0) / 1000 };
    if (!(error instanceof StageError)) {
      return { ...known, failures: [], cases: () => studyCases(study, log, []), error, lines: [] };
    }
    // Several may have been running when the first one failed.
    const also = log.failures.filter(({ stage }) => stage !== error.stage);
    const named = [error, ...also].map((each) => withFileNames(each, study.graph, shownFile) as StageError);
    const failures = named.map((failure) => failureOf(study, failure));
    const outcome = { ...known, failures, cases: () => studyCases(study, log, named) };
    return { ...outcome, lines: [`  nothing was written to ${folder}`, failedLine(outcome)] };
  } finally {
    watch.close();
  }
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
    const seconds = (log.durations.get(stage) ?? 0) / 1000;
    const failure = failed.get(stage);
    if (failure !== undefined && !log.isDone(stage)) return { name, seconds, state: 'failed', cause: failure.message };
    if (!log.isDone(stage)) return { name, seconds, state: 'not computed' };
    const result = summary?.analysis[name];
    return { name, seconds, state: 'done', ...(result === undefined ? {} : { lines: analysisLines(result) }) };
  });
}
