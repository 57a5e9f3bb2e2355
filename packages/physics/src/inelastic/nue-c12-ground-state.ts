import { allowedCrossSection } from './allowed-transition.ts';
import type { InelasticChannel } from './cross-section.ts';

/** nu_e 12C -> e- 12N in the ground state, the best measured of such reactions. */
export const channel: InelasticChannel = {
  source: 'from the beta decay of 12N, log ft = 4.12: F. Ajzenberg-Selove, Nucl. Phys. A 506 (1990) 1',
  description: 'nu_e 12C -> e- 12N in the ground state; momentum transfer neglected',
  flavours: ['nue'],
  target: { symbol: 'C', A: 12 },
  relativeUncertainty: 0.1,
  crossSection: allowedCrossSection({
    thresholdMeV: 17.338,
    ftSeconds: 10 ** 4.12,
    spinFactor: 3,
    daughterZ: 7,
    highestMeV: 60,
  }),
};
