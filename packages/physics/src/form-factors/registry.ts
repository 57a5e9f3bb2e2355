/** Form factors by the name a study uses. */
export const formFactors = {
  unity: '@cevns/physics/form-factors/unity',
  helm: '@cevns/physics/form-factors/helm',
  'helm-lewin-smith': '@cevns/physics/form-factors/helm-lewin-smith',
  'helm-rms': '@cevns/physics/form-factors/helm-rms',
  'symmetrised-fermi': '@cevns/physics/form-factors/symmetrised-fermi',
  'two-parameter-fermi': '@cevns/physics/form-factors/two-parameter-fermi',
  'fourier-bessel': '@cevns/physics/form-factors/fourier-bessel',
  'sum-of-gaussians': '@cevns/physics/form-factors/sum-of-gaussians',
  tabulated: '@cevns/physics/form-factors/tabulated',
  'klein-nystrand': '@cevns/physics/form-factors/klein-nystrand',
} as const;
