import { recoilGrid } from '@cevns/detectors/recoil-grid';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import type { Interaction, TargetNucleus } from '@cevns/physics/interactions/interaction';
import { amplitudesOf, type RecoilParts, recoilTemplates } from '@cevns/physics/interactions/recoil-templates';
import type { Kinematics } from '@cevns/physics/interactions/vector-kinematics';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { isotopeName, type Nucleus } from '@cevns/physics/nuclei';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type FluxParameters, speciesFluxes } from './flux-species.ts';
import { knotsOf, type ShapeTable, withShape } from './shape-table.ts';

export interface RecoilParameters extends FluxParameters {
  /** The nuclei of the target: how many of each isotope. */
  readonly nuclei: readonly (Nucleus & { readonly nuclearMassMeV: number; readonly count: number })[];
  readonly formFactor: { readonly proton: object; readonly neutron: object; readonly same: boolean };
  /** Which terms of the kinematics of coherent scattering are kept. */
  readonly kinematics: Kinematics;
  /** Terms of the interaction with their settings, in internal units. */
  readonly terms: Readonly<Record<string, object>>;
  /** Gauss-Legendre nodes between two neighbouring end points of the spectra. */
  readonly nodesPerSegment: number;
  /** The one parameter over which templates are tabulated, where a study frees one. */
  readonly shape?: ShapeTable;
}

/** Flux-averaged cross sections in cm^2 of the templates per species, mean over the nuclei of the target, one for every knot. */
export type TemplateCrossSections = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

interface FormFactorModule {
  readonly formFactor: FormFactorModel<object>;
}

/**
 * Recoil spectra dN/dT (events/MeV over the exposure) per species, isotope and template of the interaction,
 * `<species>/<isotope>/<template>`, on a grid common to all of them; times polynomials of the couplings and summed they are the
 * expected spectrum. Where a shape parameter is free every array is [knots, points].
 *
 * Outputs: `grid` (recoil energies, quadrature weights and weights of the error estimate, MeV), `spectra`, `crossSections` of the
 * templates, and `warnings` of terms that are used outside their range of validity.
 * Cost: knots x species x isotopes x points x (flux moments + templates); form factors once per isotope, knot and point.
 */
export function run({ parameters, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as RecoilParameters;
  const knots = knotsOf(settings.shape);
  const first = speciesFluxes(settings, modules);
  const grid = recoilGrid(
    first.flatMap(({ spectrum }) =>
      settings.nuclei.map(({ nuclearMassMeV }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, nuclearMassMeV)),
    ),
    settings.nodesPerSegment,
  );
  const points = grid.recoilEnergiesMeV.length;
  const total = settings.nuclei.reduce((sum, { count }) => sum + count, 0);
  const spectra: Record<string, NumericArray> = {};
  const crossSections: Record<string, Record<string, number[]>> = {};
  knots.forEach((value, knot) => {
    const here = withShape(settings, settings.shape, value);
    const species = knot === 0 || settings.shape?.owner === 'oscillation' ? speciesFluxes(here, modules) : first;
    const parts = partsOf(here, modules);
    for (const nucleus of here.nuclei) {
      const target = targetNucleus(nucleus, here, modules);
      const amplitudes = amplitudesOf(target, parts, grid.recoilEnergiesMeV);
      for (const each of species) {
        const templates = recoilTemplates(target, parts, amplitudes, each, grid.recoilEnergiesMeV);
        for (const [template, values] of templates) {
          const name = `${each.species}/${isotopeName(nucleus)}/${template}`;
          spectra[name] ??= { shape: shapeOf(knots.length, points), data: new Float64Array(knots.length * points) };
          crossSections[each.species] ??= {};
          crossSections[each.species]![template] ??= new Array<number>(knots.length).fill(0);
          crossSections[each.species]![template]![knot]! += (nucleus.count / total) * integral(values, grid.weightsMeV);
          scaleInto(values, each.fluencePerCm2 * nucleus.count, spectra[name].data as Float64Array, knot * points);
        }
      }
    }
  });
  return {
    grid: {
      arrays: {
        recoilEnergiesMeV: { shape: [points], data: grid.recoilEnergiesMeV },
        weightsMeV: { shape: [points], data: grid.weightsMeV },
        errorWeightsMeV: { shape: [points], data: grid.errorWeightsMeV },
      },
    },
    spectra: { arrays: spectra },
    crossSections: { json: crossSections },
    warnings: { json: warningsOf(settings, first, modules) },
  };
}

/** The amplitudes and templates of all terms. */
function partsOf({ terms, kinematics }: RecoilParameters, modules: StageContext['modules']): RecoilParts {
  const amplitudes: Record<string, RecoilParts['amplitudes'][string]> = {};
  const templates: Record<string, RecoilParts['templates'][string]> = {};
  for (const name of Object.keys(terms).sort()) {
    const { interaction } = modules[`term:${name}`] as { readonly interaction: Interaction<object> };
    Object.assign(amplitudes, interaction.amplitudes?.(terms[name]!));
    Object.assign(templates, interaction.templates?.(terms[name]!));
  }
  return { amplitudes, templates, kinematics };
}

function warningsOf(
  { terms, nuclei }: RecoilParameters,
  species: readonly { readonly spectrum: { readonly endPointMeV: number } }[],
  modules: StageContext['modules'],
): string[] {
  const endPointMeV = Math.max(...species.map(({ spectrum }) => spectrum.endPointMeV));
  return Object.entries(terms).flatMap(([name, settings]) => {
    const { interaction } = modules[`term:${name}`] as { readonly interaction: Interaction<object> };
    return (interaction.warnings?.(settings, { nuclei, endPointMeV }) ?? []).map((warning) => `${name}: ${warning}`);
  });
}

function targetNucleus(
  nucleus: RecoilParameters['nuclei'][number],
  { formFactor }: RecoilParameters,
  modules: StageContext['modules'],
): TargetNucleus {
  const { proton, neutron } = modules as { readonly proton: FormFactorModule; readonly neutron: FormFactorModule };
  const protonFormFactor = proton.formFactor.prepare(nucleus, 'proton', formFactor.proton);
  return {
    ...nucleus,
    N: nucleus.A - nucleus.Z,
    protonFormFactor,
    neutronFormFactor: formFactor.same
      ? protonFormFactor
      : neutron.formFactor.prepare(nucleus, 'neutron', formFactor.neutron),
  };
}

function shapeOf(knots: number, points: number): number[] {
  return knots === 1 ? [points] : [knots, points];
}

function integral(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!;
  return sum;
}

function scaleInto(values: Float64Array, factor: number, out: Float64Array, from: number): void {
  for (let i = 0; i < values.length; i++) out[from + i] = factor * values[i]!;
}
