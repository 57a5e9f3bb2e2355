import type { ProfileLikelihoodResult } from '../generated/summary.ts';
import { type AnalysisPresentation, percent, shortNumber } from './presentation.ts';

export const presentation: AnalysisPresentation<ProfileLikelihoodResult> = {
  blocks: ({ parameter, best, intervals }, titles = {}) => [
    {
      kind: 'table',
      caption: `Intervals of ${titles.parameters?.[parameter] ?? parameter}; best fit ${shortNumber(best.value)}`,
      columns: [{ label: 'Confidence' }, { label: 'From', align: 'right' }, { label: 'To', align: 'right' }],
      rows: intervals.map(({ confidence, lower, upper }) => [percent(confidence), end(lower), end(upper)]),
    },
  ],
  highlights: ({ parameter, intervals, 'degrees-of-freedom': freedom }, titles = {}) =>
    intervals.map(({ confidence, lower, upper }) => ({
      quantity: titles.parameters?.[parameter] ?? parameter,
      value: `${end(lower)} to ${end(upper)}`,
      convention: `profile likelihood, ${percent(confidence)}, degrees of freedom: ${freedom}`,
    })),
  lines: ({ parameter, intervals }) =>
    intervals.map(
      ({ confidence, lower, upper }) => `${parameter}: ${percent(confidence)} interval ${end(lower)} to ${end(upper)}`,
    ),
};

function end(value: number | null): string {
  return value === null ? 'open' : shortNumber(value);
}
