/// <reference lib="dom" />
import type { Column, Configurations } from './configurations.ts';
import { element, numberText } from './elements.ts';
import { COLOURS } from './scatter-plot.ts';
import { shareOf, type ValueScale, valueScale } from './value-scale.ts';

const ROOM = { side: 46, top: 40, bottom: 26 };
const MOST_COLUMNS = 10;

/** All axes and the main results beside each other, a line for each configuration; drawn only while it is open. */
export class ParallelCoordinates {
  readonly element: HTMLDetailsElement;
  readonly #columns: readonly Column[];
  readonly #canvas = element('canvas', { role: 'img' });
  #shown: readonly number[] = [];

  constructor({ columns }: Configurations) {
    const varied = columns.filter(({ kind, texts }) => kind === 'axis' && texts!.length > 1);
    const results = columns.filter(({ kind, main }) => kind === 'result' && main);
    const most = Math.max(1, MOST_COLUMNS - Math.min(results.length, 6));
    this.#columns = [...varied.slice(0, most), ...results.slice(0, 6)];
    const label = 'Parallel coordinates';
    const sheet = element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label }, this.#canvas);
    this.element = element('details', {}, element('summary', {}, 'Parallel coordinates'), sheet);
    this.element.addEventListener('toggle', () => this.draw());
    addEventListener('resize', () => this.draw());
  }

  /** @param rows numbers of the configurations that pass the filter */
  show(rows: readonly number[]): void {
    this.#shown = rows;
    this.draw();
  }

  draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const context = this.#canvas.getContext('2d');
    const count = this.#columns.length;
    if (!this.element.open || context === null || width === 0 || count < 2) return;
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const bottom = height - ROOM.bottom;
    const at = (i: number): number => ROOM.side + (i / (count - 1)) * (width - 2 * ROOM.side);
    const scales = this.#columns.map((column) => valueScale(column, undefined));
    const up = (i: number, value: number): number => bottom - shareOf(scales[i]!, value) * (bottom - ROOM.top);
    // Thousands of lines over each other still let the dense places show.
    context.globalAlpha = Math.max(0.04, Math.min(0.8, 60 / this.#shown.length));
    const first = this.#columns[0]!;
    for (const row of this.#shown) {
      context.strokeStyle = COLOURS[(first.codes?.[row] ?? 0) % COLOURS.length]!;
      context.beginPath();
      let isDown = false;
      this.#columns.forEach(({ values }, i) => {
        const y = up(i, values[row]!);
        if (Number.isNaN(y)) isDown = false;
        else if (isDown) context.lineTo(at(i), y);
        else context.moveTo(at(i), y);
        isDown = !Number.isNaN(y);
      });
      context.stroke();
    }
    context.globalAlpha = 1;
    context.fillStyle = style.getPropertyValue('--ink').trim();
    context.strokeStyle = style.getPropertyValue('--muted').trim();
    context.font = "12px 'Source Sans 3', sans-serif";
    const room = (width - 2 * ROOM.side) / (count - 1) - 8;
    this.#columns.forEach((column, i) => {
      context.beginPath();
      context.moveTo(at(i), ROOM.top);
      context.lineTo(at(i), bottom);
      context.stroke();
      context.textAlign = i === 0 ? 'left' : i === count - 1 ? 'right' : 'center';
      const place = i === 0 ? at(i) - ROOM.side + 4 : i === count - 1 ? at(i) + ROOM.side - 4 : at(i);
      const [low, high] = endsOf(column, scales[i]!);
      // Neighbours stand in two lines, so that each has the room of two.
      context.fillText(fitting(context, column.name, 2 * room), place, i % 2 === 0 ? 12 : 26);
      context.fillText(fitting(context, high, room), place, ROOM.top - 2);
      context.fillText(fitting(context, low, room), place, bottom + 14);
    });
    const names = this.#columns.map(({ name }) => name).join(', ');
    this.#canvas.setAttribute('aria-label', `${this.#shown.length} configurations along ${names}`);
  }
}

function endsOf({ named, texts, unit }: Column, { from, to, log }: ValueScale): [string, string] {
  if (named) return [texts?.[0] ?? '', texts?.at(-1) ?? ''];
  const withUnit = (value: number): string =>
    `${numberText(Number(value.toPrecision(3)))}${unit === '' ? '' : ` ${unit}`}`;
  return log ? [withUnit(10 ** from), withUnit(10 ** to)] : [withUnit(from), withUnit(to)];
}

/** The end of a text that has room: paths differ in their last words. */
function fitting(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`\u2026${text.slice(-length)}`).width > room) length -= 1;
  return `\u2026${text.slice(-length)}`;
}
