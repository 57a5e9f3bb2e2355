/** Smearing models by the name a study uses. */
export const smearings = {
  'counted-electrons': '@cevns/detectors/smearing/counted-electrons',
  fano: '@cevns/detectors/smearing/fano',
  gamma: '@cevns/detectors/smearing/gamma',
  gaussian: '@cevns/detectors/smearing/gaussian',
  none: '@cevns/detectors/smearing/none',
  poisson: '@cevns/detectors/smearing/poisson',
  'two-phase': '@cevns/detectors/smearing/two-phase',
} as const;
