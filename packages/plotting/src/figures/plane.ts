import { type Axis, layOutAxis, type ScaleKind } from '../axis.ts';
import { drawFrame } from '../frame.ts';
import type { Block, LegendEntry } from '../legend.ts';
import { besideOf, gapBelow, legendPlaces } from '../legend-above.ts';
import { placeBlocks } from '../placement.ts';
import { PlottingError } from '../plotting-error.ts';
import type { Box, Drawing, DrawingItem } from '../primitives.ts';
import { panelOf, type Series } from '../reading.ts';
import { fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { textBox } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { padded } from './boxes-along.ts';
import { checkRange, type FigureBase, type FigureStyle } from './figure.ts';
import { noteGroup, noteItems } from './notes.ts';

/** An axis of a plane of two parameters. */
export interface PlaneAxisDescription {
  readonly label: string;
  readonly unit: string;
  readonly scale: ScaleKind;
  readonly from: number;
  readonly to: number;
}

/** The frame of a plane, with its axes ready to place things. */
export interface LaidOutPlane {
  readonly frame: Box;
  readonly x: Axis;
  readonly y: Axis;
}

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

/**
 * Draws a plane of two parameters with legend and remarks inside the frame where they cover nothing, or else above it.
 *
 * @param description the figure in words
 * @throws PlottingError if a range is empty, or the legend finds no room
 */
export function drawPlane(
  figure: FigureBase & { readonly x: PlaneAxisDescription; readonly y: PlaneAxisDescription },
  entries: readonly LegendEntry[],
  content: (plane: LaidOutPlane) => PlaneContent,
  description: { readonly title: string; readonly text: string },
  style: FigureStyle,
): Drawing {
  const { theme } = style;
  const remarks = figure.annotations ?? [];
  for (const { above, ...inside } of legendPlaces(entries, remarks, 0.8 * figureWidthPt(style.width), theme)) {
    let found = false;
    const drawing = drawBelow(
      above,
      figure,
      (plane) => {
        const { clipped, marks, obstacles, areas, overAreas, series } = content(plane);
        const notes = noteItems(figure.notes ?? [], plane.x, plane.y, theme);
        const around = notes.map(textBox);
        const place = (taken: readonly Box[]) =>
          placeApart(plane.frame, inside.entries, inside.remarks, [...taken, ...around], theme);
        const placed = place([...obstacles, ...areas]) ?? (overAreas ? place(obstacles) : null);
        found = placed !== null;
        return { clipped, marks: [...marks, ...noteGroup(notes), ...(placed ?? [])], series };
      },
      description,
      style,
    );
    if (found) return drawing;
  }
  throw new PlottingError('figure-range-invalid', 'legend', 'the legend has no room: shorter entries are needed');
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

/** The frame, what is inside, of which `clipped` is cut at it, and the block above it. */
function drawBelow(
  legend: Block | null,
  figure: FigureBase & { readonly x: PlaneAxisDescription; readonly y: PlaneAxisDescription },
  inside: (plane: LaidOutPlane) => {
    readonly clipped: readonly DrawingItem[];
    readonly marks: readonly DrawingItem[];
    readonly series?: readonly Series[];
  },
  description: { readonly title: string; readonly text: string },
  { theme, width: kind }: FigureStyle,
): Drawing {
  checkRange(figure.x.from, figure.x.to, figure.x.scale, 'x');
  checkRange(figure.y.from, figure.y.to, figure.y.scale, 'y');
  const width = figureWidthPt(kind);
  const height = (kind === 'column' ? 0.8 : 0.6) * width;
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + (legend?.height ?? 0) + gapBelow(legend, theme);
  const y = layOutAxis(figure.y, verticalPlacement(top, height, theme));
  const { x, left, width: frameWidth, yTitleOffset } = fitColumns(width, figure.x, [y], theme);
  const frame: Box = { x: left, y: top, width: frameWidth, height };
  const { clipped, marks, series = [] } = inside({ frame, x, y });
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: frame, items: clipped },
    ...drawFrame(frame, x, y, theme, { xLabels: true, titles: true, yTitleOffset }),
    ...marks,
    ...(legend === null ? [] : [legend.draw({ x: besideOf(legend, left, width), y: legendTop })]),
  ];
  return sheet(
    { width, bottom: top + height, left, frameWidth },
    figure.title,
    description.title,
    description.text,
    items,
    theme,
    { panels: [panelOf('main', frame, x, y)], series },
  );
}
