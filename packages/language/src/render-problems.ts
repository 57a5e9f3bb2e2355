import { isAbsolute, relative } from 'node:path';
import type { Problem } from './problem.ts';
import { harmless } from './source-text.ts';

/** How problems are written for a terminal. */
export interface RenderOptions {
  /** ANSI colours; default false. */
  readonly color?: boolean;
  /** Folder relative to which files are shown when they lie below it; default: shown as they are. */
  readonly cwd?: string;
}

const width = 80;

/**
 * Problems as text for a terminal of 80 columns: `file:line:column: error code: message` first, so that editors and
 * terminals can link it, then the code frame, what was expected and found, and the suggestion.
 */
export function renderProblems(problems: readonly Problem[], options: RenderOptions = {}): string {
  const blocks = problems.map((problem) => renderProblem(problem, options));
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return `${[...blocks, problems.length > 1 ? count : ''].filter(Boolean).join('\n\n')}\n`;
}

function renderProblem(problem: Problem, options: RenderOptions): string {
  const paint = (style: number, text: string) => (options.color ? `\u001b[${style}m${text}\u001b[0m` : text);
  const place = `${harmless(shownFile(problem.file, options.cwd))}:${problem.line}:${problem.column}:`;
  const label = `error ${problem.code}:`;
  const message = wrap(problem.message, width - 2);
  const first = message[0] ?? '';
  const oneLine = message.length === 1 && `${place} ${label} ${first}`.length <= width;
  const head = `${paint(1, place)} ${paint(31, label)}`;
  const rows = oneLine ? [`${head} ${first}`] : [head, ...message.map((row) => `  ${row}`)];
  for (const row of problem.frame === '' ? [] : problem.frame.split('\n')) {
    rows.push(paint(/^\s*\|\s*\^+$/.test(row) ? 33 : 2, row));
  }
  for (const [name, text] of [
    ['expected', problem.expected],
    ['found', problem.found],
    ['try', problem.suggestion],
    ['named', namedText(problem, options)],
  ] as const) {
    if (text === undefined) continue;
    const [start = '', ...rest] = wrap(text, width - 12);
    rows.push(`  ${paint(36, `${name}:`.padEnd(9))} ${start}`, ...rest.map((row) => `${' '.repeat(12)}${row}`));
  }
  return rows.join('\n');
}

function namedText({ namedAt }: Problem, { cwd }: RenderOptions): string | undefined {
  return namedAt && `${shownFile(namedAt.file, cwd)}:${namedAt.line}:${namedAt.column} (${namedAt.path})`;
}

function shownFile(file: string, cwd: string | undefined): string {
  if (cwd === undefined || !isAbsolute(file)) return file;
  const shorter = relative(cwd, file);
  return shorter === '' || shorter.startsWith('..') || isAbsolute(shorter) ? file : shorter;
}

/** Lines of at most `room` characters, broken at spaces where there are any; a path stays whole, to be copied. */
function wrap(text: string, room: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of harmless(text).split(' ')) {
    if (row !== '' && row.length + 1 + word.length > room) {
      rows.push(row);
      row = '';
    }
    row = row === '' ? word : `${row} ${word}`;
    while (row.length > room && !row.includes('/')) {
      rows.push(row.slice(0, room));
      row = row.slice(room);
    }
  }
  return [...rows, row];
}
