import type { InelasticChannel } from './cross-section.ts';
import { fromRatios } from './tabulated-cross-section.ts';

/** nu_e d -> e- p p. */
export const channel: InelasticChannel = {
  source: 'S. Nakamura et al., Nucl. Phys. A 721 (2003) 549, read from SNOwGLoBES (xs_nue_d.dat)',
  description: 'nu_e d -> e- p p; 2-3 % theory, the standard of flux normalisation with heavy water',
  flavours: ['nue'],
  target: { symbol: 'H', A: 2 },
  relativeUncertainty: 0.03,
  crossSection: fromRatios(1.4422, [
    [5, 0.00692],
    [6, 0.0104],
    [7, 0.0142145],
    [8, 0.0182502],
    [10, 0.0270998],
    [12, 0.0364999],
    [14, 0.046429],
    [16, 0.0566886],
    [18, 0.0672216],
    [20, 0.0784978],
    [25, 0.1072],
    [30, 0.137667],
    [35, 0.169717],
    [40, 0.203499],
    [45, 0.237783],
    [50, 0.275993],
    [55, 0.312725],
  ]),
};
