import type { ImpactsResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, shortNumber } from './presentation.ts';

export const presentation: AnalysisPresentation<ImpactsResult> = {
  blocks({ parameter, value, error, impacts, method }, titles = {}) {
    const nameOf = (name: string): string => titles.parameters?.[name] ?? name;
    return [
      facts({
        [`Best fit of ${nameOf(parameter)}`]: `${shortNumber(value)}${error == null ? '' : ` ± ${shortNumber(error, 3)}`}`,
        Method: method,
      }),
      {
        kind: 'table',
        caption: `Pulls, and impacts on ${nameOf(parameter)}`,
        columns: [
          { label: 'Parameter' },
          ...['Pull', 'Error / width', 'Prefit +', 'Prefit −', 'Postfit +', 'Postfit −'].map((label) => ({
            label,
            align: 'right' as const,
          })),
        ],
        rows: impacts.map(({ parameter: name, pull, constrained, prefit, postfit }) => [
          nameOf(name),
          text(pull),
          text(constrained),
          text(prefit?.up),
          text(prefit?.down),
          text(postfit?.up),
          text(postfit?.down),
        ]),
      },
    ];
  },
  lines: ({ parameter, impacts }) =>
    impacts.map(
      ({ parameter: name, postfit }) => `${name} on ${parameter}: ${text(postfit?.up)}, ${text(postfit?.down)}`,
    ),
};

function text(value: number | null | undefined): string {
  return value == null ? '–' : shortNumber(value, 3);
}
