import type { InelasticChannel } from './cross-section.ts';
import { fromRatios } from './tabulated-cross-section.ts';

/** nu_e 208Pb -> e- 2n X. */
export const channel: InelasticChannel = {
  source:
    'J. Engel, G. C. McLaughlin, C. Volpe, Phys. Rev. D 67 (2003) 013005, read from SNOwGLoBES (xs_nue_Pb208_2n.dat)',
  description: 'nu_e 208Pb -> e- n n 206Bi',
  flavours: ['nue'],
  target: { symbol: 'Pb', A: 208 },
  neutrons: 2,
  crossSection: fromRatios(19.6, [
    [22, 0.025351],
    [24, 0.104377],
    [25, 0.1734],
    [26.5, 0.324792],
    [28, 0.55484],
    [30, 1.0209],
    [32, 1.6948],
    [35, 3.0376],
    [37.5, 4.38471],
    [40, 5.8321],
    [45, 8.5707],
    [50, 10.6621],
    [55, 12.9123],
  ]),
};
