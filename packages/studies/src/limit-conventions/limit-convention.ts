import type { CompiledModel } from '@cevns/fitting/compile';
import type { FailedFit } from '@cevns/fitting/fit';
import type { LimitTask, UpperLimit } from '@cevns/fitting/upper-limit';

/** A way to take an upper limit; one file per named convention, one line in the registry. */
export interface LimitConvention<Settings extends object = object> {
  /**
   * The upper limit at a confidence level.
   *
   * @param confidence a fraction
   */
  limit(model: CompiledModel, task: LimitTask, confidence: number, settings: Settings): UpperLimit | FailedFit;
  /** The convention in words, for results to carry. */
  statement(confidence: number, settings: Settings): string;
}
