import type { PosteriorPeaks } from './posterior-peak.ts';
import { SampledVolume } from './sampled-volume.ts';

/** Values of the parameter at which points are drawn; between them the logarithm is interpolated. */
const NODES = 17;
/** Groups of the points, by which is told what their number leaves uncertain. */
const GROUPS = 8;
const POINTS_OF_BATCH = 2048;

/** How wide a posterior is in all other parameters along one of them, by importance sampling, with more points as they are asked for. */
export class SampledPosterior {
  private readonly peaks: PosteriorPeaks;
  private readonly from: number;
  private readonly to: number;
  /** Sums over batches, relative to exp(offset): [values of the parameter][groups]. */
  private readonly sums: readonly Float64Array[];
  private offset = Number.NaN;
  private batches = 0;

  /** Of a range of the parameter. */
  constructor(peaks: PosteriorPeaks, from: number, to: number) {
    this.peaks = peaks;
    this.from = from;
    this.to = to;
    this.sums = Array.from({ length: NODES }, () => new Float64Array(GROUPS));
  }

  /** Points that were drawn at each value. */
  get points(): number {
    return this.batches * POINTS_OF_BATCH;
  }

  /** Draws a batch of points; tells whether every value has a fit and points that count. */
  drawBatch(): boolean {
    const { peaks, from, to, sums } = this;
    const volume = new SampledVolume(peaks.model, peaks.objective, peaks.moving.length, POINTS_OF_BATCH, this.batches);
    for (let k = 0; k < NODES; k++) {
      const peak = peaks.at(0.5 * (from + to) + 0.5 * (to - from) * Math.cos(angle(k)));
      if (peak === null) return false;
      if (Number.isNaN(this.offset)) this.offset = peak.lnDeterminant;
      const scale = Math.exp(peak.lnDeterminant - this.offset);
      volume.integrals(peak, GROUPS).forEach((integral, g) => {
        sums[k]![g]! += scale * integral;
      });
    }
    this.batches += 1;
    return sums.every((groups) => groups.every((sum) => sum > 0));
  }

  /**
   * Logarithm of the width, but for a constant, along the range.
   *
   * @param without a group of the points that does not count
   */
  lnVolume(without?: number): (x: number) => number {
    const values = this.sums.map((groups) =>
      Math.log(groups.reduce((sum, each, g) => (g === without ? sum : sum + each), 0)),
    );
    return (x) => interpolated(values, (2 * x - this.from - this.to) / (this.to - this.from));
  }

  /** Standard error of a number that follows from the width, by the jackknife: what it changes by when a group is left out. */
  error(of: (lnVolume: (x: number) => number) => number): number {
    const without = Array.from({ length: GROUPS }, (_, g) => of(this.lnVolume(g)));
    const mean = without.reduce((sum, each) => sum + each, 0) / GROUPS;
    const spread = without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return Math.sqrt((spread * (GROUPS - 1)) / GROUPS);
  }
}

/** Chebyshev points of the first kind, as angles. */
function angle(k: number): number {
  return (Math.PI * (k + 0.5)) / NODES;
}

/** The polynomial through values at the Chebyshev points, in its barycentric form. */
function interpolated(values: readonly number[], t: number): number {
  let [above, below] = [0, 0];
  for (let k = 0; k < NODES; k++) {
    const distance = t - Math.cos(angle(k));
    if (distance === 0) return values[k]!;
    const weight = ((k % 2 === 0 ? 1 : -1) * Math.sin(angle(k))) / distance;
    above += weight * values[k]!;
    below += weight;
  }
  return above / below;
}
