import { outlinedText } from './glyph-runs.ts';
import type { Drawing, DrawingItem, Fill, Hatch, PathCommand, Stroke, TextItem } from './primitives.ts';

const fallbackFamilies = {
  'STIX Two Text': "'STIX Two Text', STIXTwoText, 'Times New Roman', Times, serif",
  'Source Sans 3': "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif",
} as const;

/** A coordinate with at most two decimals (0.01 pt is finer than any printer), without trailing zeros and without "-0". */
export function formatCoordinate(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** Escapes text for XML and HTML content and attribute values; control characters that XML forbids become U+FFFD. */
export function escapeMarkup(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
  );
}

/** Definitions gathered while items are written; ids are numbered in the order of first use. */
interface Definitions {
  readonly written: string[];
  readonly ids: Map<string, string>;
  readonly text: TextForm;
}

/** Text as text in a font that the reader's machine has to have, or as outlines of the bundled fonts. */
export type TextForm = 'text' | 'outlines';

/**
 * Writes a drawing as SVG 1.1 text: lengths in points, text as `<text>` naming the bundled family with fall-backs, or as outlines.
 * The same drawing gives the same bytes.
 */
export function writeSvg(drawing: Drawing, text: TextForm = 'text'): string {
  const definitions: Definitions = { written: [], ids: new Map(), text };
  const body = drawing.items.flatMap((item) => writeItem(item, definitions, '  '));
  const width = formatCoordinate(drawing.width);
  const height = formatCoordinate(drawing.height);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `  <title id="title">${escapeMarkup(drawing.title)}</title>`,
    `  <desc id="description">${escapeMarkup(drawing.description)}</desc>`,
  ];
  if (definitions.written.length > 0) {
    lines.push('  <defs>', ...definitions.written.map((line) => `    ${line}`), '  </defs>');
  }
  return `${[...lines, ...body, '</svg>'].join('\n')}\n`;
}

function writeItem(item: DrawingItem, definitions: Definitions, indent: string): string[] {
  switch (item.kind) {
    case 'path':
      return [`${indent}<path d="${pathData(item.commands)}"${paint(item, definitions)}/>`];
    case 'rect':
      return [`${indent}<rect${box(item)}${paint(item, definitions)}/>`];
    case 'line': {
      const { from, to } = item;
      const ends = `x1="${formatCoordinate(from.x)}" y1="${formatCoordinate(from.y)}" x2="${formatCoordinate(to.x)}" y2="${formatCoordinate(to.y)}"`;
      return [`${indent}<line ${ends}${strokeAttributes(item.stroke)}/>`];
    }
    case 'text':
      return [`${indent}${definitions.text === 'text' ? writeText(item) : writeOutlines(item)}`];
    case 'group': {
      const clip = item.clip === undefined ? '' : ` clip-path="url(#${clipId(item.clip, definitions)})"`;
      const label = item.label === undefined ? '' : ` aria-label="${escapeMarkup(item.label)}"`;
      const series = item.series === undefined ? '' : ` data-series="${escapeMarkup(item.series)}"`;
      const children = item.items.flatMap((child) => writeItem(child, definitions, `${indent}  `));
      return [`${indent}<g class="${escapeMarkup(item.role)}"${series}${label}${clip}>`, ...children, `${indent}</g>`];
    }
  }
}

function writeText(item: TextItem): string {
  const { font } = item;
  const style = [
    `font-family="${fallbackFamilies[font.family]}"`,
    `font-size="${formatCoordinate(item.runs[0]?.rise === 0 ? item.runs[0].size : baseSize(item))}"`,
    ...(font.bold === true ? ['font-weight="700"'] : []),
    ...(font.italic === true ? ['font-style="italic"'] : []),
    `text-anchor="${item.anchor}"`,
    `fill="${item.color}"`,
  ].join(' ');
  const at = `x="${formatCoordinate(item.x)}" y="${formatCoordinate(item.y)}"`;
  let rise = 0;
  const content = item.runs.map((run, index) => {
    if (index === 0 && run.rise === 0) return escapeMarkup(run.text);
    const shift = rise - run.rise;
    rise = run.rise;
    const dx = run.shift === 0 ? '' : ` dx="${formatCoordinate(run.shift)}"`;
    const dy = shift === 0 ? '' : ` dy="${formatCoordinate(shift)}"`;
    return `<tspan${dx}${dy} font-size="${formatCoordinate(run.size)}">${escapeMarkup(run.text)}</tspan>`;
  });
  return `<text ${at}${turnOf(item)} ${style} xml:space="preserve">${content.join('')}</text>`;
}

function turnOf({ rotation, x, y }: TextItem): string {
  if (rotation === undefined) return '';
  return ` transform="rotate(${formatCoordinate(rotation)} ${formatCoordinate(x)} ${formatCoordinate(y)})"`;
}

/** The outlines of a text, its words as the label. */
function writeOutlines(item: TextItem): string {
  const { x, y } = item;
  const commands = outlinedText(item).map((command): PathCommand => {
    if (command.op === 'Z') return command;
    const end = { x: x + command.x, y: y + command.y };
    if (command.op !== 'C') return { op: command.op, ...end };
    return { op: 'C', x1: x + command.x1, y1: y + command.y1, x2: x + command.x2, y2: y + command.y2, ...end };
  });
  const words = item.runs.map((run) => run.text).join('');
  return `<path d="${pathData(commands)}" fill="${item.color}" aria-label="${escapeMarkup(words)}"${turnOf(item)}/>`;
}

function baseSize(item: TextItem): number {
  return Math.max(...item.runs.map((run) => run.size));
}

function box(item: { x: number; y: number; width: number; height: number }): string {
  return ` x="${formatCoordinate(item.x)}" y="${formatCoordinate(item.y)}" width="${formatCoordinate(item.width)}" height="${formatCoordinate(item.height)}"`;
}

function pathData(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => {
      switch (command.op) {
        case 'Z':
          return 'Z';
        case 'C':
          return `C${[command.x1, command.y1, command.x2, command.y2, command.x, command.y].map(formatCoordinate).join(' ')}`;
        default:
          return `${command.op}${formatCoordinate(command.x)} ${formatCoordinate(command.y)}`;
      }
    })
    .join('');
}

function paint(item: { fill?: Fill; opacity?: number; stroke?: Stroke }, definitions: Definitions): string {
  const { fill, opacity, stroke } = item;
  const ground = fill === undefined ? 'none' : typeof fill === 'string' ? fill : `url(#${hatchId(fill, definitions)})`;
  const veil = opacity === undefined ? '' : ` fill-opacity="${formatCoordinate(opacity)}"`;
  return ` fill="${ground}"${veil}${stroke === undefined ? '' : strokeAttributes(stroke)}`;
}

function strokeAttributes(stroke: Stroke): string {
  const dash = stroke.dash === undefined ? '' : ` stroke-dasharray="${stroke.dash.map(formatCoordinate).join(' ')}"`;
  return ` stroke="${stroke.color}" stroke-width="${formatCoordinate(stroke.width)}"${dash}`;
}

function clipId(clip: { x: number; y: number; width: number; height: number }, definitions: Definitions): string {
  return define(definitions, 'clip', (id) => `<clipPath id="${id}"><rect${box(clip)}/></clipPath>`);
}

function hatchId(hatch: Hatch, definitions: Definitions): string {
  const side = formatCoordinate(hatch.spacing);
  const middle = formatCoordinate(hatch.spacing / 2);
  return define(
    definitions,
    'hatch',
    (id) =>
      `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${side}" height="${side}" patternTransform="rotate(${formatCoordinate(hatch.angle)})"><line x1="0" y1="${middle}" x2="${side}" y2="${middle}" stroke="${hatch.color}" stroke-width="${formatCoordinate(hatch.lineWidth)}"/></pattern>`,
  );
}

function define(definitions: Definitions, prefix: string, write: (id: string) => string): string {
  const key = write(prefix);
  const known = definitions.ids.get(key);
  if (known !== undefined) return known;
  const id = `${prefix}${definitions.ids.size + 1}`;
  definitions.ids.set(key, id);
  definitions.written.push(write(id));
  return id;
}
