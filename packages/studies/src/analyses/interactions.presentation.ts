import type { InteractionsResult } from '../generated/summary.ts';
import { type AnalysisPresentation, shortNumber } from './presentation.ts';

/** Cross sections are printed in units of 10^-40 cm^2. */
const PRINTED_CROSS_SECTION_CM2 = 1e-40;

export const presentation: AnalysisPresentation<InteractionsResult> = {
  blocks: ({ reactions }) => [
    {
      kind: 'table',
      caption: 'Interactions in the target, before any response of the detector',
      columns: [
        { label: 'Reaction' },
        { label: 'Flavours' },
        { label: 'Nuclei' },
        { label: 'Flux-averaged cross section (10^{−40} cm^{2})', align: 'right' },
        { label: 'Interactions', align: 'right' },
        { label: 'Source' },
      ],
      rows: Object.entries(reactions).map(([name, reaction]) => [
        name,
        reaction.flavours.join(', '),
        `${shortNumber(reaction.nuclei)} ${reaction.isotopes.join(', ')}`,
        shortNumber(reaction['cross-section'].value / PRINTED_CROSS_SECTION_CM2),
        eventsText(reaction),
        reaction.source,
      ]),
    },
  ],
  lines: ({ reactions }) =>
    Object.entries(reactions).map(
      ([name, reaction]) =>
        `${name}: ${eventsText(reaction)} interactions, ${shortNumber(reaction['cross-section'].value)} cm^2 on average`,
    ),
};

/** With the uncertainty of the cross section, where its source has one. */
function eventsText({ events, 'relative-uncertainty': relative }: InteractionsResult['reactions'][string]): string {
  if (relative === undefined) return shortNumber(events);
  return `${shortNumber(events)} ± ${shortNumber(events * relative, 2)}`;
}
