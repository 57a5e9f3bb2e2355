import type { ContourFigure } from '@cevns/plotting/figures/contour';
import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import type { FigureBase } from '@cevns/plotting/figures/figure';
import type { LimitFigure } from '@cevns/plotting/figures/limit';
import type { FigureMark } from '@cevns/plotting/figures/marks';
import type { ProfileFigure } from '@cevns/plotting/figures/profile';
import type { ProjectionFigure } from '@cevns/plotting/figures/projection';
import type { Figure } from '@cevns/plotting/figures/registry';

/** What a study says of an axis of a figure; the range is in the unit of the axis. */
export interface AxisSettings {
  readonly label?: string;
  readonly unit?: string;
  readonly range?: readonly [number, number];
  readonly scale?: 'linear' | 'log';
}

/** What others have published: a point with its errors, or a line. */
export interface LiteratureSettings {
  readonly label: string;
  readonly point?: readonly [number, number];
  readonly 'x-error'?: number | readonly [number, number];
  readonly 'y-error'?: number | readonly [number, number];
  readonly symbol?: 'circle' | 'square' | 'triangle';
  readonly line?: readonly (readonly [number, number])[];
  readonly closed?: boolean;
}

/** What a study says of the looks of a figure beside its kind and its size. */
export interface FigureSettings {
  readonly x?: AxisSettings;
  readonly y?: AxisSettings;
  /** Lines of words where there is room, or words at a place. */
  readonly annotations?: readonly (string | { readonly text: string; readonly at: readonly [number, number] })[];
  readonly literature?: readonly LiteratureSettings[];
  /** By component of a projection, or by analysis where there are several. */
  readonly names?: Readonly<Record<string, string>>;
  readonly colors?: Readonly<Record<string, string>>;
}

/** Kinds of figures that can show what others have published. */
export const SHOWS_LITERATURE: readonly string[] = ['contour', 'limit', 'curves'];

/** The description of a figure with what the study says of its looks. */
export function withSettings(figure: Figure, settings: FigureSettings): Figure {
  const annotated: Figure = { ...figure, ...annotationsOf(figure, settings) };
  switch (annotated.kind) {
    case 'projection':
      return projection(annotated, settings);
    case 'profile':
      return profile(annotated, settings);
    case 'contour':
      return contour(annotated, settings);
    case 'limit':
      return limit(annotated, settings);
    case 'curves':
      return curves(annotated, settings);
    default:
      return annotated;
  }
}

function annotationsOf(
  { annotations = [] }: FigureBase,
  settings: FigureSettings,
): Pick<FigureBase, 'annotations' | 'notes'> {
  const own = settings.annotations ?? [];
  const remarks = [...annotations, ...own.filter((each) => typeof each === 'string')];
  const notes = own.flatMap((each) =>
    typeof each === 'string' ? [] : [{ text: each.text, x: each.at[0], y: each.at[1] }],
  );
  return { ...(remarks.length === 0 ? {} : { annotations: remarks }), ...(notes.length === 0 ? {} : { notes }) };
}

/** Label, unit and scale as the study has them; the ends where it gives a range. */
function axis<Axis extends object>(own: Axis, settings: AxisSettings | undefined) {
  if (settings === undefined) return own;
  const { range, ...rest } = settings;
  return { ...own, ...rest, ...(range === undefined ? {} : { from: range[0], to: range[1] }) };
}

function projection(figure: ProjectionFigure, { x, y, names = {}, colors = {} }: FigureSettings): ProjectionFigure {
  const { range, ...rest } = x ?? {};
  const { range: height, unit: _, ...vertical } = y ?? {};
  const cut = range === undefined ? figure : withBinsIn(figure, range);
  return {
    ...cut,
    x: { ...cut.x, ...rest },
    y: { ...cut.y, ...vertical, ...(height === undefined ? {} : { from: height[0], to: height[1] }) },
    stack: cut.stack.map((component) => {
      const [label, color] = [names[component.name] ?? component.label, colors[component.name]];
      return { ...component, label, ...(color === undefined ? {} : { color }) };
    }),
  };
}

/** A spectrum with the bins that lie in a range. */
function withBinsIn(figure: ProjectionFigure, [from, to]: readonly [number, number]): ProjectionFigure {
  const { edges } = figure.x;
  const slack = 1e-9 * (to - from);
  const kept = edges.slice(1).flatMap((high, bin) => (edges[bin]! >= from - slack && high <= to + slack ? [bin] : []));
  if (kept.length === 0) throw new Error(`no bin lies in the range from ${from} to ${to} of the figure`);
  const [first, last] = [kept[0]!, kept.at(-1)!];
  const cut = (values: readonly number[]) => values.slice(first, last + 1);
  const { band, data } = figure;
  return {
    ...figure,
    x: { ...figure.x, edges: edges.slice(first, last + 2) },
    stack: figure.stack.map((component) => ({ ...component, values: cut(component.values) })),
    ...(band === undefined ? {} : { band: { ...band, lower: cut(band.lower), upper: cut(band.upper) } }),
    ...(data === undefined ? {} : { data: cutData(data, cut) }),
  };
}

function cutData(data: NonNullable<ProjectionFigure['data']>, cut: (values: readonly number[]) => number[]) {
  const { values, subtracted } = data;
  return { ...data, values: cut(values), ...(subtracted === undefined ? {} : { subtracted: cut(subtracted) }) };
}

function profile(figure: ProfileFigure, { x, y }: FigureSettings): ProfileFigure {
  const { range, ...rest } = x ?? {};
  const { range: height, scale: _, unit: __, ...vertical } = y ?? {};
  const [from, to] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    ...figure,
    x: { ...figure.x, ...rest },
    y: { ...figure.y, ...vertical, ...(height === undefined ? {} : { from: height[0], to: height[1] }) },
    points: figure.points.filter(([at]) => at >= from && at <= to),
  };
}

function contour(figure: ContourFigure, { x, y, literature = [] }: FigureSettings): ContourFigure {
  const drawn = literature.filter(({ line }) => line !== undefined);
  const lines = drawn.map(({ label, line, closed = false }, dash) => {
    return { label, lines: [{ closed, points: line! }], reference: true, dash };
  });
  return {
    ...figure,
    x: axis(figure.x, x),
    y: axis(figure.y, y),
    contours: [...figure.contours, ...lines],
    marks: [...figure.marks, ...marksOf(literature)],
  };
}

function limit(figure: LimitFigure, { x, y, literature = [] }: FigureSettings): LimitFigure {
  const lines = literature.flatMap(({ label, line }) => (line === undefined ? [] : [{ label, pieces: [line] }]));
  const references = [...(figure.references ?? []), ...lines];
  const marks = marksOf(literature);
  return {
    ...figure,
    x: axis(figure.x, x),
    y: axis(figure.y, y),
    ...(references.length === 0 ? {} : { references }),
    ...(marks.length === 0 ? {} : { marks }),
  };
}

function curves(figure: CurvesFigure, { x, y, literature = [] }: FigureSettings): CurvesFigure {
  const lines = literature.flatMap(({ label, line }) => (line === undefined ? [] : [{ label, pieces: [line] }]));
  return {
    ...figure,
    x: axis(figure.x, x),
    y: axis(figure.y, y),
    curves: [...figure.curves, ...lines],
    marks: [...(figure.marks ?? []), ...marksOf(literature)],
  };
}

/** Published points, with a symbol each unless they choose one. */
function marksOf(literature: readonly LiteratureSettings[]): FigureMark[] {
  const symbols = ['circle', 'square', 'triangle'] as const;
  const both = (error: number | readonly [number, number]): readonly [number, number] =>
    typeof error === 'number' ? [error, error] : error;
  return literature
    .filter(({ point }) => point !== undefined)
    .map(({ label, point, symbol, 'x-error': xError, 'y-error': yError }, i): FigureMark => {
      return {
        x: point![0],
        y: point![1],
        label,
        symbol: symbol ?? symbols[i % symbols.length]!,
        ...(xError === undefined ? {} : { xError: both(xError) }),
        ...(yError === undefined ? {} : { yError: both(yError) }),
      };
    });
}
