/** Efficiencies in the observable of the recoil energy or in an energy before it, by the name a study uses. */
export const efficiencies = {
  constant: '@cevns/detectors/efficiency/constant',
  'cut-logistic': '@cevns/detectors/efficiency/cut-logistic',
  erf: '@cevns/detectors/efficiency/erf',
  logistic: '@cevns/detectors/efficiency/logistic',
  step: '@cevns/detectors/efficiency/step',
  tabulated: '@cevns/detectors/efficiency/tabulated',
} as const;
