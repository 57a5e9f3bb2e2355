import type { ReportBlock, ReportCell, ReportTable } from '@cevns/plotting/report/report';
import { type Rounded, roundedLike, roundPdg } from '@cevns/plotting/report/rounding';
import type { FitResult, FittedParameter } from '../generated/summary.ts';
import { displayUnit, inReadingOrder, unitSuffix } from '../outputs/display.ts';
import {
  type AnalysisPresentation,
  crossSectionFact,
  eventLine,
  eventTable,
  facts,
  shortNumber,
  type Titles,
} from './presentation.ts';

export const presentation: AnalysisPresentation<FitResult> = {
  blocks: (result, titles = {}) => [
    parameterTable(result, titles),
    ...notes(result, titles),
    eventTable(result, titles),
    facts({
      ...crossSectionFact(result['cross-section']),
      'Statistic (pulls included)': result.statistic.toFixed(3),
      'Deviance (without pulls)': `${result.deviance.toFixed(3)} in ${result.bins} bins`,
      ...goodnessFact(result),
      Minimisation: result.status.converged ? 'converged' : 'not converged',
    }),
    ...correlationTable(result, titles),
  ],
  highlights: (result, titles = {}) => [
    ...inReadingOrder(result.parameters)
      .filter(([, { fixed, prior }]) => !fixed && prior === undefined)
      .map(([name, parameter]) => ({
        quantity: titles.parameters?.[name] ?? name,
        value: parameterCells(parameter)[0]!.text,
        convention: result.interval,
      })),
    ...Object.entries(crossSectionFact(result['cross-section'])).map(([quantity, value]) => ({
      quantity,
      value,
      convention: result.interval,
    })),
  ],
  lines: ({ parameters, components, statistic, deviance, bins }) => [
    ...inReadingOrder(parameters)
      .filter(([, { fixed }]) => !fixed)
      .map(([name, parameter]) => `${name.padEnd(18)} ${parameterText(parameter)}`),
    `fitted events: ${eventLine(components)}`,
    `statistic ${statistic.toFixed(3)}, deviance ${deviance.toFixed(3)} in ${bins} bins`,
  ],
};

function parameterTable({ parameters, interval }: FitResult, titles: Titles): ReportTable {
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
      titles.parameters?.[name] ?? name,
      ...parameterCells(parameter),
    ]),
  };
}

/** Value with its interval, Hesse error in the same number of digits, pull of what was free to be pulled. */
function parameterCells({ value, error, minus, plus, fixed, unit, pull }: FittedParameter): ReportCell[] {
  const suffix = unitSuffix(unit, displayUnit);
  const cells = (...texts: readonly string[]) => texts.map((text): ReportCell => ({ text }));
  if (fixed) return cells(`${shortNumber(value, 6)}${suffix} (held)`, '', '');
  const errors = minus !== null && plus !== null ? { plus, minus } : (error ?? plus ?? minus);
  const rounded = errors === null ? undefined : roundPdg(value, errors);
  const pulled = pull === undefined ? { text: '' } : { text: twoDecimals(pull), bar: pull };
  if (rounded === undefined) return [...cells(`${shortNumber(value, 6)}${suffix}`, ''), pulled];
  const text = error === null && (minus === null || plus === null) ? oneSided(rounded, plus !== null) : rounded.text;
  return [...cells(`${text}${suffix}`, error === null ? '' : roundedLike(error, rounded)), pulled];
}

/** A value with an error on one side only, the interval being open on the other. */
function oneSided({ value, errors, power }: Rounded, up: boolean): string {
  const text = `${value}${up ? '^' : '_'}{${up ? '+' : '-'}${errors[0]}}`;
  return power === 0 ? text : `(${text})\\times10^{${power}}`;
}

/** Why intervals are open. */
function notes({ parameters }: FitResult, titles: Titles): ReportBlock[] {
  return inReadingOrder(parameters).flatMap(([name, { note }]): ReportBlock[] =>
    note === undefined ? [] : [{ kind: 'paragraph', text: `${titles.parameters?.[name] ?? name}: ${note}.` }],
  );
}

function goodnessFact({ bins, 'goodness-of-fit': goodness }: FitResult): Record<string, string> {
  if (goodness === undefined) return {};
  const { 'p-value': pValue, 'degrees-of-freedom': freedom, method, 'sparse-bins': sparse } = goodness;
  const caution = sparse === 0 ? '' : `; ${sparse} of ${bins} bins expect fewer than 5 events`;
  return {
    'Goodness of fit': `p ≈ ${shortNumber(pValue, 2)} with ${freedom} degrees of freedom (${method.replace('chi2', 'χ^{2}')}${caution})`,
  };
}

/** Two decimals, and no sign before 0.00. */
function twoDecimals(value: number): string {
  return value.toFixed(2).replace(/^-(0\.00)$/, '$1');
}

/** Correlations below the diagonal; columns carry the numbers of the rows, which keeps the table narrow. */
function correlationTable({ correlation }: FitResult, titles: Titles): ReportTable[] {
  if (correlation === undefined || correlation.parameters.length < 2) return [];
  const { parameters, matrix } = correlation;
  return [
    {
      kind: 'table',
      caption: 'Correlations of the fitted parameters',
      compact: true,
      columns: [
        { label: 'Parameter' },
        ...parameters.slice(1).map((_, i) => ({ label: String(i + 1), align: 'right' as const })),
      ],
      rows: parameters.map((name, i) => [
        `${i + 1} ${titles.parameters?.[name] ?? name}`,
        ...parameters.slice(1).map((_, j) => (j < i ? correlationCell(matrix[i]![j]!) : '')),
      ]),
    },
  ];
}

function correlationCell(value: number): ReportCell {
  return { text: twoDecimals(value), shade: value };
}

function parameterText({ value, error, minus, plus, unit }: FittedParameter): string {
  const suffix = unitSuffix(unit);
  if (minus !== null && plus !== null) {
    return `${shortNumber(value)} +${shortNumber(plus)} -${shortNumber(minus)}${suffix}`;
  }
  return `${shortNumber(value)}${error === null ? '' : ` +- ${shortNumber(error)}`}${suffix}`;
}
