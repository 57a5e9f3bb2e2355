/** Smearing models by the name a study uses. */
export const smearings = {
  gamma: '@cevns/detectors/smearing/gamma',
  poisson: '@cevns/detectors/smearing/poisson',
} as const;
