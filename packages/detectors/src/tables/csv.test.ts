import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumericTable, TableError, tableColumn } from './csv.ts';

function problemsOf(text: string) {
  try {
    readNumericTable(text);
  } catch (error) {
    if (error instanceof TableError) return error.problems;
    throw error;
  }
  return [];
}

describe('a well-formed table', () => {
  test('columns keep names, order and values', () => {
    const table = readNumericTable('pe,time_us\n111.189,2.24\n-1e-3,+.5\n');
    expect([...table.keys()]).toEqual(['pe', 'time_us']);
    expect(tableColumn(table, 'pe')).toEqual(Float64Array.of(111.189, -0.001));
    expect(tableColumn(table, 'time_us')).toEqual(Float64Array.of(2.24, 0.5));
  });

  test('byte-order mark, CRLF, comments, empty lines and blanks around numbers do not matter', () => {
    const table = readNumericTable('\uFEFF# made by hand\r\npe, counts\r\n\r\n 0.5 , 3\r\n1.5,4');
    expect(table.get('counts')).toEqual(Float64Array.of(3, 4));
  });

  test('any finite double written in shortest form is read back exactly', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(finite, finite), { minLength: 1 }), (rows) => {
        const table = readNumericTable(`x,y\n${rows.map((row) => row.join(',')).join('\n')}\n`);
        expect([...tableColumn(table, 'x')].every((value, i) => value === rows[i]?.[0])).toBe(true);
        expect([...tableColumn(table, 'y')].every((value, i) => value === rows[i]?.[1])).toBe(true);
      }),
    );
  });
});

test('a plain decimal is the double nearest to it, however many digits it has', () => {
  const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
  const decimal = fc
    .tuple(fc.constantFrom('', '-'), digits(10), fc.constantFrom('', '.'), digits(9))
    .map(([sign, whole, point, rest]) => `${sign}${whole}${point}${point === '' ? '' : rest}`);
  fc.assert(
    fc.property(fc.array(decimal, { minLength: 1 }), (cells) => {
      const table = readNumericTable(`x,y\n${cells.map((cell) => `${cell},1`).join('\n')}`);
      expect([...tableColumn(table, 'x')]).toEqual(cells.map(Number));
    }),
    { numRuns: 300 },
  );
});

describe('a wrong table names the line', () => {
  test.each([
    ['', 1, 'empty table'],
    ['pe,time_us\n', 2, 'at least one row'],
    ['1.5,2.5\n', 1, 'found the number 1.5'],
    ['pe,pe\n1,2\n', 1, "'pe' appears twice"],
    ['pe,\n1,2\n', 1, 'expected a column name'],
    ['pe,time_us\n1,2\n3\n', 3, 'expected 2 cells (pe, time_us), found 1'],
    ['pe,time_us\n1,2,3\n', 2, 'found 3'],
    ['pe\nNaN\n', 2, "column 'pe', found 'NaN'"],
    ['pe\n1e999\n', 2, "found '1e999'"],
    ['pe,x\n1,\n', 2, "column 'x', found ''"],
    ['pe\n0x10\n', 2, "found '0x10'"],
  ])('%j', (text, line, message) => {
    const problems = problemsOf(text);
    expect(problems[0]?.line).toBe(line);
    expect(problems[0]?.message).toContain(message);
  });

  test.each([
    ['pe, time_us\n1,2\n 12.5, x7 \n', 3, 8, 2, "'x7'"],
    ['pe,time_us\n1,\n', 2, 3, 1, "''"],
    ['pe,time_us\n1,2,3.5\n', 2, 5, 3, '3'],
    ['pe,time_us\n31.0\n', 2, 1, 4, '1'],
    ['pe, pe\n1,2\n', 1, 5, 2, "column 'pe' appears twice"],
    ['# by hand\n\n1.5,2.5\n', 3, 1, 3, 'the number 1.5'],
  ])('and its place in the line: %j', (text, line, column, length, found) => {
    expect(problemsOf(text)[0]).toMatchObject({ line, column, length, found });
  });

  test('all problems are reported at once, up to twenty', () => {
    expect(problemsOf('a,b\nx,1\n2,y\n3\n').map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(problemsOf(`a\n${'x\n'.repeat(100)}`)).toHaveLength(20);
  });

  test('a missing column is named with those that exist', () => {
    expect(() => tableColumn(readNumericTable('pe,time_us\n1,2\n'), 'energy')).toThrow(
      "Expected a column 'energy', got 'pe', 'time_us'",
    );
  });
});
