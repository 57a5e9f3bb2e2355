import { pageScripts } from '../generated/page-scripts.ts';
import { escapeMarkup } from '../svg.ts';
import { embeddedFonts } from './embedded-fonts.ts';
import { pageStyle } from './style.ts';

/** An HTML page in parts. */
export interface Page {
  /** Plain text. */
  readonly title: string;
  readonly language?: string;
  /** Its script; see `report/browser/`. */
  readonly script: keyof typeof pageScripts;
  /** Rules beside those that all pages have. */
  readonly style?: string;
  /** HTML. */
  readonly body: string;
}

/**
 * A page in one file: style, fonts and script inline. Its policy lets that one script run, by its digest, and nothing else, and lets
 * nothing be fetched; so a page is as safe to open from a mail as a picture, whatever stands in it.
 */
export function htmlPage({ title, language = 'en', script, style = '', body }: Page): string {
  const { text, digest } = pageScripts[script];
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src '${digest}'; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>',
    `<html lang="${escapeMarkup(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${embeddedFonts(body)}${pageStyle}${style}</style>`,
    '</head>',
    '<body>',
    body,
    `<script>${text}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

/** Data for the script of a page. Browsers do not run it, and nothing in it can end its element. */
export function embeddedJson(id: string, value: unknown): string {
  return `<script type="application/json" id="${escapeMarkup(id)}">${safeJson(value)}</script>`;
}

/** JSON in which no markup can stand. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
