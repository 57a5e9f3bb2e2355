import type { PosteriorPeaks } from './posterior-peak.ts';
import { type PosteriorRange, scaledDistance, valueAtDistance } from './posterior-range.ts';
import { SampledVolume } from './sampled-volume.ts';

/** Values of the parameter at which points are drawn; between them the logarithm is interpolated. */
const NODES = 17;
/** Groups of the points, by which is told what their number leaves uncertain. */
const GROUPS = 8;
const POINTS_OF_BATCH = 2048;
/** Share of the posterior by which the last terms of a polynomial may be wrong before its part of the range is halved, and how often. */
const RESOLVED = 1e-3;
const MOST_HALVINGS = 6;

/** A part of the range, in scaled distances, with what was drawn at its nodes: sums over batches, relative to exp(offset), [nodes][groups]. */
interface Piece {
  readonly first: number;
  readonly last: number;
  readonly sums: readonly Float64Array[];
}

/** How wide a posterior is in all other parameters along one of them, by importance sampling, with more points as they are asked for. */
export class SampledPosterior {
  private readonly peaks: PosteriorPeaks;
  private readonly range: PosteriorRange;
  /** Ascending. */
  private pieces: readonly Piece[];
  private offset = Number.NaN;
  private batches = 0;

  /** Of a range of the parameter. */
  constructor(peaks: PosteriorPeaks, range: PosteriorRange) {
    this.peaks = peaks;
    this.range = range;
    this.pieces = [pieceOf(scaledDistance(range, range.from), scaledDistance(range, range.to))];
  }

  /** Points that were drawn at each value. */
  get points(): number {
    return this.batches * POINTS_OF_BATCH;
  }

  /** Draws a batch of points; tells whether every value has a fit and points that count. */
  drawBatch(): boolean {
    const isDrawn = this.draw(this.pieces, this.batches);
    this.batches += 1;
    return isDrawn;
  }

  /**
   * Halves the parts of the range over which a polynomial does not describe the logarithm of the width, if they matter. To be called after
   * the first batch.
   *
   * @param integral of the posterior between two values of the parameter, by the present width
   * @returns as drawBatch
   */
  refine(integral: (lnVolume: (x: number) => number, from: number, to: number) => number): boolean {
    const { range } = this;
    for (let halving = 0; halving < MOST_HALVINGS; halving++) {
      const lnVolume = this.lnVolume();
      const shares = this.pieces.map(({ first, last }) =>
        integral(lnVolume, valueAtDistance(range, first), valueAtDistance(range, last)),
      );
      const whole = shares.reduce((sum, each) => sum + each, 0);
      // A polynomial that is far off may be beyond all numbers between its nodes.
      const isFine = (piece: Piece, share: number) =>
        Number.isFinite(share) && unresolved(piece) * share <= RESOLVED * whole;
      const coarse = this.pieces.filter((piece, i) => !isFine(piece, shares[i]!));
      if (coarse.length === 0) break;
      const halves = new Map(coarse.map((piece) => [piece, halvesOf(piece)]));
      if (!this.draw([...halves.values()].flat(), 0)) return false;
      this.pieces = this.pieces.flatMap((piece) => halves.get(piece) ?? [piece]);
    }
    return true;
  }

  /**
   * Logarithm of the width, but for a constant, along the range.
   *
   * @param without a group of the points that does not count
   */
  lnVolume(without?: number): (x: number) => number {
    const { pieces, range } = this;
    const values = pieces.map((piece) => lnSums(piece, without));
    return (x) => {
      const distance = scaledDistance(range, x);
      const after = pieces.findIndex(({ last }) => distance < last);
      const k = after < 0 ? pieces.length - 1 : after;
      const { first, last } = pieces[k]!;
      return interpolated(values[k]!, (2 * distance - first - last) / (last - first));
    };
  }

  private draw(pieces: readonly Piece[], batch: number): boolean {
    const { peaks, range } = this;
    const volume = new SampledVolume(peaks.model, peaks.objective, peaks.moving.length, POINTS_OF_BATCH, batch);
    for (const { first, last, sums } of pieces) {
      for (let k = 0; k < NODES; k++) {
        const peak = peaks.at(valueAtDistance(range, 0.5 * (first + last) + 0.5 * (last - first) * Math.cos(angle(k))));
        if (peak === null) return false;
        if (Number.isNaN(this.offset)) this.offset = peak.lnDeterminant;
        const scale = Math.exp(peak.lnDeterminant - this.offset);
        volume.integrals(peak, GROUPS).forEach((integral, g) => {
          sums[k]![g]! += scale * integral;
        });
      }
    }
    return pieces.every(({ sums }) => sums.every((groups) => groups.every((sum) => sum > 0)));
  }

  /** Standard error of a number that follows from the width, by the jackknife: what it changes by when a group is left out. */
  error(of: (lnVolume: (x: number) => number) => number): number {
    const without = Array.from({ length: GROUPS }, (_, g) => of(this.lnVolume(g)));
    const mean = without.reduce((sum, each) => sum + each, 0) / GROUPS;
    const spread = without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return Math.sqrt((spread * (GROUPS - 1)) / GROUPS);
  }
}

function pieceOf(first: number, last: number): Piece {
  return { first, last, sums: Array.from({ length: NODES }, () => new Float64Array(GROUPS)) };
}

function halvesOf({ first, last }: Piece): Piece[] {
  const middle = 0.5 * (first + last);
  return [pieceOf(first, middle), pieceOf(middle, last)];
}

/** Logarithms of what was drawn at the nodes. */
function lnSums({ sums }: Piece, without?: number): number[] {
  return sums.map((groups) => Math.log(groups.reduce((sum, each, g) => (g === without ? sum : sum + each), 0)));
}

/** What the last two Chebyshev polynomials contribute at most. */
function unresolved(piece: Piece): number {
  const values = lnSums(piece);
  const coefficient = (n: number) =>
    (2 / NODES) * values.reduce((sum, value, k) => sum + value * Math.cos(n * angle(k)), 0);
  return Math.abs(coefficient(NODES - 2)) + Math.abs(coefficient(NODES - 1));
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
