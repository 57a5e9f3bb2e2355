import { sha256 } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';

/**
 * Text of a small file that notices its own damage: the sha256 of the second line, then canonical JSON, each ended by a
 * line feed.
 */
export function seal(value: Json | object): string {
  return sealText(canonicalJson(value));
}

/** As `seal`, for JSON that is written already. */
export function sealText(text: string): string {
  return `${sha256(text)}\n${text}\n`;
}

/** The JSON of a sealed file, or undefined when a single bit of it is not as `seal` wrote it. */
export function unseal(bytes: Uint8Array): unknown {
  const text = unsealText(bytes);
  return text && JSON.parse(text.toString('utf8'));
}

/** The bytes of the JSON of a sealed file, or undefined as above. */
export function unsealText(bytes: Uint8Array): Buffer | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.length < 67 || text[64] !== 0x0a || text[text.length - 1] !== 0x0a) return undefined;
  const content = text.subarray(65, text.length - 1);
  if (sha256(content) !== text.toString('latin1', 0, 64)) return undefined;
  return content;
}
