import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { PosteriorPeak, PosteriorPeaks } from './posterior-peak.ts';

/** Posterior densities below this share of the largest do not count. */
const NEGLIGIBLE = 1e-10;
/** How far the density of a parameter reaches at least, and at most, in standard deviations. */
const REACH = 7;
const MOST_POINTS = 60;
/** Points between a bound and the end, where a bound comes before that. */
const NODES = 32;

/**
 * The integral of exp(-(statistic - lowest) / 2) over the parameters of a peak between their bounds, relative to the determinant of its
 * factor and a constant: in the coordinates in which the Hessian is the unit matrix, by trapezoidal sums, of exponential convergence, or by
 * the rule of Gauss and Legendre where a bound cuts them off.
 */
export function volumeByQuadrature({ model, objective }: PosteriorPeaks, peak: PosteriorPeak): number {
  const { lower, upper } = model;
  const { theta, lowest, inner, factor, edges } = peak;
  const { nodes, weights } = gaussLegendre(NODES);
  const point = theta.slice();
  const t = new Float64Array(inner.length);
  /** Where the inner parameters have their best values, given the distances of those at bounds. */
  const centre = Float64Array.from(inner, (q) => theta[q]!);
  return overEdges(0);

  /** Integral over the parameters at a bound, from number e on, and over all others. */
  function overEdges(e: number): number {
    const edge = edges[e];
    if (edge === undefined) return overInner(0);
    const { q, inward, shift, reach } = edge;
    // A density that does not end cannot be integrated; then the parameter stays where it is.
    if (!Number.isFinite(reach)) return overEdges(e + 1);
    const before = centre.slice();
    let sum = 0;
    for (let k = 0; k < NODES; k++) {
      const distance = 0.5 * reach * (1 + nodes[k]!);
      point[q] = theta[q]! + inward * distance;
      for (let i = 0; i < centre.length; i++) centre[i] = before[i]! + shift[i]! * distance;
      sum += weights[k]! * overEdges(e + 1);
    }
    point[q] = theta[q]!;
    centre.set(before);
    return 0.5 * reach * sum;
  }

  /** Integral over the inner parameters from number i on, in standard deviations, relative to the density at the minimum and sqrt(2 pi)^n. */
  function overInner(i: number): number {
    const n = inner.length;
    if (i === n) return Math.exp(-0.5 * (objective.value(point) - lowest));
    const q = inner[i]!;
    let base = centre[i]!;
    for (let j = 0; j < i; j++) base += factor[i * n + j]! * t[j]!;
    const deviation = factor[i * n + i]!;
    const [low, high] = [(lower[q]! - base) / deviation, (upper[q]! - base) / deviation];
    if (!(low < high)) return 0;
    const at = (value: number): number => {
      t[i] = value;
      point[q] = base + deviation * value;
      return overInner(i + 1);
    };
    if (low < -REACH && high > REACH) return trapezoidal(at, low, high);
    const start = Math.max(low, Math.min(high, 0));
    const peak = at(start);
    const [from, to] = [endOf(at, start, peak, low), endOf(at, start, peak, high)];
    let sum = 0;
    for (let k = 0; k < NODES; k++) sum += weights[k]! * at(0.5 * (from + to) + 0.5 * (to - from) * nodes[k]!);
    return 0.5 * (to - from) * sum;
  }
}

/** Sum over points one standard deviation apart, on both sides until they do not count or a bound comes. */
function trapezoidal(at: (t: number) => number, low: number, high: number): number {
  let sum = at(0);
  for (const direction of [-1, 1]) {
    for (let k = 1; k <= MOST_POINTS && direction * k > low && direction * k < high; k++) {
      const value = at(direction * k);
      sum += value;
      if (value < NEGLIGIBLE * sum) break;
    }
  }
  return sum;
}

/** Where a density does not count any more, or its bound. */
function endOf(at: (t: number) => number, start: number, peak: number, bound: number): number {
  const direction = Math.sign(bound - start);
  let reach = REACH;
  while (reach < Math.abs(bound - start) && reach < MOST_POINTS && at(start + direction * reach) > NEGLIGIBLE * peak) {
    reach *= 1.5;
  }
  return start + direction * Math.min(reach, Math.abs(bound - start));
}
