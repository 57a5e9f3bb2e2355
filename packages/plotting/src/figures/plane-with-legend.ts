import type { LegendEntry } from '../legend.ts';
import { boxAround, placeBlocks } from '../placement.ts';
import type { Box, Drawing, DrawingItem, Point } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { textBox } from '../text.ts';
import type { Theme } from '../theme.ts';
import type { FigureBase, FigureStyle } from './figure.ts';
import { noteGroup, noteItems } from './notes.ts';
import { drawPlane, type LaidOutPlane, type PlaneAxisDescription } from './plane.ts';

/** What is drawn in a plane, and what legend and remarks have to keep off. */
export interface PlaneContent {
  readonly clipped: readonly DrawingItem[];
  readonly marks: readonly DrawingItem[];
  /** Lines and marks. */
  readonly obstacles: readonly Box[];
  /** Areas; the legend is set on them only if `overAreas` says so and there is no other place. */
  readonly areas: readonly Box[];
  readonly overAreas: boolean;
  readonly series: readonly Series[];
}

/** Draws a plane of two parameters with legend and remarks inside the frame where they cover nothing, or else above it. */
export function drawPlaneWithLegend(
  figure: FigureBase & { readonly x: PlaneAxisDescription; readonly y: PlaneAxisDescription },
  entries: readonly LegendEntry[],
  content: (plane: LaidOutPlane) => PlaneContent,
  description: { readonly title: string; readonly text: string },
  style: FigureStyle,
): Drawing {
  const { theme } = style;
  const remarks = figure.annotations ?? [];
  let placed: readonly DrawingItem[] | null = null;
  const within = drawPlane(
    figure,
    [],
    (plane) => {
      const { clipped, marks, obstacles, areas, overAreas, series } = content(plane);
      const notes = noteItems(figure.notes ?? [], plane.x, plane.y, theme);
      const around = notes.map(textBox);
      const place = (taken: readonly Box[]) => placeApart(plane.frame, entries, remarks, [...taken, ...around], theme);
      placed = place([...obstacles, ...areas]) ?? (overAreas ? place(obstacles) : null);
      return { clipped, marks: [...marks, ...noteGroup(notes), ...(placed ?? [])], series };
    },
    description,
    style,
  );
  if (placed !== null) return within;
  // Above the frame a remark stands among the entries, with nothing before it.
  const empty = { kind: 'box', fill: theme.background } as const;
  const above = [...entries, ...remarks.map((label): LegendEntry => ({ label, symbol: empty }))];
  const noteBeside = (plane: LaidOutPlane) => {
    const { marks, ...rest } = content(plane);
    return { ...rest, marks: [...marks, ...noteGroup(noteItems(figure.notes ?? [], plane.x, plane.y, theme))] };
  };
  return drawPlane(figure, above, noteBeside, description, style);
}

/** Legend and remarks, so far from each other that one is not read as part of the other; null when they have no room. */
function placeApart(
  frame: Box,
  entries: readonly LegendEntry[],
  remarks: readonly string[],
  taken: readonly Box[],
  theme: Theme,
): readonly DrawingItem[] | null {
  const legend = placeBlocks(frame, entries, [], taken, theme);
  if (legend === null) return null;
  const around = legend.boxes.map((box) => padded(box, 1.5 * theme.legendSize));
  const notes = placeBlocks(frame, [], remarks, [...taken, ...around], theme);
  return notes === null ? null : [...legend.items, ...notes.items];
}

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
