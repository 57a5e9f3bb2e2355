import { CHARGED_PION_MASS_MEV, NEUTRAL_PION_MASS_MEV, NEUTRON_MASS_MEV, PROTON_MASS_MEV } from '../constants.ts';
import { directedDecaySpectrum } from './directed-decay.ts';
import type { DarkMatterFluxModel } from './flux.ts';
import { mediatorDecaySpectrum } from './mediator-decay.ts';
import type { DarkMatter } from './recoil.ts';
import { type DarkMatterFlux, type DarkMatterSpectrum, mixedSpectrum } from './spectrum.ts';

/** Pions of a source that make mediators, in words of a study. */
export interface PionSource {
  readonly 'neutral-pions-per-proton': number;
  /**
   * Momenta in MeV with their weights, which need not add up to one; one momentum of 0 for pions at rest. With the cosine of the angle between
   * the flight of the pion and the line to the detector, only what goes there counts; without, directions are even.
   */
  readonly 'neutral-pion-momenta': readonly {
    readonly momentum: number;
    readonly weight: number;
    readonly 'cosine-to-detector'?: number;
  }[];
  /** Photons per proton from pi- p -> n gamma of stopped pi-; 0 unless given. */
  readonly 'capture-photons-per-proton'?: number;
}

/** Mass of what stopped pi- and a proton at rest add up to, binding neglected. */
const CAPTURE_MASS_MEV = CHARGED_PION_MASS_MEV + PROTON_MASS_MEV;

/**
 * Branching ratio of pi0 -> gamma V relative to pi0 -> gamma gamma, for a coupling of 1: 2 (1 - m_V^2 / m_pi^2)^3; 0 above the threshold.
 *
 * It multiplies eps^2 for kinetic mixing and alpha_B / alpha for baryon number, as the quark loop has the same trace 1/3 for both.
 */
export function mediatorsPerNeutralPion(mediatorMassMeV: number): number {
  const ratio = mediatorMassMeV / NEUTRAL_PION_MASS_MEV;
  return ratio < 1 ? 2 * (1 - ratio * ratio) ** 3 : 0;
}

/** Energy in MeV of V in pi- p -> n V at rest: (s + m_V^2 - m_n^2) / (2 sqrt s). */
export function captureMediatorEnergyMeV(mediatorMassMeV: number): number {
  return (CAPTURE_MASS_MEV ** 2 + mediatorMassMeV ** 2 - NEUTRON_MASS_MEV ** 2) / (2 * CAPTURE_MASS_MEV);
}

/**
 * Mediators per photon of pi- p -> n gamma for a coupling of 1: p_V / p_gamma, with transverse polarisations only; 0 above the threshold of 138.3 MeV.
 *
 * The longitudinal one, which grows as m_V^2 / E_V^2 and would add up to a half at threshold, is left out.
 */
export function mediatorsPerCapturePhoton(mediatorMassMeV: number): number {
  if (!(mediatorMassMeV < CAPTURE_MASS_MEV - NEUTRON_MASS_MEV)) return 0;
  const energy = captureMediatorEnergyMeV(mediatorMassMeV);
  return Math.sqrt(energy ** 2 - mediatorMassMeV ** 2) / captureMediatorEnergyMeV(0);
}

/** Particles and antiparticles per proton, for couplings of 1, and their energies; 4 pi times those per steradian towards the detector. */
export interface DarkMatterYield {
  readonly spectrum: DarkMatterSpectrum;
  readonly particlesPerProton: number;
}

/**
 * Dark matter from on-shell mediators of a pion source, pi0 -> gamma V and pi- p -> n V with V -> chi chibar always.
 *
 * Pions in flight send it forward: without angles of the pions the average over all directions is taken.
 *
 * @throws RangeError if the mediator is not heavier than two particles, or too heavy for both reactions
 */
export function pionSourceYield(darkMatter: DarkMatter, source: PionSource): DarkMatterYield {
  const { kind, massMeV, mediatorMassMeV, portal } = darkMatter;
  const neutral = source['neutral-pions-per-proton'] * mediatorsPerNeutralPion(mediatorMassMeV);
  const captured = (source['capture-photons-per-proton'] ?? 0) * mediatorsPerCapturePhoton(mediatorMassMeV);
  if (!(neutral + captured > 0)) {
    throw new RangeError(
      `Expected a mediator light enough for pi0 -> gamma V (${NEUTRAL_PION_MASS_MEV} MeV) or pi- p -> n V, got ${mediatorMassMeV} MeV`,
    );
  }
  const parts: { spectrum: DarkMatterSpectrum; weight: number }[] = [];
  if (neutral > 0) {
    const energy = (NEUTRAL_PION_MASS_MEV ** 2 + mediatorMassMeV ** 2) / (2 * NEUTRAL_PION_MASS_MEV);
    const total = source['neutral-pion-momenta'].reduce((sum, { weight }) => sum + weight, 0);
    for (const { momentum, weight, 'cosine-to-detector': cosine } of source['neutral-pion-momenta']) {
      const decay = [kind, massMeV, mediatorMassMeV, energy, NEUTRAL_PION_MASS_MEV, momentum] as const;
      const share = (neutral * weight) / total;
      if (cosine === undefined) parts.push({ spectrum: mediatorDecaySpectrum(...decay), weight: share });
      else {
        const { spectrum, enhancement } = directedDecaySpectrum(...decay, cosine);
        parts.push({ spectrum, weight: share * enhancement });
      }
    }
  }
  if (captured > 0) {
    const energy = captureMediatorEnergyMeV(mediatorMassMeV);
    parts.push({
      spectrum: mediatorDecaySpectrum(kind, massMeV, mediatorMassMeV, energy, CAPTURE_MASS_MEV, 0),
      weight: captured,
    });
  }
  const mediators = parts.reduce((sum, { weight }) => sum + weight, 0);
  return { spectrum: mixedSpectrum(parts), particlesPerProton: 2 * portal.production * mediators };
}

/** Dark matter of a pion source as a flux at a distance, protons times particles per proton over 4 pi L^2. */
export const flux: DarkMatterFluxModel<PionSource> = {
  source: 'P. deNiverville, M. Pospelov, A. Ritz, Phys. Rev. D 92 (2015) 095005',
  prepare(source, darkMatter, { protonsOnTarget, baselineM }): DarkMatterFlux {
    const { spectrum, particlesPerProton } = pionSourceYield(darkMatter, source);
    const areaCm2 = 4 * Math.PI * (100 * baselineM) ** 2;
    return { spectrum, fluencePerCm2: (protonsOnTarget * particlesPerProton) / areaCm2 };
  },
};
