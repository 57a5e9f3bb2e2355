/** A terminal that understands what live lines need: carriage return, line feed, cursor up, and the two ways to erase. */
export class FakeScreen {
  columns: number;
  rows: number;
  /** Everything that was written. */
  written = '';
  #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string | Uint8Array): boolean {
    this.written += String(text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal obeys
    for (const [token, up] of String(text).matchAll(/\u001b\[(?:(\d+)A|K|J)|./gsu)) {
      if (up !== undefined) this.#row = Math.max(0, this.#row - Number(up));
      else if (token === '\r') this.#column = 0;
      else if (token === '\n') this.#feed();
      else if (token.startsWith('\u001b[')) this.#erase(token.endsWith('J'));
      else this.#put(token);
    }
    return true;
  }

  /** What stands on the screen. */
  get text(): string[] {
    return this.#lines.map((line) => line.trimEnd());
  }

  /** Makes the window narrower: lines that no longer fit take several rows, and the cursor stays where it was in the text. */
  resize(columns: number): void {
    const lines = this.#lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? ['']);
    this.#row += lines.length - this.#lines.length;
    this.#column = lines[this.#row]!.length;
    this.#lines = lines;
    this.columns = columns;
  }

  #feed(): void {
    this.#row += 1;
    this.#column = 0;
    this.#lines[this.#row] ??= '';
  }

  #erase(below: boolean): void {
    this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column);
    if (below) this.#lines.length = this.#row + 1;
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#feed();
    const line = this.#lines[this.#row]!.padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }
}
