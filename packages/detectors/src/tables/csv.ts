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
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  let names: string[] | undefined;
  let columns: number[][] = [];
  lines.forEach((content, index) => {
    const line = index + 1;
    if (content.trim() === '' || content.startsWith('#')) return;
    const cells = content.split(',').map((cell) => cell.trim());
    if (names === undefined) {
      names = cells;
      columns = names.map(() => []);
      checkHeader(names, (message) => report(line, message));
      return;
    }
    if (cells.length !== names.length) {
      report(line, `expected ${names.length} cells (${names.join(', ')}), found ${cells.length}`);
      return;
    }
    cells.forEach((cell, position) => {
      const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
      if (!Number.isFinite(value)) {
        report(line, `expected a number in column '${names?.[position]}', found '${cell.slice(0, 40)}'`);
      }
      columns[position]?.push(value);
    });
  });
  if (names === undefined) report(1, 'expected a header line with the names of the columns, found an empty table');
  else if (problems.length === 0 && columns[0]?.length === 0)
    report(lines.length, 'expected at least one row of numbers');
  if (problems.length > 0) throw new TableError(problems);
  return new Map((names ?? []).map((name, position) => [name, Float64Array.from(columns[position] ?? [])]));
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
