import { CM2_PER_FM2, FERMI_CONSTANT_PER_MEV2, HBAR_C_MEV_FM } from '../constants.ts';
import type { FluxMoments } from '../flux-moments.ts';
import type { FormFactor } from '../form-factors/form-factor.ts';
import { minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '../kinematics.ts';

/** G_F^2 (hbar c)^2 / (2 pi) in cm^2 / MeV^2. */
export const PREFACTOR_CM2_PER_MEV2 = (FERMI_CONSTANT_PER_MEV2 ** 2 * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2) / (2 * Math.PI);

/** The three coupling templates on a list of recoil energies; they are to be multiplied by gvp^2, gvp gvn and gvn^2 and summed. */
export interface VectorTemplates {
  /** Z^2 Fp^2 part. */
  readonly pp: Float64Array;
  /** 2 Z N Fp Fn part. */
  readonly pn: Float64Array;
  /** N^2 Fn^2 part. */
  readonly nn: Float64Array;
}

/** A nucleus with what the vector interaction sees of it. */
export interface VectorTarget {
  readonly Z: number;
  /** Number of neutrons, A - Z. */
  readonly N: number;
  readonly nuclearMassMeV: number;
  readonly protonFormFactor: FormFactor;
  readonly neutronFormFactor: FormFactor;
}

/** Templates to write into, all zero. */
export function emptyVectorTemplates(points: number): VectorTemplates {
  return { pp: new Float64Array(points), pn: new Float64Array(points), nn: new Float64Array(points) };
}

/**
 * The part of the vector templates that depends on the nucleus only: prefactor M times Z^2 Fp^2, 2 Z N Fp Fn, N^2 Fn^2.
 *
 * It is common to all flavours. Unit: cm^2/MeV.
 *
 * @param target nucleus
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the three parts, each as long as the recoil energies
 */
export function vectorStructure(target: VectorTarget, recoilEnergyMeV: Float64Array, out: VectorTemplates): void {
  const { Z, N, nuclearMassMeV, protonFormFactor, neutronFormFactor } = target;
  const scale = PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV;
  const shared = protonFormFactor === neutronFormFactor;
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const q = momentumTransferPerFm(recoilEnergyMeV[i]!, nuclearMassMeV);
    const protonFactor = protonFormFactor(q);
    const protons = Z * protonFactor;
    const neutrons = N * (shared ? protonFactor : neutronFormFactor(q));
    out.pp[i] = scale * protons * protons;
    out.pn[i] = scale * 2 * protons * neutrons;
    out.nn[i] = scale * neutrons * neutrons;
  }
}

/**
 * The kinematic factor averaged over a spectrum, with full kinematics: 2 M0 - 2 T M1 - (M T - T^2) M2 at E_min(T).
 *
 * It is the average of 2 - 2 T/E - M T/E^2 + T^2/E^2 over the neutrinos that can give the recoil; dimensionless.
 *
 * @param nuclearMassMeV M
 * @param moments of the normalised spectrum
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the factor, as long as the recoil energies
 */
export function vectorKinematics(
  nuclearMassMeV: number,
  moments: FluxMoments,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const m = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
    out[i] = 2 * m[0]! - 2 * T * m[1]! - T * (nuclearMassMeV - T) * m[2]!;
  }
}

/**
 * Vector CEvNS recoil spectrum per nucleus for a neutrino spectrum normalised to one, as three coupling templates.
 *
 * dsigma/dT = G_F^2 (hbar c)^2 / (2 pi) M (gvp Z Fp + gvn N Fn)^2 [2 - 2 T/E - M T/E^2 + T^2/E^2], averaged over the spectrum
 * = gvp^2 R_pp + gvp gvn R_pn + gvn^2 R_nn, in cm^2/MeV. Multiplied by fluence and number of nuclei it is events per MeV.
 *
 * @param target nucleus
 * @param moments of the normalised spectrum
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives R_pp, R_pn and R_nn, each as long as the recoil energies
 * @see D. Z. Freedman, Phys. Rev. D 9 (1974) 1389; J. Barranco et al., JHEP 12 (2005) 021
 */
export function vectorRecoilTemplates(
  target: VectorTarget,
  moments: FluxMoments,
  recoilEnergyMeV: Float64Array,
  out: VectorTemplates,
): void {
  vectorStructure(target, recoilEnergyMeV, out);
  const kinematics = new Float64Array(recoilEnergyMeV.length);
  vectorKinematics(target.nuclearMassMeV, moments, recoilEnergyMeV, kinematics);
  for (let i = 0; i < kinematics.length; i++) {
    const factor = kinematics[i]!;
    out.pp[i]! *= factor;
    out.pn[i]! *= factor;
    out.nn[i]! *= factor;
  }
}
