import type { CouplingSet } from './couplings.ts';
import { constantPolynomial } from './polynomial.ts';

/**
 * Tree-level couplings of the Standard Model, g_V^p = 1/2 - 2 sin^2 theta_W and g_V^n = -1/2, the same for all flavours.
 *
 * @param sin2ThetaW value of sin^2 theta_W unless a study sets or fits the parameter `sin2_theta_W`
 * @param source of the value
 * @see D. Z. Freedman, Phys. Rev. D 9 (1974) 1389
 */
export function treeLevelCouplings(sin2ThetaW: number, source: string): CouplingSet {
  return {
    source,
    gvp: [
      { coefficient: 0.5, powers: {} },
      { coefficient: -2, powers: { sin2_theta_W: 1 } },
    ],
    gvn: constantPolynomial(-0.5),
    parameters: { sin2_theta_W: sin2ThetaW },
  };
}
