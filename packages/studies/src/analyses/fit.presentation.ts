import type { ReportTable } from '@cevns/plotting/report/report';
import { roundPdg } from '@cevns/plotting/report/rounding';
import type { FitResult, FittedParameter } from '../generated/summary.ts';
import { displayUnit, inReadingOrder } from '../outputs/display.ts';
import {
  type AnalysisPresentation,
  crossSectionFact,
  eventLine,
  eventTable,
  facts,
  shortNumber,
} from './presentation.ts';

export const presentation: AnalysisPresentation<FitResult> = {
  blocks: (result) => [
    parameterTable(result),
    eventTable(result),
    facts({
      'Statistic (pulls included)': result.statistic.toFixed(3),
      'Deviance (without pulls)': `${result.deviance.toFixed(3)} in ${result.bins} bins`,
      ...crossSectionFact(result['cross-section']),
      'Estimated distance to the minimum': result.status.edm.toExponential(1),
    }),
  ],
  lines: ({ parameters, components, statistic, deviance, bins }) => [
    ...inReadingOrder(parameters)
      .filter(([, { fixed }]) => !fixed)
      .map(([name, parameter]) => `${name.padEnd(18)} ${parameterText(parameter)}`),
    `fitted events: ${eventLine(components)}`,
    `statistic ${statistic.toFixed(3)}, deviance ${deviance.toFixed(3)} in ${bins} bins`,
  ],
};

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

function parameterText({ value, error, minus, plus, unit }: FittedParameter): string {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  if (minus !== null && plus !== null) {
    return `${shortNumber(value)} +${shortNumber(plus)} -${shortNumber(minus)}${suffix}`;
  }
  return `${shortNumber(value)}${error === null ? '' : ` +- ${shortNumber(error)}`}${suffix}`;
}
