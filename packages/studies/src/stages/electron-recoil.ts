import { recoilGrid } from '@cevns/detectors/recoil-grid';
import { ELECTRON_MASS_MEV } from '@cevns/physics/constants';
import {
  type Atoms,
  type Binding,
  bindingEnergiesMeV,
  effectiveElectrons,
} from '@cevns/physics/electron-scattering/effective-electrons';
import { electronParts, electronTemplates } from '@cevns/physics/electron-scattering/electron-templates';
import type { Interaction } from '@cevns/physics/interactions/interaction';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type FluxParameters, type SpeciesFlux, speciesFluxes } from './flux-species.ts';
import { RecoilSpectra } from './recoil-spectra.ts';
import { knotsOf, type ShapeTable, withShape } from './shape-table.ts';

export interface ElectronRecoilParameters extends FluxParameters {
  /** Atoms of the target by element. */
  readonly atoms: readonly Atoms[];
  readonly binding: Binding;
  /** Highest recoil energy that is followed, MeV. */
  readonly highestRecoilMeV: number;
  /** Terms of the interaction with their settings, in internal units. */
  readonly terms: Readonly<Record<string, object>>;
  /** Gauss-Legendre nodes between two neighbouring binding energies. */
  readonly nodesPerSegment: number;
  readonly shape?: ShapeTable;
}

/**
 * Spectra dN/dT (events/MeV over the exposure) of scattering on the electrons of the target, `<species>/electrons/<template>`, on a grid that
 * breaks at the binding energies; an electron counts where the recoil energy exceeds its binding energy.
 *
 * Inputs: the tables that the source names. Outputs and shapes are those of the stage of nuclear recoils. Cost: knots x species x points x (flux moments + templates).
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as ElectronRecoilParameters;
  const { atoms, binding, highestRecoilMeV, shape } = settings;
  const knots = knotsOf(shape);
  const first = speciesFluxes(withShape(settings, shape, knots[0]!), modules, inputs);
  const ends = first.map(({ spectrum }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, ELECTRON_MASS_MEV));
  const last = Math.min(highestRecoilMeV, Math.max(...ends));
  const breaks = [...ends, ...bindingEnergiesMeV(atoms.map(({ symbol }) => symbol)), ...panelEdges(last)];
  const grid = recoilGrid(
    [last],
    settings.nodesPerSegment,
    breaks.filter((energy) => energy < last),
  );
  const energies = grid.recoilEnergiesMeV;
  const electrons = new Float64Array(energies.length);
  effectiveElectrons(atoms, binding, energies, electrons);
  const count = atoms.reduce((sum, each) => sum + each.count, 0);
  const spectra = new RecoilSpectra(grid, knots.length, count);
  knots.forEach((value, knot) => {
    const here = withShape(settings, shape, value);
    const species = knot === 0 || shape?.owner === 'oscillation' ? speciesFluxes(here, modules, inputs) : first;
    const parts = electronParts(termsOf(here.terms, modules));
    const templates = (beam: SpeciesFlux): ReadonlyMap<string, Float64Array> => {
      const free = electronTemplates(parts, beam, energies);
      return new Map(
        [...free].map(([name, values]) => [name, values.map((each, i) => (each * electrons[i]!) / count)]),
      );
    };
    spectra.add(knot, { name: 'electrons', count, templates }, species);
  });
  return { ...spectra.outputs(), warnings: { json: [] } };
}

/** Edges of panels that follow a response which changes with the logarithm of the energy: eight to a decade, from 10 eV. */
function panelEdges(lastMeV: number): number[] {
  const lowest = 1e-5;
  const panels = Math.max(0, Math.ceil(8 * Math.log10(lastMeV / lowest)));
  return Array.from({ length: panels }, (_, i) => lowest * (lastMeV / lowest) ** (i / panels));
}

function termsOf(terms: ElectronRecoilParameters['terms'], modules: StageContext['modules']) {
  return Object.keys(terms)
    .sort()
    .map((name) => ({
      interaction: (modules[`term:${name}`] as { readonly interaction: Interaction<object> }).interaction,
      settings: terms[name]!,
    }));
}
