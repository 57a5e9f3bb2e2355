import { type CutOff, cutOffBreaksMeV, withCutOff } from './cut-off.ts';
import type { QuenchingModel } from './quenching.ts';

const RECOIL_UNIT_MEV = { eVnr: 1e-6, keVnr: 1e-3, MeVnr: 1 } as const;
const ELECTRON_EQUIVALENT_UNIT_KEV = { eVee: 1e-3, keVee: 1, MeVee: 1e3 } as const;

export interface PolynomialQuenching extends CutOff {
  /** c_1, c_2, ... of T, T^2, ...; there is no constant term: no recoil, no light. */
  readonly coefficients: readonly number[];
  /** Unit of T in which the coefficients hold. */
  readonly 'recoil-energy-unit': keyof typeof RECOIL_UNIT_MEV;
  /** Unit of E_ee which the coefficients give. */
  readonly 'electron-equivalent-energy-unit': keyof typeof ELECTRON_EQUIVALENT_UNIT_KEV;
}

/**
 * Electron-equivalent energy as a polynomial in the recoil energy without constant term: E_ee = sum_(k >= 1) c_k T^k.
 *
 * Each coefficient has a unit of its own, such as MeVee/MeVnr^2; the two energy units fix them all. The COHERENT CsI[Na] data release
 * (arXiv:2110.07730) gives its scintillation response as a quartic in this form, with T and E_ee in MeV.
 *
 * @throws RangeError if there is no coefficient or one is not finite
 */
export const quenching: QuenchingModel<PolynomialQuenching> = {
  prepare(parameters) {
    const { coefficients } = parameters;
    if (coefficients.length === 0 || !coefficients.every(Number.isFinite)) {
      throw new RangeError(`Expected finite coefficients of the quenching, got [${coefficients.join(', ')}]`);
    }
    const perRecoilUnit = 1 / RECOIL_UNIT_MEV[parameters['recoil-energy-unit']];
    const unitKeVee = ELECTRON_EQUIVALENT_UNIT_KEV[parameters['electron-equivalent-energy-unit']];
    return withCutOff((recoilMeV) => {
      const recoil = recoilMeV * perRecoilUnit;
      let sum = 0;
      for (let k = coefficients.length - 1; k >= 0; k--) sum = (sum + (coefficients[k] as number)) * recoil;
      return sum * unitKeVee;
    }, parameters);
  },
  breakPointsMeV: cutOffBreaksMeV,
};
