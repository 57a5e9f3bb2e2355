/** Quenching models by the name a study uses. */
export const quenchings = {
  constant: '@cevns/detectors/quenching/constant',
  lindhard: '@cevns/detectors/quenching/lindhard',
  'modified-lindhard': '@cevns/detectors/quenching/modified-lindhard',
  polynomial: '@cevns/detectors/quenching/polynomial',
  tabulated: '@cevns/detectors/quenching/tabulated',
} as const;
