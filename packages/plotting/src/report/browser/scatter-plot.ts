/// <reference lib="dom" />
import { type Column, type Configurations, cellText } from './configurations.ts';
import { element } from './elements.ts';
import { shareOf, ticksOf, type ValueScale, valueScale } from './value-scale.ts';

const ROOM = { left: 92, right: 16, top: 12, bottom: 46 };
/** Colours of P. Tol's "bright" scheme, distinct in colour-blind vision, and all clear of light and dark ground. */
export const COLOURS = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#bb8844', '#888888'];
const NEAR_PX = 14;
/** Colours of more values than these are told by pointing only. */
const MOST_NAMED = 24;

/** Up to so many points are drawn large. */
const FEW_POINTS = 400;

/** A scatter plot of two columns, drawn on a canvas since there may be ten thousand points. */
export class ScatterPlot {
  readonly element: HTMLElement;
  readonly #all: Configurations;
  readonly #canvas = element('canvas', { role: 'img' });
  readonly #legend = element('div', { class: 'tools legend' });
  readonly #box = element('div', { class: 'read-out', hidden: '' });
  readonly #choose: (row: number) => void;
  readonly #switches: Readonly<Record<'x' | 'y', HTMLInputElement>>;
  #shown: readonly number[] = [];
  #x: Column;
  #y: Column;
  #colour: Column | undefined;
  /** Whether an axis is logarithmic where the reader has said so. */
  readonly #logs: { x: boolean | undefined; y: boolean | undefined } = { x: undefined, y: undefined };
  #places: readonly (readonly [row: number, x: number, y: number])[] = [];
  #chosen = -1;

  /** @param choose told of the configuration that is clicked */
  constructor(all: Configurations, choose: (row: number) => void) {
    this.#all = all;
    this.#choose = choose;
    const axes = all.columns.filter(({ kind }) => kind === 'axis');
    const results = all.columns.filter(({ kind }) => kind === 'result');
    const main = results.filter((column) => column.main);
    // Before a statistic or a p-value, what is found.
    this.#y = main.find(({ name }) => /\.(value|upper|z)$/.test(name)) ?? main[0] ?? results[0] ?? axes[0]!;
    this.#x = axes[0] ?? results[1] ?? this.#y;
    this.#colour = axes[1];
    const select = (
      label: string,
      chosen: Column | undefined,
      optional: boolean,
      change: (column: Column | undefined) => void,
    ): HTMLElement => {
      const input = element('select', {}, ...(optional ? [element('option', { value: '' }, 'none')] : []));
      const from = optional ? axes : all.columns;
      for (const [i, { name }] of from.entries()) input.append(element('option', { value: String(i) }, name));
      input.value = chosen === undefined ? '' : String(from.indexOf(chosen));
      input.addEventListener('change', () => {
        change(input.value === '' ? undefined : from[Number(input.value)]);
        this.draw();
      });
      return element('label', {}, label, input);
    };
    const logarithmic = (axis: 'x' | 'y', label: string) => {
      const input = element('input', { type: 'checkbox', 'aria-label': label });
      input.addEventListener('change', () => {
        this.#logs[axis] = input.checked;
        this.draw();
      });
      return input;
    };
    this.#switches = {
      x: logarithmic('x', 'Logarithmic, horizontal'),
      y: logarithmic('y', 'Logarithmic, vertical'),
    };
    this.element = element(
      'div',
      {},
      element(
        'div',
        { class: 'tools' },
        select('Up', this.#y, false, (column) => {
          this.#y = column!;
          this.#logs.y = undefined;
        }),
        element('label', { class: 'switch' }, this.#switches.y, 'log'),
        select('Along', this.#x, false, (column) => {
          this.#x = column!;
          this.#logs.x = undefined;
        }),
        element('label', { class: 'switch' }, this.#switches.x, 'log'),
        select('Colour', this.#colour, true, (column) => {
          this.#colour = column;
          this.#explainColours();
        }),
      ),
      this.#canvas,
      this.#legend,
      this.#box,
    );
    this.#explainColours();
    this.#canvas.addEventListener('pointermove', (event) => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => {
      this.#box.hidden = true;
    });
    this.#canvas.addEventListener('click', (event) => {
      const row = this.#nearest(event);
      if (row === undefined) return;
      this.#chosen = row;
      this.draw();
      this.#choose(row);
    });
    addEventListener('resize', () => this.draw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    new MutationObserver(() => this.draw()).observe(document.documentElement, { attributeFilter: ['data-colours'] });
  }

  /** @param rows numbers of the configurations that pass the filter; the others stay as faint points */
  show(rows: readonly number[]): void {
    this.#shown = rows;
    this.draw();
  }

  draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const context = this.#canvas.getContext('2d');
    if (context === null || width === 0) return;
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const [x, y] = [valueScale(this.#x, this.#logs.x), valueScale(this.#y, this.#logs.y)];
    for (const [axis, scale] of [
      ['x', x],
      ['y', y],
    ] as const) {
      this.#switches[axis].checked = scale.log;
      this.#switches[axis].disabled = !scale.positive;
    }
    const atX = (row: number): number => ROOM.left + spreadShare(x, row) * (width - ROOM.left - ROOM.right);
    const atY = (row: number): number => height - ROOM.bottom - spreadShare(y, row) * (height - ROOM.top - ROOM.bottom);
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink').trim();
    drawAxes(context, x, y, { width, height, ink, line: style.getPropertyValue('--line').trim() });
    const shown = new Uint8Array(this.#all.ids.length);
    for (const row of this.#shown) shown[row] = 1;
    const places: (readonly [number, number, number])[] = [];
    context.fillStyle = style.getPropertyValue('--line').trim();
    for (let row = 0; row < shown.length; row++) if (shown[row] === 0) dot(context, atX(row), atY(row), 1.5);
    for (const row of this.#shown) {
      const [px, py] = [atX(row), atY(row)];
      if (Number.isNaN(px + py)) continue;
      places.push([row, px, py]);
      context.fillStyle = COLOURS[(this.#colour?.codes?.[row] ?? 0) % COLOURS.length]!;
      dot(context, px, py, this.#shown.length > FEW_POINTS ? 2.5 : 4);
    }
    this.#places = places;
    const chosen = places.find(([row]) => row === this.#chosen);
    if (chosen !== undefined) {
      context.strokeStyle = ink;
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc(chosen[1], chosen[2], 6, 0, 7);
      context.stroke();
    }
    const text = `${places.length} configurations: ${this.#y.name} against ${this.#x.name}. The table below has the numbers.`;
    this.#canvas.setAttribute('aria-label', text);
  }

  #explainColours(): void {
    const all = this.#colour?.texts ?? [];
    const texts = all.length > MOST_NAMED ? [] : all;
    this.#legend.replaceChildren(
      ...texts.map((text, i) => {
        const swatch = element('span', { 'aria-hidden': 'true', style: `background: ${COLOURS[i % COLOURS.length]}` });
        return element('span', {}, swatch, text);
      }),
    );
  }

  #nearest({ offsetX, offsetY }: MouseEvent): number | undefined {
    let best: number | undefined;
    let nearest = NEAR_PX;
    for (const [row, x, y] of this.#places) {
      const distance = Math.hypot(x - offsetX, y - offsetY);
      if (distance < nearest) [nearest, best] = [distance, row];
    }
    return best;
  }

  #point(event: PointerEvent): void {
    const row = this.#nearest(event);
    this.#box.hidden = row === undefined;
    if (row === undefined) return;
    const columns = [...new Set([this.#x, this.#y, ...(this.#colour === undefined ? [] : [this.#colour])])];
    this.#box.replaceChildren(
      element('strong', {}, this.#all.ids[row]!),
      ...columns.map((column) => element('div', {}, `${column.name}: ${cellText(column, row)}`)),
    );
    const left = this.#canvas.offsetLeft + event.offsetX;
    const side = event.offsetX < this.#canvas.clientWidth / 2 ? left + 14 : left - 14 - this.#box.offsetWidth;
    this.#box.style.left = `${Math.max(0, side)}px`;
    this.#box.style.top = `${this.#canvas.offsetTop + event.offsetY + 8}px`;
  }
}

/** Where along an axis a configuration is, from 0 to 1. Those with one name are spread about it, always in the same way. */
function spreadShare(scale: ValueScale, row: number): number {
  const spread = scale.column.named ? (((row * 0.618034) % 1) - 0.5) * 0.6 : 0;
  return shareOf(scale, scale.column.values[row]! + spread);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  if (Number.isNaN(x + y)) return;
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}

function drawAxes(
  context: CanvasRenderingContext2D,
  x: ValueScale,
  y: ValueScale,
  {
    width,
    height,
    ink,
    line,
  }: { readonly width: number; readonly height: number; readonly ink: string; readonly line: string },
): void {
  const [right, bottom] = [width - ROOM.right, height - ROOM.bottom];
  context.font = "12px 'Source Sans 3', sans-serif";
  context.strokeStyle = line;
  context.strokeRect(ROOM.left, ROOM.top, right - ROOM.left, bottom - ROOM.top);
  context.fillStyle = ink;
  context.textBaseline = 'middle';
  let free = Number.NEGATIVE_INFINITY;
  for (const [place, text] of ticksOf(x)) {
    const at = ROOM.left + place * (right - ROOM.left);
    context.beginPath();
    context.moveTo(at, bottom);
    context.lineTo(at, bottom + 4);
    context.stroke();
    const room = context.measureText(text).width;
    const start = Math.min(at - room / 2, width - room - 2);
    // A name that would run into the one before is left out; pointing says it.
    if (start < free) continue;
    free = start + room + 8;
    context.textAlign = 'left';
    context.fillText(text, Math.max(2, start), bottom + 14);
  }
  context.textAlign = 'right';
  let above = Number.POSITIVE_INFINITY;
  for (const [place, text] of ticksOf(y)) {
    const at = bottom - place * (bottom - ROOM.top);
    context.beginPath();
    context.moveTo(ROOM.left, at);
    context.lineTo(ROOM.left - 4, at);
    context.stroke();
    if (at > above - 14) continue;
    above = at;
    context.fillText(clipped(text, 10), ROOM.left - 8, at);
  }
  context.fillText(titleOf(x.column), right, bottom + 34);
  context.save();
  context.translate(10, ROOM.top);
  context.rotate(-Math.PI / 2);
  context.fillText(titleOf(y.column), 0, 0);
  context.restore();
}

function titleOf({ name, unit }: Column): string {
  return unit === '' ? name : `${name} (${unit})`;
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}\u2026`;
}
