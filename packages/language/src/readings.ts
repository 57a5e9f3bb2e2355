import type { EntryFile } from './catalogue.ts';
import type { Located } from './located.ts';

/** What was read and looked up before, for studies that are loaded one after the other and differ in a few values. */
export class Readings {
  /** Trees of catalogue entries by path. */
  readonly entries = new Map<string, Located>();
  /** Files of catalogue entries by name. */
  readonly names = new Map<string, EntryFile>();
  /** Absolute paths of data files that are there and may be used. */
  readonly dataFiles = new Set<string>();
}
