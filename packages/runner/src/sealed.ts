import { sha256 } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';

/**
 * Text of a small file that notices its own damage: the sha256 of the second line, then canonical JSON, each ended by a
 * line feed.
 */
export function seal(value: Json | object): string {
  const text = canonicalJson(value);
  return `${sha256(text)}\n${text}\n`;
}

/**
 * As `seal`, for JSON that is written already.
 *
 * @param pieces the text; asked for twice, so that tens of megabytes are in memory only once
 */
export function sealPieces(pieces: () => Iterable<string>): Buffer {
  let length = 0;
  for (const piece of pieces()) length += Buffer.byteLength(piece);
  const sealed = Buffer.allocUnsafe(sealLength + length + 1);
  let at = sealLength;
  for (const piece of pieces()) at += sealed.write(piece, at);
  sealed.write(`${sha256(sealed.subarray(sealLength, at))}\n`);
  sealed.write('\n', at);
  return sealed;
}

/** Length of the line with the digest. */
const sealLength = 65;

/** The JSON of a sealed file, or undefined when a single bit of it is not as `seal` wrote it. */
export function unseal(bytes: Uint8Array): unknown {
  const text = unsealText(bytes);
  return text && JSON.parse(text.toString('utf8'));
}

/** The bytes of the JSON of a sealed file, or undefined as above. */
export function unsealText(bytes: Uint8Array): Buffer | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.length < sealLength + 2 || text[sealLength - 1] !== 0x0a || text[text.length - 1] !== 0x0a) return undefined;
  const content = text.subarray(sealLength, text.length - 1);
  if (sha256(content) !== text.toString('latin1', 0, sealLength - 1)) return undefined;
  return content;
}
