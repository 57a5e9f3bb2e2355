import { PlottingError } from '../plotting-error.ts';
import { escapeMarkup } from '../svg.ts';
import { parseLabel, plainLabel } from '../text.ts';
import { embeddedFonts } from './embedded-fonts.ts';
import { inlineSvg } from './inline-svg.ts';
import type { Report, ReportBlock, ReportCode, ReportFacts, ReportFigure, ReportTable } from './report.ts';
import { reportStyle } from './style.ts';

/**
 * Writes a report as one HTML file that needs nothing else: style, fonts and figures inline, no script, no network. The same report gives
 * the same bytes. Throws `report-unsafe-svg` and `report-table-shape`.
 */
export function renderReport(report: Report): string {
  const sections = report.sections.map((section, index) => {
    const id = `section-${index + 1}`;
    const blocks = section.blocks.map((block, k) =>
      writeBlock(block, `s${index + 1}b${k + 1}`, `sections[${index}].blocks[${k}]`),
    );
    return [
      `<section aria-labelledby="${id}">`,
      `<h2 id="${id}">${inline(section.heading)}</h2>`,
      ...blocks,
      '</section>',
    ].join('\n');
  });
  const body = [
    '<main>',
    '<header>',
    `<h1>${inline(report.title)}</h1>`,
    `<p class="lead">${inline(report.lead)}</p>`,
    '</header>',
    ...writeWarnings(report.warnings),
    ...sections,
    '</main>',
    ...(report.footer === undefined ? [] : [`<footer>${inline(report.footer)}</footer>`]),
  ].join('\n');
  // The policy makes sure of what the page claims: nothing runs in it and it fetches nothing.
  return `${[
    '<!doctype html>',
    `<html lang="${escapeMarkup(report.language ?? 'en')}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(plainLabel(report.title))}</title>`,
    `<style>${embeddedFonts(body)}${reportStyle}</style>`,
    '</head>',
    '<body>',
    body,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function writeWarnings(warnings: readonly string[]): string[] {
  if (warnings.length === 0) return [];
  const items = warnings.map((warning) => `<li>${inline(warning)}</li>`);
  return [
    '<section class="warnings" aria-labelledby="warnings">',
    '<h2 id="warnings">Warnings</h2>',
    '<ul>',
    ...items,
    '</ul>',
    '</section>',
  ];
}

function writeBlock(block: ReportBlock, id: string, where: string): string {
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
  }
}

function writeTable(table: ReportTable, where: string): string {
  const side = (column: number) => (table.columns[column]?.align === 'right' ? ' class="right"' : '');
  const rows = table.rows.map((row, index) => {
    if (row.length !== table.columns.length) {
      throw new PlottingError(
        'report-table-shape',
        `${where}.rows[${index}]`,
        `expected ${table.columns.length} cells, found ${row.length}`,
      );
    }
    const cells = row.map((cell, column) =>
      column === 0 && table.rowHeads !== false
        ? `<th scope="row"${side(column)}>${inline(cell)}</th>`
        : `<td${side(column)}>${inline(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const heads = table.columns.map((column, index) => `<th scope="col"${side(index)}>${inline(column.label)}</th>`);
  // A wide table scrolls by itself; as a region with a name the keyboard reaches it.
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeMarkup(plainLabel(table.caption))}">`,
    table.compact === true ? '<table class="compact">' : '<table>',
    `<caption>${inline(table.caption)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead>`,
    '<tbody>',
    ...rows,
    '</tbody>',
    '</table>',
    '</div>',
  ].join('\n');
}

function writeFigure(figure: ReportFigure, id: string, where: string): string {
  const svg = inlineSvg(figure.svg, id, plainLabel(figure.alternative), `${where}.svg`);
  return ['<figure>', svg, `<figcaption>${inline(figure.caption)}</figcaption>`, '</figure>'].join('\n');
}

function writeFacts(facts: ReportFacts): string {
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

/** Label markup as HTML: escaped text with `<sub>` and `<sup>`; the two in a row, as asymmetric errors are, one above the other. */
export function inline(markup: string): string {
  const parts = parseLabel(markup);
  const written: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const next = parts[i + 1];
    const text = escapeMarkup(part.text);
    if (part.position === 'base') {
      written.push(text);
    } else if (next !== undefined && next.position !== 'base' && next.position !== part.position) {
      const other = escapeMarkup(next.text);
      const [upper, lower] = part.position === 'sup' ? [text, other] : [other, text];
      written.push(`<span class="errors"><span>${upper}</span><span>${lower}</span></span>`);
      i++;
    } else {
      written.push(`<${part.position}>${text}</${part.position}>`);
    }
  }
  return written.join('');
}
