import { sha256 } from '@cevns/runner/digest';
import type { AxisValue } from './axis-value.ts';

/** One point of a campaign. */
export interface Configuration {
  /** Digest of its values: the same in whatever order and company it comes, so that its results keep their place. */
  readonly id: string;
  /** Its value on each axis, in the order of the axes; undefined where it has the study's own. */
  readonly values: readonly (AxisValue | undefined)[];
}

/** Values on some axes, by their index. */
export type PartialPoint = ReadonlyMap<number, AxisValue>;

/** What makes up the points of a campaign. */
export interface PointSet {
  /** Paths in the study. */
  readonly axes: readonly string[];
  /** Lists of alternatives; every combination of one from each list is a point. */
  readonly factors: readonly (readonly PartialPoint[])[];
  readonly include: readonly PartialPoint[];
  readonly exclude: readonly PartialPoint[];
}

/** The configurations of a campaign: the product with its last factor fastest, without what is excluded, and what is included. */
export function configurations({ axes, factors, include, exclude }: PointSet): Configuration[] {
  const found = new Map<string, Configuration>();
  const add = (point: PartialPoint): void => {
    const values = axes.map((_, axis) => point.get(axis));
    const id = configurationId(axes, values);
    if (!found.has(id)) found.set(id, { id, values });
  };
  const excluded = (point: PartialPoint): boolean =>
    exclude.some((values) => [...values].every(([axis, { identity }]) => point.get(axis)?.identity === identity));
  for (const point of factors.length === 0 ? [] : product(factors)) if (!excluded(point)) add(point);
  for (const point of include) add(point);
  // Without any axis there is the study itself.
  if (factors.length === 0 && include.length === 0) add(new Map());
  return [...found.values()];
}

function* product(factors: PointSet['factors']): Generator<PartialPoint> {
  const [first, ...others] = factors;
  if (first === undefined) {
    yield new Map();
    return;
  }
  for (const point of first) for (const rest of product(others)) yield new Map([...point, ...rest]);
}

/** Hex digits of an id: of 100,000 configurations, two have the same with a probability of 2e-5. */
const ID_DIGITS = 12;

function configurationId(axes: readonly string[], values: Configuration['values']): string {
  const given = axes.flatMap((axis, i) => (values[i] === undefined ? [] : [[axis, values[i].identity]]));
  given.sort(([a], [b]) => (a! < b! ? -1 : 1));
  return sha256(JSON.stringify(given)).slice(0, ID_DIGITS);
}
