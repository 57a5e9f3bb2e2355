import type { Point, Stroke } from '../primitives.ts';
import type { Theme } from '../theme.ts';

/**
 * Dashes in line widths, each unlike the others in grey print too: none, dashes, dots, both by turns. A legend's line, 15 to 16 line widths long, ends
 * with a whole dash in each.
 */
const patterns: readonly (readonly number[] | null)[] = [null, [6, 3.2], [1.6, 1.8], [5, 1.7, 1.7, 1.7]];

/** The stroke of the line with a number in a figure: the first is solid, each next one differs in its dashes. */
export function lineStroke(place: number, color: string, width: number, theme: Theme): Stroke {
  const pattern = patterns[place % patterns.length]!;
  if (pattern === null) return { color, width };
  return { color, width, dash: pattern.map((part) => part * theme.lineWidth) };
}

/**
 * A stroke with its dashes stretched such that a whole number of them fits on a line, which shows three at least: short islands keep their look, closed
 * lines have no seam, and open ones end with a dash.
 */
export function withFittedDashes(stroke: Stroke, points: readonly Point[], closed: boolean): Stroke {
  const { dash } = stroke;
  if (dash === undefined) return stroke;
  const ends = closed ? [...points, points[0]!] : points;
  const length = ends.slice(1).reduce((sum, to, i) => sum + Math.hypot(to.x - ends[i]!.x, to.y - ends[i]!.y), 0);
  const period = dash.reduce((sum, part) => sum + part, 0);
  const lastGap = closed ? 0 : dash.at(-1)!;
  const count = Math.max(3, Math.round((length + lastGap) / period));
  const scale = length / (count * period - lastGap);
  return { ...stroke, dash: dash.map((part) => scale * part) };
}
