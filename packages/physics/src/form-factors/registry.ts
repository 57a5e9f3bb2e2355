/** Form factors by the name a study uses. */
export const formFactors = {
  unity: '@cevns/physics/form-factors/unity',
  helm: '@cevns/physics/form-factors/helm',
  'helm-lewin-smith': '@cevns/physics/form-factors/helm-lewin-smith',
  'helm-rms': '@cevns/physics/form-factors/helm-rms',
  'symmetrised-fermi': '@cevns/physics/form-factors/symmetrised-fermi',
  'two-parameter-fermi': '@cevns/physics/form-factors/two-parameter-fermi',
  'klein-nystrand': '@cevns/physics/form-factors/klein-nystrand',
} as const;
