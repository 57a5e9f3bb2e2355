import { lnPoissonWeight, regularisedGammaP } from '@cevns/numerics/special-functions/incomplete-gamma';
import type { SmearingModel } from './smearing.ts';

export interface GammaSmearing {
  /** a: energy per photoelectron, keVee/PE; the inverse of the light yield. */
  readonly 'energy-per-photoelectron': number;
  /** b: growth of the shape with energy, 1/keVee. */
  readonly 'shape-slope': number;
}

/**
 * Photoelectrons scatter with a gamma distribution whose mean is the light yield times E_ee and whose relative width falls with E_ee:
 * density (x/s)^B exp(-x/s) / (s Gamma(1 + B)), with B = b E_ee, s = E_ee / (a (1 + B)); mean E_ee/a, variance mean^2 / (1 + B).
 *
 * The form of the COHERENT CsI[Na] data release (arXiv:2110.07730), there as shape 1 + B and scale 1/(A (1 + B)) with A = a/E_ee. Narrow bins
 * are integrals of the density by Taylor series, others differences of the distribution function; both good to some 1e-15.
 *
 * @throws RangeError if the energy per photoelectron is not positive or the shape slope is negative
 */
export const smearing: SmearingModel<GammaSmearing> = {
  prepare({ 'energy-per-photoelectron': perPhotoelectronKeVee, 'shape-slope': shapeSlope }) {
    if (!(perPhotoelectronKeVee > 0)) {
      throw new RangeError(`Expected a positive energy per photoelectron, got ${perPhotoelectronKeVee} keVee/PE`);
    }
    if (!(shapeSlope >= 0))
      throw new RangeError(`Expected a shape slope that is not negative, got ${shapeSlope} /keVee`);
    let latest: Binning | undefined;
    return (electronEquivalentKeVee, edges, out) => {
      if (latest?.edges !== edges) latest = new Binning(edges);
      const shape = 1 + shapeSlope * electronEquivalentKeVee;
      integrate(shape, electronEquivalentKeVee / (perPhotoelectronKeVee * shape), latest, out);
    };
  },
};

/** Bins with what all energies share. */
class Binning {
  readonly edges: Float64Array;
  readonly centres: Float64Array;
  /** ln(centre / centre of the bin before); means nothing where the one before is not positive. */
  readonly lnRatios: Float64Array;

  constructor(edges: Float64Array) {
    this.edges = edges;
    this.centres = Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i]! + edges[i + 1]!) / 2);
    this.lnRatios = this.centres.map((centre, i) => {
      const before = this.centres[i - 1]!;
      return Math.log1p((centre - before) / before);
    });
  }
}

/** Largest half width of a bin whose series is short and does not cancel: in units of its centre, 1 / curvature, 1 / slope of the density. */
const NARROW = { centre: 0.5, curvature: 1, slope: 8 };
/** A tail below this counts as empty. */
const NEGLIGIBLE = 1e-25;
/** Densities below have lost digits, or may after few steps down. */
const TINY = 1e-250;

/**
 * Probability of every bin for the density x^B exp(-x/s) / (s^(1 + B) Gamma(1 + B)), B = shape - 1 and s = scale. The density at the
 * centre of a bin follows from that at the one before by (c / c')^B exp((c' - c) / s).
 */
function integrate(shape: number, scale: number, { edges, centres, lnRatios }: Binning, out: Float64Array): void {
  const power = shape - 1;
  const rate = 1 / scale;
  out.fill(0);
  // Of the bin before, where there is one with a series; P at the lower edge, where that was needed.
  let density = 0;
  let below = Number.NaN;
  for (let i = 0; i < out.length; i++) {
    const centre = centres[i]!;
    const half = edges[i + 1]! - centre;
    const slope = power / centre - rate;
    const narrow =
      half < NARROW.centre * centre &&
      half * half * power < NARROW.curvature * centre * centre &&
      half * Math.abs(slope) < NARROW.slope;
    if (narrow) {
      density =
        density > TINY
          ? density * Math.exp(power * lnRatios[i]! - (centre - centres[i - 1]!) * rate)
          : Math.exp(lnPoissonWeight(power, centre * rate)) * rate;
      out[i] = 2 * half * density * meanOverDensity(half * slope, half / centre, half * half * (rate / centre));
      below = Number.NaN;
      if (slope < 0 && density < -NEGLIGIBLE * slope) return;
    } else {
      if (Number.isNaN(below)) below = distribution(edges[i]!, shape, scale);
      const upTo = distribution(edges[i + 1]!, shape, scale);
      out[i] = upTo - below;
      below = upTo;
      density = 0;
      if (upTo === 1) return;
    }
  }
}

/** 1 / (n + 1); series of narrow bins end before. */
const INVERSE = Float64Array.from({ length: 80 }, (_, n) => 1 / (n + 1));

/**
 * Mean of the density over a bin in units of that at its centre c. With u from the centre in units of half the width h, the density is
 * g(u) = (1 + u h/c)^B exp(-u h/s) = sum of d_n u^n, (n + 1) d_(n+1) = (h (B/c - 1/s) - n h/c) d_n - (h^2 / (s c)) d_(n-1), which follows from
 * (c + u h) g' = h (B - (c + u h)/s) g; the mean is the sum of d_n / (n + 1) over even n.
 */
function meanOverDensity(slope: number, ratio: number, coupling: number): number {
  let even = 1;
  let odd = slope;
  let sum = 1;
  for (let n = 1; n < INVERSE.length; n += 2) {
    even = ((slope - n * ratio) * odd - coupling * even) * INVERSE[n]!;
    const next = ((slope - (n + 1) * ratio) * even - coupling * odd) * INVERSE[n + 1]!;
    sum += even * INVERSE[n + 1]!;
    odd = next;
    if (Math.abs(even) + Math.abs(odd) < 1e-17 * sum) break;
  }
  return sum;
}

/** Probability below x; without any energy (scale 0) all of it sits at 0, in the bin that starts there. */
function distribution(x: number, shape: number, scale: number): number {
  return x <= 0 ? 0 : regularisedGammaP(shape, x / scale);
}
