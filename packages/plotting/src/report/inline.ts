import { escapeMarkup } from '../svg.ts';
import { parseLabel } from '../text.ts';

/** Label markup as HTML: escaped text with `<sub>` and `<sup>`; the two in a row, as asymmetric errors are, one above the other. */
export function inline(markup: string): string {
  const parts = parseLabel(markup);
  const written: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const next = parts[i + 1];
    const text = escapeMarkup(part.text);
    if (part.position === 'base') {
      written.push(text);
    } else if (next !== undefined && next.position !== 'base' && next.position !== part.position) {
      const other = escapeMarkup(next.text);
      const [upper, lower] = part.position === 'sup' ? [text, other] : [other, text];
      written.push(`<span class="errors"><span>${upper}</span><span>${lower}</span></span>`);
      i++;
    } else {
      written.push(`<${part.position}>${text}</${part.position}>`);
    }
  }
  return written.join('');
}
