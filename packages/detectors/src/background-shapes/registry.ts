/** Background shapes by the name a study uses. */
export const backgroundShapes = {
  events: '@cevns/detectors/background-shapes/events',
  exponential: '@cevns/detectors/background-shapes/exponential',
  tabulated: '@cevns/detectors/background-shapes/tabulated',
} as const;
