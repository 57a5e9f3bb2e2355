import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import type { TargetNucleus } from '@cevns/physics/interactions/interaction';
import type { Nucleus } from '@cevns/physics/nuclei';
import type { StageContext } from '@cevns/runner/stage';
import { preparedFormFactors } from './form-factor-table.ts';

/** What stages of nuclear recoils know of the target. */
export interface TargetParameters {
  /** The nuclei of the target: how many of each isotope. */
  readonly nuclei: readonly (Nucleus & { readonly nuclearMassMeV: number; readonly count: number })[];
  readonly formFactor: { readonly proton: object; readonly neutron: object; readonly same: boolean };
}

interface FormFactorModule {
  readonly formFactor: FormFactorModel<object>;
}

/** The form factors of protons and neutrons, modules `proton` and `neutron`. */
export function formFactorsOf(modules: StageContext['modules'], inputs: StageContext['inputs']) {
  const { proton, neutron } = modules as { readonly proton: FormFactorModule; readonly neutron: FormFactorModule };
  return {
    proton: preparedFormFactors(proton.formFactor, inputs),
    neutron: preparedFormFactors(neutron.formFactor, inputs),
  };
}

/** A nucleus with its form factors; one that both kinds of nucleons have is evaluated once. */
export function targetNucleus(
  nucleus: TargetParameters['nuclei'][number],
  { formFactor }: TargetParameters,
  { proton, neutron }: ReturnType<typeof formFactorsOf>,
): TargetNucleus {
  const protonFormFactor = proton(nucleus, 'proton', formFactor.proton);
  return {
    ...nucleus,
    N: nucleus.A - nucleus.Z,
    protonFormFactor,
    neutronFormFactor: formFactor.same ? protonFormFactor : neutron(nucleus, 'neutron', formFactor.neutron),
  };
}
