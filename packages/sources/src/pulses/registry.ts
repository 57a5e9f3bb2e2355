/** Time structures of the protons on target by the name a study uses. */
export const pulses = {
  gaussian: '@cevns/sources/pulses/gaussian',
} as const;
