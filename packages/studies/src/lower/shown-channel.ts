import { displayUnit } from '../outputs/display.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { componentsOf, observableLabel, observablesOf, observableUnit, SIGNAL_LABELS } from './names.ts';

/** A channel of the likelihood as outputs show it. */
export interface ShownChannel {
  /** Undefined where the study is one experiment. */
  readonly name: string | undefined;
  /** In the order of the axes. */
  readonly observables: readonly ShownObservable[];
  readonly components: readonly { readonly name: string; readonly label: string }[];
  /** What the points of figures are. */
  readonly dataLabel: string;
  readonly asimov: boolean;
}

export interface ShownObservable {
  readonly name: string;
  readonly label: string;
  /** As studies write it; empty where it has none. */
  readonly unit: string;
}

/** The channel of an experiment. */
export function experimentChannel(name: string | undefined, { study }: LoweredStudy): ShownChannel {
  const { detector, inputs } = study;
  return {
    name,
    observables: observablesOf(detector).map((axis) => ({
      name: axis,
      label: observableLabel(axis, detector),
      unit: observableUnit(axis, detector),
    })),
    components: componentsOf(study).map((component) => ({
      name: component,
      label: SIGNAL_LABELS[component] ?? detector.backgrounds?.[component]?.title ?? component,
    })),
    dataLabel: inputs.data === 'asimov' ? 'Asimov data' : 'Data',
    asimov: inputs.data === 'asimov',
  };
}

/** What figures and tables call an observable of a channel. */
export function observableAxis(axis: string, { observables }: ShownChannel) {
  const { label, unit } = observables.find(({ name }) => name === axis)!;
  return { axis, label, unit: displayUnit(unit) };
}
