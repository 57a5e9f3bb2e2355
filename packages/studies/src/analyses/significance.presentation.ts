import type { SignificanceResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts } from './presentation.ts';

export const presentation: AnalysisPresentation<SignificanceResult> = {
  blocks({ z, against, statistic, method }, titles = {}) {
    const tested = Object.entries(against).map(([name, value]) => `${titles.parameters?.[name] ?? name} = ${value}`);
    return [
      facts({
        Significance: `${z.toFixed(3)} standard deviations`,
        Against: tested.join(', '),
        'Rise of the statistic': statistic.toFixed(3),
        Method: method,
      }),
    ];
  },
  lines: ({ z, method }) => [`${z.toFixed(3)} standard deviations (${method})`],
};
