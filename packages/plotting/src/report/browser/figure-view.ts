/// <reference lib="dom" />
import type { Reading } from '../../reading.ts';
import { panelAt, placeOf } from './axis-map.ts';
import { button, download, element, svgElement } from './elements.ts';
import { figureCsv } from './figure-data.ts';
import { type ReadOut, readOutAt } from './read-out.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Steps of the slider along the axis where there are no bins to go by. */
const STEPS = 100;

/** A figure that can be pointed at, zoomed, taken apart and taken away. */
export class FigureView {
  readonly #reading: Reading;
  readonly #plot: HTMLElement;
  readonly #pictures: readonly SVGSVGElement[];
  readonly #whole: readonly [x: number, y: number, width: number, height: number];
  readonly #hidden = new Set<string>();
  readonly #box = element('div', { class: 'read-out', hidden: '' });
  readonly #spoken = element('output', { class: 'unseen', 'aria-live': 'polite' });
  readonly #cursors: readonly SVGElement[];
  #view: [x: number, y: number, width: number, height: number];

  constructor(figure: HTMLElement, reading: Reading) {
    this.#reading = reading;
    this.#plot = figure.querySelector('.plot')!;
    this.#pictures = [...this.#plot.querySelectorAll('svg')];
    const { x, y, width, height } = this.#pictures[0]!.viewBox.baseVal;
    this.#whole = [x, y, width, height];
    this.#view = [x, y, width, height];
    this.#cursors = this.#pictures.map((picture) => {
      const line = svgElement('line', { class: 'cursor', visibility: 'hidden' });
      picture.append(line);
      return line;
    });
    this.#plot.append(this.#box);
    const name = (figure.dataset.file ?? figure.id).replace(/\.\w+$/, '').replace(/[^\w.-]+/g, '-');
    this.#plot.after(this.#tools(name), ...this.#switches(), this.#spoken);
    this.#listen();
  }

  /** The picture that the present colours show. */
  get #picture(): SVGSVGElement {
    return this.#pictures.find((picture) => picture.getBoundingClientRect().width > 0) ?? this.#pictures[0]!;
  }

  #tools(name: string): HTMLElement {
    const zoom = (factor: number) => () => this.#zoom(factor);
    return element(
      'div',
      { class: 'tools', role: 'group', 'aria-label': 'Figure' },
      button('+', 'Zoom in', zoom(1.5)),
      button('\u2212', 'Zoom out', zoom(1 / 1.5)),
      button('Whole', 'Show the whole figure', () => this.#show(this.#whole)),
      this.#slider(),
      button('Data (CSV)', 'Data (CSV)', () => download(`${name}.csv`, 'text/csv', figureCsv(this.#reading))),
      button('Data (JSON)', 'Data (JSON)', () => {
        download(`${name}.json`, 'application/json', `${JSON.stringify(this.#reading, null, 2)}\n`);
      }),
      button('Picture (SVG)', 'Picture (SVG)', () => this.#downloadPicture(`${name}.svg`)),
    );
  }

  /** Reads off the main panel without a pointer: a bin, or a hundredth of the axis, per step. */
  #slider(): HTMLElement {
    const { panels, series } = this.#reading;
    const panel = panels[0]!;
    const bins = series.find((each) => each.panel === 0 && each.kind === 'bins');
    const edges = bins?.kind === 'bins' ? bins.edges : undefined;
    const last = edges === undefined ? STEPS : edges.length - 2;
    const input = element('input', {
      type: 'range',
      min: '0',
      max: String(last),
      value: '0',
      'aria-label': `Read off along ${panel.x.label}`,
    });
    const readOff = (): void => {
      const step = Number(input.value);
      const { start, end } = panel.x;
      const x =
        edges === undefined
          ? start + ((end - start) * step) / STEPS
          : (placeOf(panel.x, edges[step]!) + placeOf(panel.x, edges[step + 1]!)) / 2;
      const at = { x, y: (panel.y.start + panel.y.end) / 2 };
      const found = this.#read(0, at);
      this.#point(0, at, found);
      const text = spokenText(found);
      input.setAttribute('aria-valuetext', text);
      this.#spoken.textContent = text;
    };
    input.addEventListener('input', readOff);
    input.addEventListener('focus', readOff);
    input.addEventListener('blur', () => this.#leave());
    return input;
  }

  #switches(): HTMLElement[] {
    const drawn = new Set(
      [...this.#pictures[0]!.querySelectorAll('[data-series]')].map((group) => group.getAttribute('data-series')),
    );
    const labels = new Map(this.#reading.series.map(({ name, label }) => [name, label]));
    const switches = [...labels].filter(([name]) => drawn.has(name));
    if (switches.length < 2) return [];
    const controls = switches.map(([name, label]) => {
      const control = button(label, label, () => {
        const hide = !this.#hidden.has(name);
        if (hide) this.#hidden.add(name);
        else this.#hidden.delete(name);
        control.setAttribute('aria-pressed', String(!hide));
        for (const picture of this.#pictures) {
          for (const group of picture.querySelectorAll(`[data-series="${CSS.escape(name)}"]`)) {
            if (hide) group.setAttribute('visibility', 'hidden');
            else group.removeAttribute('visibility');
          }
        }
      });
      control.setAttribute('aria-pressed', 'true');
      return control;
    });
    return [element('div', { class: 'tools', role: 'group', 'aria-label': 'Shown' }, ...controls)];
  }

  #listen(): void {
    const plot = this.#plot;
    let dragged: Point | undefined;
    const pointAt = (event: PointerEvent): void => {
      const at = this.#drawingPoint(event);
      const panel = panelAt(this.#reading.panels, at.x, at.y);
      if (panel < 0) this.#leave();
      else this.#point(panel, at, this.#read(panel, at));
    };
    plot.addEventListener('pointermove', (event) => {
      if (dragged === undefined) {
        pointAt(event);
        return;
      }
      const at = this.#drawingPoint(event);
      const [x, y, width, height] = this.#view;
      this.#show([x + dragged.x - at.x, y + dragged.y - at.y, width, height]);
    });
    plot.addEventListener('pointerleave', ({ pointerType }) => {
      // A finger leaves as soon as it is lifted; what it read off stays until it taps somewhere else.
      if (pointerType === 'mouse') this.#leave();
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!plot.contains(target as Node)) this.#leave();
    });
    plot.addEventListener('pointerdown', (event) => {
      // A finger scrolls the page; only of an enlarged figure it moves the part that is seen.
      if (this.#view[2] >= this.#whole[2]) {
        pointAt(event);
        return;
      }
      dragged = this.#drawingPoint(event);
      plot.setPointerCapture(event.pointerId);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      plot.addEventListener(end, () => {
        dragged = undefined;
      });
    }
    plot.addEventListener('dblclick', (event) => this.#zoom(2, this.#drawingPoint(event)));
    plot.addEventListener(
      'wheel',
      (event) => {
        // The wheel alone scrolls the page.
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.#zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.#drawingPoint(event));
      },
      { passive: false },
    );
  }

  /** Where on the drawing an event is, in points. */
  #drawingPoint({ clientX, clientY }: MouseEvent): Point {
    const matrix = this.#picture.getScreenCTM();
    if (matrix === null) return { x: Number.NaN, y: Number.NaN };
    return new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  }

  #read(panel: number, at: Point): ReadOut {
    return readOutAt(this.#reading, panel, at, (name) => this.#hidden.has(name));
  }

  /** Shows what was read off, beside the place it was read at. */
  #point(panelIndex: number, at: Point, { heading, lines }: ReadOut): void {
    const { frame } = this.#reading.panels[panelIndex]!;
    for (const cursor of this.#cursors) {
      const ends = { x1: at.x, x2: at.x, y1: frame.y, y2: frame.y + frame.height };
      for (const [name, value] of Object.entries(ends)) cursor.setAttribute(name, value.toFixed(2));
      cursor.setAttribute('visibility', 'visible');
    }
    this.#box.replaceChildren(
      element('strong', {}, heading),
      ...lines.map(({ label, text }) => element('div', {}, `${label}: ${text}`)),
    );
    this.#box.hidden = false;
    const matrix = this.#picture.getScreenCTM();
    if (matrix === null) return;
    const place = new DOMPoint(at.x, at.y).matrixTransform(matrix);
    const plot = this.#plot.getBoundingClientRect();
    const [x, y] = [place.x - plot.left, place.y - plot.top];
    // To the side where there is more room, so that what is pointed at stays to be seen.
    const left =
      x < plot.width / 2 ? Math.min(x + 14, plot.width - this.#box.offsetWidth) : x - 14 - this.#box.offsetWidth;
    this.#box.style.left = `${Math.max(0, left)}px`;
    this.#box.style.top = `${Math.max(0, Math.min(y + 10, plot.height - this.#box.offsetHeight))}px`;
  }

  #leave(): void {
    this.#box.hidden = true;
    for (const cursor of this.#cursors) cursor.setAttribute('visibility', 'hidden');
  }

  #zoom(factor: number, about?: Point): void {
    const [x, y, width, height] = this.#view;
    const center = about ?? { x: x + width / 2, y: y + height / 2 };
    const scale = Math.min(1 / factor, this.#whole[2] / width);
    const share = { x: (center.x - x) / width, y: (center.y - y) / height };
    this.#show([
      center.x - share.x * width * scale,
      center.y - share.y * height * scale,
      width * scale,
      height * scale,
    ]);
  }

  /** Shows a part of the drawing that stays within it and is at least a twentieth of it. */
  #show([x, y, width, height]: readonly [number, number, number, number]): void {
    const [left, top, wide, high] = this.#whole;
    if (width < wide / 20) return;
    const within = (at: number, length: number, from: number, whole: number): number =>
      Math.max(from, Math.min(at, from + whole - length));
    this.#view = [within(x, width, left, wide), within(y, height, top, high), width, height];
    for (const picture of this.#pictures) picture.setAttribute('viewBox', this.#view.join(' '));
    this.#plot.classList.toggle('enlarged', width < wide - 1e-6);
    this.#leave();
  }

  #downloadPicture(name: string): void {
    const copy = this.#picture.cloneNode(true) as SVGSVGElement;
    const [, , width, height] = this.#whole;
    copy.querySelector('.cursor')?.remove();
    copy.removeAttribute('class');
    copy.setAttribute('viewBox', this.#whole.join(' '));
    copy.setAttribute('width', `${width}pt`);
    copy.setAttribute('height', `${height}pt`);
    download(name, 'image/svg+xml', `${new XMLSerializer().serializeToString(copy)}\n`);
  }
}

function spokenText({ heading, lines }: ReadOut): string {
  return [heading, ...lines.map(({ label, text }) => `${label} ${text}`)].join('; ');
}
