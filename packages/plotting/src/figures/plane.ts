import { type Axis, layOutAxis, type ScaleKind } from '../axis.ts';
import { drawFrame } from '../frame.ts';
import { type Block, type LegendEntry, legendBlock } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import type { Box, Drawing, DrawingItem } from '../primitives.ts';
import { panelOf, type Series } from '../reading.ts';
import { fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { checkRange, type FigureBase, type FigureStyle } from './figure.ts';

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

/**
 * Draws a plane of two parameters: the frame, whatever is inside, and the legend above it, since lines may go anywhere in the frame.
 *
 * @param inside what is drawn in the frame; the first group is clipped to it
 * @param description the figure in words
 * @throws PlottingError if a range is empty, or the legend finds no room
 */
export function drawPlane(
  figure: FigureBase & { readonly x: PlaneAxisDescription; readonly y: PlaneAxisDescription },
  entries: readonly LegendEntry[],
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
  const legend = legendAbove(entries, 0.8 * width, theme);
  const gap = legend === null ? 0 : 0.6 * theme.legendSize;
  const legendTop = topRoom(figure.title, theme);
  const top = legendTop + (legend?.height ?? 0) + gap;
  const y = layOutAxis(figure.y, verticalPlacement(top, height, theme));
  const { x, left, width: frameWidth, yTitleOffset } = fitColumns(width, figure.x, [y], theme);
  const frame: Box = { x: left, y: top, width: frameWidth, height };
  const { clipped, marks, series = [] } = inside({ frame, x, y });
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: frame, items: clipped },
    ...drawFrame(frame, x, y, theme, { xLabels: true, titles: true, yTitleOffset }),
    ...marks,
    ...(legend === null ? [] : [legend.draw({ x: left, y: legendTop })]),
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

/** The legend in as many columns as fit, at its full size if possible. */
function legendAbove(entries: readonly LegendEntry[], room: number, theme: Theme): Block | null {
  if (entries.length === 0) return null;
  for (let columns = Math.min(4, entries.length); columns >= 1; columns--) {
    const block = legendBlock(entries, columns, room, columns === 1 ? 0.4 : 1, theme);
    if (block !== null) return block;
  }
  throw new PlottingError('figure-range-invalid', 'legend', 'the legend has no room: shorter entries are needed');
}
