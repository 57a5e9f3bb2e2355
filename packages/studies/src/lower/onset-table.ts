import type { LoweredParameters } from './lowered-parameters.ts';
import type { StudyProblems } from './study-problems.ts';

/** Distance of the knots of the onset table in us: good to 1e-9 for pulses of 100 ns and more. */
const ONSET_STEP_US = 0.02;

/** The knots over the range of an onset; undefined, with a problem, where its start does not lie within. */
export function onsetTable(
  path: readonly string[],
  start: number,
  range: readonly [number, number] | undefined,
  problems: StudyProblems,
): NonNullable<LoweredParameters['onset']>['table'] | undefined {
  const [lower, upper] = range ?? [Number.NaN, Number.NaN];
  if (!(lower < start && start < upper)) {
    problems.at([...path, 'range'], 'E605', {
      message: `the onset needs a range around its start of ${start} us`,
      expected: 'limits below and above the start, such as `[0.2 us, 0.9 us]`',
      found: range === undefined ? 'none' : `[${lower} us, ${upper} us]`,
    });
    return undefined;
  }
  const knots = Math.max(2, Math.ceil((upper - lower) / ONSET_STEP_US) + 1);
  return { from: lower, step: (upper - lower) / (knots - 1), knots };
}
