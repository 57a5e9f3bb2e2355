/**
 * A quenching model: how much electron-equivalent energy a nuclear recoil leaves.
 *
 * `P` are its parameters, keys as in the schema fragment beside the model, quantities as numbers in internal units.
 */
export interface QuenchingModel<P> {
  /** E_ee in keVee of a recoil of `recoilMeV`. */
  electronEquivalentKeVee(recoilMeV: number, parameters: P): number;
}
