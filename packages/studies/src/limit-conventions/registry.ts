/** Conventions of upper limits by the name a study uses; each module exports `convention`. */
export const limitConventions = {
  'delta-chi2': '@cevns/studies/limit-conventions/delta-chi2',
  cls: '@cevns/studies/limit-conventions/cls',
  'feldman-cousins': '@cevns/studies/limit-conventions/feldman-cousins',
  bayesian: '@cevns/studies/limit-conventions/bayesian',
} as const;
