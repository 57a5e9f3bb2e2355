import type { FittedParameter } from '../generated/summary.ts';

/** A unit as it is printed: studies write `us`. */
export function displayUnit(unit: string): string {
  if (unit === 'us') return 'μs';
  const scripts = unit.replace(/V(ee|nr)$/, 'V_{$1}');
  return scripts
    .replace(/^1e(-?\d+) /, '10^{$1} ')
    .replace(/\^(-?\d+)/g, '^{$1}')
    .replace(/\bmu_B\b/, 'μ_{B}');
}

/**
 * What follows a number: its unit, as a factor where it begins with a power of ten of its own, `3.05 × 1e-10 mu_B`.
 *
 * @param shown how the unit is printed; as studies write it unless given
 */
export function unitSuffix(unit: string | undefined, shown: (unit: string) => string = String): string {
  if (unit === undefined) return '';
  return `${/^\d/.test(unit) ? ' ×' : ''} ${shown(unit)}`;
}

/** Fitted parameters in the order people read them: those without a prior first, then the constrained ones, then what was held. */
export function inReadingOrder<Parameter extends Pick<FittedParameter, 'fixed' | 'prior'>>(
  parameters: Readonly<Record<string, Parameter>>,
): (readonly [name: string, parameter: Parameter])[] {
  const rank = ({ fixed, prior }: Parameter): number => (fixed ? 2 : prior === undefined ? 0 : 1);
  return Object.entries(parameters).sort(([, a], [, b]) => rank(a) - rank(b));
}
