import { PlottingError } from '../plotting-error.ts';
import { escapeMarkup } from '../svg.ts';
import { plainLabel } from '../text.ts';
import { writeFigure } from './figure-block.ts';
import { inline } from './inline.ts';
import type { ReportBlock, ReportCell, ReportCode, ReportFacts, ReportTable } from './report.ts';

/** A block of a report as HTML. Throws `report-unsafe-svg` and `report-table-shape`. */
export function writeBlock(block: ReportBlock, id: string, where: string): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'table':
      return writeTable(block, where);
    case 'figure':
      return writeFigure(block, id, where);
    case 'facts':
      return writeFacts(block);
    case 'code':
      return writeCode(block);
    case 'slot':
      return slotMark(block.name);
  }
}

/** What stands in the page where a slot is. No text and no figure can hold it, since they are escaped or refused. */
export function slotMark(name: string): string {
  return `<!-- slot ${escapeMarkup(name)} -->`;
}

function writeTable(table: ReportTable, where: string): string {
  const side = (column: number): string[] => {
    const { align, wrap, whole } = table.columns[column] ?? {};
    const words = { right: align === 'right', wrap: wrap === true, whole: whole === true };
    return Object.entries(words).flatMap(([word, applies]) => (applies ? [word] : []));
  };
  const rows = table.rows.map((row, index) => {
    if (row.length !== table.columns.length) {
      throw new PlottingError(
        'report-table-shape',
        `${where}.rows[${index}]`,
        `expected ${table.columns.length} cells, found ${row.length}`,
      );
    }
    const cells = row.map((cell, column) => {
      const tag = column === 0 && table.rowHeads !== false ? 'th' : 'td';
      return writeCell(cell, tag, side(column));
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const heads = table.columns.map(
    (column, index) => `<th scope="col"${attribute('class', side(index))}>${inline(column.label)}</th>`,
  );
  const label = escapeMarkup(plainLabel(table.caption));
  const name = inline(table.caption);
  // A wide table scrolls by itself; as a region with a name the keyboard reaches it.
  const lines = [
    `<div class="scroll" role="region" tabindex="0" aria-label="${label}">`,
    table.compact === true ? '<table class="compact">' : '<table>',
    `<caption${table.folded === true ? ' class="unseen"' : ''}>${name}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead>`,
    '<tbody>',
    ...rows,
    '</tbody>',
    '</table>',
    '</div>',
  ];
  if (table.folded === true) return ['<details>', `<summary>${name}</summary>`, ...lines, '</details>'].join('\n');
  return lines.join('\n');
}

function writeCell(cell: string | ReportCell, tag: 'th' | 'td', classes: readonly string[]): string {
  const scope = tag === 'th' ? ' scope="row"' : '';
  if (typeof cell === 'string') return `<${tag}${scope}${attribute('class', classes)}>${inline(cell)}</${tag}>`;
  const { text, shade, bar } = cell;
  const own = shade === undefined ? [] : [shade < 0 ? 'below' : 'above'];
  const style = shade === undefined ? '' : ` style="--shade: ${Math.round(100 * Math.min(1, Math.abs(shade)))}"`;
  const drawn = bar === undefined ? '' : writeBar(bar);
  return `<${tag}${scope}${attribute('class', [...classes, ...own])}${style}>${drawn}${inline(text)}</${tag}>`;
}

/** A bar beside a number that says the same, so screen readers pass it over. */
function writeBar(value: number): string {
  const end = 50 + (50 / 3) * Math.max(-3, Math.min(3, value));
  const [from, to] = [Math.min(50, end), Math.max(50, end)];
  return `<span class="bar" aria-hidden="true"><span style="left: ${from.toFixed(1)}%; width: ${(to - from).toFixed(1)}%"></span></span>`;
}

function attribute(name: string, words: readonly string[]): string {
  return words.length === 0 ? '' : ` ${name}="${words.join(' ')}"`;
}

export function writeFacts(facts: Pick<ReportFacts, 'entries'>): string {
  const entries = facts.entries.map(({ term, value }) => `<dt>${inline(term)}</dt><dd>${inline(value)}</dd>`);
  return ['<dl>', ...entries, '</dl>'].join('\n');
}

function writeCode(code: ReportCode): string {
  const label = escapeMarkup(plainLabel(code.label));
  const text = `<pre tabindex="0" role="region" aria-label="${label}"><code>${escapeMarkup(code.text)}</code></pre>`;
  return code.folded === true
    ? `<details>\n<summary>${label}</summary>\n${text}\n</details>`
    : `<p>${label}</p>\n${text}`;
}
