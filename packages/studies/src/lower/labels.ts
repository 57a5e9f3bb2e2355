import { displayUnit } from '../outputs/display.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { observableUnit, SIGNAL_LABELS } from './names.ts';
import type { WholeStudy } from './whole-study.ts';

/** What figures and tables call an observable. */
export function observableAxis(axis: string, { study }: LoweredStudy) {
  return { axis, label: study.detector.observables[axis]!.title ?? axis, unit: displayUnit(observableUnit(axis)) };
}

/** What figures and tables call a parameter. */
export function parameterAxis(parameter: string, { parameters }: WholeStudy) {
  const label = parameter === parameters.strength ? 'CEvNS strength' : (parameters.labels[parameter] ?? parameter);
  return { label, unit: displayUnit(parameters.units[parameter] ?? '') };
}

/** What figures and tables call a component. */
export function componentLabel(component: string, { study }: LoweredStudy): string {
  return SIGNAL_LABELS[component] ?? study.detector.backgrounds?.[component]?.title ?? component;
}
