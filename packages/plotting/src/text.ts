import { fontMetrics } from './fonts.ts';
import { thinSpace, withSymbols } from './label-symbols.ts';
import type { Box, Font, TextItem, TextRun } from './primitives.ts';

/** A piece of a label: on the base line, raised or lowered. */
export interface LabelPart {
  readonly text: string;
  readonly position: 'base' | 'sub' | 'sup';
}

/** What stands in braces, two deep. */
const braced = /\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/.source;

/** A script in braces, a number that raises, or one sign behind a symbol, as in `\theta_W`, or behind its other script. */
const script = new RegExp(
  `([_^])${braced}|(?<=\\S)\\^(-?\\d+)|(?<=\\\\[A-Za-z]+(?:\\{[^{}]*\\})?(?:[_^](?:\\{[^{}]*\\}|\\\\[A-Za-z]+|[A-Za-z0-9]))?)([_^])(\\\\[A-Za-z]+|[A-Za-z0-9+-])`,
  'g',
);

/**
 * Reads the label markup: `_{..}` and `^{..}` for sub- and superscripts, `\alpha`, `\Delta`, `\times`, ... for symbols, `\bar{..}` and its like for
 * marks above a letter, `\,` for a thin space. Braces may be left out around a number that raises and around one sign behind a symbol; scripts of scripts
 * are set as the script they stand in. A hyphen that stands as a sign becomes a minus sign. Anything else, an unknown `\name` or an unclosed brace too, is
 * literal text, so that no label is ever an error.
 */
export function parseLabel(markup: string): LabelPart[] {
  const parts: LabelPart[] = [];
  let end = 0;
  for (const match of markup.matchAll(script)) {
    const [whole, mark, inBraces, power, markOfOne, one] = match;
    pushBase(parts, markup.slice(end, match.index));
    const position = (mark ?? markOfOne) === '_' ? 'sub' : 'sup';
    const text = plainLabel(inBraces ?? power ?? one ?? '');
    if (text !== '') parts.push({ text, position });
    end = match.index + whole.length;
  }
  pushBase(parts, markup.slice(end));
  return parts;
}

function pushBase(parts: LabelPart[], markup: string): void {
  if (markup !== '') parts.push({ text: withSymbols(markup), position: 'base' });
}

/** The plain text of a label, for titles and descriptions. */
export function plainLabel(markup: string): string {
  return parseLabel(markup)
    .map((part) => part.text)
    .join('');
}

/**
 * Lays out a label at a font size; scripts are set at 70 % of it, raised by 0.36 em or lowered by 0.2 em. A superscript and a subscript
 * in a row stand one above the other, as asymmetric errors do.
 */
export function labelRuns(markup: string, size: number, font: Font): TextRun[] {
  const runs: TextRun[] = [];
  let previous: LabelPart['position'] = 'base';
  let pending = 0;
  for (const { text, position } of parseLabel(markup)) {
    const rise = position === 'base' ? 0 : (position === 'sup' ? 0.36 : -0.2) * size;
    const run = { text, size: position === 'base' ? size : 0.7 * size, rise, shift: 0 };
    const before = runs.at(-1);
    if (before !== undefined && position !== 'base' && previous !== 'base' && position !== previous) {
      const back = textWidth(before.text, before.size, font);
      pending = Math.max(0, back - textWidth(text, run.size, font));
      runs.push({ ...run, shift: -back });
      previous = 'base';
    } else {
      runs.push({ ...run, shift: pending });
      pending = 0;
      previous = position;
    }
  }
  return runs;
}

function textWidth(text: string, size: number, font: Font): number {
  let width = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    width += fontMetrics(fontWith(codePoint, font)).advance(codePoint);
  }
  return width * size;
}

/** The font that draws a character: the regular face of the other bundled family where the own one lacks it. */
export function fontWith(codePoint: number, font: Font): Font {
  if (fontMetrics(font).hasGlyph(codePoint)) return font;
  const other: Font = { family: font.family === 'STIX Two Text' ? 'Source Sans 3' : 'STIX Two Text' };
  return fontMetrics(other).hasGlyph(codePoint) ? other : font;
}

/** A quantity as printed: the number, a thin space, the unit; per cent and an empty unit likewise. */
export function withUnit(value: string, unit: string): string {
  return unit === '' ? value : `${value}${thinSpace}${unit}`;
}

/** An axis title: the label and, if there is a unit or a power of ten taken out, both in parentheses; a power that the unit begins with is one with it. */
export function axisTitle(label: string, unit: string, power = 0): string {
  const own = power === 0 ? null : /^10\^\{?([-\u2212]?\d+)\}?\s*/.exec(unit);
  const total = power + (own === null ? 0 : Number(own[1]!.replace('\u2212', '-')));
  const factor = total === 0 ? '' : `10^{${total}}`;
  const inside = [factor, own === null ? unit : unit.slice(own[0].length)]
    .filter((part) => part !== '')
    .join(thinSpace);
  return inside === '' ? label : `${label} (${inside})`;
}

/** Width of laid-out text in points, from the advance widths of the bundled font. */
export function runsWidth(runs: readonly TextRun[], font: Font): number {
  let at = 0;
  let width = 0;
  for (const run of runs) {
    at += run.shift + textWidth(run.text, run.size, font);
    width = Math.max(width, at);
  }
  return width;
}

/** Width of a label in points at a font size. */
export function labelWidth(markup: string, size: number, font: Font): number {
  return runsWidth(labelRuns(markup, size, font), font);
}

/** The box that the ink of a text item stays in: measured width, cap height above and descent below each run's base line. */
export function textBox(item: TextItem): Box {
  const metrics = fontMetrics(item.font);
  const width = runsWidth(item.runs, item.font);
  const left = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? -width / 2 : -width;
  let top = 0;
  let bottom = 0;
  for (const run of item.runs) {
    top = Math.max(top, run.rise + metrics.capHeight * run.size);
    const descent = /[gjpqyQ,;()[\]{}_|μρχφψβγζξη]/.test(run.text) ? 0.24 : 0.02;
    bottom = Math.max(bottom, descent * run.size - run.rise);
  }
  if (item.rotation === -90) return { x: item.x - top, y: item.y - left - width, width: top + bottom, height: width };
  return { x: item.x + left, y: item.y - top, width, height: top + bottom };
}
