import type { SensitivityResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, percent, shortNumber } from './presentation.ts';

export const presentation: AnalysisPresentation<SensitivityResult> = {
  blocks({ parameter, injected, confidence, background, points, method, unit }, titles = {}) {
    const name = titles.parameters?.[parameter] ?? parameter;
    const limit = `Limit at ${percent(confidence)}${unit === undefined ? '' : ` (${unit})`}`;
    return [
      facts({ Signal: `${name} = ${injected}`, Method: method }),
      {
        kind: 'table',
        caption: `Expected significance of ${name}, and limits without a signal`,
        columns: [
          { label: 'Exposure', align: 'right' },
          ...(background === undefined
            ? []
            : [{ label: titles.components?.[background] ?? background, align: 'right' } as const]),
          { label: 'Median significance', align: 'right' },
          { label: '68 % of data', align: 'right' },
          { label: `${limit}, median`, align: 'right' },
          { label: '68 % of data', align: 'right' },
        ],
        rows: points.map(({ exposure, background: factor, significance, limits }) => [
          shortNumber(exposure),
          ...(factor === undefined ? [] : [shortNumber(factor)]),
          text(significance[2]),
          `${text(significance[1])} – ${text(significance[3])}`,
          text(limits[2]),
          `${text(limits[1])} – ${text(limits[3])}`,
        ]),
      },
    ];
  },
  lines: ({ parameter, confidence, background, points }) =>
    points.map(
      ({ exposure, background: factor, significance, limits }) =>
        `exposure x ${shortNumber(exposure)}${factor === undefined ? '' : `, ${background} x ${shortNumber(factor)}`}: ${text(significance[2])} standard deviations expected, ${parameter} limit at ${percent(confidence)} ${text(limits[2])}`,
    ),
};

function text(value: number | null | undefined): string {
  return value == null ? 'none' : shortNumber(value, 3);
}
