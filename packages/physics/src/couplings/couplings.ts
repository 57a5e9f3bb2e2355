import { type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { constantPolynomial, multiplyPolynomials, type Polynomial } from './polynomial.ts';

/** Vector couplings of neutrinos to nucleons: Q = gvp Z Fp + gvn N Fn; in the normalisation where g_V^n = -1/2 at tree level. */
export interface CouplingSet {
  /** Where the numbers come from. */
  readonly source: string;
  /** Proton coupling, one for all flavours or one each; an antineutrino has that of its neutrino. */
  readonly gvp: Polynomial | Readonly<Partial<Record<LeptonFlavour, Polynomial>>>;
  /** Neutron coupling, the same for all flavours. */
  readonly gvn: Polynomial;
  /** Values of the parameters of the polynomials unless a study sets or fits them. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Charge radii of neutrinos that the proton couplings contain, in 1e-32 cm^2; absent where they contain none. */
  readonly chargeRadii?: Readonly<Record<LeptonFlavour, number>>;
}

/** Couplings as plain numbers, as a study may write them. */
export interface NumericCouplings {
  readonly gvp: number | Readonly<Partial<Record<LeptonFlavour, number>>>;
  readonly gvn: number;
}

/** Weights of the three coupling templates: gvp^2, gvp gvn, gvn^2. */
export interface VectorWeights {
  readonly pp: Polynomial;
  readonly pn: Polynomial;
  readonly nn: Polynomial;
}

/**
 * A set of couplings from plain numbers.
 *
 * @param couplings numbers
 * @param source where they come from
 * @param chargeRadii that the proton couplings contain, in 1e-32 cm^2; none unless given
 */
export function couplingsFromNumbers(
  couplings: NumericCouplings,
  source = 'numbers of the study',
  chargeRadii?: Readonly<Record<LeptonFlavour, number>>,
): CouplingSet {
  const { gvp } = couplings;
  return {
    ...(chargeRadii === undefined ? {} : { chargeRadii }),
    source,
    gvp:
      typeof gvp === 'number'
        ? constantPolynomial(gvp)
        : Object.fromEntries(Object.entries(gvp).map(([flavour, value]) => [flavour, constantPolynomial(value)])),
    gvn: constantPolynomial(couplings.gvn),
    parameters: {},
  };
}

/**
 * Proton coupling of one flavour.
 *
 * @throws RangeError if the flavour is unknown or the set has no coupling for it
 */
export function protonCoupling(couplings: CouplingSet, flavour: NeutrinoFlavour): Polynomial {
  const lepton = leptonFlavour(flavour);
  const { gvp } = couplings;
  if (isPolynomial(gvp)) return gvp;
  const found = gvp[lepton];
  if (found === undefined) {
    throw new RangeError(`Expected a proton coupling of ${lepton}, got ${Object.keys(gvp).join(', ') || 'none'}`);
  }
  return found;
}

/**
 * Weights with which a flavour multiplies the templates of the vector interaction, as polynomials in the interaction parameters:
 * dR/dT = gvp^2 R_pp + gvp gvn R_pn + gvn^2 R_nn.
 *
 * @throws RangeError if the flavour is unknown or the set has no coupling for it
 */
export function vectorWeights(couplings: CouplingSet, flavour: NeutrinoFlavour): VectorWeights {
  const gvp = protonCoupling(couplings, flavour);
  const { gvn } = couplings;
  return {
    pp: multiplyPolynomials(gvp, gvp),
    pn: multiplyPolynomials(gvp, gvn),
    nn: multiplyPolynomials(gvn, gvn),
  };
}

function isPolynomial(gvp: CouplingSet['gvp']): gvp is Polynomial {
  return Array.isArray(gvp);
}
