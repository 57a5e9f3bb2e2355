import { isBetter, refitFrom } from './better-minimum.ts';
import { type CompiledModel, modelFrom } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ProfileScan } from './profile.ts';

/** How closely a maximum between two points is looked for. */
const MAXIMUM_HALVINGS = 12;

/** A fit of a scan, or one between its points. */
interface ScannedFit {
  readonly x: number;
  /** Of the statistic from its minimum. */
  readonly rise: number;
  readonly theta: Float64Array;
}

/** The statistic of a scan of one parameter, with the extremes between its points. */
export interface ScannedCurve {
  /** In ascending order. */
  readonly nodes: readonly ScannedFit[];
  /** The lowest fit at a value between two others. */
  fitBetween(a: ScannedFit, b: ScannedFit, x: number): ScannedFit;
}

/**
 * Adds to the points of a scan of one parameter the minima and maxima that lie between them: where the cubic
 * through values and slopes at two neighbours has them, and around the lowest of three. By the parameters that are fitted the statistic
 * is stationary, so that its slope is that with all of them held.
 *
 * @param best the fit that the scan was made with, or the better one that it met
 * @param scan of one parameter, in ascending order
 */
export function scannedCurve(model: CompiledModel, best: ConvergedFit, scan: ProfileScan): ScannedCurve {
  const [{ parameter, values }] = scan.axes as [ProfileScan['axes'][number]];
  const p = model.indexOf.get(parameter)!;
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, i) => (fixed || i === p ? 0 : 1));
  const alone = Uint8Array.from(free, (_, i) => (i === p ? 1 : 0));
  const bounded = modelFrom({ ...model, lower: model.lower.slice(), upper: model.upper.slice() });
  const objective = createObjective(bounded);
  const minimiser = new NewtonMinimiser(objective, free);
  const along = new NewtonMinimiser(
    objective,
    free.map((flag, i) => (i === p ? 1 : flag)),
  );
  const above = new Int8Array(size).fill(1);
  const gradient = new Float64Array(size);

  function slopeAt({ rise, theta }: ScannedFit): number {
    if (Number.isNaN(rise)) return Number.NaN;
    objective.gradientAt(theta, above, alone, gradient);
    return gradient[p]!;
  }

  /** The minimum that a fit with the parameter free finds between two values, if it lies neither at one of them nor where it starts. */
  function minimumBetween({ theta: start, x: at, rise }: ScannedFit, from: number, to: number): ScannedFit | null {
    if (Number.isNaN(rise)) return null;
    bounded.lower[p] = from;
    bounded.upper[p] = to;
    const theta = Float64Array.from(start);
    const { failure, value } = along.minimise(theta);
    bounded.lower[p] = model.lower[p]!;
    bounded.upper[p] = model.upper[p]!;
    const x = theta[p]!;
    return failure === null && x > from && x < to && x !== at ? { x, rise: value - scan.minimum, theta } : null;
  }

  function fitBetween(a: ScannedFit, b: ScannedFit, x: number): ScannedFit {
    let lowest: ScannedFit = { x, rise: Number.NaN, theta: a.theta };
    for (const start of [a.theta, b.theta]) {
      const theta = Float64Array.from(start);
      theta[p] = x;
      const { failure, value } = minimiser.minimise(theta, { predictLastStep: true });
      const rise = value - scan.minimum;
      if (failure === null && !(rise >= lowest.rise)) lowest = { x, rise, theta };
    }
    return lowest;
  }

  /** The highest of a few fits on the way to where the slope vanishes. */
  function maximumBetween(a: ScannedFit, b: ScannedFit): ScannedFit {
    let [low, high, highest] = [a, b, a.rise > b.rise ? a : b];
    for (let halving = 0; halving < MAXIMUM_HALVINGS; halving++) {
      const middle = fitBetween(low, high, 0.5 * (low.x + high.x));
      if (middle.rise > highest.rise) highest = middle;
      if (slopeAt(middle) > 0) low = middle;
      else high = middle;
    }
    return highest;
  }

  const points = Array.from(
    values,
    (x, point): ScannedFit => ({
      x,
      rise: scan.statistic[point]! - scan.minimum,
      theta: scan.parametersAt(point),
    }),
  );
  const slopes = points.map(slopeAt);
  const nodes: ScannedFit[] = [];
  const add = (node: ScannedFit | null): void => {
    if (node !== null && !nodes.some(({ x }) => x === node.x)) nodes.push(node);
  };
  points.forEach((node, k) => {
    const [before, after] = [points[k - 1], points[k + 1]];
    add(node);
    if (Number.isNaN(node.rise)) return;
    const isLowest =
      !(before !== undefined && before.rise < node.rise) && !(after !== undefined && after.rise < node.rise);
    if (isLowest) add(minimumBetween(node, before?.x ?? node.x, after?.x ?? node.x));
    if (after === undefined || Number.isNaN(after.rise)) return;
    const between = (t: number) => fitBetween(node, after, node.x + t * (after.x - node.x));
    const { minimum, maximum } = cubicExtremes(
      [node.rise, slopes[k]! * (after.x - node.x)],
      [after.rise, slopes[k + 1]! * (after.x - node.x)],
    );
    if (minimum !== null) add(minimumBetween(between(minimum), node.x, after.x));
    if (slopes[k]! > 0 && slopes[k + 1]! < 0) add(maximumBetween(node, after));
    else if (maximum !== null) add(between(maximum));
  });
  return { nodes: nodes.sort((a, b) => a.x - b.x), fitBetween };
}

/**
 * The fit from the lowest minimum of a scanned curve, if that lies below the given fit.
 *
 * @param best the fit that the scan is counted from
 */
export function lowerMinimum(model: CompiledModel, best: ConvergedFit, { nodes }: ScannedCurve): ConvergedFit | null {
  const lowest = nodes.reduce((low, node) => (node.rise < low.rise ? node : low));
  if (!isBetter(best.statistic + lowest.rise, best)) return null;
  const refit = refitFrom(model, best, lowest.theta);
  return refit.status === 'converged' && isBetter(refit.statistic, best) ? refit : null;
}

/** Where the cubic with values and slopes at 0 and 1 has a minimum and a maximum between them. */
function cubicExtremes(
  [fa, sa]: readonly [number, number],
  [fb, sb]: readonly [number, number],
): { readonly minimum: number | null; readonly maximum: number | null } {
  const [c2, c3] = [3 * (fb - fa) - 2 * sa - sb, 2 * (fa - fb) + sa + sb];
  const root = Math.sqrt(c2 * c2 - 3 * c3 * sa);
  const inside = (t: number) => (t > 0 && t < 1 ? t : null);
  // The slope sa + 2 c2 t + 3 c3 t^2 rises through the first root and falls through the second.
  return { minimum: inside(-sa / (c2 + root)), maximum: inside(-sa / (c2 - root)) };
}
