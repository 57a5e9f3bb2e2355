/** Background shapes by the name a study uses. */
export const backgroundShapes = {
  'argon-39': '@cevns/detectors/background-shapes/argon-39',
  events: '@cevns/detectors/background-shapes/events',
  exponential: '@cevns/detectors/background-shapes/exponential',
  'exponential-in-energy': '@cevns/detectors/background-shapes/exponential-in-energy',
  flat: '@cevns/detectors/background-shapes/flat',
  lines: '@cevns/detectors/background-shapes/lines',
  'power-law': '@cevns/detectors/background-shapes/power-law',
  tabulated: '@cevns/detectors/background-shapes/tabulated',
} as const;
