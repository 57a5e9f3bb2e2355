import { crossing } from './crossing.ts';
import type { ScannedCurve } from './scanned-curve.ts';

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
 * @param level rise of the statistic above its minimum, > 0; or what it is at each value of the parameter
 */
export function profileRegions(
  { nodes: fits, fitBetween }: ScannedCurve,
  level: number | ((x: number) => number),
): ProfileRegion[] {
  const levelAt = typeof level === 'number' ? () => level : level;
  const nodes = fits.map((own) => ({ ...own, distance: own.rise - levelAt(own.x) }));

  /** Between two nodes of which one lies below the level. */
  function end(a: (typeof nodes)[number], b: (typeof nodes)[number]): number {
    const distance = (t: number): readonly [number, number] => {
      const x = a.x + (b.x - a.x) * t;
      return [fitBetween(a, b, x).rise - levelAt(x), Number.NaN];
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
