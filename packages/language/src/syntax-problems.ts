import type { CST, Document, YAMLError } from 'yaml';
import { type Problem, type ProblemDetails, problemAt } from './problem.ts';
import type { SourceText } from './source-text.ts';
import { walkTokens } from './yaml-depth.ts';

/** Syntax problems shown of one text: a file that is no YAML at all has one in every line. */
const mostProblems = 50;

/**
 * What the YAML parser found wrong, in the words of this project, at most one problem in a line: the parser goes on
 * after an error, and the first thing it stumbles over is the cause of the others nearby.
 */
export function syntaxProblems(
  documents: readonly Document.Parsed[],
  tokens: readonly CST.Token[],
  source: SourceText,
  offset: number,
): Problem[] {
  const errors = documents.flatMap((document) => document.errors).sort((a, b) => a.pos[0] - b.pos[0]);
  const lineOf = (error: YAMLError) => source.lineAndColumn(offset + error.pos[0]).line;
  const tabLines = new Set(errors.filter((e) => e.code === 'TAB_AS_INDENT').map(lineOf));
  const firstTab = Math.min(...tabLines);
  const brackets = errors.some(({ message }) => UNCLOSED.test(message)) ? unclosedBrackets(tokens) : [];
  const problems = brackets.map((bracket) => bracketProblem(bracket, source, offset));
  const taken = new Set(problems.map(({ line }) => line));
  let lost = false;
  for (const error of errors) {
    if (UNCLOSED.test(error.message)) continue; // said of the bracket itself
    const line = lineOf(error);
    const isTab = error.code === 'TAB_AS_INDENT';
    if (!isTab && (tabLines.has(line) || tabLines.has(line - 1) || tabLines.has(line + 1))) continue;
    // A tab counts as no indentation, so that what is indented as it should be no longer lines up.
    if (NOT_IN_LINE.test(error.message) && line > firstTab) continue;
    // After an unexpected token the parser does not find back: it calls everything up to the end unexpected.
    if (error.code === 'UNEXPECTED_TOKEN' && lost) continue;
    lost ||= error.code === 'UNEXPECTED_TOKEN';
    if (taken.has(line) || problems.length >= mostProblems) continue;
    taken.add(line);
    const opening = error.code === 'MISSING_CHAR' ? openingQuote(tokens, error.pos[0]) : undefined;
    const start = offset + (opening ?? error.pos[0]);
    const end = opening === undefined ? offset + Math.max(error.pos[0] + 1, error.pos[1]) : start + 1;
    problems.push(problemAt({ source, start, end }, isTab ? 'E112' : 'E111', detailsOf(error)));
  }
  const declared = documents[0]?.directives?.yaml;
  if (declared?.explicit && declared.version !== '1.2') {
    problems.unshift(
      problemAt({ source, start: offset, end: offset + 1 }, 'E111', {
        message: `the file declares YAML ${declared.version}`,
        expected: 'YAML 1.2, without a %YAML line',
      }),
    );
  }
  return problems;
}

const UNCLOSED = /^Flow (map|sequence) .*end with a [\]}]$/;
const NOT_IN_LINE = /^All (mapping|sequence) items must start at the same column$/;

/**
 * The opening brackets that nothing closes; of those inside each other only the innermost, since the bracket it takes
 * away from the outer ones is missing there too.
 */
function unclosedBrackets(tokens: readonly CST.Token[]): CST.FlowCollection['start'][] {
  return [...walkTokens(tokens)]
    .flatMap(({ token }) => (isUnclosed(token) ? [token] : []))
    .filter((outer) => [...walkTokens([outer])].every(({ token }) => token === outer || !isUnclosed(token)))
    .map(({ start }) => start)
    .sort((a, b) => a.offset - b.offset)
    .slice(0, mostProblems);
}

function isUnclosed(token: CST.Token): token is CST.FlowCollection {
  return token.type === 'flow-collection' && token.end[0]?.source !== (token.start.source === '[' ? ']' : '}');
}

function bracketProblem(bracket: CST.FlowCollection['start'], source: SourceText, offset: number): Problem {
  const start = offset + bracket.offset;
  const [what, closing] = bracket.source === '[' ? ['list', ']'] : ['map', '}'];
  return problemAt({ source, start, end: start + 1 }, 'E111', {
    message: `the ${what} that starts here is not closed`,
    expected: `\`${closing}\` at its end`,
  });
}

/** Where the quoted text starts that is found unclosed at `end`: the place to look at is its first quote. */
function openingQuote(tokens: readonly CST.Token[], end: number): number | undefined {
  for (const { token } of walkTokens(tokens)) {
    const quoted = token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar';
    if (quoted && token.offset + token.source.length === end) return token.offset;
  }
  return undefined;
}

const indentation = 'check the indentation of this line and the next; quote a value that holds ": "';

function detailsOf(error: YAMLError): ProblemDetails {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        message: 'a tab indents this line',
        expected: 'spaces: YAML does not allow tabs in the indentation',
        suggestion: 'two spaces for each level',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: 'a map or list starts where a single value is due', expected: indentation };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: 'a key runs over several lines',
        expected: '`key: value`; is a colon or a space after it missing?',
      };
    case 'MISSING_CHAR':
      return { message: `${lowerFirst(error.message)}` };
    case 'BAD_INDENT':
      return NOT_IN_LINE.test(error.message)
        ? { message: 'this does not line up with what stands before it', expected: 'keys of one map in one column' }
        : { message: lowerFirst(error.message), expected: 'keys of one map in one column, each bracket closed' };
    case 'UNEXPECTED_TOKEN':
      return { message: 'this does not fit here; nothing after it could be read', expected: indentation };
    case 'BAD_SCALAR_START':
      return { message: lowerFirst(error.message), expected: 'a value in quotes' };
    default:
      return { message: lowerFirst(error.message) };
  }
}

function lowerFirst(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}
