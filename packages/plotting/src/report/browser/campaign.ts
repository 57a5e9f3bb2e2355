/// <reference lib="dom" />
import { addColourSwitch } from './colour-scheme.ts';
import { ConfigurationTable } from './configuration-table.ts';
import { type Column, cellText, readConfigurations } from './configurations.ts';
import { element } from './elements.ts';
import { ParallelCoordinates } from './parallel-coordinates.ts';
import { ScatterPlot } from './scatter-plot.ts';

/** More values than these are searched for, not chosen from a list. */
const MOST_CHOICES = 60;

addColourSwitch(document.querySelector('header')!);
const all = readConfigurations();
const { ids, columns, causes } = all;
const axes = columns.filter(({ kind }) => kind === 'axis');
const table = new ConfigurationTable(all);
const plot = new ScatterPlot(all, (row) => table.choose(row));
const lines = new ParallelCoordinates(all);

const search = element('input', { type: 'search', 'aria-label': 'Search', placeholder: 'Search' });
const status = element(
  'select',
  {},
  ...['all', 'done', 'failed'].map((text) => element('option', { value: text }, text)),
);
const choices = new Map<Column, HTMLSelectElement>();
for (const axis of axes) {
  const texts = axis.texts!;
  if (texts.length < 2 || texts.length > MOST_CHOICES) continue;
  const input = element('select', {}, element('option', { value: '' }, 'all'));
  texts.forEach((text, i) => {
    input.append(element('option', { value: String(i) }, text));
  });
  choices.set(axis, input);
}
const count = element('output', { 'aria-live': 'polite' });

/** Configurations that pass everything that the reader asked for. */
function filter(): void {
  const words = search.value
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const wanted = [...choices].flatMap(([{ codes }, { value }]) =>
    value === '' ? [] : [[codes!, Number(value)] as const],
  );
  const rows: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    if (status.value !== 'all' && (status.value === 'failed') !== causes.has(row)) continue;
    if (!wanted.every(([codes, code]) => codes[row] === code)) continue;
    if (words.length > 0) {
      const text = [ids[row]!, ...axes.map((axis) => cellText(axis, row)), causes.get(row) ?? '']
        .join(' ')
        .toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    rows.push(row);
  }
  count.textContent = `${rows.length} of ${ids.length} configurations`;
  table.showRows(rows);
  plot.show(rows);
  lines.show(rows);
}

const shown = new Set(columns.filter(({ main }) => main));
const showColumns = (): void => table.showColumns(columns.filter((column) => shown.has(column)));
const columnChoice = element(
  'details',
  {},
  element('summary', {}, 'Columns'),
  element(
    'div',
    { class: 'choice' },
    ...columns.map((column) => {
      const box = element('input', { type: 'checkbox' });
      box.checked = shown.has(column);
      box.addEventListener('change', () => {
        if (box.checked) shown.add(column);
        else shown.delete(column);
        showColumns();
      });
      return element('label', {}, box, ` ${column.name}`);
    }),
  ),
);

for (const input of [search, status, ...choices.values()]) input.addEventListener('input', filter);
document
  .getElementById('configurations')!
  .append(
    element(
      'div',
      { class: 'tools', role: 'group', 'aria-label': 'Filter' },
      search,
      ...(causes.size === 0 ? [] : [element('label', {}, 'Status', status)]),
      ...[...choices].map(([{ name }, input]) => element('label', {}, name, input)),
      count,
    ),
    columnChoice,
    table.element,
  );
document.getElementById('plot')!.append(plot.element, lines.element);
showColumns();
filter();
