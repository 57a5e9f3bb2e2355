export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * A strict reader of the XML that has elements, attributes and text.
 *
 * @throws Error where the text is not well-formed
 */
export function parseXml(source: string): XmlElement {
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === source) throw new Error('no XML declaration');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML does not allow
  if (/[\u0000-\u0008\u000b-\u001f\ufffe\uffff\p{Cs}]/u.test(source))
    throw new Error('a character that XML does not allow');
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  let at = 0;
  const token = /<\/(\w+)>|<(\w+)((?: \w+="[^"<]*")*)(\/?)>|([^<>]+)/y;
  while (at < body.length) {
    token.lastIndex = at;
    const match = token.exec(body);
    if (match === null) throw new Error(`not well-formed: ${body.slice(at, at + 60)}`);
    at = token.lastIndex;
    const [, closed, name, attributes = '', empty, text] = match;
    const parent = open.at(-1)!;
    if (text !== undefined) parent.text += unescaped(text);
    else if (closed !== undefined) {
      if (closed !== parent.name) throw new Error(`</${closed}> ends <${parent.name}>`);
      open.pop();
    } else {
      const found = [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)]);
      const element: XmlElement = { name: name!, attributes: Object.fromEntries(found), children: [], text: '' };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('not one root element');
  return top.children[0]!;
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+);|(\w+);)?/g, (reference, code?: string, name?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = ENTITIES[name ?? ''];
    if (character === undefined) throw new Error(`not a reference: ${reference}`);
    return character;
  });
}
