import type { InelasticChannel } from './cross-section.ts';
import { tabulatedCrossSection } from './tabulated-cross-section.ts';

/** E in MeV and sigma in 1e-40 cm^2. */
const TABLE = [
  [5.1463, 0.00099992],
  [5.4545, 0.0014448],
  [6.0691, 0.0027794],
  [6.5309, 0.0047297],
  [7.2974, 0.0098748],
  [8.3632, 0.019794],
  [9.7291, 0.039684],
  [11.393, 0.073326],
  [13.055, 0.11985],
  [15.167, 0.19594],
  [16.825, 0.27196],
  [18.935, 0.39332],
  [21.194, 0.56886],
  [23.604, 0.82282],
  [26.764, 1.1906],
  [29.623, 1.6535],
  [32.631, 2.2047],
  [35.788, 2.822],
  [38.645, 3.6116],
  [41.501, 4.437],
  [45.258, 5.4535],
  [48.565, 6.7015],
  [52.622, 8.2381],
  [56.378, 9.72],
] as const;

/** nu_e 40Ar -> e- X. */
export const channel: InelasticChannel = {
  source: 'S. Gardiner, Comput. Phys. Commun. 269 (2021) 108123 (MARLEY 1.2), read from a digitised curve to 2 %',
  description: 'nu_e 40Ar -> e- X, allowed transitions; calculations differ by tens of per cent',
  flavours: ['nue'],
  target: { symbol: 'Ar', A: 40 },
  relativeUncertainty: 0.2,
  crossSection: tabulatedCrossSection(
    TABLE.map(([energy]) => energy),
    TABLE.map(([, value]) => value * 1e-40),
  ),
};
