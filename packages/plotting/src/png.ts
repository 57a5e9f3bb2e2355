import { Resvg } from '@resvg/resvg-js';
import { fontPaths } from './fonts.ts';
import { PlottingError } from './plotting-error.ts';

/**
 * Paints SVG text (as `writeSvg` makes it) into a PNG with the bundled fonts only, so that bytes do not depend on the machine's fonts.
 * `scale` is the number of pixels per CSS pixel (1/96 inch): 2 gives 192 dots per inch, the default.
 */
export function paintPng(svg: string, scale = 2): Uint8Array {
  if (!(Number.isFinite(scale) && scale > 0 && scale <= 16)) {
    throw new PlottingError('figure-option-invalid', 'scale', `expected a number above 0 and up to 16, found ${scale}`);
  }
  const painter = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false, fontFiles: fontPaths(), defaultFontFamily: 'Source Sans 3' },
  });
  return new Uint8Array(painter.render().asPng());
}
