import { CHARGED_PION_MASS_MEV, MUON_MASS_MEV } from '@cevns/physics/constants';
import { positive } from '../positive.ts';
import { spectrum as line } from '../spectra/line.ts';
import { spectrum as michelNue } from '../spectra/michel-nue.ts';
import { spectrum as michelNumubar } from '../spectra/michel-numubar.ts';
import { delayedDecayTimes, type Lifetimes, promptDecayTimes, ROUNDED_LIFETIMES } from '../timing/decay-times.ts';
import { type BeamRun, protonsOnTarget } from './beam-exposure.ts';
import type { SourceModel } from './source.ts';

export interface StoppedPion extends BeamRun {
  /** Neutrinos of each of the three flavours per proton. */
  readonly 'neutrinos-per-proton-per-flavour': number;
  /** Mean lives in us. */
  readonly lifetimes?: Lifetimes;
}

/** Energy of the nu_mu of a pion decaying at rest in MeV: (m_pi^2 - m_mu^2) / (2 m_pi) = 29.792. */
export const PROMPT_ENERGY_MEV =
  ((CHARGED_PION_MASS_MEV - MUON_MASS_MEV) * (CHARGED_PION_MASS_MEV + MUON_MASS_MEV)) / (2 * CHARGED_PION_MASS_MEV);

const CM_PER_M = 100;

/**
 * Pions and muons decaying at rest: nu_mu from pi+ (prompt line), nu_e and anti-nu_mu from mu+ (delayed Michel spectra).
 *
 * Protons on target are given, or follow from time, beam power and proton energy. The fluence of each flavour is protons on target times neutrinos per proton and flavour over 4 pi L^2; the source is a point.
 *
 * @throws RangeError if exposure, yield or baseline is not positive
 * @see D. Akimov et al. (COHERENT), Phys. Rev. D 106 (2022) 032003, for the source
 */
export const source: SourceModel<StoppedPion> = {
  flavours(parameters, baselineM) {
    const protons = protonsOnTarget(parameters);
    const perProton = positive(
      'number of neutrinos per proton and flavour',
      parameters['neutrinos-per-proton-per-flavour'],
    );
    const baselineCm = CM_PER_M * positive('baseline in m', baselineM ?? Number.NaN);
    const fluencePerCm2 = (protons * perProton) / (4 * Math.PI * baselineCm * baselineCm);
    return [
      { flavour: 'nue', spectrum: michelNue.prepare({}), fluencePerCm2, timing: 'delayed' },
      { flavour: 'numu', spectrum: line.prepare({ energy: PROMPT_ENERGY_MEV }), fluencePerCm2, timing: 'prompt' },
      { flavour: 'numubar', spectrum: michelNumubar.prepare({}), fluencePerCm2, timing: 'delayed' },
    ];
  },
  timing({ lifetimes = ROUNDED_LIFETIMES }) {
    return { prompt: promptDecayTimes(lifetimes), delayed: delayedDecayTimes(lifetimes) };
  },
};
