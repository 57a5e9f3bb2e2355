import { type Axis, type AxisPlacement, layOutAxis } from '../axis.ts';
import { drawFrame, type FrameOptions } from '../frame.ts';
import { dataPoint } from '../legend.ts';
import type { Interval } from '../poisson-interval.ts';
import { type Box, type DrawingItem, type Hatch, polyline } from '../primitives.ts';
import type { Theme } from '../theme.ts';
import { areaBetween, binMiddle } from './binned.ts';

/** Data over total, bin by bin; null where the total is zero and the ratio has no meaning. */
export interface RatioContent {
  readonly edges: readonly number[];
  readonly points: readonly (({ readonly value: number } & Interval) | null)[];
  /** Relative band about 1. */
  readonly band: { readonly lower: readonly number[]; readonly upper: readonly number[] } | null;
}

/**
 * Chooses a y axis symmetrical about 1 that shows nearly all points with half of their errors; what lies further out
 * is marked by an arrow, so that one sparse bin does not squeeze the rest.
 */
export function ratioAxis(content: RatioContent, placement: AxisPlacement): Axis {
  const reach = content.points
    .filter((point) => point !== null)
    .map((point) =>
      Math.max(
        Math.abs(point.value - 1),
        Math.abs((point.upper + point.value) / 2 - 1),
        Math.abs((point.lower + point.value) / 2 - 1),
      ),
    )
    .sort((a, b) => a - b);
  const typical = reach[Math.floor(0.9 * (reach.length - 1))] ?? 0.5;
  const needed = Math.min(reach.at(-1) ?? 0.5, 2.5 * typical);
  const half = [0.02, 0.05, 0.1, 0.2, 0.5, 1].find((candidate) => 1.1 * candidate >= needed) ?? 1;
  return layOutAxis(
    { scale: 'linear', from: 1 - 1.2 * half, to: 1 + 1.2 * half, label: 'Data / total', unit: '' },
    placement,
  );
}

/** Draws the ratio panel: hatched band, line at 1, points with errors, arrows for points outside. */
export function drawRatioPanel(
  content: RatioContent,
  frame: Box,
  x: Axis,
  y: Axis,
  hatch: Hatch,
  theme: Theme,
  options: FrameOptions,
): DrawingItem[] {
  const inside: DrawingItem[] = [];
  const clamp = (value: number) => y.position(Math.min(2.5, Math.max(-0.5, value)));
  if (content.band !== null) {
    const { lower, upper } = content.band;
    inside.push({ kind: 'path', commands: areaBetween(x, clamp, content.edges, lower, upper), fill: hatch });
  }
  const one = y.position(1);
  inside.push({
    kind: 'line',
    from: { x: frame.x, y: one },
    to: { x: frame.x + frame.width, y: one },
    stroke: { color: theme.ink, width: 0.6 * theme.lineWidth, dash: [3, 2] },
  });
  content.points.forEach((point, bin) => {
    if (point === null) return;
    const at = binMiddle(x, content.edges, bin);
    if (point.value > y.description.to || point.value < y.description.from) {
      const stroke = { color: theme.ink, width: theme.lineWidth };
      const bar = { from: { x: at, y: clamp(point.upper) }, to: { x: at, y: clamp(point.lower) } };
      inside.push({ kind: 'line', ...bar, stroke }, arrow(at, frame, point.value > 1, theme));
    } else {
      inside.push(...dataPoint({ x: at, y: y.position(point.value) }, clamp(point.upper), clamp(point.lower), theme));
    }
  });
  return [{ kind: 'group', role: 'ratio', clip: frame, items: inside }, ...drawFrame(frame, x, y, theme, options)];
}

function arrow(x: number, frame: Box, up: boolean, theme: Theme): DrawingItem {
  const size = 1.6 * theme.markerRadius;
  const tip = up ? frame.y + 1.5 : frame.y + frame.height - 1.5;
  const base = up ? tip + 1.6 * size : tip - 1.6 * size;
  const corners = [
    { x, y: tip },
    { x: x + size, y: base },
    { x: x - size, y: base },
  ];
  return { kind: 'path', commands: polyline(corners, true), fill: theme.ink };
}
