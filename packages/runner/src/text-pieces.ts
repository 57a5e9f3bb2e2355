import { createHash } from 'node:crypto';

/** A text in pieces, so that tens of megabytes are never in memory as a whole; they are made anew each time they are asked for. */
export type TextPieces = () => Iterable<string>;

/** sha256 of the text in UTF-8. */
export function digestOfPieces(pieces: TextPieces): string {
  const hash = createHash('sha256');
  for (const chunk of inChunks(pieces())) hash.update(chunk);
  return hash.digest('hex');
}

const chunkLength = 65_536;

/** The same text in larger pieces, since each that is hashed or written costs a call. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < chunkLength) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}
