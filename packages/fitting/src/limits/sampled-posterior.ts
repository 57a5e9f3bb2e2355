import type { PosteriorPeaks } from './posterior-peak.ts';
import { SampledVolume } from './sampled-volume.ts';

/** Logarithms of the width of a posterior in all other parameters along one of them, by importance sampling. */
export interface SampledPosterior {
  /** At a value within the range, but for a constant. */
  lnVolume(x: number): number;
  /** The same without each of some groups of the points, to tell what their number leaves uncertain. */
  readonly without: readonly ((x: number) => number)[];
  readonly points: number;
}

/** Values of the parameter at which points are drawn; between them the logarithm is interpolated. */
const NODES = 17;
const GROUPS = 8;

/**
 * Samples the volume of the posterior at Chebyshev points of a range. Null where a fit fails or no point counts.
 *
 * @param points number of points at each value
 */
export function samplePosterior(
  peaks: PosteriorPeaks,
  from: number,
  to: number,
  points: number,
): SampledPosterior | null {
  const sampled = new SampledVolume(peaks.model, peaks.objective, peaks.moving.length, points);
  const angles = Array.from({ length: NODES }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / NODES));
  const whole = new Float64Array(NODES);
  const partial = Array.from({ length: GROUPS }, () => new Float64Array(NODES));
  let offset: number | undefined;
  for (let k = 0; k < NODES; k++) {
    const peak = peaks.at(0.5 * (from + to) + 0.5 * (to - from) * angles[k]!);
    if (peak === null) return null;
    const integrals = sampled.integrals(peak, GROUPS);
    const sum = integrals.reduce((total, value) => total + value, 0);
    if (!(sum > 0)) return null;
    offset ??= peak.lnDeterminant;
    whole[k] = peak.lnDeterminant - offset + Math.log(sum / GROUPS);
    for (let g = 0; g < GROUPS; g++) {
      partial[g]![k] = peak.lnDeterminant - offset + Math.log((sum - integrals[g]!) / (GROUPS - 1));
    }
  }
  const place = (x: number) => (2 * x - from - to) / (to - from);
  const through = (values: Float64Array) => (x: number) => interpolated(values, place(x));
  return { lnVolume: through(whole), without: partial.map(through), points };
}

/** The polynomial through values at the Chebyshev points of the first kind, in its barycentric form. */
function interpolated(values: Float64Array, t: number): number {
  const n = values.length;
  let [above, below] = [0, 0];
  for (let k = 0; k < n; k++) {
    const angle = (Math.PI * (k + 0.5)) / n;
    const distance = t - Math.cos(angle);
    if (distance === 0) return values[k]!;
    const weight = ((k % 2 === 0 ? 1 : -1) * Math.sin(angle)) / distance;
    above += weight * values[k]!;
    below += weight;
  }
  return above / below;
}
