import { fitted, plainText } from '../frame.ts';
import { thinSpace } from '../label-symbols.ts';
import { hollow, type LegendEntry, legendBlock } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { circle, type Drawing, type DrawingItem, type Point, polyline } from '../primitives.ts';
import { titleItems, topRoom } from '../sheet.ts';
import { labelWidth, plainLabel } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import type { FigureBase, FigureKind, FigureStyle } from './figure.ts';

export type StageState = 'ran' | 'stored' | 'failed' | 'waiting';

/** The stages of a study with what each takes from others: a row per stage, arcs from a stage to those that use it. */
export interface StageGraphFigure extends FigureBase {
  readonly kind: 'stage-graph';
  /** Every stage after those it takes from. */
  readonly stages: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly state?: StageState;
    readonly milliseconds?: number;
  }[];
}

const STATE_NAMES: Readonly<Record<StageState, string>> = {
  ran: 'ran',
  stored: 'from the store',
  failed: 'failed',
  waiting: 'would run',
};

function draw(figure: StageGraphFigure, { theme, width: kind }: FigureStyle): Drawing {
  const depths = depthsOf(figure);
  const width = figureWidthPt(kind);
  const size = theme.legendSize;
  const row = 1.5 * size;
  const step = Math.min(2 * size, (0.3 * width) / Math.max(1, ...depths.values()));
  const names = size + Math.max(...depths.values()) * step + 1.2 * size;
  const entries = legendEntries(figure, theme);
  const legend = entries.length === 0 ? null : legendBlock(entries, entries.length, width - 2 * size, 0.4, theme);
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + (legend === null ? 0 : legend.height + 0.5 * size);
  const at = new Map(
    figure.stages.map(({ name }, i): [string, Point] => [
      name,
      { x: size + depths.get(name)! * step, y: top + (i + 0.5) * row },
    ]),
  );
  const times = figure.stages.map(({ milliseconds }) => (milliseconds === undefined ? '' : timeText(milliseconds)));
  const timeRoom = Math.max(0, ...times.map((text) => labelWidth(text, size, theme.font)));
  const room = width - names - timeRoom - size;
  const arcs = figure.stages.flatMap(({ name, from }) =>
    from.map((source): DrawingItem => arc(at.get(source)!, at.get(name)!, theme)),
  );
  const rows = figure.stages.map(({ name, state = 'waiting' }, i): DrawingItem => {
    const point = at.get(name)!;
    const base = point.y + 0.33 * size;
    const time = times[i]!;
    const items: DrawingItem[] = [
      dot(state, point, theme),
      { ...fitted(name, size, room, theme), x: names, y: base },
      ...(time === ''
        ? []
        : [
            {
              ...plainText(time, size, theme),
              color: theme.muted,
              anchor: 'end' as const,
              x: width - 0.4 * size,
              y: base,
            },
          ]),
    ];
    return { kind: 'group', role: 'stage', items };
  });
  const height = top + figure.stages.length * row + 0.6 * size;
  const ground: DrawingItem = { kind: 'rect', x: 0, y: 0, width, height, fill: theme.background };
  const heading = figure.title === undefined ? [] : titleItems(figure.title, size, width - 2 * size, width, theme);
  return {
    width,
    height,
    title: plainLabel(figure.title ?? 'Stages'),
    description: describe(figure),
    items: [
      ground,
      ...heading,
      { kind: 'group', role: 'edges', items: arcs },
      ...rows,
      ...(legend === null ? [] : [legend.draw({ x: size, y: legendTop })]),
    ],
  };
}

/** How many stages lie before each on the longest way. */
function depthsOf({ stages }: StageGraphFigure): Map<string, number> {
  if (stages.length === 0) throw new PlottingError('figure-empty', 'stages', 'expected at least one stage, found none');
  const depths = new Map<string, number>();
  stages.forEach(({ name, from }, i) => {
    const before = from.map((source) => {
      const depth = depths.get(source);
      if (depth === undefined)
        throw new PlottingError(
          'figure-data-missing',
          `stages[${i}].from`,
          `expected a stage above "${name}", found "${source}"`,
        );
      return depth;
    });
    depths.set(name, before.length === 0 ? 0 : 1 + Math.max(...before));
  });
  return depths;
}

function arc(from: Point, to: Point, theme: Theme): DrawingItem {
  const drop = to.y - from.y;
  const commands = [
    { op: 'M', x: from.x, y: from.y } as const,
    {
      op: 'C',
      x1: from.x,
      y1: from.y + 0.7 * drop,
      x2: from.x + 0.3 * (to.x - from.x),
      y2: to.y,
      x: to.x,
      y: to.y,
    } as const,
  ];
  return { kind: 'path', commands, stroke: { color: theme.muted, width: 0.55 * theme.lineWidth } };
}

/** Filled: ran; hollow: from the store; square: would run; crossed out: failed. */
function dot(state: StageState, at: Point, theme: Theme): DrawingItem {
  const r = 1.4 * theme.markerRadius;
  if (state === 'ran') return { kind: 'path', commands: circle(at, r), fill: theme.lines[0]! };
  if (state === 'stored') return hollow('circle', at, r, theme.lines[0]!, theme);
  if (state === 'waiting') return hollow('square', at, r, theme.muted, theme);
  const stroke = { color: theme.highlight, width: 1.6 * theme.lineWidth };
  const commands = [
    ...polyline([
      { x: at.x - r, y: at.y - r },
      { x: at.x + r, y: at.y + r },
    ]),
    ...polyline([
      { x: at.x - r, y: at.y + r },
      { x: at.x + r, y: at.y - r },
    ]),
  ];
  return { kind: 'path', commands, stroke };
}

function legendEntries({ stages }: StageGraphFigure, theme: Theme): LegendEntry[] {
  const states = [...new Set(stages.flatMap(({ state }) => state ?? []))];
  const symbols = {
    ran: { kind: 'box', fill: theme.lines[0]! },
    stored: { kind: 'hollow', symbol: 'circle', color: theme.lines[0]! },
    waiting: { kind: 'hollow', symbol: 'square', color: theme.muted },
    failed: { kind: 'cross', color: theme.highlight },
  } as const;
  return (['ran', 'stored', 'waiting', 'failed'] as const)
    .filter((state) => states.includes(state))
    .map((state): LegendEntry => ({ label: STATE_NAMES[state], symbol: symbols[state] }));
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)}${thinSpace}ms`
    : `${(milliseconds / 1000).toFixed(1)}${thinSpace}s`;
}

function describe({ stages }: StageGraphFigure): string {
  const parts = stages.map(({ name, from }) =>
    from.length === 0 ? `${name}.` : `${name} takes from ${from.join(', ')}.`,
  );
  return `${stages.length} stages. ${parts.join(' ')}`;
}

export const figureKind: FigureKind<StageGraphFigure> = { draw };
