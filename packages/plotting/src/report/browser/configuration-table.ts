/// <reference lib="dom" />
import { type Column, type Configurations, cellText, sorted } from './configurations.ts';
import { element } from './elements.ts';

/** Rows beyond the window that are there as well, so that scrolling shows no gap. */
const SPARE_ROWS = 12;

/** A table of which only the rows in sight are in the page. */
export class ConfigurationTable {
  readonly element: HTMLElement;
  readonly #all: Configurations;
  readonly #window = element('div', {
    class: 'window',
    role: 'region',
    tabindex: '0',
    'aria-labelledby': 'table-heading',
  });
  readonly #table = element('table');
  readonly #body = element('tbody');
  #columns: readonly Column[] = [];
  #filtered: readonly number[] = [];
  #rows: readonly number[] = [];
  #order: { readonly column: Column; readonly descending: boolean } | undefined;
  #chosen = -1;
  #drawn = '';
  #rowHeight = 30;

  constructor(all: Configurations) {
    this.#all = all;
    this.#window.append(this.#table);
    this.element = this.#window;
    this.#window.addEventListener('scroll', () => requestAnimationFrame(() => this.#draw()));
    addEventListener('resize', () => this.#draw());
  }

  /** @param columns those to show, in their order */
  showColumns(columns: readonly Column[]): void {
    this.#columns = columns;
    const heads = [undefined, ...columns].map((column) => this.#head(column));
    this.#table.replaceChildren(element('thead', {}, element('tr', { 'aria-rowindex': '1' }, ...heads)), this.#body);
    this.#table.setAttribute('aria-colcount', String(columns.length + 1));
    this.#drawn = '';
    this.#draw();
  }

  /** @param rows numbers of the configurations to show */
  showRows(rows: readonly number[]): void {
    this.#filtered = rows;
    this.#sort();
  }

  /** Marks a configuration and scrolls to it. */
  choose(row: number): void {
    this.#chosen = row;
    const place = this.#rows.indexOf(row);
    if (place >= 0) this.#window.scrollTop = Math.max(0, (place - 3) * this.#rowHeight);
    this.#drawn = '';
    this.#draw();
  }

  #head(column: Column | undefined): HTMLElement {
    const name = column?.name ?? 'configuration';
    const control = element('button', { type: 'button', title: name }, column === undefined ? name : shortName(name));
    const head = element('th', { scope: 'col', ...(column?.kind === 'result' ? { class: 'right' } : {}) }, control);
    control.addEventListener('click', () => {
      const again = this.#order?.column === column && !this.#order?.descending;
      this.#order = column === undefined ? undefined : { column, descending: again };
      for (const each of this.#table.querySelectorAll('th[aria-sort]')) each.removeAttribute('aria-sort');
      if (column !== undefined) head.setAttribute('aria-sort', again ? 'descending' : 'ascending');
      this.#sort();
    });
    if (column !== undefined && this.#order?.column === column) {
      head.setAttribute('aria-sort', this.#order.descending ? 'descending' : 'ascending');
    }
    return head;
  }

  /** Without an order of the reader's the failed come first, and then all are as in the campaign. */
  #sort(): void {
    const { causes } = this.#all;
    this.#rows =
      this.#order === undefined
        ? [...this.#filtered.filter((row) => causes.has(row)), ...this.#filtered.filter((row) => !causes.has(row))]
        : sorted(this.#filtered, this.#order.column, this.#order.descending);
    this.#table.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    this.#window.scrollTop = 0;
    this.#drawn = '';
    this.#draw();
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.#window.scrollTop / this.#rowHeight) - SPARE_ROWS);
    const shown = Math.ceil((this.#window.clientHeight || 600) / this.#rowHeight) + 2 * SPARE_ROWS;
    const last = Math.min(this.#rows.length, first + shown);
    const wanted = `${first} ${last}`;
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    const rows = this.#rows.slice(first, last).map((row, i) => this.#row(row, first + i));
    const room = (count: number): Node[] =>
      count === 0
        ? []
        : [
            element(
              'tr',
              { class: 'room', 'aria-hidden': 'true' },
              element('td', { style: `height: ${count * this.#rowHeight}px` }),
            ),
          ];
    this.#body.replaceChildren(...room(first), ...rows, ...room(this.#rows.length - last));
    const height = rows[0]?.getBoundingClientRect().height ?? 0;
    // The fonts of the reader decide how high a row is.
    if (height > 0 && Math.abs(height - this.#rowHeight) > 0.5) {
      this.#rowHeight = height;
      this.#drawn = '';
      this.#draw();
    }
  }

  #row(row: number, place: number): HTMLElement {
    const { ids, causes, file } = this.#all;
    const id = ids[row]!;
    const cause = causes.get(row);
    const name =
      cause === undefined
        ? element('a', { href: `configurations/${id}/${file}` }, id)
        : element('span', {}, `${id} failed`);
    const classes = [...(cause === undefined ? [] : ['failed']), ...(row === this.#chosen ? ['chosen'] : [])].join(' ');
    return element(
      'tr',
      {
        'aria-rowindex': String(place + 2),
        ...(classes === '' ? {} : { class: classes }),
        ...(cause === undefined ? {} : { title: cause }),
      },
      element('th', { scope: 'row' }, name),
      ...this.#columns.map((column) =>
        element('td', column.kind === 'result' ? { class: 'right' } : {}, cellText(column, row)),
      ),
    );
  }
}

/** The last words of a long path; the whole is the title of its head. */
function shortName(path: string): string {
  return path.length <= 26 ? path : `\u2026${path.slice(-25)}`;
}
