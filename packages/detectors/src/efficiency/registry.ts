/** Efficiencies in the reconstructed energy observable, by the name a study uses. */
export const efficiencies = {
  'cut-logistic': '@cevns/detectors/efficiency/cut-logistic',
  logistic: '@cevns/detectors/efficiency/logistic',
  tabulated: '@cevns/detectors/efficiency/tabulated',
} as const;
