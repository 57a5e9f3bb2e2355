import { PlottingError } from '../plotting-error.ts';
import { escapeMarkup } from '../svg.ts';

/** Elements that `writeSvg` makes; a report takes no others, so that a stored figure cannot carry a script into the page. */
const allowed = new Set([
  'svg',
  'title',
  'desc',
  'defs',
  'g',
  'path',
  'rect',
  'line',
  'text',
  'tspan',
  'clipPath',
  'pattern',
]);

/**
 * Prepares SVG text for a place inside an HTML page: ids get a prefix, since several figures share the page, the size in points gives
 * way to the style sheet's, and `alternative` becomes its accessible name in place of the title, which browsers would show at the pointer.
 *
 * @param className class for the style sheet
 * Throws `report-unsafe-svg` for elements or attributes that no figure has.
 */
export function inlineSvg(svg: string, prefix: string, alternative: string, where: string, className?: string): string {
  checkSvg(svg, where);
  return (
    svg
      .trim()
      .replace(/\s*<title[^>]*>[^<]*<\/title>/, '')
      // Groups have no role of their own, so they can have no name; the picture as a whole has one.
      .replace(/(<g [^>]*?)\saria-label="[^"]*"/g, '$1')
      .replace(/\sid="([^"]*)"/g, (_, id: string) => ` id="${prefix}-${id}"`)
      .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${prefix}-${id})`)
      .replace(/^<svg([^>]*)>/, (_, attributes: string) => {
        const kept = attributes.replace(/\s(?:width|height|role|aria-labelledby|aria-label)="[^"]*"/g, '');
        const named = className === undefined ? '' : ` class="${className}"`;
        return `<svg${kept}${named} role="img" aria-label="${escapeMarkup(alternative)}">`;
      })
  );
}

/** Reads the text tag by tag in the one form that `writeSvg` has; whatever does not fit that grammar is refused. */
function checkSvg(svg: string, where: string): void {
  const token = /[^<>]+|<\/?([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<>]*")*)\s*\/?>/y;
  while (token.lastIndex < svg.length) {
    const start = token.lastIndex;
    const match = token.exec(svg);
    if (match === null) {
      const found = svg.slice(start, start + 30);
      throw new PlottingError('report-unsafe-svg', where, `"${found}" is not SVG as figures are written`);
    }
    const [, element, attributes = ''] = match;
    if (element !== undefined && !allowed.has(element)) {
      throw new PlottingError('report-unsafe-svg', where, `the element <${element}> has no place in a figure`);
    }
    for (const [, attribute = ''] of attributes.matchAll(/([A-Za-z][\w:-]*)="[^"]*"/g)) {
      if (/^(on.*|style|(.*:)?href|src)$/i.test(attribute)) {
        throw new PlottingError('report-unsafe-svg', where, `the attribute ${attribute} has no place in a figure`);
      }
    }
  }
}
