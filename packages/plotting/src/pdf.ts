import { glyphRuns } from './glyph-runs.ts';
import { PdfFile } from './pdf-file.ts';
import { PdfFonts } from './pdf-fonts.ts';
import type { Box, Drawing, DrawingItem, Fill, Hatch, PathCommand, Point, Stroke, TextItem } from './primitives.ts';
import { polyline } from './primitives.ts';

/**
 * Writes a drawing as a PDF page of its size: vector paths, hatches as lines in clips, text in embedded subsets of the bundled fonts, which can be
 * searched and copied. There is no date and no random id in it: the same drawing gives the same bytes.
 * Source: ISO 32000-1:2008.
 */
export function writePdf(drawing: Drawing): Uint8Array {
  const page = new PageContent();
  const { width, height } = drawing;
  // From the page's axes, y upwards, to those of drawings; joins as in SVG.
  page.say(`1 0 0 -1 0 ${formatNumber(height)} cm 4 M`);
  for (const item of drawing.items) page.item(item);
  const file = new PdfFile();
  const fonts = page.fonts.write(file);
  const content = file.stream({}, page.text());
  const states = [...page.opacities].map(([opacity, name]) => `/${name} << /ca ${formatNumber(opacity)} >>`);
  const pages = file.reserve();
  const sheet = file.add(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${formatNumber(width)} ${formatNumber(height)}] /Contents ${content} 0 R ` +
      `/Resources << /Font << ${fonts.join(' ')} >> /ExtGState << ${states.join(' ')} >> >> ` +
      '/Group << /S /Transparency /CS /DeviceRGB >> >>',
  );
  file.fill(pages, `<< /Type /Pages /Kids [${sheet} 0 R] /Count 1 >>`);
  const info = file.add(`<< /Title ${textString(drawing.title)} /Subject ${textString(drawing.description)} >>`);
  const catalog = file.add(
    `<< /Type /Catalog /Pages ${pages} 0 R /ViewerPreferences << /DisplayDocTitle true >> /Lang (en) >>`,
  );
  return file.bytes(catalog, info);
}

/** A number with at most three decimals; PDF knows no exponents. */
export function formatNumber(value: number): string {
  const text = value.toFixed(3).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** Text as UTF-16 in hexadecimal digits, which needs no escapes. */
function textString(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'));
  return `<feff${units.join('')}>`;
}

/** The operators of a page, with the fonts and opacities that they name. */
class PageContent {
  readonly fonts = new PdfFonts();
  readonly opacities = new Map<number, string>();
  readonly #lines: string[] = [];

  say(line: string): void {
    this.#lines.push(line);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  item(item: DrawingItem): void {
    switch (item.kind) {
      case 'path':
        this.#painted(item.commands, item);
        return;
      case 'rect':
        this.#painted(polyline(corners(item), true), item);
        return;
      case 'line':
        this.#painted(polyline([item.from, item.to]), { stroke: item.stroke });
        return;
      case 'text':
        this.#textItem(item);
        return;
      case 'group':
        if (item.clip !== undefined) this.say(`q ${pathOf(polyline(corners(item.clip), true))} W n`);
        for (const child of item.items) this.item(child);
        if (item.clip !== undefined) this.say('Q');
    }
  }

  #painted(
    commands: readonly PathCommand[],
    { fill, opacity, stroke }: { readonly fill?: Fill; readonly opacity?: number; readonly stroke?: Stroke },
  ): void {
    if (commands.length === 0) return;
    const path = pathOf(commands);
    if (typeof fill === 'object') this.#hatched(commands, path, fill);
    const isVeiled = opacity !== undefined && opacity < 1 && typeof fill === 'string';
    if (isVeiled) this.say(`q /${this.#state(opacity)} gs ${colorOf(fill)} rg ${path} f Q`);
    const plain = typeof fill === 'string' && !isVeiled ? `${colorOf(fill)} rg ` : '';
    if (plain === '' && stroke === undefined) return;
    const paint = stroke === undefined ? 'f' : plain === '' ? 'S' : 'B';
    this.say(`q ${plain}${stroke === undefined ? '' : `${strokeOf(stroke)} `}${path} ${paint} Q`);
  }

  /** Parallel lines where the pattern of an SVG file has them: half a spacing from the origin, and then one after the other. */
  #hatched(commands: readonly PathCommand[], path: string, { color, spacing, lineWidth, angle }: Hatch): void {
    const turn = (angle * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const turned = verticesOf(commands).map(({ x, y }) => ({ x: cos * x + sin * y, y: cos * y - sin * x }));
    const [left, right] = [Math.min(...turned.map(({ x }) => x)), Math.max(...turned.map(({ x }) => x))];
    const [low, high] = [Math.min(...turned.map(({ y }) => y)), Math.max(...turned.map(({ y }) => y))];
    const lines: PathCommand[] = [];
    for (let k = Math.floor(low / spacing) - 1; (k + 0.5) * spacing <= high + spacing; k++) {
      const y = (k + 0.5) * spacing;
      const back = (x: number): Point => ({ x: cos * x - sin * y, y: sin * x + cos * y });
      lines.push(...polyline([back(left), back(right)]));
    }
    this.say(`q ${path} W n ${strokeOf({ color, width: lineWidth })} ${pathOf(lines)} S Q`);
  }

  #textItem(item: TextItem): void {
    const turn = ((item.rotation ?? 0) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    this.say(`BT ${colorOf(item.color)} rg`);
    for (const { font, size, x, y, characters } of glyphRuns(item)) {
      const origin = [item.x + cos * x + sin * y, item.y + sin * x - cos * y];
      const matrix = [cos, sin, sin, -cos, ...origin].map((value) => formatNumber(value)).join(' ');
      const codes = characters.map(({ text, glyph }) => this.fonts.code(font, glyph, text)).join('');
      this.say(`/${this.fonts.name(font)} ${formatNumber(size)} Tf ${matrix} Tm <${codes}> Tj`);
    }
    this.say('ET');
  }

  #state(opacity: number): string {
    const known = this.opacities.get(opacity) ?? `G${this.opacities.size + 1}`;
    this.opacities.set(opacity, known);
    return known;
  }
}

function corners({ x, y, width, height }: Box): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

function verticesOf(commands: readonly PathCommand[]): Point[] {
  return commands.flatMap((command) => {
    if (command.op === 'Z') return [];
    if (command.op !== 'C') return [command];
    return [{ x: command.x1, y: command.y1 }, { x: command.x2, y: command.y2 }, command];
  });
}

function pathOf(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => {
      switch (command.op) {
        case 'Z':
          return 'h';
        case 'C': {
          const { x1, y1, x2, y2, x, y } = command;
          return `${[x1, y1, x2, y2, x, y].map(formatNumber).join(' ')} c`;
        }
        default:
          return `${formatNumber(command.x)} ${formatNumber(command.y)} ${command.op === 'M' ? 'm' : 'l'}`;
      }
    })
    .join(' ');
}

function colorOf(color: string): string {
  return [1, 3, 5].map((at) => formatNumber(Number.parseInt(color.slice(at, at + 2), 16) / 255)).join(' ');
}

function strokeOf({ color, width, dash = [] }: Stroke): string {
  return `${colorOf(color)} RG ${formatNumber(width)} w [${dash.map(formatNumber).join(' ')}] 0 d`;
}
