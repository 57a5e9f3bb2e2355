import { writeAtomically } from '@cevns/runner/atomic-write';
import { isSame, type ProvenanceDifference, provenanceDifference } from '@cevns/runner/provenance-difference';
import { unitSuffix } from '@cevns/studies/outputs/display';
import { type NumberChange, numberChanges, type SummaryDifference } from '@cevns/studies/results/number-changes';
import type { ResultsFolder } from '@cevns/studies/results/results-folder';
import { CallError } from '../call-error.ts';
import { findResults } from '../past-runs.ts';
import { requireFile } from '../required-folder.ts';
import type { Surroundings } from '../terminal.ts';
import { textTable } from '../text-table.ts';
import { changedLines } from './results.ts';

export interface DiffOptions {
  readonly store?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  /** File of a figure. */
  readonly figure?: string;
}

/** So many numbers are shown unless all are asked for. */
const shownNumbers = 20;

/** `cevns diff`: which inputs, parameters and code of two results differ, and by how much which numbers moved. */
export async function diff(
  one: string,
  other: string,
  options: DiffOptions,
  { terminal }: Surroundings,
): Promise<number> {
  const [before, after] = [findResults(one, options.store), findResults(other, options.store)];
  for (const line of [before, after].flatMap(changedLines)) terminal.error(line);
  if (options.figure !== undefined) await drawFigure(options.figure, before, after);
  const causes = provenanceDifference(before.record, after.record);
  const moved = numberChanges(before.numbers, after.numbers);
  const same = isSame(causes) && Object.values(moved).every((list: readonly unknown[]) => list.length === 0);
  if (options.json) {
    const report = { schema: 'cevns/1.0', before: before.folder, after: after.folder, same, causes, moved };
    terminal.print(JSON.stringify(report, null, 2));
    return 0;
  }
  if (same) {
    terminal.print('no difference');
    return 0;
  }
  terminal.print(`${before.folder} -> ${after.folder}`);
  const most = options.all ? Number.POSITIVE_INFINITY : shownNumbers;
  for (const line of [...causeLines(causes), ...numberLines(moved, most)]) terminal.print(line);
  return 0;
}

/** Writes the main numbers of two results, the second relative to the first. */
async function drawFigure(file: string, before: ResultsFolder, after: ResultsFolder): Promise<void> {
  const format = /\.(svg|pdf|png)$/.exec(file)?.[1] as 'svg' | 'pdf' | 'png' | undefined;
  if (format === undefined) throw new CallError(`--figure writes files ending in .svg, .pdf or .png, not ${file}`);
  requireFile(file, '--figure');
  const { comparisonFigure, comparisonPicture } = await import('@cevns/studies/results/drawn-results');
  const names = [before, after].map(({ record }) => record.graph);
  const runs: readonly [string, string] =
    names[0] === names[1] ? [before.folder, after.folder] : [names[0]!, names[1]!];
  const figure = comparisonFigure(runs, before.numbers, after.numbers);
  if (figure === undefined) throw new CallError('the two results have no number in common to draw');
  writeAtomically(file, await comparisonPicture(figure, format));
}

function causeLines(difference: ProvenanceDifference): string[] {
  const { files, parameters, code, runtime, onlyBefore, onlyAfter, outputs } = difference;
  return [
    ...section(
      'input files',
      files.map(({ label, before, after }) => {
        if (before === null || after === null) return `${label}: ${before === null ? 'new' : 'no longer used'}`;
        return `${label} changed (${before.slice(0, 8)} -> ${after.slice(0, 8)})`;
      }),
    ),
    ...section(
      'parameters',
      parameters.map(({ change, stages }) => `${change}  (${stages.join(', ')})`),
    ),
    ...section(
      'code',
      code.map(({ change, modules }) => `${change}  (${listed(modules.map(shortModule))})`),
    ),
    ...section('versions', runtime),
    ...section('stages that are gone', onlyBefore),
    ...section('new stages', onlyAfter),
    ...section('stages with other outputs', outputs.length > 0 ? [listed(outputs)] : []),
  ];
}

function numberLines({ numbers, onlyBefore, onlyAfter }: SummaryDifference, most: number): string[] {
  if (numbers.length + onlyBefore.length + onlyAfter.length === 0) return ['numbers: none moved'];
  const rows = numbers.slice(0, most).map(rowOf);
  const more = numbers.length - rows.length;
  return [
    ...(rows.length > 0 ? ['numbers', ...textTable([['', 'before', 'after', 'moved'], ...rows])] : []),
    ...(more > 0 ? [`  and ${more} more; --all shows them`] : []),
    ...section('numbers that are gone', onlyBefore),
    ...section('new numbers', onlyAfter),
  ];
}

function rowOf(change: NumberChange): string[] {
  const { path, before, after, unit, sigma, relative, moved } = change;
  if (moved && before === null && after === null) return [path, '', '', 'other points'];
  const digits = digitsToTell(before, after);
  const shown = (value: number | null): string =>
    value === null ? 'none' : `${Number(value.toPrecision(digits))}${unitSuffix(unit)}`;
  const size = sigma !== null ? `${signed(sigma, 3)} sigma` : relative === null ? '' : `${signed(100 * relative, 3)} %`;
  const of = moved ? ` (the most of ${moved[0]} in ${moved[1]})` : '';
  return [path, shown(before), shown(after), `${size}${of}`.trim()];
}

/** So many digits that two numbers look different, and at least five. */
function digitsToTell(before: number | null, after: number | null): number {
  let digits = 5;
  while (digits < 17 && before !== null && after !== null && before.toPrecision(digits) === after.toPrecision(digits))
    digits++;
  return digits;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '-' : '+'}${Number(Math.abs(value).toPrecision(digits))}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** '@cevns/studies/stages/flux' as 'studies/stages/flux'. */
function shortModule(module: string): string {
  return module.replace(/^@cevns\//, '');
}

function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
