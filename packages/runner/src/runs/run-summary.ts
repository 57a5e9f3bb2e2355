import fs from 'node:fs';
import { errorCode } from '../atomic-write.ts';
import type { JournalLine, RunCounts, RunStatus } from '../journal.ts';
import { isAlive } from './owner.ts';

/** Where the results of a run are. Paths are relative to the folder of the store, so that a project can be moved as a whole. */
export interface RunResults {
  readonly study: string;
  /** The study file. */
  readonly file: string;
  /** The results folder. */
  readonly folder: string;
}

/** A run in short. */
export interface RunSummary {
  readonly run: string;
  /** Name of its graph: of the study. */
  readonly graph: string;
  /** When it began (ISO 8601, UTC). */
  readonly begun: string;
  /** `lost`: its process died without a word. */
  readonly status: RunStatus | 'lost' | 'running';
  /** Not known unless it ended. */
  readonly durationMs?: number;
  readonly counts: RunCounts;
  readonly results: readonly RunResults[];
}

const headBytes = 4096;
const tailBytes = 65_536;

/** A run of another host whose journal says nothing for so long is taken for dead. */
const silentMs = 24 * 3600 * 1000;

/**
 * Summarises a journal; undefined when it is gone or does not begin like one. Of a run that ended, only the first and the last
 * lines are read. Lines that are damaged are passed over.
 */
export function summariseJournal(path: string): RunSummary | undefined {
  let file: number;
  try {
    file = fs.openSync(path, 'r');
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  try {
    const { size, mtimeMs } = fs.fstatSync(file);
    const [first] = parseLines(read(file, 0, headBytes));
    if (first?.event !== 'run-begin') return undefined;
    const last = parseLines(read(file, Math.max(0, size - tailBytes), tailBytes));
    const begin = { run: first.run, graph: first.graph, begun: first.at };
    const results = last.flatMap((line) =>
      line.event === 'results' ? [{ study: line.study, file: line.file, folder: line.folder }] : [],
    );
    const end = last.find((line) => line.event === 'run-end');
    if (end?.event === 'run-end') {
      const { status, durationMs, cached, ran, failed, skipped } = end;
      return { ...begin, status, durationMs, counts: { cached, ran, failed, skipped }, results };
    }
    const alive = first.owner === undefined ? undefined : isAlive(first.owner);
    const status = (alive ?? Date.now() - mtimeMs < silentMs) ? 'running' : 'lost';
    return { ...begin, status, counts: countEvents(read(file, 0, size)), results };
  } finally {
    fs.closeSync(file);
  }
}

/** The whole lines of a piece of a journal, without those that are cut or damaged. */
export function parseLines(text: string): JournalLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value = JSON.parse(line) as JournalLine | null;
      return typeof value === 'object' && value !== null && typeof value.event === 'string' ? [value] : [];
    } catch {
      return [];
    }
  });
}

function countEvents(text: string): RunCounts {
  const counts = { cached: 0, ran: 0, failed: 0, skipped: 0 };
  for (const { event } of parseLines(text)) {
    if (event === 'stage-cached') counts.cached++;
    else if (event === 'stage-end') counts.ran++;
    else if (event === 'stage-failed') counts.failed++;
    else if (event === 'stage-skipped') counts.skipped++;
  }
  return counts;
}

function read(file: number, from: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString('utf8', 0, fs.readSync(file, bytes, 0, length, from));
}
