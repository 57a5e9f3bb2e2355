/** A text that values come from: a file, or an argument of the command line. */
export class SourceText {
  /** Name shown to the reader. */
  readonly name: string;
  /** Absolute path of the file; null for an argument of the command line. */
  readonly path: string | null;
  /** The text, without a byte order mark. */
  readonly text: string;
  readonly #lineStarts: number[] = [0];

  constructor(name: string, path: string | null, text: string) {
    this.name = name;
    this.path = path;
    this.text = text;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.#lineStarts.push(i + 1);
  }

  /** Line and column, both from 1, of an offset into the text. */
  lineAndColumn(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
  }

  /** The text of a line (from 1) without its line break; undefined beyond the last line. */
  line(number: number): string | undefined {
    const start = this.#lineStarts[number - 1];
    if (start === undefined) return undefined;
    const next = this.#lineStarts[number];
    return this.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }
}

/** A stretch of a text, from `start` up to but not including `end`. */
export interface SourceRange {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A place as shown to a reader; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly range: SourceRange;
}

/** Line and column of the start of a range. */
export function positionOf(range: SourceRange): Position {
  return { file: range.source.name, ...range.source.lineAndColumn(range.start), range };
}

const frameWidth = 78;

/**
 * The line of a range with a caret under it, and the line before for orientation. Long lines are cut around the
 * place, so that the frame fits in 80 columns; control characters are made harmless.
 */
export function codeFrame(range: SourceRange): string {
  const { line, column } = positionOf(range);
  const text = range.source.line(line) ?? '';
  const gutter = String(line).length;
  const room = frameWidth - gutter - 3;
  const length = Math.max(1, Math.min(range.end - range.start, text.length - column + 1));
  const cut = column - 1 + Math.min(length, 20) <= room ? 0 : Math.max(0, column - 1 - Math.floor(room / 3));
  const shown = clip(text, cut, room);
  const caret = `${' '.repeat(column - 1 - cut)}${'^'.repeat(Math.max(1, Math.min(length, room - (column - 1 - cut))))}`;
  const rows: string[] = [];
  const before = line > 1 ? (range.source.line(line - 1) ?? '') : '';
  if (before.trim() !== '') rows.push(`${String(line - 1).padStart(gutter)} | ${clip(before, cut, room)}`);
  rows.push(`${line} | ${shown}`, `${' '.repeat(gutter)} | ${caret}`);
  return rows.map((row) => row.trimEnd()).join('\n');
}

function clip(line: string, from: number, room: number): string {
  let part = line.slice(from, from + room);
  if (from > 0 && part !== '') part = `…${part.slice(1)}`;
  if (from + room < line.length) part = `${part.slice(0, -1)}…`;
  // A tab is often the trouble itself: show it.
  return harmless(part.replace(/\t/g, '→'));
}

/** Text that may be printed on a terminal: every control character, a tab included, becomes one space or `�`. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
  return text.replace(/\t/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�');
}
