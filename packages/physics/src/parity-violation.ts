import { FERMI_CONSTANT_PER_MEV2, FINE_STRUCTURE_CONSTANT, HBAR_C_MEV_FM } from './constants.ts';
import type { FormFactor } from './form-factors/form-factor.ts';
import type { Nucleus } from './nuclei.ts';
import { type NucleonWeakCharges, weakCharge, weakFormFactor } from './weak-charge.ts';

/**
 * Parity-violating asymmetry of polarised electrons scattered elastically off a spinless nucleus, at one momentum transfer:
 *
 * A_PV = G_F (hbar c q)^2 / (4 sqrt(2) pi alpha) · |Q_W| F_W(q) / (Z F_p(q)).
 *
 * **Plane waves**: the distortion of the electron by the charge of the nucleus is not included. It lowers the asymmetry by some 20 to 30 % for
 * lead and 5 to 10 % for calcium, so this is not to be fitted to a measured asymmetry; F_W, which experiments publish with the distortion
 * taken out, is.
 *
 * @param nucleus Z and A
 * @param protons form factor of the protons, that of the charge
 * @param neutrons form factor of the neutrons
 * @param charges weak charges of the nucleons
 * @returns the asymmetry by q in 1/fm; a fraction, 1e-9 is one ppb
 * @see T. W. Donnelly, J. Dubach, I. Sick, Nucl. Phys. A 503 (1989) 589; C. J. Horowitz, Phys. Rev. C 57 (1998) 3430
 */
export function parityViolatingAsymmetry(
  nucleus: Pick<Nucleus, 'Z' | 'A'>,
  protons: FormFactor,
  neutrons: FormFactor,
  charges: NucleonWeakCharges,
): (momentumTransferPerFm: number) => number {
  const weak = weakFormFactor(nucleus, protons, neutrons, charges);
  const scale = FERMI_CONSTANT_PER_MEV2 / (4 * Math.SQRT2 * Math.PI * FINE_STRUCTURE_CONSTANT);
  const ratio = Math.abs(weakCharge(nucleus, charges)) / nucleus.Z;
  return (q) => scale * (HBAR_C_MEV_FM * q) ** 2 * ratio * (weak(q) / protons(q));
}
