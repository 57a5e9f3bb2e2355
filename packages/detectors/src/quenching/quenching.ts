/** Electron-equivalent energy E_ee in keVee of a nuclear recoil in MeV. */
export type Quenching = (recoilMeV: number) => number;

/** A model of how much electron-equivalent energy a nuclear recoil leaves. */
export interface QuenchingModel<Parameters extends object> {
  /**
   * The quenching for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @throws RangeError if a parameter is out of its range
   */
  prepare(parameters: Parameters): Quenching;
}
