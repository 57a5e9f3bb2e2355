import { displayUnit } from '../outputs/display.ts';
import type { WholeStudy } from './whole-study.ts';

/** What figures and tables call a parameter; one that moves something by standard deviations is measured in them. */
export function parameterAxis(parameter: string, { parameters }: WholeStudy) {
  const label =
    parameter === parameters.strength ? 'CEvNS strength' : (parameters.labels[parameter] ?? words(parameter));
  return { label, unit: displayUnit(parameters.units[parameter] ?? (isPull(parameter, parameters) ? 'σ' : '')) };
}

function isPull(parameter: string, { parameters }: WholeStudy['parameters']): boolean {
  const constraint = parameters.find(({ name }) => name === parameter)?.constraint;
  return constraint?.kind === 'normal' && constraint.mean === 0 && constraint.sigma === 1;
}

/** A name with dashes as words: `onset-time` is `Onset time`. */
function words(name: string): string {
  return name.includes('-') ? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}` : name;
}
