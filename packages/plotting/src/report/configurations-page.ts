import { escapeMarkup } from '../svg.ts';
import { plainLabel } from '../text.ts';
import { slotMark, writeBlock } from './blocks.ts';
import { inline } from './inline.ts';
import { embeddedJson, htmlPage, safeJson } from './page.ts';
import type { ReportBlock } from './report.ts';

/** A page about many configurations of one thing: what was varied, and what came out. Texts other than title and lead are plain. */
export interface ConfigurationsPage {
  readonly title: string;
  readonly lead: string;
  readonly ids: readonly string[];
  readonly axes: readonly VariedAxis[];
  readonly results: readonly ResultColumn[];
  /** Why configurations failed, and which ones, by their numbers. */
  readonly failures: readonly { readonly cause: string; readonly rows: readonly number[] }[];
  /** File of a configuration that its name leads to, in a folder `configurations/<id>/`. */
  readonly file: string;
  /** What stands below the table. */
  readonly blocks: readonly ReportBlock[];
}

/** What was varied: its values as written, and which of them each configuration has. */
export interface VariedAxis {
  readonly name: string;
  readonly values: readonly string[];
  readonly codes: ArrayLike<number>;
}

/** A number of every configuration; NaN where there is none. */
export interface ResultColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
  /** Among those that are shown before the reader chooses. */
  readonly main: boolean;
}

/** What the page carries for its script, beside the columns, which have elements of their own. */
export interface ConfigurationsData {
  readonly ids: readonly string[];
  readonly axes: readonly (readonly [name: string, values: readonly string[]])[];
  readonly results: readonly (readonly [name: string, main: boolean])[];
  readonly failures: ConfigurationsPage['failures'];
  readonly file: string;
}

/** More configurations than these are not named under a cause. */
const MOST_NAMED = 3;

/**
 * Writes the page in pieces: the failed ones on top, then a scatter plot and a table that the script of the page makes. Six digits of every number
 * are there. The same data give the same text.
 */
export function* configurationsPage(page: ConfigurationsPage): Generator<string> {
  const { title, lead, ids, axes, results, failures, file } = page;
  const data: ConfigurationsData = {
    ids,
    axes: axes.map(({ name, values }) => [name, values]),
    results: results.map(({ name, main }) => [name, main]),
    failures,
    file,
  };
  const body = [
    '<main class="wide">',
    '<header>',
    `<h1>${inline(title)}</h1>`,
    `<p class="lead">${inline(lead)}</p>`,
    '</header>',
    ...writeFailures(failures, ids),
    '<section aria-labelledby="plot-heading" class="scripted">',
    '<h2 id="plot-heading">Any result against any axis</h2>',
    '<div id="plot"></div>',
    '</section>',
    '<section aria-labelledby="table-heading">',
    '<h2 id="table-heading">Configurations</h2>',
    '<noscript><p>This page needs its script to show the table; campaign.csv beside it has the same numbers in full.</p></noscript>',
    '<div id="configurations"></div>',
    '</section>',
    ...page.blocks.map((block, k) => writeBlock(block, `b${k + 1}`, `blocks[${k}]`)),
    embeddedJson('campaign-data', data),
    slotMark('columns'),
    '</main>',
  ].join('\n');
  const [before, after] = htmlPage({ title: plainLabel(title), script: 'campaign', style: tableStyle, body }).split(
    slotMark('columns'),
  );
  yield before!;
  for (const [i, { codes }] of axes.entries()) yield columnElement(`axis-${i}`, codes, String);
  for (const [i, { values }] of results.entries()) yield columnElement(`result-${i}`, values, sixDigits);
  yield after!;
}

/** A column as a list of numbers with commas; what is not there is empty. */
function columnElement(id: string, values: ArrayLike<number>, text: (value: number) => string): string {
  const cells = Array.from(values, text).join(',');
  return `<script type="application/json" id="${id}">${safeJson(cells)}</script>\n`;
}

function sixDigits(value: number): string {
  return Number.isNaN(value) ? '' : String(Number(value.toPrecision(6)));
}

function writeFailures(failures: ConfigurationsPage['failures'], ids: readonly string[]): string[] {
  if (failures.length === 0) return [];
  const items = failures.map(({ cause, rows }) => {
    const named = rows.slice(0, MOST_NAMED).map((row) => ids[row]!);
    const more = rows.length > named.length ? ` and ${rows.length - named.length} more` : '';
    return `<li>${escapeMarkup(`${cause} (${named.join(', ')}${more})`)}</li>`;
  });
  return [
    '<section class="warnings" aria-labelledby="failures">',
    `<h2 id="failures">${failures.reduce((sum, { rows }) => sum + rows.length, 0)} failed</h2>`,
    '<ul>',
    ...items,
    '</ul>',
    '</section>',
  ];
}

const tableStyle = `
main.wide { max-width: 84rem; }
.tools label { display: inline-flex; align-items: center; gap: .4rem; font-size: .9rem; color: var(--muted); max-width: 100%; }
.tools select { max-width: 14rem; min-width: 0; }
.tools .switch { margin-right: 1rem; }
#plot canvas { display: block; width: 100%; height: 22rem; cursor: crosshair; }
#plot { position: relative; }
.legend { font-size: .85rem; gap: .2rem 1rem; }
#plot details canvas { min-width: 52rem; cursor: auto; }
.legend > span { display: inline-flex; align-items: center; gap: .35rem; }
.legend span span { width: .7rem; height: .7rem; border-radius: 50%; }
.window { max-height: min(34rem, 75vh); overflow: auto; border: 1px solid var(--line); border-radius: 4px; }
.window table { width: max-content; min-width: 100%; border-collapse: separate; border-spacing: 0; }
.window thead th { position: sticky; top: 0; z-index: 1; background: var(--soft); padding: 0; }
.window thead button { border: 0; border-radius: 0; background: none; font-weight: 600; width: 100%; text-align: inherit; white-space: nowrap; padding: .35rem .6rem; }
.window th[aria-sort='ascending'] button::after { content: ' \\25b2'; }
.window th[aria-sort='descending'] button::after { content: ' \\25bc'; }
.window tbody th, .window tbody td { height: 1.9rem; padding: 0 .6rem; white-space: nowrap; max-width: 15rem; overflow: hidden; text-overflow: ellipsis; }
.window tbody th:last-child, .window tbody td:last-child { padding-right: .6rem; }
.window tr.failed { color: var(--bad); }
.window tr.chosen > * { background: var(--soft); box-shadow: inset 0 -2px var(--accent); }
.window tr.room > td { padding: 0; border: 0; height: auto; }
.choice { columns: 18rem; font-size: .9rem; }
.choice label { display: block; overflow-wrap: anywhere; }
`;
