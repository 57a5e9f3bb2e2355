import { readCharacterMap, tableDirectory, tableOffset } from './truetype.ts';

/**
 * Cuts a TrueType font down to the glyphs of some characters, for embedding into a page: outlines, advance widths and names stay, kerning,
 * ligatures and all other glyphs go. Glyph indices are kept, so that composite glyphs need no rewriting. Characters that the
 * font lacks are left out. Source: OpenType specification 1.9 (tables head, hhea, maxp, hmtx, loca, glyf, cmap, post).
 */
export function subsetFont(bytes: Uint8Array, codePoints: Iterable<number>): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableDirectory(view);
  const glyphOf = readCharacterMap(view, tableOffset(tables, 'cmap'));
  const characters = [...new Set(codePoints)]
    .sort((a, b) => a - b)
    .map((codePoint) => ({ codePoint, glyph: glyphOf(codePoint) }))
    .filter(({ glyph }) => glyph !== 0);
  const outline = outlineReader(view, tables);
  const kept = closure(
    characters.map(({ glyph }) => glyph),
    outline,
  );
  const glyphs = Math.max(...kept) + 1;
  const copy = (tag: string) => {
    const { offset, length } = tables.get(tag) ?? { offset: tableOffset(tables, tag), length: 0 };
    return new Uint8Array(bytes.subarray(offset, offset + length)); // a copy, also of a Buffer
  };
  const { glyf, loca } = packOutlines(glyphs, kept, outline);
  const longMetrics = Math.min(glyphs, view.getUint16(tableOffset(tables, 'hhea') + 34));
  // Version 3 of `post` has no glyph names.
  const post = patched(copy('post').slice(0, 32), (table) => table.setUint32(0, 0x00030000));
  const head = patched(copy('head'), (table) => {
    table.setUint32(8, 0); // filled in when all is there
    table.setInt16(50, 1); // long offsets in loca
  });
  return assemble([
    ['OS/2', copy('OS/2')],
    ['cmap', writeCharacterMap(characters)],
    ['glyf', glyf],
    ['head', head],
    ['hhea', patched(copy('hhea'), (table) => table.setUint16(34, longMetrics))],
    ['hmtx', copy('hmtx').slice(0, 4 * longMetrics + 2 * (glyphs - longMetrics))],
    ['loca', loca],
    ['maxp', patched(copy('maxp'), (table) => table.setUint16(4, glyphs))],
    ['name', copy('name')],
    ['post', post],
  ]);
}

/** The bytes of a glyph in the table `glyf`; none for a blank. */
export type Outline = (glyph: number) => Uint8Array;

function patched(table: Uint8Array, change: (view: DataView) => void): Uint8Array {
  change(new DataView(table.buffer, table.byteOffset, table.byteLength));
  return table;
}

/** Finds the outlines of a font by its table `loca`. */
export function outlineReader(view: DataView, tables: Map<string, { offset: number; length: number }>): Outline {
  const long = view.getInt16(tableOffset(tables, 'head') + 50) === 1;
  const loca = tableOffset(tables, 'loca');
  const glyf = tableOffset(tables, 'glyf');
  const at = (glyph: number) => (long ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph));
  return (glyph) => new Uint8Array(view.buffer, view.byteOffset + glyf + at(glyph), at(glyph + 1) - at(glyph));
}

/** The glyphs, `.notdef`, and all that composite glyphs among them are made of. */
function closure(glyphs: readonly number[], outline: Outline): Set<number> {
  const kept = new Set<number>();
  const waiting = [0, ...glyphs];
  for (let glyph = waiting.pop(); glyph !== undefined; glyph = waiting.pop()) {
    if (kept.has(glyph)) continue;
    kept.add(glyph);
    waiting.push(...components(outline(glyph)));
  }
  return kept;
}

function components(outline: Uint8Array): number[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const found: number[] = [];
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at);
    found.push(view.getUint16(at + 2));
    more = (flags & 0x20) !== 0;
    const scale = (flags & 0x08) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0;
    at += 4 + ((flags & 0x01) !== 0 ? 4 : 2) + scale;
  }
  return found;
}

function packOutlines(
  glyphs: number,
  kept: ReadonlySet<number>,
  outline: Outline,
): { glyf: Uint8Array; loca: Uint8Array } {
  const loca = new DataView(new ArrayBuffer(4 * (glyphs + 1)));
  const parts: Uint8Array[] = [];
  let end = 0;
  for (let glyph = 0; glyph < glyphs; glyph++) {
    if (kept.has(glyph)) {
      const part = outline(glyph);
      const padded = new Uint8Array(4 * Math.ceil(part.length / 4));
      padded.set(part);
      parts.push(padded);
      end += padded.length;
    }
    loca.setUint32(4 * (glyph + 1), end);
  }
  return { glyf: joined(parts), loca: new Uint8Array(loca.buffer) };
}

/** A character map of format 12 with one group per character. */
function writeCharacterMap(characters: readonly { codePoint: number; glyph: number }[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(28 + 12 * characters.length));
  view.setUint16(2, 1);
  view.setUint16(4, 3); // Windows
  view.setUint16(6, 10); // all of Unicode
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, view.byteLength - 12);
  view.setUint32(24, characters.length);
  characters.forEach(({ codePoint, glyph }, i) => {
    view.setUint32(28 + 12 * i, codePoint);
    view.setUint32(32 + 12 * i, codePoint);
    view.setUint32(36 + 12 * i, glyph);
  });
  return new Uint8Array(view.buffer);
}

function assemble(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(12 + 16 * tables.length));
  const power = Math.floor(Math.log2(tables.length));
  header.setUint32(0, 0x00010000);
  header.setUint16(4, tables.length);
  header.setUint16(6, 16 * 2 ** power);
  header.setUint16(8, power);
  header.setUint16(10, 16 * (tables.length - 2 ** power));
  const parts: Uint8Array[] = [new Uint8Array(header.buffer)];
  let offset = header.byteLength;
  let headAt = 0;
  tables.forEach(([tag, table], i) => {
    const padded = new Uint8Array(4 * Math.ceil(table.length / 4));
    padded.set(table);
    const entry = 12 + 16 * i;
    for (let k = 0; k < 4; k++) header.setUint8(entry + k, tag.charCodeAt(k));
    header.setUint32(entry + 4, checksum(padded));
    header.setUint32(entry + 8, offset);
    header.setUint32(entry + 12, table.length);
    if (tag === 'head') headAt = offset;
    parts.push(padded);
    offset += padded.length;
  });
  const font = joined(parts);
  return patched(font, (view) => view.setUint32(headAt + 8, (0xb1b0afba - checksum(font)) >>> 0));
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
