import type { ParameterDescription } from '@cevns/fitting/model';
import type { ShapeDefinition } from '@cevns/physics/interactions/interaction';
import type { StudyProblems } from './study-problems.ts';

type Path = readonly string[];
type Range = readonly [number, number];

/** The bounds that a range means; none for no range, and for an empty one, which goes to the problems. */
export function boundsOf(
  range: Range | undefined,
  path: Path,
  problems: StudyProblems,
): Pick<ParameterDescription, 'lower' | 'upper'> {
  if (range === undefined) return {};
  const [lower, upper] = range;
  if (lower < upper) return { lower, upper };
  problems.at([...path, 'range'], 'E605', {
    message: 'the range is empty',
    expected: 'a lower limit below the upper one',
    found: `[${lower}, ${upper}]`,
  });
  return {};
}

/** That a parameter starts within its bounds. */
export function checkStart(
  path: Path,
  { name, initial, lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }: ParameterDescription,
  problems: StudyProblems,
): void {
  if (initial >= lower && initial <= upper) return;
  problems.at([...path, 'range'], 'E605', {
    message: `the start ${initial} of \`${name}\` lies outside its range`,
    expected: `a range that contains ${initial}`,
    found: `[${lower}, ${upper}]`,
  });
}

/** Whether templates can be tabulated over a range; what is wrong with it, or that there is none, goes to the problems. */
export function isTabulated(
  name: string,
  range: Range | undefined,
  { unit, scale }: Pick<ShapeDefinition, 'unit' | 'scale'>,
  problems: StudyProblems,
): range is Range {
  const path = ['parameters', name];
  if (range === undefined) {
    problems.atKey(path, 'E303', {
      message: `\`${name}\` needs a range: templates are tabulated over it`,
      expected: `\`range:\` with two values in ${unit}`,
    });
    return false;
  }
  const [from, to] = range;
  const reachesZero = scale === 'log' && from <= 0;
  if (from < to && !reachesZero) return true;
  problems.at([...path, 'range'], 'E605', {
    message: reachesZero ? 'the range reaches zero' : 'the range is empty',
    expected: scale === 'log' ? 'two positive values, the lower first' : 'a lower limit below the upper one',
  });
  return false;
}
