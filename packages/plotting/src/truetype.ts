import { PlottingError } from './plotting-error.ts';

/** Widths and heights of a TrueType font, in units of the em. */
export interface FontMetrics {
  /** Advance width of a Unicode code point; code points the font lacks count as its `.notdef` box. */
  readonly advance: (codePoint: number) => number;
  readonly hasGlyph: (codePoint: number) => boolean;
  /** Index of the glyph of a code point; 0 is `.notdef`. */
  readonly glyph: (codePoint: number) => number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
}

/** Position of each table of a TrueType file (OpenType specification, "table directory"). */
export function tableDirectory(view: DataView): Map<string, { offset: number; length: number }> {
  const version = view.byteLength >= 12 ? view.getUint32(0) : 0;
  if (version !== 0x00010000) throw new PlottingError('font-damaged', 'font', 'not a TrueType file');
  const tables = new Map<string, { offset: number; length: number }>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(entry + k)));
    tables.set(tag, { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  return tables;
}

/** Offset of a table that every font has to have. */
export function tableOffset(tables: Map<string, { offset: number; length: number }>, tag: string): number {
  const table = tables.get(tag);
  if (table === undefined) throw new PlottingError('font-damaged', 'font', `table ${tag} is missing`);
  return table.offset;
}

/**
 * Reads advance widths and vertical metrics from the bytes of a TrueType font (tables head, hhea, hmtx, cmap, OS/2).
 * Kerning is left out: with it text gets shorter, so that measured boxes are never too small.
 */
export function readMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableDirectory(view);
  const em = view.getUint16(tableOffset(tables, 'head') + 18);
  const hhea = tableOffset(tables, 'hhea');
  const hmtx = tableOffset(tables, 'hmtx');
  const os2 = tableOffset(tables, 'OS/2');
  const longMetrics = view.getUint16(hhea + 34);
  const glyphOf = readCharacterMap(view, tableOffset(tables, 'cmap'));
  return {
    advance: (codePoint) => view.getUint16(hmtx + 4 * Math.min(glyphOf(codePoint), longMetrics - 1)) / em,
    hasGlyph: (codePoint) => glyphOf(codePoint) !== 0,
    glyph: glyphOf,
    ascent: view.getInt16(hhea + 4) / em,
    descent: -view.getInt16(hhea + 6) / em,
    xHeight: view.getInt16(os2 + 86) / em,
    capHeight: view.getInt16(os2 + 88) / em,
  };
}

/** The map from code point to glyph index of a `cmap` table; 0 (`.notdef`) for what the font lacks. Reads formats 4 and 12. */
export function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = new Map<number, number>();
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const offset = cmap + view.getUint32(cmap + 8 + 8 * i);
    subtables.set(view.getUint16(offset), offset);
  }
  const wide = subtables.get(12);
  if (wide !== undefined) return (codePoint) => lookupFormat12(view, wide, codePoint);
  const basic = subtables.get(4);
  if (basic !== undefined) return (codePoint) => lookupFormat4(view, basic, codePoint);
  throw new PlottingError('font-damaged', 'font', 'the character map has neither format 4 nor 12');
}

function lookupFormat4(view: DataView, table: number, codePoint: number): number {
  const doubledSegments = view.getUint16(table + 6);
  const ends = table + 14;
  const starts = ends + doubledSegments + 2;
  const deltas = starts + doubledSegments;
  const rangeOffsets = deltas + doubledSegments;
  for (let i = 0; i < doubledSegments; i += 2) {
    if (codePoint > view.getUint16(ends + i)) continue;
    const start = view.getUint16(starts + i);
    if (codePoint < start) return 0;
    const delta = view.getUint16(deltas + i);
    const rangeOffset = view.getUint16(rangeOffsets + i);
    if (rangeOffset === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(rangeOffsets + i + rangeOffset + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

function lookupFormat12(view: DataView, table: number, codePoint: number): number {
  let low = 0;
  let high = view.getUint32(table + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = table + 16 + 12 * middle;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return 0;
}
