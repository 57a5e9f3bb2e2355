import { gaussLegendre } from '@cevns/numerics/quadrature';
import { spectrumContents } from '../deposits.ts';
import type { BackgroundShape } from './background-shape.ts';
import { type BetaDecay, betaDensity } from './beta-spectrum.ts';

const ARGON_39: BetaDecay = { daughterZ: 19, A: 39, endPointMeV: 0.565, transition: 'unique-first-forbidden' };
const KEV_PER_MEV = 1000;

/**
 * The beta spectrum of 39Ar up to 565 keV, with the resolution and the efficiency of the detector. The contents are the probabilities that a decay is seen in
 * each bin, whatever the bins: with `activity` they count all decays.
 *
 * Atmospheric argon has 1.01 Bq/kg (WARP, Nucl. Instrum. Meth. A 574 (2007) 83).
 *
 * @throws RangeError when the response of the detector is missing
 */
export const shape: BackgroundShape<object> = {
  prepare(_parameters, { response, breakPointsKeVee }) {
    if (response === undefined) throw new RangeError('Expected the response of the detector, got none');
    const endPointKeVee = ARGON_39.endPointMeV * KEV_PER_MEV;
    const density = (energyKeVee: number) => betaDensity(ARGON_39, energyKeVee / KEV_PER_MEV);
    const total = integral(density, endPointKeVee);
    return (edges) =>
      spectrumContents((energy) => density(energy) / total, endPointKeVee, response, edges, breakPointsKeVee?.(edges));
  },
};

/** The integral of a spectrum that is smooth in the root of the energy. */
function integral(density: (energyKeVee: number) => number, endPointKeVee: number): number {
  const { nodes, weights } = gaussLegendre(80);
  const half = Math.sqrt(endPointKeVee) / 2;
  return nodes.reduce((sum, x, k) => {
    const root = half * (1 + x);
    return sum + half * weights[k]! * 2 * root * density(root * root);
  }, 0);
}
