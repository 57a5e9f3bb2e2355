/** Rows as lines with aligned columns: the first is the head. Columns of numbers are aligned to the right. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i] ?? ''));
  const padded = columns.map((cells) => {
    const width = Math.max(...cells.map(({ length }) => length));
    const numeric = cells.length > 1 && cells.slice(1).every((cell) => /^[-+]?[\d.]*(e[-+]?\d+)?( \D+)?$/.test(cell));
    return cells.map((cell) => (numeric ? cell.padStart(width) : cell.padEnd(width)));
  });
  return rows.map((_, row) => `  ${padded.map((cells) => cells[row]).join('  ')}`.trimEnd());
}
