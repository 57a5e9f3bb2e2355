import { type Outline, outlineReader } from './font-subset.ts';
import { fontBytes } from './fonts.ts';
import type { Font, PathCommand } from './primitives.ts';
import { tableDirectory, tableOffset } from './truetype.ts';

/** A point of a TrueType contour, in units of the font. */
interface ContourPoint {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

type Contours = readonly (readonly ContourPoint[])[];

/** x' = a x + c y + e, y' = b x + d y + f. */
type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Outlines of a font's glyphs, in units of the em; y grows upwards. */
export type GlyphOutlines = (glyph: number) => readonly PathCommand[];

const known = new Map<string, GlyphOutlines>();

/** The outlines of a bundled font, each glyph read once per process. */
export function glyphOutlines(font: Font): GlyphOutlines {
  const key = JSON.stringify([font.family, font.bold === true, font.italic === true]);
  let outlines = known.get(key);
  if (outlines === undefined) {
    outlines = readOutlines(fontBytes(font));
    known.set(key, outlines);
  }
  return outlines;
}

/** Reads outlines from the bytes of a TrueType font (OpenType specification 1.9, table `glyf`). */
export function readOutlines(bytes: Uint8Array): GlyphOutlines {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableDirectory(view);
  const em = view.getUint16(tableOffset(tables, 'head') + 18);
  const outline = outlineReader(view, tables);
  const drawn = new Map<number, readonly PathCommand[]>();
  return (glyph) => {
    let commands = drawn.get(glyph);
    if (commands === undefined) {
      commands = contoursOf(glyph, outline).flatMap((contour) => cubicPath(contour, em));
      drawn.set(glyph, commands);
    }
    return commands;
  };
}

function contoursOf(glyph: number, outline: Outline): Contours {
  const bytes = outline(glyph);
  if (bytes.length === 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const contours = view.getInt16(0);
  return contours >= 0 ? simpleContours(view, contours) : compositeContours(view, outline);
}

function simpleContours(view: DataView, contours: number): Contours {
  const ends = Array.from({ length: contours }, (_, i) => view.getUint16(10 + 2 * i));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = 10 + 2 * contours;
  at += 2 + view.getUint16(at); // instructions
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = view.getUint8(at++);
    flags.push(flag);
    if ((flag & 8) !== 0) for (let left = view.getUint8(at++); left > 0; left--) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if ((flag & short) !== 0) value += (flag & same) !== 0 ? view.getUint8(at++) : -view.getUint8(at++);
      else if ((flag & same) === 0) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  return ends.map((end, i) => {
    const start = i === 0 ? 0 : ends[i - 1]! + 1;
    return Array.from({ length: end - start + 1 }, (_, k) => {
      return { x: xs[start + k]!, y: ys[start + k]!, onCurve: (flags[start + k]! & 1) !== 0 };
    });
  });
}

/** Glyphs made of other glyphs, each moved and scaled. Parts placed by matching points do not occur in the bundled fonts. */
function compositeContours(view: DataView, outline: Outline): Contours {
  const found: (readonly ContourPoint[])[] = [];
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at);
    const glyph = view.getUint16(at + 2);
    at += 4;
    const wide = (flags & 1) !== 0;
    const [e, f] = wide ? [view.getInt16(at), view.getInt16(at + 2)] : [view.getInt8(at), view.getInt8(at + 1)];
    at += wide ? 4 : 2;
    const fraction = () => {
      at += 2;
      return view.getInt16(at - 2) / 16384;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if ((flags & 8) !== 0) {
      a = fraction();
      d = a;
    } else if ((flags & 0x40) !== 0) [a, d] = [fraction(), fraction()];
    else if ((flags & 0x80) !== 0) [a, b, c, d] = [fraction(), fraction(), fraction(), fraction()];
    const affine: Affine = [a, b, c, d, e, f];
    found.push(...contoursOf(glyph, outline).map((contour) => contour.map((point) => transformed(point, affine))));
    more = (flags & 0x20) !== 0;
  }
  return found;
}

function transformed({ x, y, onCurve }: ContourPoint, [a, b, c, d, e, f]: Affine): ContourPoint {
  return { x: a * x + c * y + e, y: b * x + d * y + f, onCurve };
}

/** A contour of quadratic arcs as a path of cubic ones; between two control points in a row lies a point of the curve. */
function cubicPath(contour: readonly ContourPoint[], em: number): PathCommand[] {
  if (contour.length === 0) return [];
  const middle = (p: ContourPoint, q: ContourPoint) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, onCurve: true });
  const full = contour.flatMap((point, i) => {
    const before = contour[(i + contour.length - 1) % contour.length]!;
    return point.onCurve || before.onCurve ? [point] : [middle(before, point), point];
  });
  const first = full.findIndex(({ onCurve }) => onCurve);
  const ordered = [...full.slice(first), ...full.slice(0, first + 1)];
  let from = ordered[0]!;
  const commands: PathCommand[] = [{ op: 'M', x: from.x / em, y: from.y / em }];
  for (let i = 1; i < ordered.length; i++) {
    const point = ordered[i]!;
    if (point.onCurve) commands.push({ op: 'L', x: point.x / em, y: point.y / em });
    else {
      const to = ordered[++i]!;
      const control = (end: ContourPoint) => ({
        x: (end.x + (2 / 3) * (point.x - end.x)) / em,
        y: (end.y + (2 / 3) * (point.y - end.y)) / em,
      });
      const [one, two] = [control(from), control(to)];
      commands.push({ op: 'C', x1: one.x, y1: one.y, x2: two.x, y2: two.y, x: to.x / em, y: to.y / em });
      from = to;
      continue;
    }
    from = point;
  }
  return [...commands, { op: 'Z' }];
}
