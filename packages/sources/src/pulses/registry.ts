/** Time structures of the protons on target by the name a study uses. */
export const pulses = {
  'double-gaussian': '@cevns/sources/pulses/double-gaussian',
  gaussian: '@cevns/sources/pulses/gaussian',
  rectangular: '@cevns/sources/pulses/rectangular',
  triangular: '@cevns/sources/pulses/triangular',
} as const;
