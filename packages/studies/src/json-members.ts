/**
 * Some members of an object, of whose text no more is read: the result of a plane has a million numbers beside them.
 *
 * @param json an object without white space, in UTF-8
 * @returns those that are there
 */
export function jsonMembers(json: Uint8Array, names: readonly string[]): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  // A character for each byte, so that places are the same in both.
  const text = bytes.toString('latin1');
  const parse = (begin: number, end: number): unknown => JSON.parse(bytes.toString('utf8', begin, end));
  const found: Record<string, unknown> = {};
  for (let at = 1; text[at] === '"'; ) {
    const colon = endOfString(text, at);
    const end = endOfValue(text, colon + 1);
    const name = parse(at, colon) as string;
    if (names.includes(name)) found[name] = parse(colon + 1, end);
    at = end + 1;
  }
  return found;
}

const bracketOrQuote = /["[\]{}]/g;
const commaOrBrace = /[,}]/g;

/** Where the comma or the brace after a value is. */
function endOfValue(text: string, begin: number): number {
  if (text[begin] === '"') return endOfString(text, begin);
  if (text[begin] !== '[' && text[begin] !== '{') return nextOf(commaOrBrace, text, begin);
  let depth = 0;
  let at = begin;
  do {
    at = nextOf(bracketOrQuote, text, at);
    const found = text[at];
    if (found === '"') {
      at = endOfString(text, at);
    } else {
      depth += found === '[' || found === '{' ? 1 : -1;
      at++;
    }
  } while (depth > 0);
  return at;
}

/** Where the character after a string is. */
function endOfString(text: string, begin: number): number {
  let end = begin + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

function nextOf(characters: RegExp, text: string, begin: number): number {
  characters.lastIndex = begin;
  return characters.exec(text)!.index;
}
