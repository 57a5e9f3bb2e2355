import { subsetFont } from '../font-subset.ts';
import { fontBytes } from '../fonts.ts';
import type { Font } from '../primitives.ts';

/**
 * Style rules that embed the bundled fonts, cut down to the characters of a page. Figures are laid out with the widths of these fonts;
 * with a wider font of the reader's machine labels could run into each other.
 *
 * @param body HTML of the page; fonts that it does not name are left out, those of running text are always there
 */
export function embeddedFonts(body: string): string {
  // What a script or a slot adds is mostly plain ASCII, and has a minus sign and dashes.
  const codePoints = [...new Set(`${plainText(body)}${ASCII}\u2212\u2013`)].map((each) => each.codePointAt(0) ?? 0);
  const faces: Font[] = [{ family: 'Source Sans 3' }, { family: 'Source Sans 3', bold: true }];
  if (body.includes('STIX Two Text')) faces.push({ family: 'STIX Two Text' });
  return faces
    .map((face) => {
      const data = Buffer.from(subsetFont(fontBytes(face), codePoints)).toString('base64');
      const weight = face.bold === true ? 700 : 400;
      return `@font-face { font-family: '${face.family}'; font-weight: ${weight}; src: url(data:font/ttf;base64,${data}) format('truetype'); }\n`;
    })
    .join('');
}

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));

/** All characters outside tags, with the references that `escapeMarkup` makes resolved. */
function plainText(html: string): string {
  return `${html.replace(/<[^>]*>/g, ' ')}&<>"'`;
}
