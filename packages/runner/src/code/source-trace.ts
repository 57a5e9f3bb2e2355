import fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The stack of an error with places in compiled modules replaced by those in the sources, as far as source maps lie beside
 * the modules.
 */
export function sourceTrace(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replace(/(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/g, (place, url: string, line: string, column: string) => {
    const bundle = fileURLToPath(url);
    if (!maps.has(bundle)) maps.set(bundle, readMap(`${bundle}.map`));
    // SourceMap counts lines and columns from 0, stacks from 1.
    const entry = maps.get(bundle)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry) || entry.originalSource === undefined) return place;
    return `${resolve(dirname(bundle), entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(fs.readFileSync(path, 'utf8')) as SourceMapPayload);
  } catch {
    // A published build has no maps; the place in the bundle is still a place.
    return undefined;
  }
}
