import { recoilGrid } from '@cevns/detectors/recoil-grid';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import {
  emptyVectorTemplates,
  type VectorTarget,
  vectorRecoilTemplates,
} from '@cevns/physics/interactions/standard-model';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { isotopeName, type Nucleus } from '@cevns/physics/nuclei';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { FluxParameters, SourceModule } from './flux.ts';

export interface RecoilParameters extends FluxParameters {
  /** The nuclei of the target: how many of each isotope. */
  readonly nuclei: readonly (Nucleus & { readonly nuclearMassMeV: number; readonly count: number })[];
  readonly formFactor: { readonly proton: object; readonly neutron: object; readonly same: boolean };
  /** Gauss-Legendre nodes between two neighbouring end points of the spectra. */
  readonly nodesPerSegment: number;
}

/** The three coupling templates of the vector interaction. */
export const TEMPLATES = ['pp', 'pn', 'nn'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Flux-averaged cross sections of the templates per flavour, mean over the nuclei of the target, cm^2. */
export type TemplateCrossSections = Readonly<Record<string, Readonly<Record<Template, number>>>>;

interface FormFactorModule {
  readonly formFactor: FormFactorModel<object>;
}

/**
 * Recoil spectra dN/dT (events/MeV over the exposure) per flavour, isotope and coupling template, `<flavour>/<isotope>/<template>`, on a
 * grid common to all of them; times gvp^2, gvp gvn or gvn^2 and summed they are the expected spectrum.
 *
 * Outputs: `grid` (recoil energies and quadrature weights, MeV), `spectra`, and `crossSections` of the templates.
 * Cost: flavours x isotopes x nodes evaluations of closed-form flux moments; form factors once per isotope and node and flavour.
 */
export function run({ parameters, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as RecoilParameters;
  const { source } = modules.source as SourceModule;
  const flavours = source.flavours(settings.source, settings.baselineM);
  const targets = settings.nuclei.map((nucleus) => ({ nucleus, target: vectorTarget(nucleus, settings, modules) }));
  const grid = recoilGrid(
    flavours.flatMap(({ spectrum }) =>
      settings.nuclei.map(({ nuclearMassMeV }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, nuclearMassMeV)),
    ),
    settings.nodesPerSegment,
  );
  const points = grid.recoilEnergiesMeV.length;
  const allNuclei = settings.nuclei.reduce((sum, { count }) => sum + count, 0);
  const spectra: Record<string, NumericArray> = {};
  const crossSections: Record<string, Record<Template, number>> = {};
  for (const { flavour, spectrum, fluencePerCm2 } of flavours) {
    const averages = { pp: 0, pn: 0, nn: 0 };
    for (const { nucleus, target } of targets) {
      const templates = emptyVectorTemplates(points);
      vectorRecoilTemplates(target, spectrum.moments, grid.recoilEnergiesMeV, templates);
      for (const template of TEMPLATES) {
        const values = templates[template];
        for (let i = 0; i < points; i++) {
          averages[template] += (nucleus.count / allNuclei) * grid.weightsMeV[i]! * values[i]!;
          values[i]! *= fluencePerCm2 * nucleus.count;
        }
        spectra[`${flavour}/${isotopeName(nucleus)}/${template}`] = { shape: [points], data: values };
      }
    }
    crossSections[flavour] = averages;
  }
  return {
    grid: {
      arrays: {
        recoilEnergiesMeV: { shape: [points], data: grid.recoilEnergiesMeV },
        weightsMeV: { shape: [points], data: grid.weightsMeV },
      },
    },
    spectra: { arrays: spectra },
    crossSections: { json: crossSections },
  };
}

function vectorTarget(
  nucleus: RecoilParameters['nuclei'][number],
  { formFactor }: RecoilParameters,
  modules: StageContext['modules'],
): VectorTarget {
  const { proton, neutron } = modules as { readonly proton: FormFactorModule; readonly neutron: FormFactorModule };
  const protonFormFactor = proton.formFactor.prepare(nucleus, 'proton', formFactor.proton);
  return {
    Z: nucleus.Z,
    N: nucleus.A - nucleus.Z,
    nuclearMassMeV: nucleus.nuclearMassMeV,
    protonFormFactor,
    neutronFormFactor: formFactor.same
      ? protonFormFactor
      : neutron.formFactor.prepare(nucleus, 'neutron', formFactor.neutron),
  };
}
