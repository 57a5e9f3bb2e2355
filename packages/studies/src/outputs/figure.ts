import type { FigureBase, FigureKind } from '@cevns/plotting/figures/figure';
import type { ProfileFigure } from '@cevns/plotting/figures/profile';
import type { ProjectionFigure } from '@cevns/plotting/figures/projection';
import { renderSvg } from '@cevns/plotting/render-svg';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type BinnedExpectation, projectOn, shapeOf } from '../analyses/binned-expectation.ts';
import { percent } from '../analyses/presentation.ts';
import type { Curve } from '../analyses/profile.ts';

/** Probability of a normal deviation of less than one standard deviation. */
const ONE_SIGMA = 0.6827;

export interface FigureParameters {
  /** The observable of a projection. */
  readonly axis?: string;
  /** Title of the x axis and its unit. */
  readonly label: string;
  readonly unit: string;
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
 * A figure of one analysis: the projection of a prediction or fit on an observable, or a profile likelihood.
 *
 * Input `bins` or `curve`; modules `kind` (the figure kind) and, for PNG, `painter`. Beside a PNG stands the SVG that it was painted
 * from, for reports.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as FigureParameters;
  const { figureKind } = modules.kind as { readonly figureKind: FigureKind<FigureBase> };
  const figure =
    inputs.curve === undefined
      ? projection(inputs.bins!.json() as unknown as BinnedExpectation, settings)
      : profile(inputs.curve.json() as unknown as Curve, settings);
  const svg = renderSvg(figureKind, figure, { theme: settings.theme, width: settings.width });
  if (settings.format === 'svg') return { figure: { text: svg } };
  const { paintPng } = modules.painter as { readonly paintPng: (svg: string, scale: number) => Uint8Array };
  return { figure: { bytes: paintPng(svg, 3) }, svg: { text: svg } };
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

function profile(curve: Curve, settings: FigureParameters): ProfileFigure {
  const { best } = curve;
  // The best fit lies between two points of the scan and on the curve.
  const scanned = curve.x.flatMap((x, i): (readonly [number, number])[] =>
    curve.delta[i] == null || x === best.value ? [] : [[x, curve.delta[i]]],
  );
  const inside = best.value >= curve.x[0]! && best.value <= curve.x.at(-1)!;
  const points = (inside ? [...scanned, [best.value, 0] as const] : scanned).sort(([a], [b]) => a - b);
  return {
    kind: 'profile',
    ...(settings.title === undefined ? {} : { title: settings.title }),
    x: { label: settings.label, unit: settings.unit },
    y: { label: '−2 Δln L' },
    points,
    levels: curve.intervals.map(({ confidence, level }) => ({ value: level, label: percent(confidence) })),
    best: { x: best.value, label: bestLabel(curve, settings.unit) },
    intervals: curve.intervals
      .flatMap(({ confidence, level, lower, upper }) =>
        lower === null || upper === null
          ? []
          : [{ from: lower, to: upper, level, label: `${percent(confidence)} interval` }],
      )
      .sort((a, b) => a.level - b.level),
  };
}

/** The best fit in words, with the errors of one standard deviation where the profile has that interval. */
function bestLabel({ best, intervals }: Curve, unit: string): string {
  const one = intervals.find(({ confidence }) => Math.abs(confidence - ONE_SIGMA) < 1e-3);
  if (one?.lower == null || one.upper == null) return 'Best fit';
  const { text } = roundPdg(best.value, { plus: one.upper - best.value, minus: best.value - one.lower });
  return `Best fit ${text}${unit === '' ? '' : `\\,${unit}`}`;
}
