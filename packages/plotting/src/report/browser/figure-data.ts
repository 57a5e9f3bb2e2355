import type { Reading } from '../../reading.ts';

/** The numbers of a figure as CSV (RFC 4180, line feeds): a row per bin, point or cell, full precision. */
export function figureCsv({ series }: Reading): string {
  const rows: (string | number | undefined | null)[][] = [
    ['series', 'x_from', 'x_to', 'y_from', 'y_to', 'value', 'lower', 'upper', 'count'],
  ];
  for (const each of series) {
    const { name } = each;
    if (each.kind === 'bins') {
      each.values.forEach((value, i) => {
        rows.push([
          name,
          each.edges[i],
          each.edges[i + 1],
          '',
          '',
          value,
          each.lower?.[i],
          each.upper?.[i],
          each.counts?.[i],
        ]);
      });
    } else if (each.kind === 'points') {
      each.y.forEach((value, i) => {
        rows.push([name, each.x[i], each.x[i], '', '', value, each.lower?.[i], each.upper?.[i], each.counts?.[i]]);
      });
    } else if (each.kind === 'curve') {
      each.pieces.forEach((piece, number) => {
        const own = each.pieces.length === 1 ? name : `${name}-${number + 1}`;
        for (const [x, y] of piece) rows.push([own, x, x, '', '', y]);
      });
    } else {
      each.values.forEach((row, j) => {
        row.forEach((value, i) => {
          rows.push([name, each.xEdges[i], each.xEdges[i + 1], each.yEdges[j], each.yEdges[j + 1], value]);
        });
      });
    }
  }
  const width = rows[0]!.length;
  return rows.map((row) => `${Array.from({ length: width }, (_, i) => String(row[i] ?? '')).join(',')}\n`).join('');
}
