import { relative } from 'node:path';

/** A file as it is called in the working folder, or by its absolute path when it lies elsewhere. */
export function shownFile(file: string): string {
  const inside = relative(process.cwd(), file);
  return inside.startsWith('..') ? file : inside;
}
