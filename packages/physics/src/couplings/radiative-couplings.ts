import type { LeptonFlavour } from '../flavours.ts';
import { COUPLING_PER_CHARGE_RADIUS, STANDARD_MODEL_CHARGE_RADII } from './charge-radii.ts';
import type { CouplingSet } from './couplings.ts';
import { constantPolynomial, type Polynomial } from './polynomial.ts';

/** Ratio of neutral and charged currents at low energy, in the MS-bar scheme. */
const RHO = 1.00063;

/** Values at the Z pole in the MS-bar scheme: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
const ALPHA_Z = 1 / 127.951;
const SIN2_THETA_Z = 0.23121;
const ALPHA_STRONG_Z = 0.1179;
const ALPHA_STRONG_W = 0.1202;

const WEAK_ALPHA = ALPHA_Z / SIN2_THETA_Z;

/** Boxes of two W bosons: the one that u quarks have, and the one of d quarks. */
const WW_UP = (WEAK_ALPHA / (8 * Math.PI)) * (1 + ALPHA_STRONG_W / Math.PI);
const WW_DOWN = (-WEAK_ALPHA / (2 * Math.PI)) * (1 - ALPHA_STRONG_W / (2 * Math.PI));

/** Boxes of two Z bosons with a quark of a coupling g. */
function zz(coupling: number): number {
  const front = (-3 * WEAK_ALPHA) / (8 * Math.PI * (1 - SIN2_THETA_Z));
  return front * coupling * coupling * (1 - ALPHA_STRONG_Z / Math.PI);
}

const ZZ_UP = zz(0.5 - (2 / 3) * SIN2_THETA_Z) - zz((2 / 3) * SIN2_THETA_Z);
const ZZ_DOWN = zz(0.5 - (1 / 3) * SIN2_THETA_Z) - zz((1 / 3) * SIN2_THETA_Z);

/** Which diagrams are taken into account beside tree level and the charge radius of the neutrino. */
export interface Corrections {
  /** Boxes of two Z bosons; true unless given. */
  readonly zzBoxes?: boolean;
}

/**
 * Couplings with radiative corrections at zero momentum transfer; the charge radius of the neutrino makes them depend on flavour.
 *
 * gvp = rho (1/2 - 2 s) + 2 WW_u + WW_d + rho (2 ZZ_u + ZZ_d) - kappa <r^2>, gvn = -rho/2 + WW_u + 2 WW_d + rho (ZZ_u + 2 ZZ_d), with
 * WW_u = alpha (1 + alpha_s / pi) / (8 pi s_Z), WW_d = -alpha (1 - alpha_s / 2 pi) / (2 pi s_Z),
 * ZZ_q = -3 alpha (g_L^2 - g_R^2) (1 - alpha_s / pi) / (8 pi s_Z c_Z), all at the Z pole.
 *
 * @param sin2ThetaW s at zero momentum transfer, unless a study sets or fits the parameter `sin2_theta_W`
 * @param source of the formulae and of the value
 * @see J. Erler, S. Su, Prog. Part. Nucl. Phys. 71 (2013) 119
 */
export function radiativeCouplings(
  sin2ThetaW: number,
  source: string,
  { zzBoxes = true }: Corrections = {},
): CouplingSet {
  const [up, down] = zzBoxes ? [RHO * ZZ_UP, RHO * ZZ_DOWN] : [0, 0];
  const boxes = 2 * (WW_UP + up) + WW_DOWN + down;
  const gvp = (flavour: LeptonFlavour): Polynomial => [
    { coefficient: 0.5 * RHO + boxes - COUPLING_PER_CHARGE_RADIUS * STANDARD_MODEL_CHARGE_RADII[flavour], powers: {} },
    { coefficient: -2 * RHO, powers: { sin2_theta_W: 1 } },
  ];
  return {
    source,
    gvp: { nue: gvp('nue'), numu: gvp('numu'), nutau: gvp('nutau') },
    gvn: constantPolynomial(-0.5 * RHO + WW_UP + up + 2 * (WW_DOWN + down)),
    parameters: { sin2_theta_W: sin2ThetaW },
    chargeRadii: STANDARD_MODEL_CHARGE_RADII,
  };
}
