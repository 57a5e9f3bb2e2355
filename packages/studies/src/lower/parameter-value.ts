import { isDimensionName } from '@cevns/language/dimensions';
import type { Path } from '@cevns/language/located';
import { QuantityError, toInternal } from '@cevns/language/units';
import type { StudyProblems } from './study-problems.ts';

/**
 * The value of a parameter in its internal unit: a quantity with its unit where the parameter has one, else a bare number.
 *
 * What is wrong goes to the problems, and undefined comes back.
 *
 * @param path of the value in the study
 * @param value as the study has it
 * @param quantity dimension of the parameter; undefined for a bare number
 */
export function parameterValue(
  path: Path,
  value: number | string,
  quantity: string | undefined,
  problems: StudyProblems,
): number | undefined {
  if (quantity === undefined || !isDimensionName(quantity)) {
    if (typeof value === 'number') return value;
    problems.at(path, 'E301', {
      message: 'this parameter has no unit',
      expected: 'a bare number',
      found: value,
    });
    return undefined;
  }
  try {
    return toInternal(value, quantity);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    problems.at(path, error.code, error.details);
    return undefined;
  }
}
