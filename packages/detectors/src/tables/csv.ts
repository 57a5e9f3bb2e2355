import { missingColumn } from '@cevns/numerics/tables/table-fault';

/** One place of a table that cannot be read, and why. */
export interface TableProblem {
  /** Line number, counted from 1. */
  readonly line: number;
  /** First character of the line that is meant, counted from 1, and how many. */
  readonly column: number;
  readonly length: number;
  /** In a sentence of its own: expected ..., found ... */
  readonly message: string;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** A table of numbers that is not one: carries every problem found (at most twenty), with line numbers. */
export class TableError extends Error {
  readonly problems: readonly TableProblem[];

  constructor(problems: readonly TableProblem[]) {
    super(problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
    this.name = 'TableError';
    this.problems = problems;
  }
}

/** Columns of numbers by name, all of the same length, in the order of the header. */
export type NumericTable = ReadonlyMap<string, Float64Array>;

const COLUMN_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MOST_PROBLEMS = 20;
const HEADER = 'a header line with the names of the columns';
const BYTE_ORDER_MARK = 0xfeff;
/** Codes of the characters of plain numbers and line ends. */
const CARRIAGE_RETURN = 0x0d;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const TEN_TO_THE = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads comma-separated columns of numbers.
 *
 * The first line that is neither empty nor a comment (`#`) names the columns, best with the unit in the name (`time_us`). Every
 * further line holds one plain decimal number per column; white space around a number is allowed. Strict on purpose: a
 * missing cell, a word, `NaN`, `inf` or a decimal comma is a problem with its line number, never a silent zero.
 *
 * @param text the content of the file; a byte-order mark and CRLF line ends are accepted
 * @returns the columns by name, `Float64Array` of the number of rows
 * @throws TableError naming each line that is wrong
 */
export function readNumericTable(text: string): NumericTable {
  const problems: TableProblem[] = [];
  const report = (line: number, { what, expected, found, column = 1, length = 1 }: Finding) => {
    if (problems.length >= MOST_PROBLEMS) return;
    problems.push({ line, column, length, what, expected, found, message: `expected ${expected}, found ${found}` });
  };
  const body = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  let names: string[] | undefined;
  let columns: number[][] = [];
  let line = 0;
  for (let start = 0; start <= body.length; ) {
    const found = body.indexOf('\n', start);
    const next = found < 0 ? body.length : found;
    const end = found > start && body.charCodeAt(found - 1) === CARRIAGE_RETURN ? found - 1 : next;
    line++;
    if (names === undefined || !readPlainRow(body, start, end, columns)) {
      const content = body.slice(start, end);
      if (content.trim() !== '' && !content.startsWith('#')) {
        const cells = content.split(',').map((cell) => cell.trim());
        if (names === undefined) {
          names = cells;
          columns = names.map(() => []);
          checkHeader(names, content, (finding) => report(line, finding));
        } else readRow(cells, content, names, columns, (finding) => report(line, finding));
      }
    }
    start = next + 1;
  }
  if (names === undefined) report(1, { what: 'the table is empty', expected: HEADER, found: 'an empty table' });
  else if (problems.length === 0 && columns[0]?.length === 0) {
    report(line, { what: 'the table has no rows', expected: 'at least one row of numbers', found: 'a header alone' });
  }
  if (problems.length > 0) throw new TableError(problems);
  return new Map((names ?? []).map((name, position) => [name, Float64Array.from(columns[position] ?? [])]));
}

/** What is wrong with a line. */
interface Finding extends Pick<TableProblem, 'what' | 'expected' | 'found'> {
  readonly column?: number;
  readonly length?: number;
}

/** Appends the cells of a line to the columns. */
function readRow(
  cells: readonly string[],
  line: string,
  names: readonly string[],
  columns: readonly number[][],
  report: (finding: Finding) => void,
): void {
  if (cells.length !== names.length) {
    const extra = cells.length > names.length ? cellPlace(line, names.length) : undefined;
    report({
      what: extra === undefined ? 'the row has too few cells' : 'the row has too many cells',
      expected: `${names.length} cells (${names.join(', ')})`,
      found: String(cells.length),
      ...(extra ?? { length: line.length }),
    });
    return;
  }
  cells.forEach((cell, position) => {
    const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
    if (!Number.isFinite(value)) {
      report({
        what: cell === '' ? 'the cell is empty' : 'the cell is not a number',
        expected: `a number in column '${names[position]}'`,
        found: `'${cell.slice(0, 40)}'`,
        ...cellPlace(line, position),
      });
    }
    columns[position]!.push(value);
  });
}

/** Where a cell of a line is: its first character, counted from 1, and its length, without white space around it; of an empty one, where it would be. */
export function cellPlace(line: string, position: number): { readonly column: number; readonly length: number } {
  const cells = line.split(',');
  const before = cells.slice(0, position).reduce((sum, cell) => sum + cell.length + 1, 0);
  const cell = cells[position] ?? '';
  const text = cell.trim();
  return { column: before + 1 + (text === '' ? 0 : cell.indexOf(text)), length: Math.max(1, text.length) };
}

/**
 * Appends a line of plain decimal numbers, [-]digits[.digits], to the columns: what nearly all lines of event lists are, some ten times
 * faster than cell by cell. Up to 15 digits are a whole number that a double holds, and the power of ten it is divided by is held too,
 * so that the quotient is the double nearest to what is written.
 *
 * @returns false, with nothing appended, for any other line
 * @see W. D. Clinger, How to read floating point numbers accurately (1990)
 */
function readPlainRow(text: string, start: number, end: number, columns: readonly number[][]): boolean {
  const last = columns.length - 1;
  let column = 0;
  let at = start;
  for (; column <= last; column++) {
    const negative = text.charCodeAt(at) === MINUS;
    if (negative) at++;
    let whole = 0;
    let digits = 0;
    let point = -1;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code >= ZERO && code <= ZERO + 9) {
        whole = 10 * whole + (code - ZERO);
        digits++;
      } else if (code === POINT && point < 0 && digits > 0) point = digits;
      else break;
    }
    if (digits === 0 || digits > 15 || (column < last ? text.charCodeAt(at) !== COMMA || at >= end : at !== end)) break;
    const size = point < 0 ? whole : whole / TEN_TO_THE[digits - point]!;
    columns[column]!.push(negative ? -size : size);
    at++;
  }
  if (column > last) return true;
  for (let k = 0; k < column; k++) columns[k]!.pop();
  return false;
}

function checkHeader(names: readonly string[], line: string, report: (finding: Finding) => void): void {
  names.forEach((name, position) => {
    const at = cellPlace(line, position);
    const found = `'${name.slice(0, 40)}'`;
    if (NUMBER.test(name)) {
      report({ what: 'the columns have no names', expected: HEADER, found: `the number ${name}`, ...at });
    } else if (!COLUMN_NAME.test(name)) {
      const expected = "a column name (a letter, then letters, digits, '_' or '-')";
      report({ what: 'this cannot be the name of a column', expected, found, ...at });
    } else if (names.indexOf(name) !== position) {
      report({
        what: 'two columns have one name',
        expected: 'each name once',
        found: `column ${found} appears twice`,
        ...at,
      });
    }
  });
}

/**
 * The column of a table by name.
 *
 * @throws TableFault listing the columns that exist when `name` is not one of them
 */
export function tableColumn(table: NumericTable, name: string): Float64Array {
  const column = table.get(name);
  if (column === undefined) throw missingColumn(name, [...table.keys()]);
  return column;
}
