import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Problem } from '@cevns/language/problem';
import type { CallProblem } from './junit.ts';
import type { RunOutcome } from './run-outcome.ts';

/** More failed configurations than these are only counted; the table of a campaign has them all. */
const MOST_ROWS = 50;
/** GitHub shows no more annotations of one step. */
export const MOST_ANNOTATIONS = 10;

/** Whether the command runs in GitHub Actions. */
export function isInGithubActions(env: NodeJS.ProcessEnv): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** Where an annotation stands: line and column of a file, or a file as a whole, or nowhere. */
export interface AnnotationPlace {
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

/** An annotation for an error, as a workflow command on one line. */
export function errorAnnotation(place: AnnotationPlace, title: string, message: string): string {
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::error ${properties.join(',')}::${data(message)}`;
}

/** The annotation of a problem of a study; files are named from the root of the repository, as GitHub does. */
export function problemAnnotation(problem: Problem, title: string, env: NodeJS.ProcessEnv): string {
  const { file, line, column, message, expected, found, suggestion, namedAt } = problem;
  const named = namedAt && `${fileInRepository(namedAt.file, env)}:${namedAt.line}:${namedAt.column} (${namedAt.path})`;
  const details = Object.entries({ expected, found, try: suggestion, named }).flatMap(([name, text]) =>
    text === undefined ? [] : `${name}: ${text}`,
  );
  // An override has no place in a file.
  const place = file.startsWith('--') ? {} : { file: fileInRepository(file, env), line, col: column };
  return errorAnnotation(place, title, [message, ...details].join('\n'));
}

/** A file as seen from the root of the repository. */
export function fileInRepository(file: string, env: NodeJS.ProcessEnv): string {
  const inside = relative(env.GITHUB_WORKSPACE || process.cwd(), resolve(file));
  return inside.startsWith('..') ? file : inside;
}

/** Appends to the summary of the step, when there is one. */
export function appendStepSummary(text: string, env: NodeJS.ProcessEnv): void {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, text);
}

/** A run as Markdown: the numbers of a study, or the counts of a campaign, and what failed. */
export function stepSummary(outcome: RunOutcome): string {
  const { kind, name, counts, seconds, failures, folder } = outcome;
  const cases = outcome.cases();
  const failed = cases.filter(({ state }) => state === 'failed');
  const open = cases.filter(({ state }) => state === 'not computed').length;
  const lines = [`### ${cell(name)}`, ''];
  if (counts !== undefined) {
    const { ran, cached } = counts;
    lines.push(`${ran} stages computed, ${cached} unchanged, ${seconds.toFixed(2)} s; results in ${cell(folder)}`, '');
  }
  if (kind === 'campaign') {
    lines.push('| configurations | done | failed | not computed |', '|---:|---:|---:|---:|');
    lines.push(`| ${cases.length} | ${cases.length - failed.length - open} | ${failed.length} | ${open} |`, '');
    if (failed.length > 0) lines.push('| failed | cause |', '|---|---|');
    for (const one of failed.slice(0, MOST_ROWS)) lines.push(`| ${cell(one.name)} | ${cell(one.cause ?? '')} |`);
    if (failed.length > MOST_ROWS) lines.push('', `and ${failed.length - MOST_ROWS} more`);
  } else {
    lines.push('| analysis | result |', '|---|---|');
    for (const { name: analysis, state, cause, lines: numbers = [] } of cases) {
      const result = state === 'done' ? numbers : state === 'failed' ? [`failed: ${cause}`] : ['not computed'];
      lines.push(`| ${cell(analysis)} | ${result.map(cell).join('<br>')} |`);
    }
  }
  for (const { again } of failures.slice(0, MOST_ANNOTATIONS))
    if (again !== undefined) lines.push('', '```sh', again, '```');
  return `${lines.join('\n')}\n\n`;
}

/** An error that ended the call, as Markdown. */
export function problemSummary({ file, message }: CallProblem): string {
  return `### ${cell(file)}\n\n${cell(message)}\n\n`;
}

/** Text in a cell of a Markdown table, as it is. */
function cell(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~&$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .trim()
    .replace(/\r?\n/g, '<br>')
    .replace(/ {2,}/g, (spaces) => '&nbsp;'.repeat(spaces.length - 1).concat(' '));
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
