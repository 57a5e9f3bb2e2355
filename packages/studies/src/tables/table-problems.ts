import { cellPlace, TableError } from '@cevns/detectors/tables/csv';
import { nearest } from '@cevns/language/nearest';
import { type Problem, type ProblemDetails, problemAt, problemOfFile } from '@cevns/language/problem';
import { type SourceRange, SourceText } from '@cevns/language/source-text';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import { RunnerError } from '@cevns/runner/runner-error';
import { isArchive } from '../stages/input-table.ts';

const BYTE_ORDER_MARK = 0xfeff;

/**
 * What the reading of a table said, at its places in the table.
 *
 * @param error what was thrown
 * @param file the table, as it is to be called
 * @returns undefined for an error that says nothing of the table
 */
export function problemsOfTable(error: unknown, file: string, bytes: Uint8Array): Problem[] | undefined {
  const said = causeOf(error);
  if (isArchive(bytes)) {
    if (!(said instanceof RangeError || said instanceof RunnerError)) return undefined;
    return [problemOfFile(file, 'E214', said instanceof TableFault ? archiveDetails(said) : plainDetails(said))];
  }
  const text = Buffer.from(bytes).toString('utf8');
  const source = new SourceText(file, file, text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  if (said instanceof TableError) {
    return said.problems.map(({ line, column, length, what, expected, found }) =>
      problemAt(rangeIn(source, line, column, length), 'E214', { message: what, expected, found }),
    );
  }
  if (said instanceof TableFault) return [faultProblem(said, source)];
  return said instanceof RangeError ? [problemAt(headerOf(source).range, 'E214', plainDetails(said))] : undefined;
}

/** Stages wrap what they are told of an input. */
function causeOf(error: unknown): unknown {
  const isOwn = error instanceof TableError || error instanceof RangeError || error instanceof RunnerError;
  return !isOwn && error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function faultProblem({ details }: TableFault, source: SourceText): Problem {
  const { what: message, expected, found, column, row } = details;
  const header = headerOf(source);
  if (column !== undefined && !header.names.includes(column)) {
    const suggestion = nearest(column, header.names);
    return problemAt(header.range, 'E214', { message, expected, found, suggestion });
  }
  const position = column === undefined ? 0 : header.names.indexOf(column);
  const line = row === undefined ? header.line : header.rows(row);
  const { column: first, length } = cellPlace(source.line(line) ?? '', position);
  const range = column === undefined && row === undefined ? header.range : rangeIn(source, line, first, length);
  return problemAt(range, 'E214', { message, expected, found });
}

/** The line with the names of the columns, and those of the rows. */
function headerOf(source: SourceText) {
  const filled = (line: number) => {
    const text = source.line(line) ?? '';
    return text.trim() !== '' && !text.startsWith('#');
  };
  const next = (line: number): number => {
    for (let own = line; source.line(own) !== undefined; own++) if (filled(own)) return own;
    return line;
  };
  const line = next(1);
  const text = source.line(line) ?? '';
  return {
    line,
    names: text.split(',').map((cell) => cell.trim()),
    range: rangeIn(source, line, 1, text.length),
    /** The line of a row, counted from 0. */
    rows(row: number): number {
      let own = line;
      for (let count = 0; count <= row; count++) own = next(own + 1);
      return own;
    },
  };
}

function rangeIn(source: SourceText, line: number, column: number, length: number): SourceRange {
  let start = 0;
  for (let own = 1; own < line; own++) {
    const end = source.text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  start += column - 1;
  return { source, start, end: start + length };
}

/** An archive has no lines: the message says where. */
function archiveDetails({ details: { what, expected, found, column, row } }: TableFault): ProblemDetails {
  const place = row === undefined ? '' : ` (row ${row + 1} of \`${column}\`)`;
  return { message: `${what}${place}`, expected, found };
}

function plainDetails({ message }: Error): ProblemDetails {
  const [expected, found] = message.replace(/^Expected /, '').split(', got ');
  if (found === undefined) return { message };
  return { message: 'the table cannot be used', expected, found };
}
