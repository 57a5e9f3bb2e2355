import { SIN2_THETA_W_ZERO_MOMENTUM } from '../constants.ts';
import type { CouplingSet } from '../couplings/couplings.ts';
import { addPolynomials, constantPolynomial, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { CONTACT_ELECTRON_AMPLITUDES } from './contact-electron-amplitudes.ts';
import type { ElectronInteraction, FinalFlavours } from './interaction.ts';

/**
 * Couplings of a neutrino to electrons at tree level: g_V = -1/2 + 2 sin^2 theta_W and g_A = -1/2, both plus 1 for nu_e, which exchanges a W too.
 *
 * An antineutrino has those of its neutrino; the sign that the axial one gets is in the kinematics. sin^2 theta_W is the parameter of the couplings
 * of the study where they have one, else 0.23857.
 */
export function electronCouplings(
  flavour: NeutrinoFlavour,
  couplings: CouplingSet,
): { readonly V: Polynomial; readonly A: Polynomial } {
  const charged = leptonFlavour(flavour) === 'nue' ? 1 : 0;
  const angle =
    'sin2_theta_W' in couplings.parameters
      ? parameterPolynomial('sin2_theta_W', 2)
      : constantPolynomial(2 * SIN2_THETA_W_ZERO_MOMENTUM);
  return { V: addPolynomials(constantPolynomial(charged - 0.5), angle), A: constantPolynomial(charged - 0.5) };
}

/** Scattering on electrons in the Standard Model; flavour is kept. */
export const standardModelElectron: ElectronInteraction<object> = {
  amplitudes: () => CONTACT_ELECTRON_AMPLITUDES,
  coefficients(flavour, _, couplings): Readonly<Record<string, FinalFlavours>> {
    const { V, A } = electronCouplings(flavour, couplings);
    const final = leptonFlavour(flavour);
    return { V: { [final]: V }, A: { [final]: A } };
  },
};
