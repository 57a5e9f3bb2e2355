/**
 * JSON for people and programs: two spaces for each level, and an array of numbers on one line. A plane of a million points is a line for each of its
 * rows, half as long as with a line for each number.
 *
 * The text is spaced out as it stands: to make a million numbers of it, and text of these again, takes several times as long.
 *
 * @param pieces of a text without white space in UTF-8; no string, number or array of numbers is cut
 * @returns the text, ended by a line feed
 */
export function readableJson(pieces: readonly Uint8Array[]): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const spacing = new Spacing(length);
  for (const piece of pieces) spacing.add(piece);
  return spacing.end();
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const [space, lineFeed] = [0x20, 0x0a];

/** By byte: whether it can stand in a number or in `null`. */
const isInNumber = new Uint8Array(256);
for (const each of Buffer.from('0123456789-+.eEnul')) isInNumber[each] = 1;

/** Copies JSON from byte to byte and puts white space between. */
class Spacing {
  #json: Buffer = Buffer.alloc(0);
  #at = 0;
  #written: Buffer;
  #end = 0;
  #depth = 0;
  /** Whether nothing has come yet since the last bracket was opened. */
  #isEmpty = false;

  /** @param length of the text */
  constructor(length: number) {
    // An array of numbers grows by less than a fifth.
    this.#written = Buffer.allocUnsafe(1024 + Math.ceil(1.25 * length));
  }

  add({ buffer, byteOffset, byteLength }: Uint8Array): void {
    const json = Buffer.from(buffer, byteOffset, byteLength);
    this.#json = json;
    this.#at = 0;
    while (this.#at < json.length) {
      const byte = json[this.#at]!;
      if (byte === closeArray || byte === closeObject) {
        this.#close(byte);
        continue;
      }
      if (this.#isEmpty) this.#newLine();
      this.#isEmpty = false;
      if (byte === quote) this.#copyString();
      else if (byte === openArray || byte === openObject) this.#open(byte);
      else this.#copy(byte);
    }
  }

  end(): Uint8Array {
    this.#put(lineFeed);
    return this.#written.subarray(0, this.#end);
  }

  #open(byte: number): void {
    if (byte === openArray && this.#copyNumbers()) return;
    this.#put(byte);
    this.#at++;
    this.#depth++;
    this.#isEmpty = true;
  }

  #close(byte: number): void {
    this.#depth--;
    if (!this.#isEmpty) this.#newLine();
    this.#isEmpty = false;
    this.#put(byte);
    this.#at++;
  }

  /** A comma, a colon, or a byte of a value outside of arrays of numbers. */
  #copy(byte: number): void {
    this.#put(byte);
    if (byte === comma) this.#newLine();
    else if (byte === colon) this.#put(space);
    this.#at++;
  }

  #copyString(): void {
    const json = this.#json;
    const begin = this.#at;
    let end = begin + 1;
    while (end < json.length && json[end] !== quote) end += json[end] === backslash ? 2 : 1;
    end++;
    this.#makeRoom(end - begin);
    this.#end += json.copy(this.#written, this.#end, begin, end);
    this.#at = end;
  }

  /** Copies an array of nothing but numbers and nulls; false when it is not one, and nothing was done. */
  #copyNumbers(): boolean {
    const json = this.#json;
    const begin = this.#at + 1;
    if (isInNumber[json[begin]!] !== 1) return false;
    const close = json.indexOf(closeArray, begin);
    this.#makeRoom(2 * (close - begin) + 2);
    const written = this.#written;
    let end = this.#end;
    written[end++] = openArray;
    for (let at = begin; at < close; at++) {
      const byte = json[at]!;
      written[end++] = byte;
      if (isInNumber[byte] === 1) continue;
      if (byte !== comma) return false;
      written[end++] = space;
    }
    written[end++] = closeArray;
    this.#end = end;
    this.#at = close + 1;
    return true;
  }

  #newLine(): void {
    const indent = 2 * this.#depth;
    this.#makeRoom(1 + indent);
    this.#written[this.#end++] = lineFeed;
    this.#written.fill(space, this.#end, this.#end + indent);
    this.#end += indent;
  }

  #put(byte: number): void {
    this.#makeRoom(1);
    this.#written[this.#end++] = byte;
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#written.length) return;
    const larger = Buffer.allocUnsafe(2 * this.#written.length + bytes);
    this.#written.copy(larger, 0, 0, this.#end);
    this.#written = larger;
  }
}
