/** Interpolations by the name that a study uses; each module exports `interpolation`. */
export const interpolations = {
  'piecewise-linear': '@cevns/fitting/interpolation/piecewise-linear',
  'polynomial-linear': '@cevns/fitting/interpolation/polynomial-linear',
  quadratic: '@cevns/fitting/interpolation/quadratic',
} as const;
