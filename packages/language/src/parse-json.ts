import type { Located, LocatedEntry } from './located.ts';
import { problemAt, StudyError } from './problem.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { SourceRange, SourceText } from './source-text.ts';

/** Deepest nesting that is read. */
const DEEPEST = 100;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a text
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/**
 * Parses JSON (RFC 8259) into a located tree. `JSON.parse` is quicker, and says less of what is wrong.
 *
 * @throws StudyError E113, E119, E122 or E124, for the first thing that is wrong
 */
export function parseJson(source: SourceText): Located {
  return new JsonReader(source).document();
}

class JsonReader {
  readonly #source: SourceText;
  #at = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  document(): Located {
    const root = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#source.text.length)
      this.#fail('E124', 'something follows the end of the value', 'nothing more');
    return root;
  }

  #value(depth: number): Located {
    this.#skipSpace();
    const start = this.#at;
    const first = this.#source.text[start];
    if (depth > DEEPEST) this.#fail('E122', 'this is nested too deeply', `at most ${DEEPEST} levels`);
    if (first === '{') return this.#object(start, depth);
    if (first === '[') return this.#array(start, depth);
    if (first === '"') {
      const value = this.#text();
      return { kind: 'scalar', value, range: this.#range(start) };
    }
    const number = this.#match(NUMBER);
    if (number !== undefined) {
      const value = Number(number);
      if (!Number.isFinite(value)) {
        this.#fail(
          'E119',
          'this number is not finite',
          'a number within the range of double precision',
          this.#range(start),
        );
      }
      return { kind: 'scalar', value, range: this.#range(start) };
    }
    const word = this.#match(WORD);
    if (word !== undefined && word in LITERALS) {
      return { kind: 'scalar', value: LITERALS[word]!, range: this.#range(start) };
    }
    if (word === 'NaN' || word === 'Infinity') {
      this.#fail('E119', `JSON has no number \`${word}\``, 'a finite number', this.#range(start));
    }
    if (word !== undefined) this.#fail('E124', `JSON has no word \`${word}\``, 'a value', this.#range(start));
    return this.#fail('E124', first === undefined ? 'the text ends within a value' : 'no value begins here', 'a value');
  }

  #object(start: number, depth: number): Located {
    const entries = new Map<string, LocatedEntry>();
    this.#at++;
    while (!this.#closes('}', entries.size)) {
      const before = this.#at;
      if (this.#source.text[before] !== '"') this.#fail('E124', 'a key is due here', 'a text in double quotes');
      const name = this.#text();
      const key = this.#range(before);
      if (entries.has(name)) {
        this.#fail('E113', `the key \`${name}\` is written twice in this object`, 'each key once', key);
      }
      this.#skipSpace();
      if (this.#source.text[this.#at] !== ':') this.#fail('E124', 'a colon is due here', '`:`');
      this.#at++;
      entries.set(name, { key, value: this.#value(depth + 1) });
    }
    return { kind: 'map', entries, range: this.#range(start) };
  }

  #array(start: number, depth: number): Located {
    const items: Located[] = [];
    this.#at++;
    while (!this.#closes(']', items.length)) items.push(this.#value(depth + 1));
    return { kind: 'sequence', items, range: this.#range(start) };
  }

  /** Whether an object or array ends here; otherwise goes on to its next item, past the comma. */
  #closes(bracket: string, items: number): boolean {
    this.#skipSpace();
    const next = this.#source.text[this.#at];
    if (next === bracket) {
      this.#at++;
      return true;
    }
    if (items === 0) return false;
    if (next !== ',') this.#fail('E124', `a comma or \`${bracket}\` is due here`, `\`,\` or \`${bracket}\``);
    const comma = this.#at++;
    this.#skipSpace();
    if (this.#source.text[this.#at] === bracket) {
      this.#fail('E124', 'nothing follows the comma', `no comma before \`${bracket}\``, this.#range(comma));
    }
    return false;
  }

  #text(): string {
    const text = this.#match(STRING);
    if (text === undefined)
      this.#fail('E124', 'this text does not end in its line, or has an escape that JSON lacks', '`"`');
    return JSON.parse(text) as string;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    const { text } = this.#source;
    while (this.#at < text.length && ' \t\n\r'.includes(text[this.#at]!)) this.#at++;
  }

  #range(start: number, end = this.#at): SourceRange {
    return { source: this.#source, start, end };
  }

  #fail(code: ProblemCode, message: string, expected: string, range?: SourceRange): never {
    throw new StudyError([problemAt(range ?? this.#range(this.#at, this.#at + 1), code, { message, expected })]);
  }
}
