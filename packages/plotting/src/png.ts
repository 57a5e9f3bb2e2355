import { Resvg } from '@resvg/resvg-js';
import { PlottingError } from './plotting-error.ts';
import type { Drawing } from './primitives.ts';
import { writeSvg } from './svg.ts';

/**
 * Paints a drawing into a PNG. Text is painted from the outlines of the bundled fonts, so that it ends where it was measured to end, and bytes do
 * not depend on the machine's fonts. `scale` is the number of pixels per CSS pixel (1/96 inch): 2 gives 192 dots per inch, the default.
 */
export function paintPng(drawing: Drawing, scale = 2): Uint8Array {
  if (!(Number.isFinite(scale) && scale > 0 && scale <= 16)) {
    throw new PlottingError('figure-option-invalid', 'scale', `expected a number above 0 and up to 16, found ${scale}`);
  }
  const painter = new Resvg(writeSvg(drawing, 'outlines'), {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false },
  });
  return new Uint8Array(painter.render().asPng());
}
