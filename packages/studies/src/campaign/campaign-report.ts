import { configurationsPage, type ResultColumn, type VariedAxis } from '@cevns/plotting/report/configurations-page';
import type { ReportBlock } from '@cevns/plotting/report/report';
import { type ConfigurationOutcome, causeOf } from './campaign-outcome.ts';
import type { OpenedCampaign } from './open-campaign.ts';

/** What a report says of a campaign beside the numbers of its configurations. */
export interface ReportedCampaign {
  readonly name: string;
  readonly title?: string;
  /** Paths of the axes in the study. */
  readonly axes: readonly string[];
  readonly configurations: readonly {
    readonly id: string;
    /** Its value on each axis, as written. */
    readonly values: readonly string[];
    /** Why it failed. */
    readonly error?: string;
  }[];
  /** File of a configuration that is opened from the report. */
  readonly file: string;
}

/** The numbers of a configuration by their names, as text. */
export interface ConfigurationNumbers {
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

/** A campaign that ran, as its report takes it. */
export function reportedCampaign(
  { name, title, axes, configurations }: OpenedCampaign,
  outcomes: readonly ConfigurationOutcome[],
): ReportedCampaign {
  const hasReports = configurations[0]?.files.some(({ path }) => path === 'report.html') === true;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    axes,
    configurations: outcomes.map(({ configuration: { id, values }, failure }) => ({
      id,
      values,
      ...(failure === undefined ? {} : { error: causeOf(failure) }),
    })),
    file: hasReports ? 'report.html' : 'summary.json',
  };
}

/** The report of a campaign in pieces: what failed, any result against any axis, and all configurations in a table. */
export function campaignReport(campaign: ReportedCampaign, numbers: Iterable<ConfigurationNumbers>): Generator<string> {
  const { name, title, axes, configurations, file } = campaign;
  const { varied, constant } = splitColumns(numbers, configurations.length);
  const failed = configurations.filter(({ error }) => error !== undefined).length;
  const failures = failuresOf(configurations);
  return configurationsPage({
    title: title ?? name,
    lead: `Campaign ${name}: ${configurations.length} configurations, ${failed} failed. campaign.csv beside this page has all numbers in full.`,
    ids: configurations.map(({ id }) => id),
    axes: axes.map((path, axis) =>
      axisOf(
        path,
        configurations.map(({ values }) => values[axis]!),
      ),
    ),
    results: varied,
    failures,
    file,
    blocks: constant.length === 0 ? [] : [constantTable(constant)],
  });
}

/** The values of an axis in the order in which they occur, and which of them each configuration has. */
function axisOf(name: string, texts: readonly string[]): VariedAxis {
  const numbers = new Map<string, number>();
  const codes = Uint32Array.from(texts, (text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
  return { name, values: [...numbers.keys()], codes };
}

function failuresOf(configurations: ReportedCampaign['configurations']): { cause: string; rows: number[] }[] {
  const rows = new Map<string, number[]>();
  configurations.forEach(({ error }, row) => {
    if (error === undefined) return;
    const known = rows.get(error);
    if (known === undefined) rows.set(error, [row]);
    else known.push(row);
  });
  return [...rows].map(([cause, own]) => ({ cause, rows: own }));
}

type Constant = readonly [name: string, value: string];

/** Numbers by column; one that is the same in all configurations is no column. */
function splitColumns(
  numbers: Iterable<ConfigurationNumbers>,
  rows: number,
): { readonly varied: readonly ResultColumn[]; readonly constant: readonly Constant[] } {
  const columns = new Map<string, { readonly values: Float64Array; readonly first: string; isConstant: boolean }>();
  let row = 0;
  for (const { names, cells } of numbers) {
    names.forEach((name, i) => {
      const cell = cells[i]!;
      let column = columns.get(name);
      if (column === undefined) {
        column = { values: new Float64Array(rows).fill(Number.NaN), first: cell, isConstant: true };
        columns.set(name, column);
      }
      if (cell !== column.first) column.isConstant = false;
      column.values[row] = numberOf(cell);
    });
    row += 1;
  }
  const constant: Constant[] = [];
  const varied: ResultColumn[] = [];
  for (const [name, { values, first, isConstant }] of columns) {
    if (isConstant) constant.push([name, first]);
    else varied.push({ name, values, main: false });
  }
  return { varied: withMain(varied), constant };
}

/** Truth values are 1 and 0. */
function numberOf(cell: string): number {
  if (cell === 'true') return 1;
  return cell === 'false' ? 0 : Number(cell);
}

/** What most readers look for first, the most wanted first. */
const WANTED = [
  /\.z$/,
  /\.upper$/,
  /\.cross-section\.value$/,
  /\.parameters\.[^.]+\.value$/,
  /\.total$/,
  /\.p-value$/,
  /\.statistic$/,
];

const MOST_SHOWN = 6;

function withMain(columns: readonly ResultColumn[]): ResultColumn[] {
  const wanted = WANTED.flatMap((pattern) => columns.filter(({ name }) => pattern.test(name)));
  const main = new Set((wanted.length === 0 ? columns : wanted).slice(0, MOST_SHOWN).map(({ name }) => name));
  return columns.map((column) => ({ ...column, main: main.has(column.name) }));
}

function constantTable(constant: readonly Constant[]): ReportBlock {
  return {
    kind: 'table',
    caption: `${constant.length} numbers are the same in all configurations`,
    compact: true,
    folded: true,
    columns: [{ label: 'Number' }, { label: 'Value', align: 'right' }],
    rows: constant.map(([name, value]) => [name, value]),
  };
}
