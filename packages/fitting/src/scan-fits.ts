import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ScanGrid } from './scan-grid.ts';
import { createPredictor, type Prediction } from './scan-prediction.ts';
import { distantStarts, otherSides, parameterWidths, spreadOver } from './scan-starts.ts';

/** The fits at the points of a grid. */
export interface ScanFits {
  /** NaN where there is no fit. */
  readonly statistic: Float64Array;
  /** [points][parameters] */
  readonly theta: Float64Array;
  readonly evaluations: number;
  /** How many of the evaluations were with second derivatives, which take about twice as long. */
  readonly hessians: number;
}

/** What a scan goes over. */
export interface ScanTask {
  readonly model: CompiledModel;
  readonly best: ConvergedFit;
  readonly grid: ScanGrid;
  /** Indices of the scanned parameters, and their values along each axis. */
  readonly scanned: readonly number[];
  readonly values: readonly Float64Array[];
  readonly tolerance: number;
}

/** A fit found from elsewhere replaces one only if it is lower by more than this. */
const MARGIN = 1e-6;
/** Squared distance, in standard deviations, beyond which a prediction is of another minimum than the one found. */
const OTHER_MINIMUM = 0.01;
/** The same beyond which a prediction is too uncertain to say that two fits are of one minimum. */
const CERTAIN = 0.1;
/** Steps of the grid over which second derivatives are taken to change little. */
const HESSIAN_REACH = 8;
/** Share of the difference between two predictions of the statistic by which the better one may be wrong. */
const DOUBT = 0.3;
/** Rise above the best fit beyond which nobody asks which of several minima it is, and how much larger the tolerance is there. */
const FAR = 60;
const FAR_TOLERANCE = 3;
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
  const { model, best, grid, scanned, values, tolerance: sharp } = task;
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, p) => (fixed || scanned.includes(p) ? 0 : 1));
  const fitted = Int32Array.from(free.keys()).filter((p) => free[p] === 1);
  const optimum = Float64Array.from(best.parameters, ({ value }) => value);
  const width = parameterWidths(model, best);
  const objective = createObjective(model);
  /** Along the walk, where the Hessian of the last point serves for the next; and for starts from elsewhere. */
  const minimiser = new NewtonMinimiser(objective, free);
  const minimiserFromAfar = new NewtonMinimiser(objective, free);
  const statistic = new Float64Array(grid.points).fill(Number.NaN);
  const thetas = new Float64Array(grid.points * size);
  const predictor = createPredictor({ ...model, grid, theta: thetas, statistic, fitted, width });
  const position = new Int32Array(grid.points);
  grid.walk.forEach((point, k) => {
    position[point] = k;
  });
  /** The pass in which a point got its fit, and whether that took the place of another. */
  const since = new Int32Array(grid.points);
  const replaced = new Uint8Array(grid.points);
  const theta = new Float64Array(size);
  const own = new Float64Array(size);
  /** For each point, a bit for each direction from which the prediction agreed with its first fit. */
  const agreement = new Uint8Array(grid.points);
  /** Predictions for a point, the most certain first. */
  const predictions: Prediction[] = [];
  let predicted = 0;
  const farAbove = best.statistic + FAR;
  let evaluations = 0;
  let hessians = 0;
  let pass = 0;

  /** Where second derivatives were evaluated last along the walk. */
  let hessianFrom = -1;
  const isFitted = (point: number): boolean => !Number.isNaN(statistic[point]!);
  const fitAt = (point: number): Float64Array => thetas.subarray(point * size, (point + 1) * size);

  /** Fits a point from a start; keeps the result if it is the first, or lower than the one so far. */
  function tryFrom(point: number, start: Float64Array, how: Trial): boolean {
    const known = statistic[point]!;
    theta.set(optimum);
    for (let i = 0; i < fitted.length; i++) theta[fitted[i]!] = start[fitted[i]!]!;
    let rest = point;
    for (let a = values.length - 1; a >= 0; a--) {
      const { length } = values[a]!;
      theta[scanned[a]!] = values[a]![rest % length]!;
      rest = Math.floor(rest / length);
    }
    const isFar = how.expected > farAbove;
    const minimum = (how.isNearby ? minimiser : minimiserFromAfar).minimise(theta, {
      tolerance: isFar ? FAR_TOLERANCE * sharp : sharp,
      predictLastStep: true,
      abandonAbove: how.isNear && isFitted(point) ? known : Number.POSITIVE_INFINITY,
      abandonAtKink: how.abandonAtKink,
      keepsHessian: how.isNearby && hessianFrom >= 0 && grid.distance(point, hessianFrom) <= HESSIAN_REACH,
    });
    if (how.isNearby && minimum.hessians > 0) hessianFrom = point;
    hessians += minimum.hessians;
    evaluations += minimum.evaluations;
    if (isFar && minimum.failure === null && minimum.value < farAbove) {
      own.set(theta);
      return tryFrom(point, own, { ...how, expected: minimum.value });
    }
    if (minimum.failure !== null || minimum.value > known - MARGIN) return false;
    if (isFitted(point)) replaced[point] = 1;
    statistic[point] = minimum.value;
    thetas.set(theta, point * size);
    since[point] = pass;
    return true;
  }

  /** First fit of a point: from the most certain prediction, then from others if they are of another minimum. */
  function fitFirst(point: number): void {
    predicted = 0;
    let ceiling = Number.POSITIVE_INFINITY;
    for (let d = 0; d < grid.directions.length; d++) {
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
      if (isFitted(point) && !suggestsOther(point, prediction)) continue;
      tryFrom(point, prediction.theta, near(prediction.statistic));
    }
    noteAgreement(point);
    if (!isFitted(point)) tryFrom(point, optimum, DISTANT);
    else if (statistic[point]! - best.statistic > SUSPICIOUS_RISE && arrivedAtBound(point)) {
      tryFrom(point, optimum, DISTANT);
    }
  }

  /** Notes which predictions were of the minimum that was found: those points, in turn, have nothing new to learn from this one. */
  function noteAgreement(point: number): void {
    for (let k = 0; k < predicted; k++) {
      const { uncertainty, theta: start, direction } = predictions[k]!;
      if (uncertainty > CERTAIN) continue;
      if (predictor.distance(start, point) <= OTHER_MINIMUM + 4 * uncertainty) agreement[point]! |= 1 << direction;
    }
  }

  /** Whether a prediction is of another minimum than the one found, and one that may lie lower. */
  function suggestsOther(point: number, prediction: Prediction): boolean {
    const { theta: start, uncertainty, statistic: expected, statisticUncertainty } = prediction;
    if (Math.min(expected, statistic[point]!) > farAbove) return false;
    // A single fit says on which side of the kinks it is, but not how the parameters change; one that was not replaced says nothing new.
    if (uncertainty === Number.POSITIVE_INFINITY) {
      return replaced[prediction.from] === 1 && !predictor.sameSides(start, point);
    }
    if (expected - DOUBT * statisticUncertainty > statistic[point]! - MARGIN) return false;
    return predictor.distance(start, point) > OTHER_MINIMUM + 4 * uncertainty;
  }

  /** Whether the fit at a point was first predicted from its neighbour in a direction, and both are still what they were. */
  function isSettled(point: number, direction: number, neighbour: number): boolean {
    if (replaced[point] === 1 || replaced[neighbour] === 1) return false;
    return position[neighbour]! < position[point]! || (agreement[neighbour]! & (1 << (direction ^ 1))) !== 0;
  }

  /** Whether a parameter is at a bound here that is not there at any neighbour. */
  function arrivedAtBound(point: number): boolean {
    for (const p of fitted) {
      const value = thetas[point * size + p]!;
      if (value !== model.lower[p] && value !== model.upper[p]) continue;
      const isNew = grid.directions.every((_, d) => {
        const next = grid.step(point, d, 1);
        return next < 0 || !isFitted(next) || thetas[next * size + p] !== value;
      });
      if (isNew) return true;
    }
    return false;
  }

  /** Tries what neighbours suggest whose fits are new to a point since the last pass; tells whether that changed any. */
  function improve(walk: Int32Array): boolean {
    pass += 1;
    let improved = false;
    for (const point of walk) {
      for (let d = 0; d < grid.directions.length; d++) {
        const next = grid.step(point, d, 1);
        if (next < 0 || since[next]! < pass - 1) continue;
        if (isSettled(point, d, next)) continue;
        const ceiling = statistic[point]! > farAbove ? farAbove : Number.POSITIVE_INFINITY;
        const prediction = predictor.predict(point, d, ceiling);
        if (prediction === null || (isFitted(point) && !suggestsOther(point, prediction))) continue;
        improved = tryFrom(point, prediction.theta, near(prediction.statistic)) || improved;
      }
    }
    return improved;
  }

  const starts = distantStarts(model, optimum, fitted);
  const lineLength = values[values.length - 1]!.length;
  const lines = grid.points / lineLength;
  const linesFromAfar = new Set(spreadOver(lines, DISTANT_STARTS));
  const linesWithOtherSides = new Set(spreadOver(lines, LINES_WITH_OTHER_SIDES));
  for (let line = 0; line < lines; line++) {
    const walk = grid.walk.subarray(line * lineLength, (line + 1) * lineLength);
    for (const point of walk) fitFirst(point);
    if (linesFromAfar.has(line)) {
      for (const k of spreadOver(lineLength, DISTANT_STARTS)) {
        for (const start of starts) tryFrom(walk[k]!, start, DISTANT);
      }
    }
    if (linesWithOtherSides.has(line)) {
      for (const k of spreadOver(lineLength, POINTS_WITH_OTHER_SIDES)) {
        for (const other of otherSides(model, fitAt(walk[k]!), fitted, width)) tryFrom(walk[k]!, other, OTHER_SIDE);
      }
    }
    const backwards = Int32Array.from(walk).reverse();
    if (improve(backwards) && improve(walk)) improve(backwards);
  }
  since.fill(0);
  pass = 0;
  const backwards = Int32Array.from(grid.walk).reverse();
  for (let k = 0; k < MOST_PASSES; k++) if (!improve(k % 2 === 0 ? backwards : grid.walk)) break;
  return { statistic, theta: thetas, evaluations, hessians };
}

/** How a start is to be taken. */
interface Trial {
  /** Whether it is near a minimum, so that one can give up early when that lies higher than what is known. */
  readonly isNear: boolean;
  /** Whether it is what neighbours lead one to expect. */
  readonly isNearby: boolean;
  readonly abandonAtKink: boolean;
  /** The statistic that is expected. */
  readonly expected: number;
}

const DISTANT: Trial = { isNear: false, isNearby: false, abandonAtKink: false, expected: Number.NEGATIVE_INFINITY };
const OTHER_SIDE: Trial = { isNear: true, isNearby: false, abandonAtKink: true, expected: Number.NEGATIVE_INFINITY };

function near(expected: number): Trial {
  return { isNear: true, isNearby: true, abandonAtKink: false, expected };
}
