import type { SignificanceResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, shortNumber, type Titles } from './presentation.ts';

export const presentation: AnalysisPresentation<SignificanceResult> = {
  blocks({ z, against, statistic, method, 'by-toys': byToys }, titles) {
    return [
      facts({
        Significance: `${z.toFixed(3)} standard deviations`,
        Against: testedText(against, titles),
        'Rise of the statistic': statistic.toFixed(3),
        Method: method,
        ...(byToys === undefined ? {} : { 'By toys': toysText(byToys) }),
      }),
    ];
  },
  highlights: ({ z, against, method }, titles) => [
    { quantity: `Significance against ${testedText(against, titles)}`, value: `${z.toFixed(2)} σ`, convention: method },
  ],
  lines: ({ z, method }) => [`${z.toFixed(3)} standard deviations (${method})`],
};

function testedText(against: SignificanceResult['against'], titles: Titles = {}): string {
  return Object.entries(against)
    .map(([name, value]) => `${titles.parameters?.[name] ?? name} = ${value}`)
    .join(', ');
}

function toysText(byToys: NonNullable<SignificanceResult['by-toys']>): string {
  const { 'p-value': pValue, 'p-value-error': error, z, number, seed } = byToys;
  const found = pValue === 0 ? 'no toy reaches the data' : `p-value ${shortNumber(pValue)} ± ${shortNumber(error, 2)}`;
  return `${found}${z === null ? '' : `, ${z.toFixed(2)} standard deviations`}; ${number} toys, seed ${seed}`;
}
