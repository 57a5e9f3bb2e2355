import { expect, test } from 'vitest';
import { parameterLabel } from './parameter-labels.ts';

test.each([
  ['sin2_theta_W', 'sin^{2} θ_{W}'],
  ['eps_ee_u', 'ε_{ee}^{u}'],
  ['eps_mutau_d', 'ε_{μτ}^{d}'],
  ['mu_nu_mu', 'μ_{νμ}'],
  ['mu_nu_emu', 'μ_{νeμ}'],
  ['r2_nu_e', '⟨r^{2}_{νe}⟩'],
  ['sin2_2theta_mumu', 'sin^{2} 2θ_{μμ}'],
  ['s2_14', 'sin^{2} θ_{14}'],
  ['xi_S', 'ξ_{S}'],
  ['something_else', 'something_else'],
])('%s is written %s', (name, label) => {
  expect(parameterLabel(name)).toBe(label);
});
