import type { Nucleus } from '../nuclei.ts';

/** Whose distribution in the nucleus a form factor describes. */
export type Nucleon = 'proton' | 'neutron';

/** Amplitude F(q), not squared, with F(0) = 1; q in 1/fm. It changes sign beyond the first minimum. */
export type FormFactor = (momentumTransferPerFm: number) => number;

/** What a form factor may need besides its parameters. */
export interface FormFactorInputs {
  /** Columns of the table that its parameters name, already read. */
  readonly table?: ReadonlyMap<string, Float64Array>;
}

/** A model of the distribution of protons or neutrons in any nucleus. */
export interface FormFactorModel<Parameters extends object = Record<never, never>> {
  /**
   * The form factor of one nucleus.
   *
   * @param nucleus whose form factor
   * @param nucleon whether of its protons or of its neutrons
   * @param parameters of the model, lengths in fm
   * @param inputs what the model needs besides
   * @throws RangeError if the model has no form factor for this nucleus or these parameters, or an input it needs is missing
   */
  prepare(nucleus: Nucleus, nucleon: Nucleon, parameters: Parameters, inputs?: FormFactorInputs): FormFactor;
}
