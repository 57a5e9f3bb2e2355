import { type Document, keyRangeAt, nodeAt, type Path, pathText } from '@cevns/language/located';
import { nearest } from '@cevns/language/nearest';
import { inReadingOrder, type Problem, type ProblemDetails, problemAt, StudyError } from '@cevns/language/problem';
import type { ProblemCode } from '@cevns/language/problem-codes';

/** Problems that only show once a study is whole: names that nothing has, choices that do not go together. All are collected. */
export class StudyProblems {
  readonly #document: Document;
  readonly #problems: Problem[];
  readonly #place: (path: Path) => Path;

  constructor(document: Document, problems: Problem[] = [], place: (path: Path) => Path = (path) => path) {
    this.#document = document;
    this.#problems = problems;
    this.#place = place;
  }

  /** The same problems, for what is written elsewhere than where paths say: in a section of one of several experiments. */
  placed(place: (path: Path) => Path): StudyProblems {
    return new StudyProblems(this.#document, this.#problems, place);
  }

  /** How many there are so far. */
  get count(): number {
    return this.#problems.length;
  }

  /** Problems of a file that the study names, with places in it. */
  add(problems: readonly Problem[]): void {
    this.#problems.push(...problems);
  }

  /** Problems of a table that is named at a path. */
  addOfTable(written: Path, problems: readonly Problem[]): void {
    const path = this.#place(written);
    const { file, line, column } = this.#document.at(path);
    this.add(problems.map((problem) => ({ ...problem, namedAt: { file, line, column, path: pathText(path) } })));
  }

  /** A problem with the value at a path, or with its nearest existing ancestor. */
  at(written: Path, code: ProblemCode, details: ProblemDetails): void {
    const { root } = this.#document;
    const path = this.#place(written);
    let length = path.length;
    while (length > 0 && nodeAt(root, path.slice(0, length)) === undefined) length -= 1;
    this.#problems.push(problemAt(nodeAt(root, path.slice(0, length))!.range, code, details));
  }

  /** A problem with the key at a path. */
  atKey(path: Path, code: ProblemCode, details: ProblemDetails): void {
    const range = keyRangeAt(this.#document.root, this.#place(path));
    if (range === undefined) this.at(path, code, details);
    else this.#problems.push(problemAt(range, code, details));
  }

  /** A name that is not among those that exist; false when it is none. */
  expectName(path: Path, code: ProblemCode, what: string, name: string, known: readonly string[]): boolean {
    if (known.includes(name)) return true;
    const details = unknownName(what, name, known);
    if (keyRangeAt(this.#document.root, this.#place(path)) !== undefined && path.at(-1) === name)
      this.atKey(path, code, details);
    else this.at(path, code, details);
    return false;
  }

  /** Runs what may refuse a value with a RangeError, and makes that a problem: with a key, where it got one that stands at the path. */
  attempt<T>(path: Path, code: ProblemCode, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const [expected, found] = error.message.replace(/^Expected /, '').split(', got ');
      const details = { message: error.message.replace(/^E/, 'e'), expected, found };
      const key = found === undefined ? undefined : keyRangeAt(this.#document.root, this.#place([...path, found]));
      if (key === undefined) this.at(path, code, details);
      else this.atKey([...path, found!], code, details);
      return undefined;
    }
  }

  /** @throws StudyError with all problems, if there is any */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new StudyError(inReadingOrder(this.#problems));
  }
}

function unknownName(what: string, name: string, known: readonly string[]): ProblemDetails {
  return {
    message: `there is no ${what} \`${name}\``,
    expected: known.length === 0 ? `a study with a ${what}` : `one of ${known.join(', ')}`,
    found: name,
    suggestion: nearest(name, known),
  };
}
