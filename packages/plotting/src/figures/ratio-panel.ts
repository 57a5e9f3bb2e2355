import { type Axis, type AxisPlacement, layOutAxis } from '../axis.ts';
import { drawFrame, type FrameOptions } from '../frame.ts';
import type { Interval } from '../poisson-interval.ts';
import { type Box, circle, type DrawingItem, type Hatch, polyline } from '../primitives.ts';
import type { Theme } from '../theme.ts';
import { areaBetween, binMiddle, pointsIn } from './binned.ts';

/** Data over total, bin by bin; null where the total is zero and the ratio has no meaning. */
export interface RatioContent {
  readonly edges: readonly number[];
  readonly points: readonly (({ readonly value: number } & Interval) | null)[];
  /** Relative band about 1. */
  readonly band: { readonly lower: readonly number[]; readonly upper: readonly number[] } | null;
}

/** Half the length of an error bar from which on a bin says nothing of the ratio: the total itself. */
const NOTHING_SAID = 1;

/**
 * Chooses a y axis that shows the error bars of the points that carry weight, and 1 not too near to an end.
 *
 * A point carries weight where half its error bar, in units of the total, is below 1: (upper - lower)/2 < 1. Where no point does, all count.
 * Of those that do, the ones that reach more than ten times as far from 1 as the middle one are left to arrows too, so that neither empty bins
 * nor one absurd bin squeeze the rest.
 */
export function ratioAxis(content: RatioContent, placement: AxisPlacement): Axis {
  const points = content.points.filter((point) => point !== null);
  const weighty = points.filter(({ lower, upper }) => (upper - lower) / 2 < NOTHING_SAID);
  const reaches = (weighty.length === 0 ? points : weighty)
    .map((point) => ({ up: point.upper - 1, down: 1 - point.lower }))
    .map((each) => ({ ...each, most: Math.max(each.up, each.down) }))
    .filter(({ most }) => Number.isFinite(most))
    .sort((a, b) => a.most - b.most);
  const typical = reaches[Math.ceil(reaches.length / 2) - 1]?.most ?? 0.5;
  const shown = reaches.filter(({ most }) => most <= 10 * typical);
  const least = Math.max(0.01, 0.4 * (shown.at(-1)?.most ?? typical));
  const up = Math.max(least, ...shown.map((each) => each.up));
  const down = Math.max(least, ...shown.map((each) => each.down));
  const within = (margin: number): Axis => {
    const [from, to] = [Math.max(0, 1 - down - margin * (up + down)), 1 + up + margin * (up + down)];
    return layOutAxis({ scale: 'linear', from, to, label: 'Data / total', unit: '' }, placement);
  };
  // One number alone does not tell the scale, and one at the very top meets the zero of the panel above: a little more room helps.
  for (let margin = 0.06; margin < 0.6; margin += 0.02) {
    const axis = within(margin);
    const highest = axis.major.at(-1)!.value;
    const isClear = Math.abs(axis.position(highest) - placement.end) >= 0.3 * placement.tickSize;
    if (axis.major.length > 1 && isClear) return axis;
  }
  return within(0.06);
}

/** Draws the ratio panel: hatched band, line at 1, points with errors, arrows at the edge where a point or its error lies beyond. */
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
  const { from, to } = y.description;
  // A little beyond the frame, which clips it, whatever the value.
  const clamp = (value: number) => y.position(Math.min(to + (to - from), Math.max(from - (to - from), value)));
  if (content.band !== null) {
    const { lower, upper } = content.band;
    inside.push({ kind: 'path', commands: areaBetween(x, clamp, content.edges, lower, upper), fill: hatch });
  }
  const pointTheme = pointsIn(x, content.edges, theme);
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
    const bar = { from: { x: at, y: clamp(point.upper) }, to: { x: at, y: clamp(point.lower) } };
    inside.push({ kind: 'line', ...bar, stroke: { color: theme.ink, width: pointTheme.lineWidth } });
    if (point.value <= to && point.value >= from) {
      inside.push({
        kind: 'path',
        commands: circle({ x: at, y: y.position(point.value) }, pointTheme.markerRadius),
        fill: theme.ink,
      });
    }
    if (point.upper > to) inside.push(arrow(at, frame, true, pointTheme));
    if (point.lower < from) inside.push(arrow(at, frame, false, pointTheme));
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
