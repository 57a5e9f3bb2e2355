import { drawFrame } from '../frame.ts';
import { type LegendEntry, legendBlock } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Box, circle, type Drawing, type DrawingItem, type Hatch } from '../primitives.ts';
import type { Panel, Series } from '../reading.ts';
import { sheet, topRoom } from '../sheet.ts';
import { plainLabel } from '../text.ts';
import { figureWidthPt, hatchOn, mixed, type Theme } from '../theme.ts';
import { checkNumber, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { acrossAxis, drawNames, nameRoom, ROW, rowAxis, rowPanel } from './rows.ts';

/** How much a parameter moves another one; null where that fit failed. */
export interface Impact {
  readonly up: number | null;
  readonly down: number | null;
}

/** Pulls of constrained parameters and, beside them, their impacts on a parameter. */
export interface PullsFigure extends FigureBase {
  readonly kind: 'pulls';
  readonly rows: readonly {
    readonly label: string;
    /** In widths of the constraint; null for a parameter without one. */
    readonly pull: { readonly value: number; readonly error: number } | null;
    readonly before?: Impact | null;
    readonly after?: Impact | null;
  }[];
  /** The parameter on which the impacts are; without it there are pulls alone. */
  readonly impactOn?: { readonly label: string; readonly unit: string };
}

function draw(figure: PullsFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const { rows, impactOn } = figure;
  const width = figureWidthPt(style.width);
  const names = rows.map(({ label }) => label);
  const room = nameRoom(names, 0.36 * width, theme);
  const entries = impactOn === undefined ? [] : legendEntries(rows, theme);
  const legend = entries.length === 0 ? null : legendBlock(entries, entries.length, width - 4, 0.5, theme);
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + (legend === null ? 0 : legend.height + 0.5 * theme.legendSize);
  const height = rows.length * ROW * theme.legendSize + 0.5 * theme.legendSize;
  const gap = impactOn === undefined ? 0 : 1.6 * theme.tickSize;
  const right = width - 0.9 * theme.tickSize;
  const each = impactOn === undefined ? right - room : (right - room - gap) / 2;
  const pullFrame: Box = { x: room, y: top, width: each, height };
  const reach = Math.max(2.2, ...rows.map(({ pull }) => (pull === null ? 0 : Math.abs(pull.value) + pull.error + 0.2)));
  const pullAxis = acrossAxis(
    { scale: 'linear', from: -reach, to: reach, label: 'Pull (σ)', unit: '' },
    pullFrame,
    theme,
  );
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: pullFrame, items: drawPulls(rows, pullFrame, pullAxis, theme) },
    ...drawFrame(pullFrame, pullAxis, rowAxis(rows.length, pullFrame), theme, {
      xLabels: true,
      titles: true,
      yTitleOffset: 0,
    }),
    drawNames(names, pullFrame, room, theme),
  ];
  const panels: Panel[] = [rowPanel('pulls', pullFrame, pullAxis, names)];
  if (impactOn !== undefined) {
    const frame: Box = { ...pullFrame, x: room + each + gap };
    const most = Math.max(
      1e-12,
      ...rows.flatMap(({ before, after }) =>
        [before, after].flatMap((each) => [Math.abs(each?.up ?? 0), Math.abs(each?.down ?? 0)]),
      ),
    );
    const axis = acrossAxis(
      { scale: 'linear', from: -1.15 * most, to: 1.15 * most, label: `Δ ${impactOn.label}`, unit: impactOn.unit },
      frame,
      theme,
    );
    items.push(
      { kind: 'group', role: 'content', clip: frame, items: drawImpacts(rows, frame, axis, theme) },
      ...drawFrame(frame, axis, rowAxis(rows.length, frame), theme, { xLabels: true, titles: true, yTitleOffset: 0 }),
    );
    panels.push(rowPanel('impacts', frame, axis, names));
  }
  if (legend !== null) items.push(legend.draw({ x: Math.max(2, right - legend.width), y: legendTop }));
  const title = plainLabel(
    figure.title ?? (impactOn === undefined ? 'Pulls' : `Pulls, and impacts on ${impactOn.label}`),
  );
  const size = { width, bottom: top + height, left: room, frameWidth: right - room };
  return sheet(size, figure.title, title, describe(figure), items, theme, { panels, series: seriesOf(figure) });
}

function check({ rows }: PullsFigure): void {
  if (rows.length === 0) throw new PlottingError('figure-empty', 'rows', 'expected at least one parameter, found none');
  rows.forEach(({ pull, before, after }, i) => {
    if (pull !== null) for (const value of [pull.value, pull.error]) checkNumber(value, `rows[${i}].pull`);
    for (const impact of [before, after])
      for (const value of [impact?.up, impact?.down]) if (value != null) checkNumber(value, `rows[${i}].impact`);
  });
}

const middleOf = (frame: Box, rows: number, i: number): number => frame.y + ((i + 0.5) / rows) * frame.height;

function drawPulls(
  rows: PullsFigure['rows'],
  frame: Box,
  axis: ReturnType<typeof acrossAxis>,
  theme: Theme,
): DrawingItem[] {
  const [left, right, zero] = [-1, 1, 0].map((value) => axis.position(value)) as [number, number, number];
  const band: DrawingItem = {
    kind: 'rect',
    x: left,
    y: frame.y,
    width: right - left,
    height: frame.height,
    fill: mixed(theme.fills[0]!, theme.background, 0.6),
  };
  const line: DrawingItem = {
    kind: 'line',
    from: { x: zero, y: frame.y },
    to: { x: zero, y: frame.y + frame.height },
    stroke: { color: theme.muted, width: 0.7 * theme.lineWidth, dash: [3, 2] },
  };
  const points = rows.flatMap(({ pull }, i): DrawingItem[] => {
    if (pull === null) return [];
    const y = middleOf(frame, rows.length, i);
    const [from, to] = [axis.position(pull.value - pull.error), axis.position(pull.value + pull.error)];
    return [
      { kind: 'line', from: { x: from, y }, to: { x: to, y }, stroke: { color: theme.ink, width: theme.lineWidth } },
      { kind: 'path', commands: circle({ x: axis.position(pull.value), y }, theme.markerRadius), fill: theme.ink },
    ];
  });
  return [band, line, { kind: 'group', role: 'data', series: 'pulls', items: points }];
}

/** Up and down in a warm and a cool colour; before the fit as outlines, after it filled. */
function impactColors(theme: Theme): { readonly up: string; readonly down: string } {
  return { up: theme.lines[1]!, down: theme.lines[0]! };
}

/** Both colours are about as dark in grey print: light lines on one of them tell which is which. */
function downHatch(color: string, theme: Theme): Hatch {
  return { ...hatchOn(color, 45, theme), color: mixed(color, theme.background, 0.35) };
}

function hatched(side: 'up' | 'down', box: Box, color: string, theme: Theme): DrawingItem[] {
  return side === 'up' ? [] : [{ kind: 'rect', ...box, fill: downHatch(color, theme) }];
}

function drawImpacts(
  rows: PullsFigure['rows'],
  frame: Box,
  axis: ReturnType<typeof acrossAxis>,
  theme: Theme,
): DrawingItem[] {
  const zero = axis.position(0);
  const colors = impactColors(theme);
  const bars = (which: 'before' | 'after'): DrawingItem[] =>
    rows.flatMap((row, i) => {
      const impact = row[which];
      if (impact === undefined || impact === null) return [];
      const y = middleOf(frame, rows.length, i);
      const half = (which === 'before' ? 0.58 : 0.36) * theme.legendSize;
      return (['up', 'down'] as const).flatMap((side): DrawingItem[] => {
        const value = impact[side];
        if (value === null) return [];
        const at = axis.position(value);
        const box = { x: Math.min(zero, at), y: y - half, width: Math.abs(at - zero), height: 2 * half };
        const color = colors[side];
        if (which === 'after')
          return [{ kind: 'rect', ...box, fill: color }, ...hatched(side, box, colors.down, theme)];
        return [
          {
            kind: 'rect',
            ...box,
            fill: mixed(color, theme.background, 0.12),
            stroke: { color, width: 0.6 * theme.lineWidth },
          },
        ];
      });
    });
  const line: DrawingItem = {
    kind: 'line',
    from: { x: zero, y: frame.y },
    to: { x: zero, y: frame.y + frame.height },
    stroke: { color: theme.ink, width: 0.7 * theme.lineWidth },
  };
  return [
    { kind: 'group', role: 'impacts', series: 'before', items: bars('before') },
    { kind: 'group', role: 'impacts', series: 'after', items: bars('after') },
    line,
  ];
}

function legendEntries(rows: PullsFigure['rows'], theme: Theme): LegendEntry[] {
  const { up, down } = impactColors(theme);
  const entries: LegendEntry[] = [
    { label: '+1 σ', symbol: { kind: 'box', fill: up } },
    { label: '−1 σ', symbol: { kind: 'box', fill: down, hatch: downHatch(down, theme) } },
  ];
  if (rows.some(({ before }) => before != null)) {
    entries.push({
      label: 'Before the fit',
      series: 'before',
      symbol: {
        kind: 'box',
        fill: mixed(up, theme.background, 0.12),
        stroke: { color: up, width: 0.6 * theme.lineWidth },
      },
    });
  }
  return entries;
}

function seriesOf({ rows, impactOn }: PullsFigure): Series[] {
  const pulled = rows.flatMap(({ pull, label }, i) => (pull === null ? [] : [{ ...pull, label, at: i + 0.5 }]));
  const series: Series[] = [
    {
      kind: 'points',
      name: 'pulls',
      label: 'Pull',
      panel: 0,
      x: pulled.map(({ value }) => value),
      y: pulled.map(({ at }) => at),
      labels: pulled.map(
        ({ label, value, error }) => `${plainLabel(label)}: ${value.toFixed(2)} ± ${error.toFixed(2)}`,
      ),
    },
  ];
  if (impactOn === undefined) return series;
  for (const which of ['before', 'after'] as const) {
    const shown = rows.flatMap(({ label, ...row }, i) =>
      (['up', 'down'] as const).flatMap((side) => {
        const value = row[which]?.[side];
        return value == null
          ? []
          : [{ x: value, y: i + 0.5, label: `${plainLabel(label)}, ${side}: ${value.toPrecision(3)}` }];
      }),
    );
    series.push({
      kind: 'points',
      name: which,
      label: `Impact ${which} the fit`,
      panel: 1,
      x: shown.map(({ x }) => x),
      y: shown.map(({ y }) => y),
      labels: shown.map(({ label }) => label),
    });
  }
  return series;
}

function describe({ rows, impactOn }: PullsFigure): string {
  const parts = rows.map(({ label, pull, after }) => {
    const pulled = pull === null ? 'no constraint' : `pull ${pull.value.toFixed(2)} ± ${pull.error.toFixed(2)}`;
    const impact =
      impactOn === undefined || after == null
        ? ''
        : `, impact ${after.up?.toPrecision(2) ?? '?'} and ${after.down?.toPrecision(2) ?? '?'}`;
    return `${plainLabel(label)}: ${pulled}${impact}.`;
  });
  return parts.join(' ');
}

export const figureKind: FigureKind<PullsFigure> = { draw };
