import type { ProblemCode } from './problem-codes.ts';
import { codeFrame, positionOf, type SourceRange } from './source-text.ts';

/** One thing that is wrong with an input, and where. */
export interface Problem {
  readonly code: ProblemCode;
  /** One sentence in lower case without a full stop. */
  readonly message: string;
  /** File as the caller named it, or the `--set` argument. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
  /** The line with a caret under the place; empty when there is no text to show. */
  readonly frame: string;
  readonly expected?: string;
  readonly found?: string;
  /** What to write instead, ready to be typed. */
  readonly suggestion?: string;
  /** Of a problem with a file that another one names: where, and the path there. */
  readonly namedAt?: { readonly file: string; readonly line: number; readonly column: number; readonly path: string };
}

/** What a problem says beside its code and its place. */
export interface ProblemDetails {
  readonly message: string;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly suggestion?: string | undefined;
}

/** All problems of one call; the message is the list of `file:line:column: code: message`. */
export class StudyError extends Error {
  readonly problems: readonly Problem[];

  /**
   * @param problems at least one problem, in the order in which they are to be shown
   * @param options.cause what went wrong in code that is not ours
   */
  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.code}: ${p.message}`).join('\n'), options);
    this.name = 'StudyError';
    this.problems = problems;
  }
}

/** A problem at a range of a text, with its position and code frame filled in. */
export function problemAt(range: SourceRange, code: ProblemCode, details: ProblemDetails): Problem {
  const { file, line, column } = positionOf(range);
  return withDetails({ code, message: details.message, file, line, column, frame: codeFrame(range) }, details);
}

/** A problem with a file as a whole, at its first character and without a code frame. */
export function problemOfFile(file: string, code: ProblemCode, details: ProblemDetails): Problem {
  return withDetails({ code, message: details.message, file, line: 1, column: 1, frame: '' }, details);
}

function withDetails(problem: Problem, details: ProblemDetails): Problem {
  return {
    ...problem,
    message: bounded(details.message),
    ...(details.expected === undefined ? {} : { expected: bounded(details.expected) }),
    ...(details.found === undefined ? {} : { found: bounded(details.found) }),
    ...(details.suggestion === undefined ? {} : { suggestion: bounded(details.suggestion) }),
  };
}

/** Values are quoted in messages, and a value may be megabytes long. */
function bounded(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/**
 * Problems in reading order: by file in the order of first mention, then by line and column; exact repetitions are
 * dropped.
 */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map((p) => p.file))];
  const seen = new Set<string>();
  return problems
    .filter((p) => {
      const identity = JSON.stringify([p.file, p.line, p.column, p.code, p.message]);
      return seen.has(identity) ? false : seen.add(identity);
    })
    .sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
