import type { Nucleus } from '../nuclei.ts';

/** Whose distribution in the nucleus a form factor describes. */
export type Nucleon = 'proton' | 'neutron';

/** Amplitude F(q), not squared, with F(0) = 1; q in 1/fm. It changes sign beyond the first minimum. */
export type FormFactor = (momentumTransferPerFm: number) => number;

/** A model of the distribution of protons or neutrons in any nucleus. */
export interface FormFactorModel<Parameters extends object = Record<never, never>> {
  /**
   * The form factor of one nucleus.
   *
   * @param nucleus whose form factor
   * @param nucleon whether of its protons or of its neutrons
   * @param parameters of the model, lengths in fm
   * @throws RangeError if the model has no form factor for this nucleus or these parameters
   */
  prepare(nucleus: Nucleus, nucleon: Nucleon, parameters: Parameters): FormFactor;
}
