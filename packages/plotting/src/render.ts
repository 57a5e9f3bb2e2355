import type { FigureBase, FigureKind } from './figures/figure.ts';
import { type Figure, figureKinds } from './figures/registry.ts';
import { PlottingError } from './plotting-error.ts';
import { type RenderSvgOptions, renderSvg } from './render-svg.ts';

export interface RenderOptions extends RenderSvgOptions {
  readonly format: 'svg' | 'png';
  /** Pixels of a PNG per CSS pixel (1/96 inch); 2 unless given. */
  readonly scale?: number;
}

/**
 * Renders a figure description: SVG as a string, PNG as bytes. The kind's module is found by the registry and loaded on demand,
 * as is the PNG painter. The same description and options give the same bytes.
 * Throws `PlottingError` for a description that cannot be drawn.
 */
export async function renderFigure(
  figure: Figure,
  options: RenderOptions & { readonly format: 'svg' },
): Promise<string>;
export async function renderFigure(
  figure: Figure,
  options: RenderOptions & { readonly format: 'png' },
): Promise<Uint8Array>;
export async function renderFigure(figure: Figure, options: RenderOptions): Promise<string | Uint8Array>;
export async function renderFigure(figure: Figure, options: RenderOptions): Promise<string | Uint8Array> {
  if (!Object.hasOwn(figureKinds, figure.kind)) {
    const known = Object.keys(figureKinds).join(', ');
    throw new PlottingError('figure-kind-unknown', 'kind', `expected one of ${known}, found "${figure.kind}"`);
  }
  const module = (await import(figureKinds[figure.kind])) as { figureKind: FigureKind<FigureBase> };
  const svg = renderSvg(module.figureKind, figure, options);
  if (options.format === 'svg') return svg;
  const { paintPng } = await import('./png.ts');
  return paintPng(svg, options.scale);
}
