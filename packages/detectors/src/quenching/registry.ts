/** Quenching models by the name a study uses. */
export const quenchings = {
  constant: '@cevns/detectors/quenching/constant',
  lindhard: '@cevns/detectors/quenching/lindhard',
  polynomial: '@cevns/detectors/quenching/polynomial',
} as const;
