import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Surroundings } from '../terminal.ts';

/** Surroundings of a command in this checkout, and what it prints. */
export interface RecordedSurroundings extends Surroundings {
  readonly printed: string[];
  readonly errors: string[];
}

/** A terminal that keeps its lines. */
export function recorded(): RecordedSurroundings {
  const printed: string[] = [];
  const errors: string[] = [];
  return {
    home: resolve(dirname(fileURLToPath(import.meta.url)), '../../../..'),
    version: '1.2.3',
    codeVersion: 'test',
    terminal: { colour: false, print: (line) => void printed.push(line), error: (line) => void errors.push(line) },
    signal: new AbortController().signal,
    env: {},
    printed,
    errors,
  };
}
