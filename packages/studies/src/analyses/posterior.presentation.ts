import type { PosteriorResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, shortNumber } from './presentation.ts';

export const presentation: AnalysisPresentation<PosteriorResult> = {
  blocks({ parameters, 'quantiles-at': shares, converged, sampling, method, acceptance }, titles = {}) {
    const at = (share: number): number => shares.indexOf(share);
    return [
      facts({
        Method: method,
        Sampling: `${sampling.ensembles} ensembles of ${sampling.walkers} walkers, ${sampling.steps} steps after ${sampling['burn-in']}, seed ${sampling.seed}`,
        Convergence: converged ? 'R-hat below 1.01 throughout' : 'R-hat above 1.01: more steps are needed',
        Acceptance: shortNumber(acceptance, 2),
      }),
      {
        kind: 'table',
        caption: 'Posterior of the parameters',
        columns: [
          { label: 'Parameter' },
          ...['Mean', 'Deviation', 'Median', '16 %', '84 %', 'R-hat', 'Effective size'].map((label) => ({
            label,
            align: 'right' as const,
          })),
        ],
        rows: parameters.map((each) => [
          titles.parameters?.[each.parameter] ?? each.parameter,
          shortNumber(each.mean),
          shortNumber(each.deviation, 3),
          ...[0.5, 0.16, 0.84].map((share) => shortNumber(each.quantiles[at(share)]!)),
          each['r-hat'].toFixed(4),
          each['effective-size'].toFixed(0),
        ]),
      },
    ];
  },
  lines: ({ parameters, converged }) => [
    ...parameters.map(
      ({ parameter, mean, deviation }) => `${parameter} ${shortNumber(mean)} ± ${shortNumber(deviation, 3)}`,
    ),
    ...(converged ? [] : ['not converged: R-hat above 1.01']),
  ],
};
