import { TableFault } from '@cevns/numerics/tables/table-fault';
import { countEvents } from './binning.ts';
import { type NumericTable, tableColumn } from './tables/csv.ts';

/** An observable of a template: its bins, the range in which the template is normalised, and the column of the bin centres. */
export interface TemplateAxis {
  readonly edges: Float64Array;
  /** Half-open. */
  readonly reference: readonly [number, number];
  readonly column: string;
}

/**
 * Shares of a template that is tabulated over bins: the content of each bin in units of that of the whole reference region, row-major over the
 * axes that are kept (the last runs fastest). A row belongs whole to the half-open bin that holds its centre.
 *
 * @param axes the kept observables
 * @param summed observables that are summed over their reference range
 * @param content column with the contents, which need not be normalised
 * @throws RangeError when a column is missing, a content is negative, the template is empty, or a bin has no row
 */
export function templateShares(
  table: NumericTable,
  axes: readonly TemplateAxis[],
  summed: readonly TemplateAxis[],
  content: string,
): Float64Array {
  const contents = referenceContents(table, [...axes, ...summed], content);
  const total = contents.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) throw emptyTemplate(content, `a sum of ${total}`);
  return collected(table, axes, contents, content).map((share) => share / total);
}

/**
 * Shares given the first observable: the content of each bin in units of that of its bin in the first observable, over the reference region of
 * the others. A bin of the first observable in which the template is empty has the shares of the nearest that is not, the lower one of two.
 *
 * @param axes the kept observables; the first is the one that is given
 * @param summed observables that are summed over their reference range
 * @throws RangeError as {@link templateShares}
 */
export function conditionalShares(
  table: NumericTable,
  axes: readonly [TemplateAxis, ...TemplateAxis[]],
  summed: readonly TemplateAxis[],
  content: string,
): Float64Array {
  const [given] = axes;
  const contents = referenceContents(table, [...axes, ...summed], content);
  const shares = collected(table, axes, contents, content);
  const totals = countEvents([given.edges], [tableColumn(table, given.column)], contents);
  const filled = [...totals.keys()].filter((bin) => (totals[bin] as number) > 0);
  if (filled.length === 0) throw emptyTemplate(content, 'none');
  const width = shares.length / totals.length;
  return shares.map((_, i) => {
    const own = Math.floor(i / width);
    const nearest = filled.reduce((best, bin) => (Math.abs(bin - own) < Math.abs(best - own) ? bin : best));
    return (shares[nearest * width + (i % width)] as number) / (totals[nearest] as number);
  });
}

/** Contents of the rows, zero outside the reference region. */
function referenceContents(table: NumericTable, axes: readonly TemplateAxis[], content: string): Float64Array {
  const columns = axes.map(({ column }) => tableColumn(table, column));
  return tableColumn(table, content).map((value, row) => {
    if (!(value >= 0)) {
      const expected = `contents of 0 or more in the column '${content}'`;
      throw new TableFault({ what: 'the content is negative', expected, found: String(value), column: content, row });
    }
    const inside = axes.every(({ reference: [low, high] }, i) => {
      const centre = (columns[i] as Float64Array)[row] as number;
      return centre >= low && centre < high;
    });
    return inside ? value : 0;
  });
}

function collected(
  table: NumericTable,
  axes: readonly TemplateAxis[],
  contents: Float64Array,
  content: string,
): Float64Array {
  const edges = axes.map((axis) => axis.edges);
  const columns = axes.map(({ column }) => tableColumn(table, column));
  const empty = countEvents(edges, columns).indexOf(0);
  if (empty >= 0) {
    throw new TableFault({
      what: 'a bin has no row',
      expected: `a row of '${content}' in every bin`,
      found: `none in that of ${placeOf(empty, axes)}`,
      column: content,
    });
  }
  return countEvents(edges, columns, contents);
}

function emptyTemplate(content: string, found: string): TableFault {
  const expected = `a template '${content}' with content`;
  return new TableFault({ what: 'the template is empty', expected, found, column: content });
}

/** A bin of several axes, by its ranges in the columns of the table. */
export function placeOf(bin: number, axes: readonly Pick<TemplateAxis, 'edges' | 'column'>[]): string {
  let rest = bin;
  const ranges = [...axes].reverse().map(({ edges, column }) => {
    const own = rest % (edges.length - 1);
    rest = Math.floor(rest / (edges.length - 1));
    return `${column} [${edges[own]}, ${edges[own + 1]})`;
  });
  return ranges.reverse().join(', ');
}
