import { binEdges, clipEdges } from '@cevns/detectors/binning';
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
  /** Of its bins in the region; undefined where bins have numbers only, or where the region is refused. */
  readonly edges?: ArrayLike<number>;
}

/** The channel of an experiment. */
export function experimentChannel(name: string | undefined, { study, region }: LoweredStudy): ShownChannel {
  const { detector, inputs } = study;
  return {
    name,
    observables: observablesOf(detector).map((axis) => ({
      name: axis,
      label: observableLabel(axis, detector),
      unit: observableUnit(axis, detector),
      ...edgesOf(axis, region),
    })),
    components: componentsOf(study).map((component) => ({
      name: component,
      label: SIGNAL_LABELS[component] ?? detector.backgrounds?.[component]?.title ?? component,
    })),
    dataLabel: inputs.data === 'asimov' ? 'Asimov data' : 'Data',
    asimov: inputs.data === 'asimov',
  };
}

/** The edges of an observable in the region; nothing where these do not fit. */
function edgesOf(axis: string, { binning, region }: LoweredStudy['region']): { readonly edges?: ArrayLike<number> } {
  const [edges, limits] = [binning[axis], region[axis]];
  if (edges === undefined || limits === undefined) return {};
  try {
    return { edges: clipEdges(binEdges(edges), limits) };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

/** What figures and tables call an observable of a channel. */
export function observableAxis(axis: string, { observables }: ShownChannel) {
  const { label, unit } = observables.find(({ name }) => name === axis)!;
  return { axis, label, unit: displayUnit(unit) };
}
