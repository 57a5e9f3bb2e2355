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
 * way to the style sheet's, and `alternative` becomes its accessible name.
 * Throws `report-unsafe-svg` for elements or attributes that no figure has.
 */
export function inlineSvg(svg: string, prefix: string, alternative: string, where: string): string {
  for (const [, name] of svg.matchAll(/<\/?([A-Za-z][\w:-]*)/g)) {
    if (!allowed.has(name ?? ''))
      throw new PlottingError('report-unsafe-svg', where, `the element <${name}> has no place in a figure`);
  }
  const attribute = /\s(on\w+|style|(?:\w+:)?href|src)\s*=/i.exec(svg.replace(/>[^<]*</g, '><'));
  if (attribute !== null || /<[!?]/.test(svg)) {
    throw new PlottingError('report-unsafe-svg', where, `"${attribute?.[1] ?? '<!'}" has no place in a figure`);
  }
  return svg
    .trim()
    .replace(/\sid="([^"]*)"/g, (_, id: string) => ` id="${prefix}-${id}"`)
    .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${prefix}-${id})`)
    .replace(/^<svg([^>]*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/\s(?:width|height|role|aria-labelledby|aria-label)="[^"]*"/g, '');
      return `<svg${kept} role="img" aria-label="${escapeMarkup(alternative)}">`;
    });
}
