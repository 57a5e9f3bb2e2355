import { MUON_MASS_MEV } from '../constants.ts';
import type { CrossSection, InelasticChannel } from './cross-section.ts';
import { fluxAveragedCrossSectionCm2 } from './flux-average.ts';

/** Difference of the atomic masses of 127Xe and 127I in MeV. */
const THRESHOLD_MEV = 0.662;
const MEASURED_CM2 = 9.2e-40;

const shape: CrossSection = {
  thresholdMeV: THRESHOLD_MEV,
  highestMeV: 60,
  breakPointsMeV: [],
  at: (energyMeV) => (energyMeV <= THRESHOLD_MEV ? 0 : (energyMeV - THRESHOLD_MEV) ** 2),
};

const END_POINT_MEV = MUON_MASS_MEV / 2;
const scale =
  MEASURED_CM2 /
  fluxAveragedCrossSectionCm2(shape, {
    endPointMeV: END_POINT_MEV,
    density: (E) => (12 * (E / END_POINT_MEV) ** 2 * (1 - E / END_POINT_MEV)) / END_POINT_MEV,
  });

/**
 * nu_e 127I -> e- X, inclusive: the measured average over the spectrum of stopped muons, 9.2 +2.1 -1.8 in 1e-40 cm^2.
 *
 * Its energy dependence is not measured; (E - 0.662 MeV)^2 stands for it, so that only averages over that spectrum, or one close to it, mean something.
 */
export const channel: InelasticChannel = {
  source: 'P. An et al. (COHERENT), Phys. Rev. Lett. 131 (2023) 221801: 9.2 +2.1 -1.8 e-40 cm^2 averaged',
  description: 'nu_e 127I -> e- X, inclusive, measured with stopped pions; its shape (E - 0.662 MeV)^2 is assumed',
  flavours: ['nue'],
  target: { symbol: 'I', A: 127 },
  relativeUncertainty: 0.21,
  crossSection: { ...shape, at: (energyMeV) => scale * shape.at(energyMeV) },
};
