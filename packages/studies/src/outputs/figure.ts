import type { FigureBase, FigureKind } from '@cevns/plotting/figures/figure';
import type { ProjectionFigure } from '@cevns/plotting/figures/projection';
import { renderSvg } from '@cevns/plotting/render-svg';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type BinnedExpectation, channelOf, projectOn, shapeOf } from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { Curve } from '../analyses/profile.ts';
import { contourFigure, limitFigure, profileFigure } from './scan-figures.ts';

export interface FigureParameters {
  /** The channel of a projection; that of the only experiment unless given. */
  readonly channel?: string;
  /** The observable of a projection. */
  readonly axis?: string;
  /** Title of the x axis and its unit. */
  readonly label: string;
  readonly unit: string;
  /** The same of the y axis, where that is a parameter too. */
  readonly y?: { readonly label: string; readonly unit: string };
  readonly title?: string;
  /** Titles of the components, by name; from the bottom of the stack to its top. */
  readonly components: readonly { readonly name: string; readonly label: string }[];
  /** What the points of a projection are. */
  readonly dataLabel?: string;
  readonly per: 'unit' | 'bin';
  readonly scale: 'linear' | 'log';
  readonly theme: 'paper' | 'screen';
  readonly width: 'column' | 'double';
  readonly format: 'svg' | 'png';
}

/**
 * A figure of one analysis: the projection of a prediction or fit on an observable, a profile likelihood, contours, or limits.
 *
 * Input `bins`, `curve`, `plane` or `limits`; modules `kind` (the figure kind) and, for PNG, `painter`. Beside a PNG stands the SVG that it was painted
 * from, for reports.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as FigureParameters;
  const { figureKind } = modules.kind as { readonly figureKind: FigureKind<FigureBase> };
  const figure = describe(inputs, settings);
  const svg = renderSvg(figureKind, figure, { theme: settings.theme, width: settings.width });
  if (settings.format === 'svg') return { figure: { text: svg } };
  const { paintPng } = modules.painter as { readonly paintPng: (svg: string, scale: number) => Uint8Array };
  return { figure: { bytes: paintPng(svg, 3) }, svg: { text: svg } };
}

function describe(inputs: StageContext['inputs'], settings: FigureParameters): FigureBase {
  const { curve, plane, limits, bins } = inputs;
  if (curve !== undefined) return profileFigure(curve.json() as unknown as Curve, settings);
  if (plane !== undefined) return contourFigure(plane.json() as unknown as ScannedPlane, settings);
  if (limits !== undefined) return limitFigure(limits.json() as unknown as LimitCurve, settings);
  return projection(channelOf(bins!.json() as unknown as readonly BinnedExpectation[], settings.channel), settings);
}

function projection(bins: BinnedExpectation, settings: FigureParameters): ProjectionFigure {
  const shape = shapeOf(bins);
  const axis = bins.axes.findIndex(({ name }) => name === settings.axis);
  const valuesOf = new Map(bins.components.map(({ name, values }) => [name, projectOn(shape, axis, values)]));
  const deviation = bins.uncertainty?.projections[settings.axis!];
  const total = Array.from({ length: shape[axis]! }, (_, bin) =>
    [...valuesOf.values()].reduce((sum, values) => sum + values[bin]!, 0),
  );
  return {
    kind: 'projection',
    ...(settings.title === undefined ? {} : { title: settings.title }),
    x: { label: settings.label, unit: settings.unit, edges: bins.axes[axis]!.edges },
    y: { density: settings.per === 'unit', scale: settings.scale },
    stack: settings.components.map(({ name, label }) => ({ name, label, values: valuesOf.get(name)! })),
    ...(deviation === undefined
      ? {}
      : {
          band: {
            lower: total.map((value, bin) => Math.max(0, value - deviation[bin]!)),
            upper: total.map((value, bin) => value + deviation[bin]!),
            label: 'Uncertainty of the fit',
          },
        }),
    data: { values: projectOn(shape, axis, bins.observed), label: settings.dataLabel ?? 'Data' },
    ratio: true,
  };
}
