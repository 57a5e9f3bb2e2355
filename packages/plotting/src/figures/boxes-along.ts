import { boxAround } from '../placement.ts';
import type { Box, Point } from '../primitives.ts';

/** Boxes along a line, short enough to follow it. */
export function boxesAlong(points: readonly Point[], closed: boolean): Box[] {
  const longest = 3;
  const ends = closed ? [...points, points[0]!] : points;
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / longest));
    const at = (k: number): Point => ({
      x: from.x + ((to.x - from.x) * k) / steps,
      y: from.y + ((to.y - from.y) * k) / steps,
    });
    // A box without an extent would overlap nothing.
    return Array.from({ length: steps }, (_, k) => padded(boxAround([at(k), at(k + 1)]), 0.5));
  });
}

/** A box that reaches further on all sides. */
export function padded({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
