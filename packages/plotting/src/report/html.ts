import { plainLabel } from '../text.ts';
import { slotMark, writeBlock, writeFacts } from './blocks.ts';
import { inline } from './inline.ts';
import { htmlPage } from './page.ts';
import type { Report, ReportBlock } from './report.ts';

/**
 * Writes a report as one HTML file that needs nothing else: style, fonts, figures and one script inline, no network. The same report gives
 * the same bytes. Throws `report-unsafe-svg` and `report-table-shape`.
 */
export function renderReport(report: Report): string {
  const sections = report.sections.map(({ heading, blocks }, index) => {
    const id = `section-${index + 1}`;
    const written = blocks.map((block, k) =>
      writeBlock(block, `s${index + 1}b${k + 1}`, `sections[${index}].blocks[${k}]`),
    );
    return section(id, heading, written);
  });
  const { abstract = [], warnings } = report;
  const contents = [
    ...(warnings.length === 0 ? [] : [['warnings', 'Warnings']]),
    ...(abstract.length === 0 ? [] : [['abstract', 'In short']]),
    ...report.sections.map(({ heading }, index) => [`section-${index + 1}`, heading]),
  ];
  const body = [
    '<main>',
    '<header>',
    `<h1>${inline(report.title)}</h1>`,
    `<p class="lead">${inline(report.lead)}</p>`,
    '</header>',
    ...writeWarnings(warnings),
    ...(abstract.length === 0 ? [] : [section('abstract', 'In short', [writeFacts({ entries: abstract })])]),
    '<nav aria-label="Contents">',
    ...contents.map(([id, heading]) => `<a href="#${id}">${inline(heading!)}</a>`),
    '</nav>',
    ...sections,
    '</main>',
    ...(report.footer === undefined ? [] : [`<footer>${inline(report.footer)}</footer>`]),
  ].join('\n');
  return htmlPage({
    title: plainLabel(report.title),
    ...(report.language === undefined ? {} : { language: report.language }),
    script: 'report',
    body,
  });
}

/** A written report with a slot filled; one without that slot stays as it is. Throws as `renderReport`. */
export function fillSlot(html: string, name: string, blocks: readonly ReportBlock[]): string {
  const written = blocks.map((block, k) => writeBlock(block, `${name}-b${k + 1}`, `${name}[${k}]`)).join('\n');
  // A function, since a text may hold what `replace` would take for a pattern of its own.
  return html.replace(slotMark(name), () => written);
}

function section(id: string, heading: string, written: readonly string[]): string {
  return [`<section aria-labelledby="${id}">`, `<h2 id="${id}">${inline(heading)}</h2>`, ...written, '</section>'].join(
    '\n',
  );
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
