import { type BinnedExpectation, projectedErrors, projectOn, shapeOf } from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { Curve } from '../analyses/profile.ts';
import { inReadingOrder } from '../outputs/display.ts';
import {
  type DependentVariable,
  dependent,
  type Header,
  type HepDataTable,
  headerOf,
  independent,
} from './hepdata-table.ts';

/** What people call something, and its unit; none where that is empty. */
export interface Label {
  readonly label: string;
  readonly unit: string;
}

/** Labels of observables, parameters and components by their names. */
export interface Labels {
  readonly observables: Readonly<Record<string, Label>>;
  readonly parameters: Readonly<Record<string, Label>>;
  readonly components: Readonly<Record<string, string>>;
}

/** A fit or a limit as `summary.json` has it, as far as tables show it. */
export interface FitResult {
  readonly parameters: Readonly<
    Record<
      string,
      {
        readonly value: number;
        readonly error: number | null;
        readonly minus: number | null;
        readonly plus: number | null;
        readonly fixed: boolean;
        readonly prior?: { readonly mean: number; readonly sigma: number };
      }
    >
  >;
  readonly interval: string;
}

export interface LimitResult {
  readonly parameter: string;
  readonly confidence: number;
  readonly upper: number | null;
  readonly convention: { readonly statement: string };
}

const EVENTS = 'events';
const STATISTIC = 'Increase of -2 ln L';

const labelled = (names: Readonly<Record<string, Label>>, name: string): Header =>
  headerOf(names[name] ?? { label: name, unit: '' });

/** Components, total with the uncertainty of a fit, and observation: in all bins, or projected on one axis. */
export function spectrum(bins: BinnedExpectation, axis: string | undefined, labels: Labels): HepDataTable {
  const shape = shapeOf(bins);
  const index = bins.axes.findIndex(({ name }) => name === axis);
  const project = (values: readonly number[]) => (index < 0 ? values : projectOn(shape, index, values));
  const axes = index < 0 ? bins.axes : [bins.axes[index]!];
  const components = bins.components.map(({ name, values }) => ({ name, values: project(values) }));
  const observed = project(bins.observed);
  const total = observed.map((_, bin) => components.reduce((sum, { values }) => sum + values[bin]!, 0));
  const uncertainty = index < 0 ? bins.uncertainty?.bins : bins.uncertainty?.projections[axis!];
  const errors = index < 0 ? bins.errors : projectedErrors(bins, index);
  return {
    independent_variables: axes.map(({ name, edges }, a) => {
      const counts = axes.map((own) => own.edges.length - 1);
      const stride = counts.slice(a + 1).reduce((product, count) => product * count, 1);
      const bin = (row: number) => Math.floor(row / stride) % counts[a]!;
      return {
        header: labelled(labels.observables, name),
        values: observed.map((_, row) => ({ low: edges[bin(row)]!, high: edges[bin(row) + 1]! })),
      };
    }),
    dependent_variables: [
      ...components.map(({ name, values }) =>
        dependent({ name: labels.components[name] ?? name, units: EVENTS }, values),
      ),
      {
        header: { name: 'Total', units: EVENTS },
        values: total.map((value, bin) => ({
          value,
          ...(uncertainty === undefined ? {} : { errors: [{ symerror: uncertainty[bin]!, label: 'fit' }] }),
        })),
      },
      {
        header: { name: 'Observed', units: EVENTS },
        values: observed.map((value, bin) => ({
          value,
          ...(errors === undefined ? {} : { errors: [{ symerror: errors[bin]!, label: 'measurement' }] }),
        })),
      },
    ],
  };
}

/** Fitted values with their profile-likelihood errors, and the errors of the covariance beside them. */
export function fittedParameters({ parameters, interval }: FitResult, labels: Labels): HepDataTable {
  const rows = inReadingOrder(parameters);
  const nameOf = (name: string): string => {
    const { name: label, units } = labelled(labels.parameters, name);
    return units === undefined ? label : `${label} [${units}]`;
  };
  return {
    independent_variables: [
      independent(
        { name: 'Parameter' },
        rows.map(([name]) => nameOf(name)),
      ),
    ],
    dependent_variables: [
      {
        header: { name: 'Value' },
        qualifiers: [{ name: 'Errors', value: interval }],
        values: rows.map(([, { value, minus, plus }]) => ({
          value,
          ...(minus === null || plus === null
            ? {}
            : { errors: [{ asymerror: { minus: -minus, plus }, label: 'profile likelihood' }] }),
        })),
      },
      dependent(
        { name: 'Error from the covariance' },
        rows.map(([, { error }]) => error),
      ),
      {
        header: { name: 'Held' },
        values: rows.map(([, { fixed }]) => ({ value: fixed ? 'yes' : 'no' })),
      },
    ],
  };
}

export function profileCurve({ parameter, x, delta }: Curve, labels: Labels): HepDataTable {
  return {
    independent_variables: [independent(labelled(labels.parameters, parameter), x)],
    dependent_variables: [dependent({ name: STATISTIC }, delta)],
  };
}

/** Intervals of a profile likelihood; an end that is open is missing. */
export function profileIntervals({ parameter, intervals }: Curve, labels: Labels): HepDataTable {
  const { name, units } = labelled(labels.parameters, parameter);
  const end = (which: 'lower' | 'upper'): DependentVariable =>
    dependent(
      { name: `${which === 'lower' ? 'Lower' : 'Upper'} end of ${name}`, ...(units === undefined ? {} : { units }) },
      intervals.map((interval) => interval[which]),
      [{ name: 'Degrees of freedom', value: 1 }],
    );
  return {
    independent_variables: [
      independent(
        { name: 'Confidence level' },
        intervals.map(({ confidence }) => confidence),
      ),
    ],
    dependent_variables: [end('lower'), end('upper')],
  };
}

/** A row for each point of the plane, y running fastest. */
export function scannedPlane({ x, y, delta }: ScannedPlane, labels: Labels): HepDataTable {
  return {
    independent_variables: [
      independent(
        labelled(labels.parameters, x.parameter),
        x.values.flatMap((value) => y.values.map(() => value)),
      ),
      independent(
        labelled(labels.parameters, y.parameter),
        x.values.flatMap(() => y.values),
      ),
    ],
    dependent_variables: [dependent({ name: STATISTIC }, delta.flat())],
  };
}

/** A row for each vertex of each line, in the order of the line; a closed line ends where it begins. */
export function contourVertices({ x, y, contours }: ScannedPlane, labels: Labels): HepDataTable {
  let line = 0;
  const rows = contours.flatMap(({ confidence, lines }) =>
    lines.flatMap(({ closed, points }) => {
      line += 1;
      const number = line;
      return (closed ? [...points, points[0]!] : points).map(([px, py]) => ({ confidence, number, px, py }));
    }),
  );
  const columnOf = <Key extends 'confidence' | 'number' | 'px'>(key: Key) => rows.map((row) => row[key]);
  return {
    independent_variables: [
      independent({ name: 'Confidence level' }, columnOf('confidence')),
      independent({ name: 'Line' }, columnOf('number')),
      independent(labelled(labels.parameters, x.parameter), columnOf('px')),
    ],
    dependent_variables: [
      dependent(
        labelled(labels.parameters, y.parameter),
        rows.map(({ py }) => py),
      ),
    ],
  };
}

/** Upper limits against another parameter; where there is none, it is missing. */
export function limitCurve({ parameter, against, curve, confidence }: LimitCurve, labels: Labels): HepDataTable {
  const { name, ...unit } = labelled(labels.parameters, parameter);
  return {
    independent_variables: [independent(labelled(labels.parameters, against.parameter), against.values)],
    dependent_variables: [
      dependent({ name: `Upper limit of ${name}`, ...unit }, curve, [{ name: 'Confidence level', value: confidence }]),
    ],
  };
}

/** One upper limit. */
export function singleLimit({ parameter, confidence, upper, convention }: LimitResult, labels: Labels): HepDataTable {
  const { name, ...unit } = labelled(labels.parameters, parameter);
  return {
    independent_variables: [independent({ name: 'Confidence level' }, [confidence])],
    dependent_variables: [
      dependent(
        { name: `Upper limit of ${name}`, ...unit },
        [upper],
        [{ name: 'Convention', value: convention.statement }],
      ),
    ],
  };
}
