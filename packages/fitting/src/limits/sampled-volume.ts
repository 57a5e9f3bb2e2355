import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import type { CompiledModel } from '../compile.ts';
import type { Objective } from '../objective.ts';
import type { PosteriorEdge, PosteriorPeak } from './posterior-peak.ts';
import { drawBetween } from './split-normal.ts';

/** Distances along an axis at which the width of a posterior is measured, and the least and the largest width, in standard deviations. */
const PROBED = [1, 2, 3];
const NARROWEST = 0.5;
const WIDEST = 4;
/** How much wider points are drawn, as a share of the variance of a single parameter: of each among many less. */
const WIDENING = 0.5;
/** Slope, in standard deviations of the bend, from which on the exponential part is close enough. */
const STEEP = 4;

/**
 * Integrals of posteriors over many parameters, between their bounds, by importance sampling: points are drawn from a Gaussian along the
 * axes of the Hessian, on each side as wide as the posterior is there and somewhat wider, and cut off at the bounds one parameter after the
 * other; from a bound, by slope and curvature there. Each counts by the ratio of the posterior to the density that it was drawn from. Each
 * has its mirror image, which takes away the error of odd order. All integrals use the same random numbers, so that their ratios are more
 * accurate than they are.
 *
 * @see J. F. Geweke, M. P. Keane and D. E. Runkle, Rev. Econ. Stat. 76 (1994) 609, for the sequence of cut-off Gaussians
 */
export class SampledVolume {
  private readonly model: CompiledModel;
  private readonly objective: Objective;
  /** Standard normal deviates, [points][parameters]. */
  private readonly deviates: Float64Array;
  private readonly dimensions: number;
  private readonly point: Float64Array;
  private readonly drawn: Float64Array;
  /** How wide the posterior is on both sides along each axis, in standard deviations of the Hessian. */
  private readonly below: Float64Array;
  private readonly above: Float64Array;

  /**
   * @param dimensions number of parameters that are integrated over
   * @param points number of points, half of them mirror images
   * @param batch other points for each number
   */
  constructor(model: CompiledModel, objective: Objective, dimensions: number, points: number, batch: number) {
    this.model = model;
    this.objective = objective;
    this.dimensions = dimensions;
    this.point = new Float64Array(model.names.length);
    this.drawn = new Float64Array(dimensions);
    this.below = new Float64Array(dimensions);
    this.above = new Float64Array(dimensions);
    const random = createRandomStream(1, 'bayesian-limit');
    random.start(batch);
    this.deviates = Float64Array.from({ length: (points / 2) * dimensions }, () => random.normal());
  }

  /**
   * The integral of exp(-(statistic - lowest) / 2), relative to the determinant of the factor, from each of some groups of the points.
   */
  integrals(peak: PosteriorPeak, groups: number): Float64Array {
    const { dimensions, deviates } = this;
    // A density that does not end cannot be integrated; then the parameter stays where it is.
    const edges = peak.edges.filter(({ reach }) => Number.isFinite(reach));
    this.measureWidths(peak);
    const sums = new Float64Array(groups);
    const pairs = deviates.length / dimensions;
    for (let pair = 0; pair < pairs; pair++) {
      const weight = this.weight(peak, edges, pair, 1) + this.weight(peak, edges, pair, -1);
      sums[Math.floor((pair * groups) / pairs)]! += (weight * groups) / (2 * pairs);
    }
    return sums;
  }

  /** What a point counts: the posterior there over the density that it was drawn from. */
  private weight(peak: PosteriorPeak, edges: readonly PosteriorEdge[], pair: number, sign: 1 | -1): number {
    const { point, drawn, deviates, dimensions, below, above } = this;
    const { lower, upper } = this.model;
    const { theta, inner, factor } = peak;
    const n = inner.length;
    const first = pair * dimensions;
    let lnWeight = 0;
    point.set(theta);
    for (let e = 0; e < edges.length; e++) {
      const edge = edges[e]!;
      const { distance, lnDensity } = drawFrom(edge, sign * deviates[first + n + e]!);
      point[edge.q] = theta[edge.q]! + edge.inward * distance;
      lnWeight -= lnDensity;
      for (let i = 0; i < n; i++) point[inner[i]!]! += edge.shift[i]! * distance;
    }
    for (let i = 0; i < n; i++) {
      const q = inner[i]!;
      let base = point[q]!;
      for (let j = 0; j < i; j++) base += factor[i * n + j]! * drawn[j]!;
      const deviation = factor[i * n + i]!;
      const [low, high] = [(lower[q]! - base) / deviation, (upper[q]! - base) / deviation];
      if (!(low < high)) return 0;
      const { t, lnDensity } = drawBetween(below[i]!, above[i]!, low, high, sign * deviates[first + i]!);
      lnWeight -= lnDensity;
      drawn[i] = t;
      point[q] = Math.max(lower[q]!, Math.min(upper[q]!, base + deviation * t));
    }
    return Math.exp(lnWeight - 0.5 * (this.objective.value(point) - peak.lowest));
  }

  /** Measures how wide the posterior is along each axis of the factor, as far as the bounds admit. */
  private measureWidths({ theta, lowest, inner, factor }: PosteriorPeak): void {
    const { point, below, above } = this;
    const { lower, upper } = this.model;
    const n = inner.length;
    const widened = Math.sqrt(1 + WIDENING / Math.sqrt(Math.max(1, n)));
    const width = (i: number, sign: 1 | -1): number => {
      let widest = NARROWEST;
      for (const distance of PROBED) {
        let isInside = true;
        point.set(theta);
        for (let j = i; j < n; j++) {
          const q = inner[j]!;
          point[q]! += sign * distance * factor[j * n + i]!;
          isInside &&= point[q]! >= lower[q]! && point[q]! <= upper[q]!;
        }
        if (!isInside) return Math.max(widest, distance === PROBED[0] ? 1 : 0);
        const rise = this.objective.value(point) - lowest;
        widest = Math.max(widest, rise > 0 ? Math.min(WIDEST, distance / Math.sqrt(rise)) : WIDEST);
      }
      return widest;
    };
    for (let i = 0; i < n; i++) {
      below[i] = widened * width(i, -1);
      above[i] = widened * width(i, 1);
    }
  }
}

/** A distance from a bound drawn by a standard normal deviate, and the logarithm of the density that it has. */
function drawFrom(
  { slope, bend, reach }: PosteriorEdge,
  deviate: number,
): { readonly distance: number; readonly lnDensity: number } {
  const root = Math.sqrt(bend);
  if (slope <= 2 * STEEP * root && root > 0) {
    const start = slope / (2 * root);
    const { t, lnDensity } = drawBetween(1, 1, start, start + reach * root, deviate);
    return { distance: (t - start) / root, lnDensity: lnDensity + Math.log(root) };
  }
  const uniform = normalCdf(deviate);
  if (slope === 0) return { distance: uniform * reach, lnDensity: -Math.log(reach) };
  const rate = 0.5 * slope;
  const share = -Math.expm1(-rate * reach);
  const distance = Math.min(reach, -Math.log1p(-uniform * share) / rate);
  return { distance, lnDensity: Math.log(rate / share) - rate * distance };
}
