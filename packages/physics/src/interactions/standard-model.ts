import { protonCoupling } from '../couplings/couplings.ts';
import { leptonFlavour } from '../flavours.ts';
import { CONTACT_AMPLITUDES } from './contact-amplitudes.ts';
import { standardModelElectron } from './electron-amplitudes.ts';
import type { Interaction } from './interaction.ts';

/**
 * Coherent vector scattering of the Standard Model.
 *
 * dsigma/dT = G_F^2 (hbar c)^2 / (2 pi) M (gvp Z Fp + gvn N Fn)^2 [2 - 2 T/E - M T/E^2 + T^2/E^2]; the couplings are those that the study
 * chooses, and their parameters (sin^2 theta_W of the tree-level sets) are the parameters of this term. Flavour is kept.
 */
export const interaction: Interaction = {
  source: 'D. Z. Freedman, Phys. Rev. D 9 (1974) 1389; J. Barranco et al., JHEP 12 (2005) 021',
  parameters: (_, couplings) =>
    Object.fromEntries(
      Object.entries(couplings.parameters).map(([name, value]) => [
        name,
        { value, description: 'parameter of the couplings' },
      ]),
    ),
  amplitudes: () => CONTACT_AMPLITUDES,
  coefficients(flavour, _, couplings) {
    const final = leptonFlavour(flavour);
    return { p: { [final]: protonCoupling(couplings, flavour) }, n: { [final]: couplings.gvn } };
  },
  electron: standardModelElectron,
};
