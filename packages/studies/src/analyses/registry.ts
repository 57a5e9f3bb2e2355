/** Analyses by the kind a study names. */
export const analyses = {
  predict: '@cevns/studies/analyses/predict',
  fit: '@cevns/studies/analyses/fit',
  significance: '@cevns/studies/analyses/significance',
  profile: '@cevns/studies/analyses/profile',
} as const;
