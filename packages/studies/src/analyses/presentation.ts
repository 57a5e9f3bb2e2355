import type { ReportBlock, ReportTable } from '@cevns/plotting/report/report';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type { AnalysesResult, CrossSection, EventsByComponent } from '../generated/summary.ts';

/** What readers call components and parameters, by name; a parameter may have the name of the component that it scales. */
export interface Titles {
  readonly components?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** How results of one kind are shown to people. */
export interface AnalysisPresentation<Result extends AnalysesResult = AnalysesResult> {
  /** Blocks of the report; `titles` are what to call components and parameters that have more than a name. */
  blocks(result: Result, titles?: Titles): readonly ReportBlock[];
  /** Lines for a terminal, without indentation. */
  lines(result: Result): readonly string[];
  /** The main numbers, for the table on top of a report; of kinds that have none of their own, a line for a terminal stands there. */
  highlights?(result: Result, titles?: Titles): readonly Highlight[];
}

/** A main number of a result, rounded, with the convention that it rests on. */
export interface Highlight {
  readonly quantity: string;
  readonly value: string;
  readonly convention: string;
}

/** Cross sections are printed in units of 10^-40 cm^2. */
const PRINTED_CROSS_SECTION_CM2 = 1e-40;

/** Pairs of a term and its value. */
export function facts(entries: Readonly<Record<string, string>>): ReportBlock {
  return { kind: 'facts', entries: Object.entries(entries).map(([term, value]) => ({ term, value })) };
}

/** A number with enough digits to compare, whatever its size: `0.8742`, `1.638e-38`. */
export function shortNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(digits - 1);
  return String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(size || 1))))));
}

/** Percent of a fraction: `68.27 %`. */
export function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(6))} %`;
}

/** A number of events: with one decimal, and below 10 with three digits, so that small rates are numbers, too: `312.4`, `1.72`, `0.0214`, `3.10e-5`. */
export function eventsText(events: number): string {
  const size = Math.abs(events);
  if (size >= 10 || size === 0) return events.toFixed(1);
  return size < 1e-3 ? events.toExponential(2) : events.toPrecision(3);
}

interface Events {
  readonly components: EventsByComponent;
  readonly total: number;
  readonly observed?: number;
}

/** Events per component, expected or fitted, with the number observed. */
export function eventTable({ components, total, observed }: Events, titles: Titles = {}): ReportTable {
  return {
    kind: 'table',
    caption: 'Events in the region',
    columns: [{ label: 'Component' }, { label: 'Events', align: 'right' }],
    rows: [
      ...Object.entries(components).map(([name, events]) => [titles.components?.[name] ?? name, eventsText(events)]),
      ['Total', eventsText(total)],
      ...(observed === undefined ? [] : [['Observed', observedText(observed)]]),
    ],
  };
}

/** What was counted is whole; Asimov data need not be. */
function observedText(observed: number): string {
  return Number.isInteger(observed) ? String(observed) : eventsText(observed);
}

/** Events per component in one line. */
export function eventLine(components: EventsByComponent): string {
  return Object.entries(components)
    .map(([name, events]) => `${name} ${eventsText(events)}`)
    .join(', ');
}

/** The flux-averaged cross section as a fact, where a result has one. */
export function crossSectionFact(section: CrossSection | undefined): Record<string, string> {
  if (section === undefined) return {};
  const printed = (value: number): number => value / PRINTED_CROSS_SECTION_CM2;
  const { value, minus, plus, 'standard-model': expected } = section;
  const text =
    minus != null && plus != null
      ? roundPdg(printed(value), { plus: printed(plus), minus: printed(minus) }).text
      : printed(value).toFixed(1);
  return {
    'Flux-averaged cross section': `${text} × 10^{−40} cm^{2} (Standard Model: ${printed(expected).toFixed(1)})`,
  };
}
