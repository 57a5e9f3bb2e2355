import type { PredictionResult } from '../generated/summary.ts';
import {
  type AnalysisPresentation,
  crossSectionFact,
  eventLine,
  eventsText,
  eventTable,
  facts,
} from './presentation.ts';

export const presentation: AnalysisPresentation<PredictionResult> = {
  blocks: (result, titles) => [
    eventTable(result, titles),
    facts({
      ...(result.deviance === undefined ? {} : { 'Deviance of the data': result.deviance.toFixed(3) }),
      ...crossSectionFact(result['cross-section']),
    }),
  ],
  highlights: ({ total, observed }) => [
    {
      quantity: 'Expected events in the region',
      value: eventsText(total),
      convention: 'all parameters at their start',
    },
    ...(observed === undefined ? [] : [{ quantity: 'Observed events', value: String(observed), convention: '' }]),
  ],
  lines: ({ components }) => [`expected events: ${eventLine(components)}`],
};
