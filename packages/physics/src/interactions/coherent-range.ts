import type { Circumstances } from './interaction.ts';

/** Neutrino energy up to which nuclei take the momentum as a whole: q up to 2 E, some 10 nodes of a heavy nucleus' form factor beyond. */
const COHERENT_UP_TO_MEV = 200;

/** A sentence for the reader where neutrinos are so energetic that they scatter off nucleons rather than nuclei. */
export function coherentRangeWarnings({ endPointMeV }: Circumstances): readonly string[] {
  if (endPointMeV <= COHERENT_UP_TO_MEV) return [];
  return [
    `neutrinos of up to ${endPointMeV.toPrecision(4)} MeV scatter mostly off single nucleons, which coherent formulae do not have; they hold up to ${COHERENT_UP_TO_MEV} MeV`,
  ];
}
