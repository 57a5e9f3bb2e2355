/** Interpolations by the name that a study uses; each module exports `interpolation`. */
export const interpolations = {
  'piecewise-linear': '@cevns/fitting/interpolation/piecewise-linear',
  quadratic: '@cevns/fitting/interpolation/quadratic',
} as const;
