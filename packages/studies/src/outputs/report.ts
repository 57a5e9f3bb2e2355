import { renderReport } from '@cevns/plotting/report/html';
import type { ReportBlock, ReportSection, ReportTable } from '@cevns/plotting/report/report';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';

export interface ReportParameters {
  /** SVG figures in the order of the study, with the analysis each shows. */
  readonly figures: readonly { readonly file: string; readonly of: string }[];
  /** The resolved study as YAML. */
  readonly resolved: string;
  /** Names of the data files that went in. */
  readonly files: readonly string[];
  readonly analyses: readonly { readonly name: string; readonly stage: string }[];
}

/** The parts of `summary.json` that a report shows. */
interface Summary {
  readonly study: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly conventions: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
  readonly analysis: Readonly<Record<string, Result>>;
}

type Result = { readonly kind: string } & Readonly<Record<string, unknown>>;

interface FittedParameter {
  readonly value: number;
  readonly error: number | null;
  readonly minus: number | null;
  readonly plus: number | null;
  readonly fixed: boolean;
  readonly unit?: string;
  readonly pull?: number;
}

/**
 * The report of a study: results with their conventions, figures, the resolved study and where everything came from, as one HTML file.
 *
 * Inputs `summary` and `figure:<file>` for each SVG figure.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const { figures, resolved, files } = parameters as unknown as ReportParameters;
  const summary = inputs.summary!.json() as unknown as Summary;
  const figuresOf = (name: string): ReportBlock[] =>
    figures
      .filter(({ of }) => of === name)
      .map(({ file }) => ({
        kind: 'figure',
        svg: inputs[`figure:${file}`]!.text(),
        caption: `${name}: ${file}`,
        alternative: `Figure ${file} of the analysis ${name}`,
      }));
  const sections: ReportSection[] = Object.entries(summary.analysis).map(([name, result]) => ({
    heading: name,
    blocks: [...resultBlocks(result), ...figuresOf(name)],
  }));
  const html = renderReport({
    title: summary.title ?? summary.study,
    lead: `Study ${summary.study}. ${listOf('References', summary.references ?? [])}`.trim(),
    warnings: summary.warnings,
    sections: [...sections, conventions(summary), provenance(resolved, files)],
  });
  return { report: { text: html } };
}

function resultBlocks(result: Result): ReportBlock[] {
  if (result.kind === 'fit') {
    return [
      parameterTable(result.parameters as Readonly<Record<string, FittedParameter>>, String(result.interval)),
      eventTable(result),
      facts({
        'Statistic (pulls included)': fixed(result.statistic, 3),
        'Deviance (without pulls)': `${fixed(result.deviance, 3)} in ${String(result.bins)} bins`,
        ...crossSectionFact(result),
        'Estimated distance to the minimum': Number(at(result, 'status', 'edm')).toExponential(1),
      }),
    ];
  }
  if (result.kind === 'predict') {
    return [
      eventTable(result),
      facts({
        ...(result.deviance === undefined ? {} : { 'Deviance of the data': fixed(result.deviance, 3) }),
        ...crossSectionFact(result),
      }),
    ];
  }
  if (result.kind === 'significance') {
    return [
      facts({
        Significance: `${fixed(result.z, 3)} standard deviations`,
        Against: valuesText(result.against as Readonly<Record<string, number>>),
        'Rise of the statistic': fixed(result.statistic, 3),
        Method: String(result.method),
      }),
    ];
  }
  return [intervalTable(result)];
}

function parameterTable(parameters: Readonly<Record<string, FittedParameter>>, interval: string): ReportTable {
  return {
    kind: 'table',
    caption: `Fitted parameters; intervals: ${interval}`,
    columns: [
      { label: 'Parameter' },
      { label: 'Value', align: 'right' },
      { label: 'Hesse error', align: 'right' },
      { label: 'Pull', align: 'right' },
    ],
    rows: Object.entries(parameters).map(([name, parameter]) => [
      name,
      valueText(parameter),
      parameter.error === null ? '' : String(Number(parameter.error.toPrecision(3))),
      parameter.pull === undefined ? '' : fixed(parameter.pull, 2),
    ]),
  };
}

function valueText({ value, error, minus, plus, fixed: held, unit }: FittedParameter): string {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  if (held) return `${Number(value.toPrecision(6))}${suffix} (held)`;
  if (minus !== null && plus !== null) return `${roundPdg(value, { plus, minus }).text}${suffix}`;
  if (error !== null) return `${roundPdg(value, error).text}${suffix}`;
  return `${Number(value.toPrecision(6))}${suffix}`;
}

function eventTable(result: Result): ReportTable {
  const components = Object.entries(result.components as Readonly<Record<string, number>>);
  const rows = components.map(([name, events]) => [name, fixed(events, 1)]);
  const observed = result.observed === undefined ? [] : [['observed', fixed(result.observed, 0)]];
  return {
    kind: 'table',
    caption: 'Events in the region',
    columns: [{ label: 'Component' }, { label: 'Events', align: 'right' }],
    rows: [...rows, ['total', fixed(result.total, 1)], ...observed],
  };
}

function intervalTable(result: Result): ReportTable {
  const intervals = result.intervals as readonly {
    readonly confidence: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
  const end = (value: number | null): string => (value === null ? 'open' : String(Number(value.toPrecision(4))));
  return {
    kind: 'table',
    caption: `Intervals of ${String(result.parameter)}; best fit ${Number(Number(at(result, 'best', 'value')).toPrecision(4))}`,
    columns: [{ label: 'Confidence' }, { label: 'From', align: 'right' }, { label: 'To', align: 'right' }],
    rows: intervals.map(({ confidence, lower, upper }) => [
      `${Number((100 * confidence).toPrecision(6))} %`,
      end(lower),
      end(upper),
    ]),
  };
}

function crossSectionFact(result: Result): Record<string, string> {
  const section = result['cross-section'] as
    | {
        readonly value: number;
        readonly minus?: number | null;
        readonly plus?: number | null;
        readonly 'standard-model': number;
      }
    | undefined;
  if (section === undefined) return {};
  const { value, minus, plus } = section;
  const text =
    minus != null && plus != null
      ? roundPdg(value / 1e-40, { plus: plus / 1e-40, minus: minus / 1e-40 }).text
      : fixed(value / 1e-40, 1);
  const expected = fixed(section['standard-model'] / 1e-40, 1);
  return { 'Flux-averaged cross section': `${text} × 10^{−40} cm^{2} (Standard Model: ${expected})` };
}

function conventions({ conventions: named }: Summary): ReportSection {
  return {
    heading: 'Conventions',
    blocks: [facts(Object.fromEntries(Object.entries(named).map(([name, value]) => [name, conventionText(value)])))],
  };
}

function conventionText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function provenance(resolved: string, files: readonly string[]): ReportSection {
  return {
    heading: 'Provenance',
    blocks: [
      {
        kind: 'paragraph',
        text: `${listOf('Data files', files)} Digests of all inputs, code and stages are in provenance/.`,
      },
      { kind: 'code', label: 'Resolved study', text: resolved, folded: true },
    ],
  };
}

function facts(entries: Readonly<Record<string, string>>): ReportBlock {
  return { kind: 'facts', entries: Object.entries(entries).map(([term, value]) => ({ term, value })) };
}

function listOf(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${heading}: ${items.join(', ')}.`;
}

function valuesText(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}

function fixed(value: unknown, digits: number): string {
  return Number(value).toFixed(digits);
}

function at(result: Result, key: string, inner: string): unknown {
  return (result[key] as Readonly<Record<string, unknown>>)[inner];
}
