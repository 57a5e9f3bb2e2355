import type { ToysResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, percent, shortNumber } from './presentation.ts';
import { toysText } from './toy-settings.ts';

export const presentation: AnalysisPresentation<ToysResult> = {
  blocks({ parameter, truth, mean, deviation, intervals, toys, method, ...result }, titles = {}) {
    const name = titles.parameters?.[parameter] ?? parameter;
    return [
      facts({
        [`True value of ${name}`]: shortNumber(truth[parameter]!),
        'Mean estimate': `${shortNumber(mean)} ± ${shortNumber(result['mean-error'], 2)}, deviation ${shortNumber(deviation, 3)}`,
        ...Object.fromEntries(
          intervals.map((each) => [
            `Coverage of ${percent(each.confidence)} intervals`,
            `${percent(each.coverage)} ± ${percent(each['coverage-error'])}; the statistic exceeds ${shortNumber(each['critical-value'])} ± ${shortNumber(each['critical-value-error'], 2)} as often as it should ${shortNumber(each.asymptotic)}`,
          ]),
        ),
        Toys: toysText(toys),
        Method: method,
      }),
    ];
  },
  lines: ({ parameter, intervals }) =>
    intervals.map(
      (each) =>
        `${parameter}: ${percent(each.confidence)} intervals cover ${percent(each.coverage)} ± ${percent(each['coverage-error'])}`,
    ),
};
