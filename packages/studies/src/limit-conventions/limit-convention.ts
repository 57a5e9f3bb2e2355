import type { CompiledModel } from '@cevns/fitting/compile';
import type { FailedFit } from '@cevns/fitting/fit';
import type { LimitTask, UpperLimit } from '@cevns/fitting/upper-limit';

/** An upper limit with what else its convention gives. */
export interface ConventionLimit extends UpperLimit {
  /** The lower end of an interval; null where it reaches the border. */
  readonly lower?: number | null;
  /** Limits expected without a signal, at -2, -1, 0, 1, 2 standard deviations. */
  readonly expected?: readonly (number | null)[];
  /** What the finite number of toys leaves uncertain, and how many were made. */
  readonly toys?: ToyAccount;
  /** Of integrals by sampling: the number of points at each value of the parameter, and what it leaves uncertain in the limit. */
  readonly sampling?: { readonly points: number; readonly 'upper-error': number };
}

/** Toys behind a result, as `summary.json` has them. */
export interface ToyAccount {
  readonly seed: number;
  readonly number: number;
  readonly failed: number;
  readonly 'upper-error'?: number | null;
  readonly 'lower-error'?: number | null;
  readonly 'expected-errors'?: readonly (number | null)[];
}

/** A way to take an upper limit; one file per named convention, one line in the registry. */
export interface LimitConvention<Settings extends object = object> {
  /**
   * The upper limit at a confidence level.
   *
   * @param confidence a fraction
   */
  limit(model: CompiledModel, task: LimitTask, confidence: number, settings: Settings): ConventionLimit | FailedFit;
  /**
   * One of the pieces that `limitPieces` names, for a stage of its own; what it found is JSON.
   *
   * @param before what the pieces found that it takes
   */
  piece?(
    model: CompiledModel,
    task: LimitTask,
    confidence: number,
    settings: Settings,
    name: string,
    before: Readonly<Record<string, unknown>>,
  ): { readonly found: object } | FailedFit;
  /** The limit from all pieces; the same as `limit`. */
  join?(
    model: CompiledModel,
    task: LimitTask,
    confidence: number,
    settings: Settings,
    pieces: Readonly<Record<string, unknown>>,
  ): ConventionLimit | FailedFit;
  /**
   * The limits expected without a signal, at -2, -1, 0, 1, 2 standard deviations, where `limit` does not find them on its way; undefined where
   * the data have no expectation.
   *
   * @param confidence a fraction
   */
  expected?(
    model: CompiledModel,
    task: LimitTask,
    confidence: number,
    settings: Settings,
  ): readonly (number | null)[] | FailedFit | undefined;
  /** The convention in a few signs, for legends, in the markup of labels. */
  sign(confidence: number, settings: Settings): string;
  /** The convention in words, for results to carry. */
  statement(confidence: number, settings: Settings): string;
}
