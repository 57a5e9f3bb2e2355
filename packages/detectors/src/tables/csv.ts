/** One line of a table that cannot be read, and why. */
export interface TableProblem {
  /** Line number, counted from 1. */
  readonly line: number;
  readonly message: string;
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
  const report = (line: number, message: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ line, message });
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
          checkHeader(names, (message) => report(line, message));
        } else readRow(cells, names, columns, (message) => report(line, message));
      }
    }
    start = next + 1;
  }
  if (names === undefined) report(1, 'expected a header line with the names of the columns, found an empty table');
  else if (problems.length === 0 && columns[0]?.length === 0) report(line, 'expected at least one row of numbers');
  if (problems.length > 0) throw new TableError(problems);
  return new Map((names ?? []).map((name, position) => [name, Float64Array.from(columns[position] ?? [])]));
}

/** Appends the cells of a line to the columns. */
function readRow(
  cells: readonly string[],
  names: readonly string[],
  columns: readonly number[][],
  report: (message: string) => void,
): void {
  if (cells.length !== names.length) {
    report(`expected ${names.length} cells (${names.join(', ')}), found ${cells.length}`);
    return;
  }
  cells.forEach((cell, position) => {
    const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
    if (!Number.isFinite(value)) {
      report(`expected a number in column '${names[position]}', found '${cell.slice(0, 40)}'`);
    }
    columns[position]!.push(value);
  });
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

function checkHeader(names: readonly string[], report: (message: string) => void): void {
  names.forEach((name, position) => {
    if (NUMBER.test(name)) report(`expected a header line with the names of the columns, found the number ${name}`);
    else if (!COLUMN_NAME.test(name)) {
      report(`expected a column name (a letter, then letters, digits, '_' or '-'), found '${name.slice(0, 40)}'`);
    } else if (names.indexOf(name) !== position) report(`column '${name}' appears twice`);
  });
}

/**
 * The column of a table by name.
 *
 * @throws RangeError listing the columns that exist when `name` is not one of them
 */
export function tableColumn(table: NumericTable, name: string): Float64Array {
  const column = table.get(name);
  if (column === undefined) {
    throw new RangeError(`Expected a column '${name}', got ${[...table.keys()].map((key) => `'${key}'`).join(', ')}`);
  }
  return column;
}
