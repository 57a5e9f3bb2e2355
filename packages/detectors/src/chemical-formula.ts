/** An element of a chemical formula, or one isotope of it, and its number of atoms per formula unit. */
export interface FormulaPart {
  readonly symbol: string;
  /** Number of nucleons where the formula names an isotope; natural composition otherwise. */
  readonly A?: number;
  readonly atoms: number;
}

/** What stands at a place of a formula. */
type Token =
  | { readonly kind: 'element'; readonly symbol: string; readonly A?: number }
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'number'; readonly value: number };

const TOKEN = /\[(\d+)([A-Z][a-z]?)\]|([A-Z][a-z]?)|(\()|(\))|(\d+(?:\.\d+)?)/y;

/** Hydrogen with a neutron has a symbol of its own. */
const DEUTERIUM = { symbol: 'H', A: 2 } as const;

/**
 * Reads a chemical formula such as `CsI`, `CaWO4`, `Ca(OH)2`, `Pb0.5Sn0.5F2`, `76Ge`, `Li2[100Mo]O4` or `D2O`.
 *
 * Elements and groups in parentheses, nested as deep as one likes, each with an optional number of atoms, which need not be whole. An
 * isotope stands in brackets with its number of nucleons first, or without them where a formula or a group begins with it; `D` is `[2H]`. Parts
 * come in the order of the formula, each element or isotope once.
 *
 * @throws RangeError when the text is not such a formula
 */
export function parseFormula(formula: string): FormulaPart[] {
  const refuse = (): never => {
    throw new RangeError(`Expected a chemical formula such as CsI, Ca(OH)2 or 76Ge, got '${formula}'`);
  };
  const tokens = tokensOf(formula) ?? refuse();
  let at = 0;
  const group = (depth: number): Map<string, FormulaPart> => {
    const parts = new Map<string, FormulaPart>();
    const first = at;
    while (at < tokens.length && tokens[at]!.kind !== 'close') {
      let inside: Iterable<FormulaPart>;
      let token = tokens[at++]!;
      if (token.kind === 'number' && at - 1 === first) {
        const next = tokens[at++];
        if (next?.kind !== 'element' || next.A !== undefined || !Number.isInteger(token.value)) return refuse();
        token = { ...next, A: token.value };
      }
      if (token.kind === 'element') {
        const { symbol, A } = token;
        inside = [{ symbol, ...(A === undefined ? {} : { A }), atoms: 1 }];
      } else if (token.kind === 'open') {
        inside = group(depth + 1).values();
        if (tokens[at++]?.kind !== 'close') return refuse();
      } else return refuse();
      let times = 1;
      const after = tokens[at];
      if (after?.kind === 'number') {
        times = after.value;
        at += 1;
      }
      if (!(times > 0)) return refuse();
      for (const part of inside) add(parts, { ...part, atoms: part.atoms * times });
    }
    if (parts.size === 0 || (depth === 0 && at < tokens.length)) return refuse();
    return parts;
  };
  return [...group(0).values()];
}

function add(parts: Map<string, FormulaPart>, part: FormulaPart): void {
  const key = `${part.symbol}${part.A ?? ''}`;
  const before = parts.get(key);
  parts.set(key, before === undefined ? part : { ...part, atoms: before.atoms + part.atoms });
}

function tokensOf(formula: string): Token[] | undefined {
  const tokens: Token[] = [];
  let position = 0;
  while (position < formula.length) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(formula);
    if (match === null) return undefined;
    position = TOKEN.lastIndex;
    const [, nucleons, isotope, element, open, , number] = match;
    if (isotope !== undefined) tokens.push({ kind: 'element', symbol: isotope, A: Number(nucleons) });
    else if (element === 'D') tokens.push({ kind: 'element', ...DEUTERIUM });
    else if (element !== undefined) tokens.push({ kind: 'element', symbol: element });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else tokens.push({ kind: open === undefined ? 'close' : 'open' });
  }
  return tokens;
}
