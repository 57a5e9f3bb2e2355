import { inspect } from 'node:util';
import { sourceTrace } from '@cevns/runner/code/source-trace';

/** An error with its stack and its causes for `--debug`; places in compiled stages are given in their sources. */
export function errorTrace(error: unknown): string {
  return sourceTrace(inspect(error));
}
