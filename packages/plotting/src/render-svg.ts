import type { FigureBase, FigureKind } from './figures/figure.ts';
import { writeSvg } from './svg.ts';
import { type FigureWidth, type ThemeName, themeOf } from './theme.ts';

export interface RenderSvgOptions {
  readonly theme: ThemeName;
  /** One journal column (86 mm; default of `paper`) or two (178 mm; default of `screen`). */
  readonly width?: FigureWidth;
}

/** Renders a figure as SVG with a kind that is already loaded. Throws `PlottingError` for a description that cannot be drawn. */
export function renderSvg<Description extends FigureBase>(
  kind: FigureKind<Description>,
  figure: Description,
  options: RenderSvgOptions,
): string {
  const width = options.width ?? (options.theme === 'paper' ? 'column' : 'double');
  return writeSvg(kind.draw(figure, { theme: themeOf(options.theme), width }));
}
