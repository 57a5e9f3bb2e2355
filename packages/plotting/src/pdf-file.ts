import { deflateSync } from 'node:zlib';

/** The objects of a PDF file, gathered and then written with their cross-reference table (ISO 32000-1:2008, 7.5). */
export class PdfFile {
  readonly #objects: (Uint8Array | null)[] = [];

  /** Adds an object and gives its number. */
  add(body: string): number {
    this.#objects.push(latin1(body));
    return this.#objects.length;
  }

  /** A number for an object that others have to name before it is there. */
  reserve(): number {
    this.#objects.push(null);
    return this.#objects.length;
  }

  /** Sets the object of a reserved number. */
  fill(number: number, body: string): void {
    this.#objects[number - 1] = latin1(body);
  }

  /** Adds a compressed stream. */
  stream(entries: Readonly<Record<string, string | number>>, content: string | Uint8Array): number {
    const packed = deflateSync(typeof content === 'string' ? latin1(content) : content, { level: 9 });
    const keys = Object.entries(entries).map(([key, value]) => `/${key} ${value} `);
    const head = `<< ${keys.join('')}/Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    this.#objects.push(joined([latin1(head), packed, latin1('\nendstream')]));
    return this.#objects.length;
  }

  /** The whole file. */
  bytes(catalog: number, info: number): Uint8Array {
    const parts: Uint8Array[] = [
      latin1('%PDF-1.7\n%'),
      // Four bytes above 127 tell programs that the file is not text.
      Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 10),
    ];
    let at = 15;
    const offsets = this.#objects.map((object, i) => {
      if (object === null) throw new Error(`object ${i + 1} was reserved and never filled`);
      const whole = joined([latin1(`${i + 1} 0 obj\n`), object, latin1('\nendobj\n')]);
      const offset = at;
      parts.push(whole);
      at += whole.length;
      return offset;
    });
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    const size = offsets.length + 1;
    const trailer = `trailer\n<< /Size ${size} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${at}\n%%EOF\n`;
    return joined([...parts, latin1(`xref\n0 ${size}\n0000000000 65535 f \n${rows}${trailer}`)]);
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
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
