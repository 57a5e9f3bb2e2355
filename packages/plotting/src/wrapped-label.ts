import type { Font } from './primitives.ts';
import { labelWidth } from './text.ts';

/** Breaks a label at spaces outside braces into lines of at most `room` points; a word that is wider by itself stays whole. */
export function wrappedLabel(markup: string, size: number, room: number, font: Font): string[] {
  const lines: string[] = [];
  for (const word of words(markup)) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && labelWidth(longer, size, font) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length === 0 ? [markup] : lines;
}

function words(markup: string): string[] {
  const found = [''];
  let depth = 0;
  for (const character of markup) {
    if (character === '{') depth++;
    if (character === '}') depth = Math.max(0, depth - 1);
    if (character === ' ' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found.filter((word) => word !== '');
}
