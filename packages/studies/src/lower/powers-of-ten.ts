import type { Path } from '@cevns/language/located';
import type { StudyProblems } from './study-problems.ts';

/** Below this part of its unit a moment or a radius has no effect that anybody could measure: rates go with it or its square. */
const NO_EFFECT = 1e-6;
/** A unit that has a power of ten in it, such as `1e-10 mu_B`. */
const WITH_POWER = /^1e(-?\d+) (.+)$/;

/**
 * That values of a parameter whose unit has a power of ten in it were not written in the unit without that power: `1e-11` where the unit is 1e-10 mu_B would
 * be 1e-21 mu_B. A 0 is one; of the ends of a range the larger counts.
 *
 * @param path of the value, or of the range
 * @param written the value, or both ends of the range; what is no number is told elsewhere
 * @param unit of the parameter, undefined of one without
 */
export function checkPowerOfTen(
  path: Path,
  written: readonly (number | string)[],
  unit: string | undefined,
  problems: StudyProblems,
): void {
  const [, exponent, rest] = WITH_POWER.exec(unit ?? '') ?? [];
  if (exponent === undefined) return;
  const values = written.filter((value) => typeof value === 'number');
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest === 0 || largest >= NO_EFFECT) return;
  const shift = (value: number, by: number) =>
    value === 0 ? 0 : Number(`${value.toExponential().replace(/e.*/, '')}e${exponentOf(value) + by}`);
  const text = (own: readonly number[]) => (own.length === 1 ? String(own[0]) : `[${own.join(', ')}]`);
  const meant = values.map((value) => shift(value, -Number(exponent)));
  const sensible = Math.max(...meant.map(Math.abs)) >= NO_EFFECT;
  problems.at(path, 'E605', {
    message: `${text(values)} is in units of ${unit}: ${text(values.map((value) => shift(value, Number(exponent))))} ${rest}, which has no effect`,
    expected: sensible
      ? `${text(meant)} for ${text(values)} ${rest}, or 0`
      : `a number of ${unit} that is 0, or not below ${NO_EFFECT.toExponential()}`,
    found: text(values),
    ...(sensible ? { suggestion: text(meant) } : {}),
  });
}

function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}
