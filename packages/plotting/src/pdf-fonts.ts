import { subsetFont } from './font-subset.ts';
import { fontBytes, fontMetrics } from './fonts.ts';
import type { PdfFile } from './pdf-file.ts';
import type { Font } from './primitives.ts';

interface UsedFont {
  readonly name: string;
  readonly font: Font;
  /** The character of each glyph that is shown. */
  readonly glyphs: Map<number, string>;
}

/**
 * The fonts of a page, each cut down to what is shown. Codes of characters are glyph indices, with a table back to Unicode, so that text can be searched
 * (ISO 32000-1:2008, 9.7 and 9.10.3).
 */
export class PdfFonts {
  readonly #used = new Map<string, UsedFont>();

  /** The name under which the page knows a font. */
  name(font: Font): string {
    return this.#of(font).name;
  }

  /** The code of a glyph as four hexadecimal digits. */
  code(font: Font, glyph: number, character: string): string {
    this.#of(font).glyphs.set(glyph, character);
    return hexadecimal(glyph);
  }

  /** Adds the fonts to a file; entries of the page's resources. */
  write(file: PdfFile): string[] {
    return [...this.#used.values()].map((used) => `/${used.name} ${writeFont(file, used)} 0 R`);
  }

  #of(font: Font): UsedFont {
    const face = faceName(font);
    let used = this.#used.get(face);
    if (used === undefined) {
      used = { name: `F${this.#used.size + 1}`, font, glyphs: new Map() };
      this.#used.set(face, used);
    }
    return used;
  }
}

function writeFont(file: PdfFile, { name, font, glyphs }: UsedFont): number {
  const bytes = subsetFont(
    fontBytes(font),
    [...glyphs.values()].map((character) => character.codePointAt(0)!),
  );
  const metrics = fontMetrics(font);
  const thousandth = (value: number) => String(Math.round(1000 * value));
  // A tag of six letters tells readers that the font is a subset: of the same face for the same number.
  const base = `CEVNS${String.fromCharCode(64 + Number(name.slice(1)))}+${faceName(font)}`;
  const program = file.stream({ Length1: bytes.length }, bytes);
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName /${base} /Flags 4 /FontBBox [-500 -400 1500 1200] /ItalicAngle ${font.italic === true ? -12 : 0} ` +
      `/Ascent ${thousandth(metrics.ascent)} /Descent ${thousandth(-metrics.descent)} /CapHeight ${thousandth(metrics.capHeight)} /StemV 80 /FontFile2 ${program} 0 R >>`,
  );
  const sorted = [...glyphs].sort(([a], [b]) => a - b);
  const widths = sorted.map(([glyph, character]) => {
    return `${glyph} [${(1000 * metrics.advance(character.codePointAt(0)!)).toFixed(1)}]`;
  });
  const descendant = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${base} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/FontDescriptor ${descriptor} 0 R /DW 0 /W [${widths.join(' ')}] /CIDToGIDMap /Identity >>`,
  );
  const unicode = file.stream({}, unicodeMap(sorted));
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${base} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  );
}

/** The table from codes to Unicode; not more than a hundred entries in a row are allowed. */
function unicodeMap(glyphs: readonly (readonly [glyph: number, character: string])[]): string {
  const lines = glyphs.map(([glyph, character]) => {
    const units = Array.from({ length: character.length }, (_, i) => hexadecimal(character.charCodeAt(i)));
    return `<${hexadecimal(glyph)}> <${units.join('')}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
    '',
  ].join('\n');
}

function faceName({ family, bold, italic }: Font): string {
  return `${family.replaceAll(' ', '')}${bold === true ? '-Bold' : italic === true ? '-Italic' : '-Regular'}`;
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(4, '0');
}
