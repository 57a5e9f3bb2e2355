import type { FigureBase, FigureKind } from './figures/figure.ts';
import { type Figure, figureKinds } from './figures/registry.ts';
import { PlottingError } from './plotting-error.ts';
import type { Drawing } from './primitives.ts';
import { drawFigure, type RenderSvgOptions } from './render-svg.ts';
import { writeSvg } from './svg.ts';

export interface RenderOptions extends RenderSvgOptions {
  readonly format: 'svg' | 'png' | 'pdf';
  /** Pixels of a PNG per CSS pixel (1/96 inch); 2 unless given. */
  readonly scale?: number;
}

/**
 * Renders a figure description: SVG as a string, PNG and PDF as bytes. The kind's module is found by the registry and loaded on demand,
 * from where this package is built or its source is run; who knows the kind imports it, and has no need of that. The same description and options give the same bytes.
 * Throws `PlottingError` for a description that cannot be drawn.
 */
export async function renderFigure(
  figure: Figure,
  options: RenderOptions & { readonly format: 'svg' },
): Promise<string>;
export async function renderFigure(
  figure: Figure,
  options: RenderOptions & { readonly format: 'png' | 'pdf' },
): Promise<Uint8Array>;
export async function renderFigure(figure: Figure, options: RenderOptions): Promise<string | Uint8Array>;
export async function renderFigure(figure: Figure, options: RenderOptions): Promise<string | Uint8Array> {
  if (!Object.hasOwn(figureKinds, figure.kind)) {
    const known = Object.keys(figureKinds).join(', ');
    throw new PlottingError('figure-kind-unknown', 'kind', `expected one of ${known}, found "${figure.kind}"`);
  }
  const module = (await import(figureKinds[figure.kind])) as { figureKind: FigureKind<FigureBase> };
  return writeDrawing(drawFigure(module.figureKind, figure, options), options);
}

/** A drawing in a format: SVG as a string, PNG and PDF as bytes; the writers of PNG and PDF are loaded on demand. */
export async function writeDrawing(
  drawing: Drawing,
  { format, text, scale }: Pick<RenderOptions, 'format' | 'text' | 'scale'>,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'svg':
      return writeSvg(drawing, text);
    case 'png':
      return (await import('./png.ts')).paintPng(drawing, scale);
    case 'pdf':
      return (await import('./pdf.ts')).writePdf(drawing);
  }
}
