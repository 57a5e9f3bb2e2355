/** Smearing models by the name a study uses. */
export const smearings = {
  gamma: '@cevns/detectors/smearing/gamma',
  gaussian: '@cevns/detectors/smearing/gaussian',
  none: '@cevns/detectors/smearing/none',
  poisson: '@cevns/detectors/smearing/poisson',
} as const;
