/** Efficiencies in the reconstructed energy observable, by the name a study uses. */
export const efficiencies = {
  logistic: '@cevns/detectors/efficiency/logistic',
} as const;
