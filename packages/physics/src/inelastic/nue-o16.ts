import type { InelasticChannel } from './cross-section.ts';

const THRESHOLD_MEV = 15;

/** nu_e 16O -> e- X: sigma = 4.7e-40 cm^2 (E^(1/4) - 15^(1/4))^6, E in MeV. */
export const channel: InelasticChannel = {
  source:
    'R. Tomas et al., Phys. Rev. D 68 (2003) 093013, fit to E. Kolbe, K. Langanke, P. Vogel, Phys. Rev. D 66 (2002) 013007',
  description: 'nu_e 16O -> e- X, all final states',
  flavours: ['nue'],
  target: { symbol: 'O', A: 16 },
  crossSection: {
    thresholdMeV: THRESHOLD_MEV,
    highestMeV: 100,
    breakPointsMeV: [],
    at(energyMeV) {
      return energyMeV <= THRESHOLD_MEV ? 0 : 4.7e-40 * (energyMeV ** 0.25 - THRESHOLD_MEV ** 0.25) ** 6;
    },
  },
};
