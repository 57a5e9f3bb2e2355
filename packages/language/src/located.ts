import { type Position, positionOf, type SourceRange } from './source-text.ts';

/** Steps from the root of a document to a node: keys of maps, indices of sequences. */
export type Path = readonly (string | number)[];

/** A scalar of a document; `range` is where it is written. */
export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly range: SourceRange;
  /** Stands for something that could not be read and is reported already: nothing more is said about this place. */
  readonly broken?: true;
}

/** A list of a document. */
export interface LocatedSequence {
  readonly kind: 'sequence';
  readonly items: readonly Located[];
  readonly range: SourceRange;
}

/** A map of a document, in the order in which its keys are written. */
export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly range: SourceRange;
  /**
   * How an override behaves when it meets the value it overrides: `whole` replaces it, `step` was made by the path of a
   * `--set` and may also descend into a sequence; otherwise maps merge.
   */
  readonly overrides?: 'whole' | 'step';
  /** The name in `use:` that this map was inlined for. */
  readonly usedBy?: SourceRange;
}

/** One key of a map with the place of the key and its value. */
export interface LocatedEntry {
  readonly key: SourceRange;
  readonly value: Located;
}

/**
 * A plain value with the place of every node and key. Nodes are immutable and know the text they come from, so a tree
 * may be put together from several files.
 */
export type Located = LocatedScalar | LocatedSequence | LocatedMap;

/** The plain JSON value of a located tree. Keys are own properties whatever their name. */
export function plainValue(node: Located): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
}

/** The node at a path, or undefined when the document has none there. */
export function nodeAt(root: Located, path: Path): Located | undefined {
  let node: Located | undefined = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'sequence') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** The place of the key at a path; undefined when the last step is an index, or the path does not exist. */
export function keyRangeAt(root: Located, path: Path): SourceRange | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const parent = nodeAt(root, path.slice(0, -1));
  return parent?.kind === 'map' ? parent.entries.get(String(last))?.key : undefined;
}

/** The tree with the node at an existing path replaced. */
export function withNodeAt(root: Located, path: Path, node: Located): Located {
  const [step, ...rest] = path;
  if (step === undefined) return node;
  if (root.kind === 'map') {
    const entry = root.entries.get(String(step));
    if (!entry) return root;
    const entries = new Map(root.entries);
    entries.set(String(step), { key: entry.key, value: withNodeAt(entry.value, rest, node) });
    return { ...root, entries };
  }
  if (root.kind === 'sequence') {
    return { ...root, items: root.items.map((item, i) => (i === Number(step) ? withNodeAt(item, rest, node) : item)) };
  }
  return root;
}

/** A located tree as the rest of the product sees it: the plain value, and the place of any part of it. */
export class Document {
  readonly root: Located;
  #value: { readonly plain: unknown } | undefined;

  constructor(root: Located) {
    this.root = root;
  }

  /** The plain JSON value; made once, not to be changed. */
  get value(): unknown {
    this.#value ??= { plain: plainValue(this.root) };
    return this.#value.plain;
  }

  /** The place of the value at a path; of its nearest existing ancestor when there is none. */
  at(path: Path): Position {
    for (let length = path.length; length > 0; length--) {
      const node = nodeAt(this.root, path.slice(0, length));
      if (node) return positionOf(node.range);
    }
    return positionOf(this.root.range);
  }

  /** The place of the key at a path; of the value when it is an item of a list, or the root. */
  keyAt(path: Path): Position {
    const range = keyRangeAt(this.root, path);
    return range ? positionOf(range) : this.at(path);
  }
}

/** A plain value with the part at an existing path replaced; nothing that is given is changed. */
export function replacedAt(value: unknown, path: Path, part: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return part;
  if (Array.isArray(value)) return value.map((item, i) => (i === Number(step) ? replacedAt(item, rest, part) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? replacedAt(item, rest, part) : item]));
}

/** A path as a reader would write it: `analysis.nsi.x.range.0`. */
export function pathText(path: Path): string {
  return path.join('.');
}

/** The path of a JSON pointer (RFC 6901). */
export function pathOfPointer(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}
