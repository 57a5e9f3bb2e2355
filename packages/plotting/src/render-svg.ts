import type { FigureBase, FigureKind } from './figures/figure.ts';
import type { Drawing } from './primitives.ts';
import { type TextForm, writeSvg } from './svg.ts';
import { type FigureWidth, type ThemeName, themeOf } from './theme.ts';

export interface LookOptions {
  readonly theme: ThemeName;
  /** One journal column (86 mm; default of `paper`) or two (178 mm; default of the others). */
  readonly width?: FigureWidth;
}

export interface RenderSvgOptions extends LookOptions {
  /** `text` unless given. */
  readonly text?: TextForm;
}

/** Draws a figure with a kind that is already loaded. Throws `PlottingError` for a description that cannot be drawn. */
export function drawFigure<Description extends FigureBase>(
  kind: FigureKind<Description>,
  figure: Description,
  options: LookOptions,
): Drawing {
  const width = options.width ?? (options.theme === 'paper' ? 'column' : 'double');
  return kind.draw(figure, { theme: themeOf(options.theme), width });
}

/** Renders a figure as SVG with a kind that is already loaded. Throws `PlottingError` for a description that cannot be drawn. */
export function renderSvg<Description extends FigureBase>(
  kind: FigureKind<Description>,
  figure: Description,
  options: RenderSvgOptions,
): string {
  return writeSvg(drawFigure(kind, figure, options), options.text);
}
