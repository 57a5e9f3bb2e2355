import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import type { ProfileScan } from '../profile.ts';
import { type ProfileRegion, profileRegions } from '../profile-regions.ts';
import { scannedCurve } from '../scanned-curve.ts';

/** What toys say at the points of a scan of one parameter, at one confidence level. */
export interface ScannedAcceptance {
  /** The rise up to which data are accepted, and what the number of toys leaves uncertain in it; known everywhere. */
  readonly critical: Float64Array;
  readonly error: Float64Array;
  readonly isIn: Uint8Array;
  /** 1 where few counts make the statistic jump: an end is then known to the distance of the points. */
  readonly isDiscrete: Uint8Array;
}

/** A range of accepted values; an end is null where it is that of the scan. */
export interface AcceptedRegion extends ProfileRegion {
  /** What toys, or the distance of the points, leave uncertain; null for an open end, or where they leave even the number of regions open. */
  readonly lowerError: number | null;
  readonly upperError: number | null;
}

/**
 * The values of a scanned parameter that are accepted, in ascending order: where the statistic of the data stays below the critical
 * value, which is a straight line between the points.
 *
 * @param best the fit that the scan is counted from
 * @param scan of one parameter, in ascending order
 */
export function acceptedRegions(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  { critical, error, isIn, isDiscrete }: ScannedAcceptance,
): AcceptedRegion[] {
  const x = scan.axes[0]!.values;
  if (isDiscrete.some((flag) => flag === 1)) return betweenPoints(x, isIn);
  const curve = scannedCurve(model, best, scan);
  const regionsAt = (deviations: number): ProfileRegion[] =>
    profileRegions(curve, (value) => {
      const { k, t } = placeOf(x, value);
      const at = (i: number) => critical[i]! + deviations * error[i]!;
      return Math.max(LEAST, at(k) + t * (at(k + 1) - at(k)));
    });
  const [regions, fewer, more] = [regionsAt(0), regionsAt(-1), regionsAt(1)];
  const errorOf = (i: number, end: 'lower' | 'upper'): number | null => {
    const value = regions[i]![end];
    if (value === null || fewer.length !== regions.length || more.length !== regions.length) return null;
    const [inner, outer] = [fewer[i]![end], more[i]![end]];
    if (inner !== null && outer !== null) return 0.5 * Math.abs(outer - inner);
    const known = inner ?? outer;
    return known === null ? null : Math.abs(known - value);
  };
  return regions.map((region, i) => ({ ...region, lowerError: errorOf(i, 'lower'), upperError: errorOf(i, 'upper') }));
}

/** A level of 0 would leave out the best fit itself. */
const LEAST = 1e-9;

/** The interval of a scan in which a value lies, and how far along. */
function placeOf(x: Float64Array, value: number): { readonly k: number; readonly t: number } {
  let k = 0;
  while (k + 2 < x.length && x[k + 1]! <= value) k += 1;
  return { k, t: (value - x[k]!) / (x[k + 1]! - x[k]!) };
}

/** Regions that end half-way between the points. */
function betweenPoints(x: Float64Array, isIn: Uint8Array): AcceptedRegion[] {
  const regions: { -readonly [Key in keyof AcceptedRegion]: AcceptedRegion[Key] }[] = [];
  for (let k = 0; k < x.length; k++) {
    const before = k > 0 && isIn[k - 1] === 1;
    if (isIn[k] === (before ? 1 : 0)) continue;
    const end = k === 0 ? null : { value: 0.5 * (x[k - 1]! + x[k]!), error: 0.5 * (x[k]! - x[k - 1]!) };
    if (isIn[k] === 1) {
      regions.push({ lower: end?.value ?? null, lowerError: end?.error ?? null, upper: null, upperError: null });
    } else Object.assign(regions.at(-1)!, { upper: end!.value, upperError: end!.error });
  }
  return regions;
}

/**
 * Values at points of a grid with those that are missing (NaN) filled by the mean of their neighbours, again and again.
 *
 * @param rows number of points along the axis that runs fastest; 1 for a single axis
 * @param otherwise what it is filled with if all are missing
 */
export function filledIn(values: Float64Array, rows: number, otherwise: number): Float64Array {
  let filled = Float64Array.from(values);
  if (filled.every((value) => Number.isNaN(value))) return filled.fill(otherwise);
  while (filled.some((value) => Number.isNaN(value))) {
    const last = filled;
    filled = last.map((value, point) => {
      if (!Number.isNaN(value)) return value;
      const row = point % rows;
      const beside = [
        point - rows,
        point + rows,
        ...(row > 0 ? [point - 1] : []),
        ...(row + 1 < rows ? [point + 1] : []),
      ];
      const known = beside.flatMap((other) => (Number.isNaN(last[other] ?? Number.NaN) ? [] : [last[other]!]));
      return known.length === 0 ? Number.NaN : known.reduce((sum, each) => sum + each, 0) / known.length;
    });
  }
  return filled;
}
