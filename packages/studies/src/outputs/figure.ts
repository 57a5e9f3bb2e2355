import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import type { FigureBase, FigureKind } from '@cevns/plotting/figures/figure';
import type { Figure } from '@cevns/plotting/figures/registry';
import type { Drawing } from '@cevns/plotting/primitives';
import { type TextForm, writeSvg } from '@cevns/plotting/svg';
import { darkened, type FigureWidth, type ThemeName, themeOf } from '@cevns/plotting/theme';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type BinnedExpectation, channelOf } from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { PairCounts } from '../analyses/posterior.ts';
import type { Curve } from '../analyses/profile.ts';
import type { AnalysesResult, PosteriorResult } from '../generated/summary.ts';
import { planeOfBins, projectionFigure } from './bin-figures.ts';
import { cornerFigure } from './corner-figure.ts';
import { CSS_PIXELS_PER_INCH, DEFAULT_RESOLUTION } from './figure-resolution.ts';
import { type FigureSettings, withSettings } from './figure-settings.ts';
import { resultFigure, type ShownResult } from './result-figures.ts';
import {
  contourFigure,
  contoursFigure,
  limitFigure,
  limitsFigure,
  type NamedScan,
  profileFigure,
} from './scan-figures.ts';

export interface FigureParameters {
  /** The channel of a projection; that of the only experiment unless given. */
  readonly channel?: string;
  /** The observable of a projection, or the two of a plane of bins. */
  readonly axis?: string;
  readonly axes?: readonly [string, string];
  /** What a plane of bins shows; the total unless given. */
  readonly component?: string;
  /** Title of the x axis and its unit. */
  readonly label: string;
  readonly unit: string;
  /** The same of the y axis, where that is an observable or a parameter too. */
  readonly y?: { readonly label: string; readonly unit: string };
  readonly title?: string;
  /** Titles of the components, by name; from the bottom of the stack to its top. `hue` is the place of a fill in the theme. */
  readonly components?: readonly { readonly name: string; readonly label: string; readonly hue?: number }[];
  /** Components that a projection takes away from the data. */
  readonly subtract?: readonly string[];
  /** Ranges of the other observables that a projection sums over. */
  readonly within?: Readonly<Record<string, readonly [number, number]>>;
  /** What the points of a projection are. */
  readonly dataLabel?: string;
  /** Whether those are what a model expects, no observation. */
  readonly asimov?: boolean;
  readonly per?: 'unit' | 'bin';
  readonly scale?: 'linear' | 'log';
  /** What of a result is shown, and what its parameters are called. */
  readonly shows?: ShownResult;
  readonly names?: Readonly<Record<string, string>>;
  /** The parameter of a posterior, or all of a figure of their pairs with their titles. */
  readonly parameter?: string;
  readonly corner?: readonly { readonly parameter: string; readonly label: string; readonly unit: string }[];
  /** Names of several analyses in one figure, by input. */
  readonly of?: Readonly<Record<string, string>>;
  readonly settings?: FigureSettings;
  readonly theme: ThemeName;
  readonly width: FigureWidth;
  readonly format: 'svg' | 'png' | 'pdf';
  /** Of an SVG. */
  readonly text?: TextForm;
  /** Dots per inch of a PNG. */
  readonly resolution?: number;
}

/**
 * A figure of one analysis or several, or of curves of the inputs.
 *
 * Input `bins`, `curve`, `plane`, `limits`, `result` (with `pairs` for a corner) or `curves`, or `plane:<i>` or `limits:<i>` of several analyses; modules `kind` (the figure kind)
 * and, for PNG and PDF, `writer`.
 * Outputs: `figure`, the file; `data`, what can be read off it; `dark`, the same in the colours of a dark page, as SVG; and beside what is no SVG,
 * or has its text as outlines, `svg`.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as FigureParameters;
  const { figureKind } = modules.kind as { readonly figureKind: FigureKind<FigureBase> };
  const figure = withSettings(describe(inputs, settings), settings.settings ?? {});
  const theme = themeOf(settings.theme);
  const drawing = figureKind.draw(figure, { theme, width: settings.width });
  const dark = figureKind.draw(figure, { theme: darkened(theme), width: settings.width });
  const beside = { data: { json: readable(drawing, figure) as never }, dark: { text: writeSvg(dark) } };
  const svg = writeSvg(drawing);
  const { format, text = 'text', resolution = DEFAULT_RESOLUTION } = settings;
  if (format === 'svg') {
    return text === 'text'
      ? { figure: { text: svg }, ...beside }
      : { figure: { text: writeSvg(drawing, text) }, svg: { text: svg }, ...beside };
  }
  const { paintPng, writePdf } = modules.writer as {
    readonly paintPng?: (drawing: Drawing, scale: number) => Uint8Array;
    readonly writePdf?: (drawing: Drawing) => Uint8Array;
  };
  const bytes = format === 'pdf' ? writePdf!(drawing) : paintPng!(drawing, resolution / CSS_PIXELS_PER_INCH);
  return { figure: { bytes }, svg: { text: svg }, ...beside };
}

/** The numbers behind a picture, as readers of reports use them. */
function readable({ title, description, width, height, reading }: Drawing, figure: Figure) {
  const { panels = [], series = [] } = reading ?? {};
  return { kind: figure.kind, title, description, width, height, panels, series, figure };
}

function describe(inputs: StageContext['inputs'], settings: FigureParameters): Figure {
  const { curve, plane, limits, bins, result, pairs, curves } = inputs;
  if (curve !== undefined) return profileFigure(curve.json() as unknown as Curve, settings);
  if (plane !== undefined) return contourFigure(plane.json() as unknown as ScannedPlane, settings);
  if (limits !== undefined) return limitFigure(limits.json() as unknown as LimitCurve, settings);
  if (pairs !== undefined)
    return cornerFigure(
      result!.json() as unknown as PosteriorResult,
      pairs.json() as unknown as PairCounts[],
      settings,
    );
  if (result !== undefined) return resultFigure(result.json() as unknown as AnalysesResult, settings);
  if (curves !== undefined) {
    const titled = settings.title === undefined ? {} : { title: settings.title };
    return { ...(curves.json() as unknown as CurvesFigure), ...titled };
  }
  if (settings.of !== undefined) return several(inputs, settings, settings.of);
  const channel = channelOf(bins!.json() as unknown as readonly BinnedExpectation[], settings.channel);
  return settings.axes === undefined ? projectionFigure(channel, settings) : planeOfBins(channel, settings);
}

/** Contours or limits of several analyses in one figure. */
function several(
  inputs: StageContext['inputs'],
  settings: FigureParameters,
  of: Readonly<Record<string, string>>,
): Figure {
  const analyses = Object.entries(of);
  const { names = {}, colors = {} } = settings.settings ?? {};
  const read = <T>(): NamedScan<T>[] =>
    analyses.map(([input, name]) => {
      const color = colors[name];
      const found = inputs[input]!.json() as unknown as T;
      return { name: names[name] ?? name, found, ...(color === undefined ? {} : { color }) };
    });
  return analyses[0]![0].startsWith('plane')
    ? contoursFigure(read<ScannedPlane>(), settings)
    : limitsFigure(read<LimitCurve>(), settings);
}
