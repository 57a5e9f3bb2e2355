import type { GoodnessOfFitResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, shortNumber } from './presentation.ts';
import { toysText } from './toy-settings.ts';

export const presentation: AnalysisPresentation<GoodnessOfFitResult> = {
  blocks: ({ statistic, bins, median, method, toys, ...result }) => [
    facts({
      'p-value': pValueText(result),
      Statistic: `${statistic.toFixed(2)} for ${bins} bins, ${median.toFixed(2)} in half of the toys`,
      Method: method,
      Toys: toysText(toys),
    }),
  ],
  lines: ({ statistic, method, ...result }) => [
    `p-value ${pValueText(result)}, statistic ${statistic.toFixed(2)} (${method})`,
  ],
};

function pValueText(result: Pick<GoodnessOfFitResult, 'p-value' | 'p-value-error'>): string {
  return `${shortNumber(result['p-value'])} ± ${shortNumber(result['p-value-error'], 2)}`;
}
