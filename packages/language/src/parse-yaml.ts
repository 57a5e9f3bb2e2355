import { Alias, Composer, isMap, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { Located, LocatedEntry } from './located.ts';
import { inReadingOrder, type Problem, type ProblemDetails, problemAt, problemOfFile, StudyError } from './problem.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { SourceRange, SourceText } from './source-text.ts';
import { syntaxProblems } from './syntax-problems.ts';
import { depthProblem } from './yaml-depth.ts';

/** Nodes that all aliases of a text together may stand for; a bomb of nested aliases stops here. */
const largestExpansion = 10_000;

/**
 * Parses one YAML 1.2 document (core schema) into a located tree. Everything that is wrong with the text is reported
 * at once. Merge keys, tags other than those of the core schema, keys that are not text, non-finite numbers and cyclic
 * anchors are refused; aliases are followed in moderation.
 *
 * @param source the text
 * @param offset where in the text the YAML starts; default 0
 * @throws StudyError E104, E111 to E123
 */
export function parseYaml(source: SourceText, offset = 0): Located {
  const text = source.text.slice(offset);
  const tokens = [...new Parser().parse(text)];
  // Composing recurses: a text of brackets would exhaust the stack, which regular expressions do not survive.
  const tooDeep = depthProblem(tokens, source, offset);
  if (tooDeep) throw new StudyError([tooDeep]);
  // Duplicate keys are found below: the library compares each key with all others.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    merge: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const problems = syntaxProblems(documents, tokens, source, offset);
  const builder = new TreeBuilder(source, offset, problems);
  const contents = documents[0]?.contents;
  const second = documents[1];
  if (second) {
    const at = offset + (second.contents?.range?.[0] ?? second.range[0]);
    problems.push(
      problemAt({ source, start: at, end: at + 1 }, 'E114', {
        message: 'a second YAML document starts before this line',
        expected: 'one document in a file, without a line of ---',
      }),
    );
  }
  const root = contents ? builder.build(contents) : undefined;
  if (problems.length > 0) throw new StudyError(inReadingOrder(problems));
  if (!root || (root.kind === 'scalar' && root.value === null)) {
    throw new StudyError([problemOfFile(source.name, 'E104', { message: 'there is nothing in it but comments' })]);
  }
  return root;
}

/** An anchored node: what it became, how many nodes that is, and whether it is still being built. */
interface Anchor {
  located?: Located;
  size: number;
}

class TreeBuilder {
  readonly #source: SourceText;
  readonly #offset: number;
  readonly #problems: Problem[];
  readonly #syntaxLines: ReadonlySet<number>;
  readonly #anchors = new Map<string, Anchor>();
  #size = 0;
  #expanded = 0;

  constructor(source: SourceText, offset: number, problems: Problem[]) {
    this.#source = source;
    this.#offset = offset;
    this.#problems = problems;
    this.#syntaxLines = new Set(problems.map((problem) => problem.line));
  }

  build(node: Node): Located {
    if (node instanceof Alias) return this.#follow(node);
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
    const entry: Anchor = { size: 0 };
    if (anchor !== undefined) this.#anchors.set(anchor, entry);
    const before = this.#size + this.#expanded;
    const located = this.#buildContent(node);
    entry.located = located;
    entry.size = this.#size + this.#expanded - before;
    return located;
  }

  #buildContent(node: Node): Located {
    this.#size++;
    const range = this.#rangeOf(node);
    this.#checkTag(node, range);
    if (isMap(node)) return this.#buildMap(node.items, range);
    if (isSeq(node)) return { kind: 'sequence', items: node.items.map((item) => this.build(item as Node)), range };
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#report('E119', range, {
        message: 'this number is not finite',
        expected: 'a number within the range of double precision',
        found: textOf(range),
      });
    }
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
      this.#report('E105', range, { message: 'this text holds half of a surrogate pair, which is no character' });
    }
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, range };
  }

  #buildMap(pairs: readonly { key: unknown; value?: unknown }[], range: SourceRange): Located {
    const entries = new Map<string, LocatedEntry>();
    for (const pair of pairs) {
      const keyNode = pair.key as Node | null;
      const keyRange = keyNode?.range ? this.#rangeOf(keyNode) : range;
      const key = this.#keyText(keyNode, keyRange);
      const value = pair.value ? this.build(pair.value as Node) : emptyAfter(keyRange);
      const first = key === undefined ? undefined : entries.get(key);
      if (first) {
        const { line } = this.#source.lineAndColumn(first.key.start);
        this.#report('E113', keyRange, {
          message: `the key \`${key}\` is written twice in one map`,
          expected: `each key once; line ${line} has it already`,
        });
      } else if (key !== undefined) entries.set(key, { key: keyRange, value });
    }
    return { kind: 'map', entries, range };
  }

  #keyText(node: Node | null, range: SourceRange): string | undefined {
    const key = isScalar(node) ? node.value : undefined;
    if (key === '<<' && isScalar(node) && node.type === 'PLAIN') {
      this.#report('E120', range, {
        message: 'merge keys are not part of YAML 1.2',
        expected: 'the keys themselves, or `use:` with overrides beside it',
      });
      return undefined;
    }
    if (key === '__proto__') {
      this.#report('E121', range, { message: 'the key `__proto__` is not allowed' });
      return undefined;
    }
    if (typeof key === 'string') return key;
    const written = textOf(range);
    this.#report('E117', range, {
      message: 'this key is not text',
      expected: 'a name',
      found: written,
      suggestion: isScalar(node) && written !== '' ? `"${written}"` : undefined,
    });
    return undefined;
  }

  #follow(alias: Alias): Located {
    const range = this.#rangeOf(alias);
    const anchor = this.#anchors.get(alias.source);
    const nothing: Located = { kind: 'scalar', value: null, range };
    if (!anchor) {
      this.#report('E123', range, {
        message: `the alias *${alias.source} has no anchor before it`,
        expected: `&${alias.source} at an earlier value`,
      });
      return nothing;
    }
    if (!anchor.located) {
      this.#report('E116', range, { message: `the alias *${alias.source} stands inside the value it stands for` });
      return nothing;
    }
    const already = this.#expanded > largestExpansion;
    this.#expanded += anchor.size;
    if (this.#expanded > largestExpansion) {
      if (!already) {
        this.#report('E115', range, {
          message: `the aliases of this text stand for more than ${largestExpansion} values`,
          expected: 'values written out, or `use:` for what is shared',
        });
      }
      return nothing;
    }
    return anchor.located;
  }

  #checkTag(node: Node, range: SourceRange): void {
    const tag = 'tag' in node ? node.tag : undefined;
    if (tag === undefined || coreTags.has(tag)) return;
    const written = tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice(18)}` : tag;
    this.#report('E118', range, { message: `the tag ${written} is not allowed`, expected: 'a plain value' });
  }

  #rangeOf(node: Node): SourceRange {
    const [start, end] = node.range ?? [0, 0];
    return { source: this.#source, start: this.#offset + start, end: this.#offset + end };
  }

  #report(code: ProblemCode, range: SourceRange, details: ProblemDetails): void {
    // What the parser made of a broken line is guesswork: the syntax problem of that line says enough.
    const problem = problemAt(range, code, details);
    if (!this.#syntaxLines.has(problem.line)) this.#problems.push(problem);
  }
}

const coreTags = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((t) => `tag:yaml.org,2002:${t}`),
]);

function textOf(range: SourceRange): string {
  return range.source.text.slice(range.start, Math.min(range.end, range.start + 60));
}

function emptyAfter(key: SourceRange): Located {
  return { kind: 'scalar', value: null, range: { source: key.source, start: key.end, end: key.end } };
}

/** Whether a null is a key left without a value, rather than a `null` or `~` that is written out. */
export function isLeftEmpty(node: Located): boolean {
  return node.kind === 'scalar' && node.value === null && node.range.start === node.range.end;
}
