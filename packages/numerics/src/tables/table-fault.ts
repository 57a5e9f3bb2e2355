/** What is wrong with a table of numbers, and where in it. */
export interface TableFaultDetails {
  /** What is wrong, in lower case without a full stop: "the quenching factor is negative". */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** Column by name; it need not be there. */
  readonly column?: string;
  /** Row of numbers, counted from 0, without the header. */
  readonly row?: number;
  /** The columns that are meant, where a reader has several tables. */
  readonly table?: object;
}

/**
 * A table whose numbers are not what they should be. Whoever has the text of the table says where it is from column and row; the message is
 * "Expected ..., got ..." for whoever has not.
 */
export class TableFault extends RangeError {
  readonly details: TableFaultDetails;

  constructor(details: TableFaultDetails) {
    super(`Expected ${details.expected}, got ${details.found}`);
    this.name = 'TableFault';
    this.details = details;
  }

  /** The same fault of one of several tables, or of a column under the name and with the numbers that it has in its table. */
  of(more: Partial<Pick<TableFaultDetails, 'table' | 'column' | 'found'>>): TableFault {
    return new TableFault({ ...this.details, ...more });
  }
}

/** A column that is not there. */
export function missingColumn(column: string, known: readonly string[], table?: object): TableFault {
  return new TableFault({
    what: `there is no column \`${column}\``,
    expected: `a column '${column}'`,
    found: known.length === 0 ? 'none' : known.map((name) => `'${name}'`).join(', '),
    column,
    ...(table === undefined ? {} : { table }),
  });
}

/** A column whose numbers do not increase from one row to the next, or do not begin where they should. */
export function notIncreasing(
  column: string,
  values: ArrayLike<number>,
  row: number,
  from = 'increasing numbers',
): TableFault {
  const before = row === 0 ? 'in the first row' : `after ${values[row - 1]}`;
  return new TableFault({
    what: row === 0 ? `\`${column}\` begins where it cannot` : `\`${column}\` does not increase`,
    expected: `${from} in the column '${column}'`,
    found: `${values[row]} ${before}`,
    column,
    row,
  });
}
