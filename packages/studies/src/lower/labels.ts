import { displayUnit } from '../outputs/display.ts';
import type { WholeStudy } from './whole-study.ts';

/** What figures and tables call a parameter. */
export function parameterAxis(parameter: string, { parameters }: WholeStudy) {
  const label = parameter === parameters.strength ? 'CEvNS strength' : (parameters.labels[parameter] ?? parameter);
  return { label, unit: displayUnit(parameters.units[parameter] ?? '') };
}
