import { CM2_PER_FM2, HBAR_C_MEV_FM } from '../constants.ts';
import type { TargetNucleus } from '../interactions/interaction.ts';
import { momentumTransferPerFm } from '../kinematics.ts';
import { maximumDarkMatterRecoilMeV, minimumDarkMatterEnergyMeV } from './kinematics.ts';
import type { Portal } from './portal.ts';
import type { DarkMatterSpectrum } from './spectrum.ts';
import type { DarkMatterMoments } from './spectrum-moments.ts';

/** Kinds of dark matter: a complex scalar, or a Dirac fermion. */
export type DarkMatterKind = 'scalar' | 'dirac';

/** Dark matter and its mediator. */
export interface DarkMatter {
  readonly kind: DarkMatterKind;
  readonly massMeV: number;
  readonly mediatorMassMeV: number;
  readonly portal: Portal;
}

/**
 * Coherent elastic scattering chi N -> chi N by a vector mediator, averaged over a normalised spectrum, in cm^2/MeV, for couplings of 1.
 *
 * dsigma/dT = 8 pi (hbar c)^2 alpha alpha' Q^2 M E^2 / (p^2 (2 M T + m_V^2)^2) times (1 - T/(2 E))^2 for a scalar and 1 - T/E - M T/(2 E^2) for a Dirac
 * fermion, on a nucleus without spin; alpha alpha' Q^2 is eps^2 alpha alpha_D Z^2 Fp^2 or alpha_B alpha_chi (Z Fp + N Fn)^2. Particles and antiparticles
 * scatter alike.
 *
 * @param target nucleus
 * @param darkMatter particle and mediator
 * @param moments of the spectrum, from `darkMatterMoments`
 * @param recoilEnergyMeV recoil energies T in MeV, above 0
 * @param out receives the averages, as long as the recoil energies
 * @see P. deNiverville, M. Pospelov, A. Ritz, Phys. Rev. D 92 (2015) 095005
 */
export function darkMatterRecoilSpectrum(
  target: TargetNucleus,
  { kind, massMeV, mediatorMassMeV, portal }: DarkMatter,
  moments: DarkMatterMoments,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const M = target.nuclearMassMeV;
  const scale = 8 * Math.PI * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2 * portal.scattering * M;
  const n = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    const charge = portal.charge(target, momentumTransferPerFm(T, M));
    const propagator = charge / (2 * M * T + mediatorMassMeV * mediatorMassMeV);
    moments(minimumDarkMatterEnergyMeV(T, massMeV, M), n);
    const last = kind === 'scalar' ? 0.25 * T * T : -0.5 * M * T;
    out[i] = scale * propagator * propagator * (n[2]! - T * n[1]! + last * n[0]!);
  }
}

/**
 * Recoil energies in MeV between which the recoil spectrum is smooth: the highest ones of the breakpoints of the spectrum, ascending, the last is the end.
 *
 * @param spectrum of the particles
 * @param nuclearMassMeV M
 */
export function recoilBreakpointsMeV(
  { massMeV, breakpointsMeV }: DarkMatterSpectrum,
  nuclearMassMeV: number,
): readonly number[] {
  return breakpointsMeV
    .map((energy) => maximumDarkMatterRecoilMeV(energy, massMeV, nuclearMassMeV))
    .filter((recoil) => recoil > 0);
}
