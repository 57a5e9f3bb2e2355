import type { Histogram2dFigure } from '@cevns/plotting/figures/histogram-2d';
import type { ProjectionFigure } from '@cevns/plotting/figures/projection';
import { huesOf } from '@cevns/plotting/figures/projection-content';
import {
  type BinnedExpectation,
  binsWithin,
  projectedErrors,
  projectOn,
  shapeOf,
} from '../analyses/binned-expectation.ts';
import type { FigureParameters } from './figure.ts';

type Components = NonNullable<FigureParameters['components']>;

/** Differences by rounding between Asimov data and the expectation that they are, relative to it. */
const ROUNDING = 1e-6;

/**
 * Components, data and the total with its uncertainty, projected on one observable, and their ratio; or the data less some of the components,
 * as fitted, and the others; all of it in ranges of the other observables, if there are any, and then without uncertainty. Asimov data have the errors sqrt(n) that observations would scatter by, and no ratio to the very expectation that
 * they are.
 */
export function projectionFigure(bins: BinnedExpectation, settings: FigureParameters): ProjectionFigure {
  const shape = shapeOf(bins);
  const axis = bins.axes.findIndex(({ name }) => name === settings.axis);
  const { within = {} } = settings;
  const isShown = binsWithin(bins, within);
  const project = (values: readonly number[]) =>
    projectOn(
      shape,
      axis,
      values.map((value, bin) => (isShown(bin) ? value : 0)),
    );
  const valuesOf = new Map(bins.components.map(({ name, values }) => [name, project(values)]));
  // The covariance of the bins is known for the whole of a projection only.
  const deviation = Object.keys(within).length === 0 ? bins.uncertainty?.projections[settings.axis!] : undefined;
  const taken = settings.subtract ?? [];
  const sumOf = (names: readonly string[]) =>
    Array.from({ length: shape[axis]! }, (_, bin) => names.reduce((sum, name) => sum + valuesOf.get(name)![bin]!, 0));
  const total = sumOf([...valuesOf.keys()].filter((name) => !taken.includes(name)));
  const components = withHues(settings.components!, bins);
  const observed = project(bins.observed);
  const errors = projectedErrors(bins, axis, isShown);
  const { asimov = false } = settings;
  const all = sumOf([...valuesOf.keys()]);
  const isTotal = asimov && observed.every((count, bin) => Math.abs(count - all[bin]!) <= ROUNDING * all[bin]!);
  return {
    kind: 'projection',
    ...(settings.title === undefined ? {} : { title: settings.title }),
    x: { label: settings.label, unit: settings.unit, edges: bins.axes[axis]!.edges },
    y: { density: settings.per === 'unit', scale: settings.scale! },
    stack: components
      .filter(({ name }) => !taken.includes(name))
      .map((component) => ({ ...component, values: valuesOf.get(component.name)! })),
    ...(deviation === undefined
      ? {}
      : {
          band: {
            lower: total.map((value, bin) => Math.max(0, value - deviation[bin]!)),
            upper: total.map((value, bin) => value + deviation[bin]!),
            label: 'Uncertainty of the fit',
          },
        }),
    data: {
      values: observed,
      label: [settings.dataLabel ?? 'Data', ...labelsOf(components, taken, settings.settings?.names)].join(' − '),
      ...(asimov ? { errors: 'sqrt', expected: true } : errors === undefined ? {} : { errors }),
      ...(taken.length === 0 ? {} : { subtracted: sumOf(taken) }),
    },
    // What is left beside a subtraction may be nothing, to which nothing can be compared.
    ratio: !isTotal && taken.length === 0,
  };
}

/** The fill that is quiet, for the largest of those that have none of their own. */
const QUIET_HUE = 0;

/** Components with the fills that they have in all projections, whichever are left out. */
function withHues(components: Components, bins: BinnedExpectation): Components {
  const sizes = new Map(bins.components.map(({ name, values }) => [name, values.reduce((sum, each) => sum + each, 0)]));
  const open = components.filter(({ hue }) => hue === undefined).map(({ name }) => name);
  const [largest] = [...open].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const chosen = components.map((each) => (each.name === largest ? { ...each, hue: QUIET_HUE } : each));
  const hues = huesOf(chosen);
  return chosen.map((component, place) => ({ ...component, hue: hues[place]! }));
}

function labelsOf(
  components: Components,
  names: readonly string[],
  called: Readonly<Record<string, string>> = {},
): string[] {
  return components.filter(({ name }) => names.includes(name)).map(({ name, label }) => called[name] ?? label);
}

/** The total, one component, or the data in bins of two observables; other observables are summed over. */
export function planeOfBins(bins: BinnedExpectation, settings: FigureParameters): Histogram2dFigure {
  const [across, up] = settings.axes!.map((name) => bins.axes.findIndex((axis) => axis.name === name)) as [
    number,
    number,
  ];
  const shape = shapeOf(bins);
  const shown = contentOf(bins, settings.component ?? 'total');
  const [columns, rows] = [shape[across]!, shape[up]!];
  const values = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  shown.forEach((value, bin) => {
    let rest = bin;
    const at = shape.map(() => 0);
    for (let k = shape.length - 1; k >= 0; k--) {
      at[k] = rest % shape[k]!;
      rest = Math.floor(rest / shape[k]!);
    }
    values[at[up]!]![at[across]!]! += value;
  });
  return {
    kind: 'histogram-2d',
    ...(settings.title === undefined ? {} : { title: settings.title }),
    x: { label: settings.label, unit: settings.unit, edges: bins.axes[across]!.edges },
    y: { label: settings.y!.label, unit: settings.y!.unit, edges: bins.axes[up]!.edges },
    values,
    z: { label: 'Events', density: settings.per === 'unit', scale: settings.scale! },
  };
}

function contentOf(bins: BinnedExpectation, component: string): readonly number[] {
  if (component === 'data') return bins.observed;
  if (component !== 'total') return bins.components.find(({ name }) => name === component)!.values;
  return bins.observed.map((_, bin) => bins.components.reduce((sum, { values }) => sum + values[bin]!, 0));
}
