import { harmless } from '@cevns/language/source-text';

/** What of a terminal is needed to draw on it. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>;

/** Lines at the end of what is on a terminal that are drawn again and again, and leave nothing behind. */
export class LiveLines {
  readonly #screen: Screen;
  #shown: readonly string[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Draws lines in place of those drawn before; what does not fit the width or the height is cut off. */
  show(lines: readonly string[]): void {
    // A line that fills the last column would wrap on some terminals.
    const room = Math.max(1, this.#columns() - 1);
    const height = Math.max(1, (this.#screen.rows || 24) - 1);
    const rows = lines.slice(0, height).map((line) => cut(harmless(line), room));
    if (rows.length === 0) {
      this.clear();
      return;
    }
    if (rows.length === this.#shown.length && rows.every((row, i) => row === this.#shown[i])) return;
    this.#screen.write(`${this.#toBegin()}${rows.map((row) => `${row}\u001b[K`).join('\n')}\u001b[J`);
    this.#shown = rows;
  }

  /** Removes what was drawn. */
  clear(): void {
    if (this.#shown.length === 0) return;
    this.#screen.write(`${this.#toBegin()}\u001b[J`);
    this.#shown = [];
  }

  /** Moves the cursor to the begin of what was drawn. After the window got narrower, a line may take several rows. */
  #toBegin(): string {
    if (this.#shown.length === 0) return '';
    const columns = this.#columns();
    const rows = this.#shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    return rows === 1 ? '\r' : `\r\u001b[${rows - 1}A`;
  }

  #columns(): number {
    return this.#screen.columns || 80;
  }
}

function cut(line: string, room: number): string {
  return line.length <= room ? line : `${line.slice(0, room - 1)}…`;
}
