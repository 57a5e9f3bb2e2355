import type { CompiledModel } from './compile.ts';
import { crossing } from './crossing.ts';
import type { ConvergedFit } from './fit.ts';
import { createMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import type { ProfileScan } from './profile.ts';

/** Values of a parameter, from end to end, at which the statistic lies below a level; an end is null where that is beyond the scan. */
export interface ProfileRegion {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Largest distance of an end from the level, in the statistic. */
const LEVEL_TOLERANCE = 1e-9;

/**
 * All disjoint regions of a scanned parameter in which the profiled statistic stays below a level, in ascending order.
 *
 * Beside the points of the scan, its local minima count, so that a region between two points is found too.
 *
 * @param best the fit that the scan was made with, or the better one that it met
 * @param scan of one parameter, in ascending order
 * @param level rise of the statistic above its minimum, > 0; or what it is at each value of the parameter
 */
export function profileRegions(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  level: number | ((x: number) => number),
): ProfileRegion[] {
  const levelAt = typeof level === 'number' ? () => level : level;
  const [{ parameter, values }] = scan.axes as [ProfileScan['axes'][number]];
  const p = model.indexOf.get(parameter)!;
  const free = Uint8Array.from(best.parameters, ({ fixed }, i) => (fixed || i === p ? 0 : 1));
  const objective = createObjective(model);
  const minimiser = createMinimiser(objective, free);

  interface Known {
    readonly x: number;
    readonly distance: number;
    readonly theta: Float64Array;
  }
  const known: Known[] = Array.from(values, (x, point) => ({
    x,
    distance: scan.statistic[point]! - scan.minimum - levelAt(x),
    theta: scan.parametersAt(point),
  }));
  const nodes = known.flatMap((node, k): Known[] => {
    const [before, after] = [known[k - 1], known[k + 1]];
    const isLowest =
      !(before !== undefined && before.distance < node.distance) &&
      !(after !== undefined && after.distance < node.distance);
    if (!isLowest || Number.isNaN(node.distance)) return [node];
    const minimum = localMinimum(node.theta, before?.x ?? node.x, after?.x ?? node.x);
    if (minimum === null || minimum.x === node.x) return [node];
    return minimum.x < node.x ? [minimum, node] : [node, minimum];
  });

  /** The minimum that a fit with the parameter free finds, if it lies between the neighbours. */
  function localMinimum(start: Float64Array, from: number, to: number): Known | null {
    const withParameter = Uint8Array.from(free);
    withParameter[p] = 1;
    const theta = Float64Array.from(start);
    const { failure, value } = createMinimiser(objective, withParameter).minimise(theta);
    const x = theta[p]!;
    return failure === null && x > from && x < to ? { x, distance: value - scan.minimum - levelAt(x), theta } : null;
  }

  /** Between two nodes of which one lies below the level. */
  function end(a: Known, b: Known): number {
    const distance = (t: number): readonly [number, number] => {
      const x = a.x + (b.x - a.x) * t;
      let lowest = Number.NaN;
      for (const start of [a.theta, b.theta]) {
        const theta = Float64Array.from(start);
        theta[p] = x;
        const { failure, value } = minimiser.minimise(theta, { predictLastStep: true });
        if (failure === null && !(value >= lowest)) lowest = value;
      }
      return [lowest - scan.minimum - levelAt(x), Number.NaN];
    };
    const straight = a.distance / (a.distance - b.distance);
    return a.x + (b.x - a.x) * crossing([a.distance, b.distance], straight, distance, LEVEL_TOLERANCE);
  }

  const regions: { lower: number | null; upper: number | null }[] = [];
  let isInside = false;
  nodes.forEach((node, k) => {
    const before = nodes[k - 1];
    const below = node.distance < 0;
    // Beside a point that failed, nothing is known: open there.
    const isKnown = before !== undefined && !Number.isNaN(before.distance) && !Number.isNaN(node.distance);
    if (below && !isInside) regions.push({ lower: isKnown ? end(before, node) : null, upper: null });
    if (!below && isInside) regions.at(-1)!.upper = isKnown ? end(before!, node) : null;
    isInside = below;
  });
  return regions;
}
