import type { CompiledModel } from './compile.ts';
import {
  DISTANT,
  MARGIN,
  NEARBY,
  OTHER_SIDE,
  PointFits,
  type ScanFits,
  type ScanTask,
  type Trial,
} from './point-fits.ts';
import type { ScanGrid } from './scan-grid.ts';
import { type Prediction, ScanPredictor } from './scan-prediction.ts';
import { distantStarts, otherSides, parameterWidths, spreadOver } from './scan-starts.ts';

/** Squared distance, in standard deviations, beyond which a prediction is of another minimum than the one found. */
const OTHER_MINIMUM = 0.01;
/** The same beyond which a prediction is too uncertain to say that two fits are of one minimum. */
const CERTAIN = 0.1;
/** Share of the difference between two predictions of the statistic by which the better one may be wrong. */
const DOUBT = 0.3;
/** Rise above which a point where a parameter arrives at a bound is fitted from the best fit, too. */
const SUSPICIOUS_RISE = 25;
/** Lines of the grid on which fits start from afar, and at how many of their points; the same for other sides of kinks. */
const DISTANT_STARTS = 4;
const LINES_WITH_OTHER_SIDES = 8;
const POINTS_WITH_OTHER_SIDES = 34;
const MOST_PASSES = 8;

/**
 * Fits every point of a grid, line by line in a serpentine, each from what its neighbours lead one to expect.
 *
 * Where neighbours suggest different minima, the lowest is kept. On some lines, starts from afar and from the other sides of kinks look
 * for minima that the walk would miss; what they find spreads to the points after them, and at the end backwards to those before.
 */
export function fitGrid(task: ScanTask): ScanFits {
  const fits = new PointFits(task);
  const walk = new GridWalk(task, fits);
  walk.fitLines();
  walk.spreadBack();
  return fits.result();
}

/** The walk over a grid: from where each of its points is fitted, and which of them have something new to learn from their neighbours. */
class GridWalk {
  readonly #model: CompiledModel;
  readonly #grid: ScanGrid;
  readonly #fits: PointFits;
  /** Points on each line. */
  readonly #lineLength: number;
  /** The statistic from which rises are counted. */
  readonly #lowest: number;
  readonly #width: Float64Array;
  readonly #predictor: ScanPredictor;
  /** Where each point is on the walk. */
  readonly #position: Int32Array;
  /** The pass in which a point got its fit, and whether that took the place of another. */
  readonly #since: Int32Array;
  readonly #replaced: Uint8Array;
  /** For each point, a bit for each direction from which the prediction agreed with its first fit. */
  readonly #agreement: Uint8Array;
  /** Predictions for a point, the most certain first. */
  readonly #predictions: Prediction[] = [];
  #pass = 0;

  constructor({ model, best, grid, values }: ScanTask, fits: PointFits) {
    const { kinked, lower, upper } = model;
    const { statistic, theta, fitted } = fits;
    const width = parameterWidths(model, best);
    this.#model = model;
    this.#grid = grid;
    this.#fits = fits;
    this.#lineLength = values[values.length - 1]!.length;
    this.#lowest = best.statistic;
    this.#width = width;
    this.#predictor = new ScanPredictor({ grid, theta, statistic, fitted, width, kinked, lower, upper });
    this.#position = new Int32Array(grid.points);
    for (let k = 0; k < grid.points; k++) this.#position[grid.walk[k]!] = k;
    this.#since = new Int32Array(grid.points);
    this.#replaced = new Uint8Array(grid.points);
    this.#agreement = new Uint8Array(grid.points);
  }

  /** Fits all points, line by line, and spreads along each line what is found there. */
  fitLines(): void {
    const { walk, points } = this.#grid;
    const { optimum, fitted } = this.#fits;
    const length = this.#lineLength;
    const lines = points / length;
    const linesFromAfar = new Set(spreadOver(lines, DISTANT_STARTS));
    const linesWithOtherSides = new Set(spreadOver(lines, LINES_WITH_OTHER_SIDES));
    const starts = distantStarts(this.#model, optimum, fitted);
    for (let line = 0; line < lines; line++) {
      const along = walk.subarray(line * length, (line + 1) * length);
      for (let k = 0; k < length; k++) this.#fitFirst(along[k]!);
      if (linesFromAfar.has(line)) {
        for (const k of spreadOver(length, DISTANT_STARTS)) {
          for (const start of starts) this.#tryFrom(along[k]!, start, DISTANT);
        }
      }
      if (linesWithOtherSides.has(line)) {
        for (const k of spreadOver(length, POINTS_WITH_OTHER_SIDES)) this.#tryOtherSides(along[k]!);
      }
      const backwards = along.toReversed();
      if (this.#improve(backwards) && this.#improve(along)) this.#improve(backwards);
    }
  }

  /** Spreads what was found to the points before it on the walk, until nothing changes. */
  spreadBack(): void {
    const { walk } = this.#grid;
    this.#since.fill(0);
    this.#pass = 0;
    const backwards = walk.toReversed();
    for (let k = 0; k < MOST_PASSES; k++) if (!this.#improve(k % 2 === 0 ? backwards : walk)) break;
  }

  /** First fit of a point: from the most certain prediction, then from others if they are of another minimum. */
  #fitFirst(point: number): void {
    const fits = this.#fits;
    const predictor = this.#predictor;
    const predictions = this.#predictions;
    const { farAbove, optimum } = fits;
    const directions = this.#grid.directions.length;
    let predicted = 0;
    let ceiling = Number.POSITIVE_INFINITY;
    for (let d = 0; d < directions; d++) {
      const prediction = predictor.predict(point, d, ceiling);
      if (prediction === null) continue;
      // Of a point that is certainly far above the best fit nobody asks for other minima, unless they are lower.
      if (prediction.statistic > farAbove && prediction.uncertainty < OTHER_MINIMUM) ceiling = farAbove;
      let k = predicted++;
      for (; k > 0 && predictions[k - 1]!.uncertainty > prediction.uncertainty; k--)
        predictions[k] = predictions[k - 1]!;
      predictions[k] = prediction;
    }
    for (let k = 0; k < predicted; k++) {
      const prediction = predictions[k]!;
      if (fits.isFitted(point) && !this.#suggestsOther(point, prediction)) continue;
      this.#tryFrom(point, prediction.theta, NEARBY, prediction.statistic);
    }
    this.#noteAgreement(point, predicted);
    if (!fits.isFitted(point)) this.#tryFrom(point, optimum, DISTANT);
    else if (fits.statistic[point]! - this.#lowest > SUSPICIOUS_RISE && this.#arrivedAtBound(point)) {
      this.#tryFrom(point, optimum, DISTANT);
    }
  }

  /** Notes which predictions were of the minimum that was found: those points, in turn, have nothing new to learn from this one. */
  #noteAgreement(point: number, predicted: number): void {
    const predictions = this.#predictions;
    const predictor = this.#predictor;
    let agreement = this.#agreement[point]!;
    for (let k = 0; k < predicted; k++) {
      const { uncertainty, theta, direction } = predictions[k]!;
      if (uncertainty > CERTAIN) continue;
      if (predictor.distance(theta, point) <= OTHER_MINIMUM + 4 * uncertainty) agreement |= 1 << direction;
    }
    this.#agreement[point] = agreement;
  }

  #tryFrom(point: number, start: Float64Array, how: Trial, expected?: number): boolean {
    const fits = this.#fits;
    const wasFitted = fits.isFitted(point);
    if (!fits.tryFrom(point, start, how, expected)) return false;
    if (wasFitted) this.#replaced[point] = 1;
    this.#since[point] = this.#pass;
    return true;
  }

  /** Fits a point from the other side of each kink that its fit is near. */
  #tryOtherSides(point: number): void {
    const fits = this.#fits;
    for (const other of otherSides(this.#model, fits.at(point), fits.fitted, this.#width)) {
      this.#tryFrom(point, other, OTHER_SIDE);
    }
  }

  /** Tries what neighbours suggest whose fits are new to a point since the last pass; tells whether that changed any. */
  #improve(walk: Int32Array): boolean {
    this.#pass += 1;
    const newest = this.#pass - 1;
    const grid = this.#grid;
    const fits = this.#fits;
    const predictor = this.#predictor;
    const since = this.#since;
    const { statistic, farAbove } = fits;
    const directions = grid.directions.length;
    let improved = false;
    for (let k = 0; k < walk.length; k++) {
      const point = walk[k]!;
      for (let d = 0; d < directions; d++) {
        const next = grid.step(point, d, 1);
        if (next < 0 || since[next]! < newest) continue;
        if (this.#isSettled(point, d, next)) continue;
        const ceiling = statistic[point]! > farAbove ? farAbove : Number.POSITIVE_INFINITY;
        const prediction = predictor.predict(point, d, ceiling);
        if (prediction === null || (fits.isFitted(point) && !this.#suggestsOther(point, prediction))) continue;
        improved = this.#tryFrom(point, prediction.theta, NEARBY, prediction.statistic) || improved;
      }
    }
    return improved;
  }

  /** Whether a prediction is of another minimum than the one found, and one that may lie lower. */
  #suggestsOther(point: number, prediction: Prediction): boolean {
    const fits = this.#fits;
    const predictor = this.#predictor;
    const { theta, uncertainty, statistic: expected, statisticUncertainty } = prediction;
    const found = fits.statistic[point]!;
    if (Math.min(expected, found) > fits.farAbove) return false;
    // A single fit says on which side of the kinks it is, but not how the parameters change; one that was not replaced says nothing new.
    if (uncertainty === Number.POSITIVE_INFINITY) {
      return this.#replaced[prediction.from] === 1 && !predictor.sameSides(theta, point);
    }
    if (expected - DOUBT * statisticUncertainty > found - MARGIN) return false;
    return predictor.distance(theta, point) > OTHER_MINIMUM + 4 * uncertainty;
  }

  /** Whether the fit at a point was first predicted from its neighbour in a direction, and both are still what they were. */
  #isSettled(point: number, direction: number, neighbour: number): boolean {
    const replaced = this.#replaced;
    const position = this.#position;
    if (replaced[point] === 1 || replaced[neighbour] === 1) return false;
    return position[neighbour]! < position[point]! || (this.#agreement[neighbour]! & (1 << (direction ^ 1))) !== 0;
  }

  /** Whether a parameter is at a bound here that is not there at any neighbour. */
  #arrivedAtBound(point: number): boolean {
    const { lower, upper } = this.#model;
    const { fitted, theta } = this.#fits;
    const at = point * lower.length;
    for (let i = 0; i < fitted.length; i++) {
      const p = fitted[i]!;
      const value = theta[at + p]!;
      if ((value === lower[p] || value === upper[p]) && !this.#isAtNeighbour(point, p, value)) return true;
    }
    return false;
  }

  /** Whether a parameter has a value at a neighbour of a point, too. */
  #isAtNeighbour(point: number, p: number, value: number): boolean {
    const grid = this.#grid;
    const fits = this.#fits;
    const size = this.#width.length;
    const directions = grid.directions.length;
    for (let d = 0; d < directions; d++) {
      const next = grid.step(point, d, 1);
      if (next >= 0 && fits.isFitted(next) && fits.theta[next * size + p] === value) return true;
    }
    return false;
  }
}
