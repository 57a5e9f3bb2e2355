import type { ReportBlock, ReportTable } from '@cevns/plotting/report/report';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type {
  AnalysesResult,
  CrossSection,
  FitResult,
  FittedParameter,
  PredictionResult,
  ProfileLikelihoodResult,
  SignificanceResult,
} from '../generated/summary.ts';
import { displayUnit, inReadingOrder } from './display.ts';

/** Cross sections are printed in units of 10^-40 cm^2. */
const PRINTED_CROSS_SECTION_CM2 = 1e-40;

/** What a report says about the result of an analysis. */
export function resultBlocks(result: AnalysesResult): ReportBlock[] {
  switch (result.kind) {
    case 'fit':
      return fitBlocks(result);
    case 'predict':
      return predictionBlocks(result);
    case 'significance':
      return [significanceFacts(result)];
    case 'profile':
      return [intervalTable(result)];
  }
}

/** Pairs of a term and its value. */
export function facts(entries: Readonly<Record<string, string>>): ReportBlock {
  return { kind: 'facts', entries: Object.entries(entries).map(([term, value]) => ({ term, value })) };
}

function fitBlocks(result: FitResult): ReportBlock[] {
  return [
    parameterTable(result),
    eventTable(result),
    facts({
      'Statistic (pulls included)': result.statistic.toFixed(3),
      'Deviance (without pulls)': `${result.deviance.toFixed(3)} in ${result.bins} bins`,
      ...crossSectionFact(result['cross-section']),
      'Estimated distance to the minimum': result.status.edm.toExponential(1),
    }),
  ];
}

function predictionBlocks(result: PredictionResult): ReportBlock[] {
  return [
    eventTable(result),
    facts({
      ...(result.deviance === undefined ? {} : { 'Deviance of the data': result.deviance.toFixed(3) }),
      ...crossSectionFact(result['cross-section']),
    }),
  ];
}

function significanceFacts({ z, against, statistic, method }: SignificanceResult): ReportBlock {
  const tested = Object.entries(against).map(([name, value]) => `${name} = ${value}`);
  return facts({
    Significance: `${z.toFixed(3)} standard deviations`,
    Against: tested.join(', '),
    'Rise of the statistic': statistic.toFixed(3),
    Method: method,
  });
}

function parameterTable({ parameters, interval }: FitResult): ReportTable {
  return {
    kind: 'table',
    caption: `Fitted parameters; intervals: ${interval}`,
    columns: [
      { label: 'Parameter' },
      { label: 'Value', align: 'right' },
      { label: 'Hesse error', align: 'right' },
      { label: 'Pull', align: 'right' },
    ],
    rows: inReadingOrder(parameters).map(([name, parameter]) => [
      name,
      valueText(parameter),
      parameter.error === null ? '' : String(Number(parameter.error.toPrecision(3))),
      parameter.pull === undefined ? '' : parameter.pull.toFixed(2),
    ]),
  };
}

function valueText({ value, error, minus, plus, fixed, unit }: FittedParameter): string {
  const suffix = unit === undefined ? '' : ` ${displayUnit(unit)}`;
  const plain = `${Number(value.toPrecision(6))}${suffix}`;
  if (fixed) return `${plain} (held)`;
  if (minus !== null && plus !== null) return `${roundPdg(value, { plus, minus }).text}${suffix}`;
  return error === null ? plain : `${roundPdg(value, error).text}${suffix}`;
}

function eventTable({ components, total, observed }: FitResult | PredictionResult): ReportTable {
  return {
    kind: 'table',
    caption: 'Events in the region',
    columns: [{ label: 'Component' }, { label: 'Events', align: 'right' }],
    rows: [
      ...Object.entries(components).map(([name, events]) => [name, events.toFixed(1)]),
      ['total', total.toFixed(1)],
      ...(observed === undefined ? [] : [['observed', String(Number(observed.toPrecision(6)))]]),
    ],
  };
}

function intervalTable({ parameter, best, intervals }: ProfileLikelihoodResult): ReportTable {
  const end = (value: number | null): string => (value === null ? 'open' : String(Number(value.toPrecision(4))));
  return {
    kind: 'table',
    caption: `Intervals of ${parameter}; best fit ${Number(best.value.toPrecision(4))}`,
    columns: [{ label: 'Confidence' }, { label: 'From', align: 'right' }, { label: 'To', align: 'right' }],
    rows: intervals.map(({ confidence, lower, upper }) => [
      `${Number((100 * confidence).toPrecision(6))} %`,
      end(lower),
      end(upper),
    ]),
  };
}

function crossSectionFact(section: CrossSection | undefined): Record<string, string> {
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
