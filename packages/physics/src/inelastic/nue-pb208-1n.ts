import type { InelasticChannel } from './cross-section.ts';
import { fromRatios } from './tabulated-cross-section.ts';

/** nu_e 208Pb -> e- n X. */
export const channel: InelasticChannel = {
  source:
    'J. Engel, G. C. McLaughlin, C. Volpe, Phys. Rev. D 67 (2003) 013005, read from SNOwGLoBES (xs_nue_Pb208_1n.dat)',
  description:
    'nu_e 208Pb -> e- n 207Bi; COHERENT measures 0.29 +0.17 -0.16 of what MARLEY predicts for neutrons from lead',
  flavours: ['nue'],
  target: { symbol: 'Pb', A: 208 },
  neutrons: 1,
  crossSection: fromRatios(9.76, [
    [12, 0.13735],
    [15, 0.59525],
    [16.5, 0.9688],
    [18, 1.4818],
    [20, 2.4385],
    [22, 3.7078],
    [23.5, 4.7549],
    [25, 5.7958],
    [26.5, 6.765],
    [28, 7.5803],
    [30, 8.3041],
    [32, 8.5505],
    [35, 8.4708],
    [40, 8.3652],
    [45, 8.3973],
    [50, 8.4804],
    [55, 8.5477],
  ]),
};
