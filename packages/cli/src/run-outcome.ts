import type { RunCounts } from '@cevns/runner/journal';
import type { RunResult } from '@cevns/runner/run-result';

/** How a study or a campaign ended, for everything that tells of it. */
export interface RunOutcome {
  readonly kind: 'study' | 'campaign';
  readonly name: string;
  /** As it is called in the working folder. */
  readonly file: string;
  /** Results folder. */
  readonly folder: string;
  /** Undefined when the run did not begin. */
  readonly counts: RunCounts | undefined;
  readonly seconds: number;
  readonly failures: readonly RunFailure[];
  /** `not finished`: by a failure elsewhere, or by an error that is no failure of a stage. */
  readonly state: 'done' | 'failed' | 'not finished';
  /** Analyses of a study, or configurations of a campaign; made when asked for, since there may be ten thousand. */
  readonly cases: () => CaseOutcome[];
  /** Text of the summary, read when asked for; undefined when there are no results. */
  readonly json?: () => string;
  /** An error that is no failure of a stage, such as an interrupt. */
  readonly error?: unknown;
}

/** How a run ended, with what is said at its end, made when asked for. */
export interface EndedRun extends RunOutcome {
  readonly lines: () => readonly string[];
}

/** One analysis of a study, or one configuration of a campaign. */
export interface CaseOutcome {
  readonly name: string;
  /** Time of the stages that were computed for it; a stage that several share counts for the first; when it failed, also the stage that is to blame. */
  readonly seconds: number;
  readonly state: 'done' | 'failed' | 'not computed';
  /** Of a failure. */
  readonly cause?: string;
  /** The main numbers of an analysis. */
  readonly lines?: readonly string[];
}

/** One failed stage and all that it means. */
export interface RunFailure {
  readonly stage: string;
  readonly cause: string;
  /** Configurations that have it, by their ids. */
  readonly configurations: readonly string[];
  /** Command that runs one of them by itself. */
  readonly again?: string;
  /** Stages of a study that depend on it. */
  readonly notComputed: readonly string[];
  /** The same for a person. */
  readonly lines: readonly string[];
  readonly error: Error;
}

/** What is said last of a run that failed: counts of stages. */
export function failedLine({ name, counts, seconds }: Omit<RunOutcome, 'state'>, configurations = ''): string {
  const { ran, cached, failed, skipped } = counts ?? { ran: 0, cached: 0, failed: 0, skipped: 0 };
  return `${name}: ${configurations || 'failed'}; ${ran} stages computed, ${cached} unchanged, ${failed} failed, ${skipped} not computed, ${seconds.toFixed(2)} s`;
}

/** Counts of stages of a run that ended well, with those that other files of the call have, too. */
export function stagesText({
  counts,
  shared,
  durationMs,
}: Pick<RunResult, 'counts' | 'shared' | 'durationMs'>): string {
  const others = shared === 0 ? '' : ` (${shared} shared with other files)`;
  return `${counts.ran} stages computed, ${counts.cached} unchanged${others}, ${(durationMs / 1000).toFixed(2)} s`;
}
