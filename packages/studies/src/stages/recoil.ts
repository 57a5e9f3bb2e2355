import { recoilGrid } from '@cevns/detectors/recoil-grid';
import type { Interaction } from '@cevns/physics/interactions/interaction';
import {
  amplitudesOf,
  type RecoilParts,
  recoilTemplates,
  roomForAmplitudes,
} from '@cevns/physics/interactions/recoil-templates';
import type { Kinematics } from '@cevns/physics/interactions/vector-kinematics';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { isotopeName } from '@cevns/physics/nuclei';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { OscillationModel } from '@cevns/sources/oscillations/oscillation';
import { finiteParts } from './finite-parts.ts';
import { type FluxParameters, type SpeciesFlux, speciesFluxes } from './flux-species.ts';
import { RecoilSpectra } from './recoil-spectra.ts';
import { knotsOf, type ShapeTable, withShape } from './shape-table.ts';
import { formFactorsOf, type TargetParameters, targetNucleus } from './target-nucleus.ts';

export interface RecoilParameters extends FluxParameters, TargetParameters {
  /** Which terms of the kinematics of coherent scattering are kept. */
  readonly kinematics: Kinematics;
  /** Terms of the interaction with their settings, in internal units. */
  readonly terms: Readonly<Record<string, object>>;
  /** Gauss-Legendre nodes between two neighbouring end points of the spectra. */
  readonly nodesPerSegment: number;
  /** The one parameter over which templates are tabulated, where a study frees one. */
  readonly shape?: ShapeTable;
}

/**
 * Where the grid breaks besides: light nuclei recoil up to some MeV, and responses of detectors change within the first tens of keV. Heavy nuclei
 * at a stopped-pion source end below all of them.
 */
const PANEL_EDGES_MEV = [0.06, 0.24, 0.96, 3.84, 15.36];
/**
 * Parts of the largest recoil where the grid breaks in addition, unless all terms are finite at T = 0: a photon or a light mediator gives rates like 1/T, which
 * no polynomial follows from a threshold near zero up to the first end point.
 */
const STEEP_PANELS = [1 / 16, 1 / 256, 1 / 4096];
const FINITE_AT_ZERO: readonly string[] = [
  'standard-model',
  'axial',
  'nsi',
  'charge-radius',
  'generalised',
  'generalised-quarks',
];
/** Relative distance of two break points that share a segment edge, and part of the largest recoil below which there are none. */
const CLOSE = 0.1;
const NEGLIGIBLE_RECOIL = 1e-4;

/**
 * Recoil spectra dN/dT (events/MeV over the exposure) per species, isotope and template of the interaction,
 * `<species>/<isotope>/<template>`, on a grid common to all of them; times polynomials of the couplings and summed they are the
 * expected spectrum. Where a shape parameter is free every array is [knots, points].
 *
 * Inputs: the tables that form factors and the source name.
 * Outputs: `grid` (recoil energies, quadrature weights and weights of the error estimate, MeV), `spectra`, `crossSections` of the
 * templates, and `warnings` of terms that are used outside their range of validity.
 * Cost: knots x species x isotopes x points x (flux moments + templates); form factors once per isotope, knot and point.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as RecoilParameters;
  const formFactors = formFactorsOf(modules, inputs);
  const knots = knotsOf(settings.shape);
  const first = speciesFluxes(withShape(settings, settings.shape, knots[0]!), modules, inputs);
  const recoilsOf = (energiesMeV: readonly number[]) =>
    settings.nuclei.flatMap(({ nuclearMassMeV }) =>
      energiesMeV.map((energy) => maximumRecoilEnergyMeV(energy, nuclearMassMeV)),
    );
  const ends = recoilsOf(first.map(({ spectrum }) => spectrum.endPointMeV));
  const breaks = recoilsOf(first.flatMap(({ spectrum }) => spectrum.breakPointsMeV ?? []));
  const largest = Math.max(...ends);
  const steep = Object.keys(settings.terms).some((term) => !FINITE_AT_ZERO.includes(term));
  const grid = recoilGrid(ends, settings.nodesPerSegment, [
    ...thinned(breaks, largest),
    ...PANEL_EDGES_MEV,
    ...(steep ? STEEP_PANELS.map((part) => part * largest) : []),
  ]);
  const total = settings.nuclei.reduce((sum, { count }) => sum + count, 0);
  const spectra = new RecoilSpectra(grid, knots.length, total);
  // The same arrays for all: what they hold is added to the spectra before the next.
  const found = new Map<string, Float64Array>();
  const room = roomForAmplitudes(grid.recoilEnergiesMeV.length);
  knots.forEach((value, knot) => {
    const here = withShape(settings, settings.shape, value);
    const species =
      knot === 0 || settings.shape?.owner === 'oscillation' ? speciesFluxes(here, modules, inputs) : first;
    const parts = partsOf(here, modules);
    for (const nucleus of here.nuclei) {
      const target = targetNucleus(nucleus, here, formFactors);
      const amplitudes = amplitudesOf(target, parts, grid.recoilEnergiesMeV, room);
      const templates = (beam: SpeciesFlux) =>
        recoilTemplates(target, parts, amplitudes, beam, grid.recoilEnergiesMeV, found);
      spectra.add(knot, { name: isotopeName(nucleus), count: nucleus.count, templates }, species);
    }
  });
  return { ...spectra.outputs(), warnings: { json: warningsOf(settings, first, modules) } };
}

/**
 * Break points that are worth a segment. Spectra of recoils only have kinks there, of a few per cent where a density steps: those of isotopes beside each
 * other share one, and those far below the largest recoils are left out. The error is some 1e-6 of the rate.
 */
function thinned(breaksMeV: readonly number[], largestMeV: number): number[] {
  const kept: number[] = [];
  for (const point of [...breaksMeV].sort((a, b) => b - a)) {
    if (point < NEGLIGIBLE_RECOIL * largestMeV) break;
    if (kept.length === 0 || point < (1 - CLOSE) * kept[kept.length - 1]!) kept.push(point);
  }
  return kept;
}

/** The amplitudes and templates of all terms. */
function partsOf({ terms, kinematics }: RecoilParameters, modules: StageContext['modules']): RecoilParts {
  const amplitudes: Record<string, RecoilParts['amplitudes'][string]> = {};
  const templates: Record<string, RecoilParts['templates'][string]> = {};
  for (const name of Object.keys(terms).sort()) {
    const { interaction } = modules[`term:${name}`] as { readonly interaction: Interaction<object> };
    Object.assign(amplitudes, finiteParts(name, 'amplitude', interaction.amplitudes?.(terms[name]!)));
    Object.assign(templates, finiteParts(name, 'template', interaction.templates?.(terms[name]!)));
  }
  return { amplitudes, templates, kinematics };
}

function warningsOf(
  { terms, nuclei, oscillation = {}, baselineM }: RecoilParameters,
  species: readonly { readonly spectrum: { readonly endPointMeV: number } }[],
  modules: StageContext['modules'],
): string[] {
  const endPointMeV = Math.max(...species.map(({ spectrum }) => spectrum.endPointMeV));
  const { oscillation: model } = modules as {
    readonly oscillation?: { readonly oscillation: OscillationModel<object> };
  };
  const ofOscillation = model?.oscillation.warnings?.(oscillation, baselineM!, endPointMeV) ?? [];
  const ofTerms = Object.entries(terms).flatMap(([name, settings]) => {
    const { interaction } = modules[`term:${name}`] as { readonly interaction: Interaction<object> };
    return (interaction.warnings?.(settings, { nuclei, endPointMeV }) ?? []).map((warning) => `${name}: ${warning}`);
  });
  return [...ofTerms, ...ofOscillation.map((warning) => `oscillation: ${warning}`)];
}
