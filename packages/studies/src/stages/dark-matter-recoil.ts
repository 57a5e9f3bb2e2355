import { recoilGrid } from '@cevns/detectors/recoil-grid';
import type { DarkMatterFluxModel, Exposure } from '@cevns/physics/dark-matter/flux';
import { recoilBreakpointsMeV } from '@cevns/physics/dark-matter/recoil';
import {
  type DarkMatterSettings,
  darkMatterOf,
  darkMatterRecoils,
  darkMatterWarnings,
} from '@cevns/physics/dark-matter/scattering';
import { isotopeName } from '@cevns/physics/nuclei';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { BEAM, COHERENT, DARK_MATTER_SPECIES } from './dark-matter-species.ts';
import type { Flux } from './flux.ts';
import { RecoilSpectra } from './recoil-spectra.ts';
import { knotsOf, type ShapeTable, withShape } from './shape-table.ts';
import { formFactorsOf, type TargetParameters, targetNucleus } from './target-nucleus.ts';

export interface DarkMatterRecoilParameters extends TargetParameters {
  readonly darkMatter: DarkMatterSettings;
  /** Parameters of the flux, in internal units, as its model wants them. */
  readonly flux: object;
  readonly exposure: Exposure;
  /** Gauss-Legendre nodes of each panel of recoil energy. */
  readonly nodesPerPanel: number;
  readonly shape?: ShapeTable;
}

/** Panels of equal width in sqrt(T), to which the momentum transfer is proportional: waves of the form factor are wider. */
const PANELS = 24;
/** Panels of equal width in log T below, from 10 eV: they follow light mediators, 2 M T = m_V^2, and the threshold of the detector. */
const PANELS_PER_DECADE = 4;
const LOWEST_EDGE_MEV = 1e-5;

/**
 * Spectra dN/dT (events/MeV over the exposure, couplings of 1) of dark matter that scatters coherently, `dark-matter/<isotope>/coherent`, on a grid
 * that reaches to the highest recoil of all knots. The ends of spectra move with the masses: narrow panels follow them all.
 *
 * Inputs: the tables that form factors name. Modules: `flux`, `proton`, `neutron`.
 * Outputs and shapes are those of the stage of nuclear recoils, and `flux`, at the first knot.
 * Cost: knots x points x 16 evaluations of the spectrum; moments do not know the nucleus and are shared by all.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as DarkMatterRecoilParameters;
  const { flux: model } = modules.flux as { readonly flux: DarkMatterFluxModel<object> };
  const formFactors = formFactorsOf(modules, inputs);
  const { nuclei, exposure, shape } = settings;
  const knots = knotsOf(shape).map((value) => {
    const here = withShape(settings, shape, value);
    const darkMatter = darkMatterOf(here.darkMatter);
    return { here, darkMatter, flux: model.prepare(settings.flux, darkMatter, exposure) };
  });
  const ends = knots.flatMap(({ flux: { spectrum } }) =>
    nuclei.map(({ nuclearMassMeV }) => recoilBreakpointsMeV(spectrum, nuclearMassMeV).at(-1)!),
  );
  const last = Math.max(...ends);
  const grid = recoilGrid([last], settings.nodesPerPanel, panelEdges(last));
  const spectra = new RecoilSpectra(
    grid,
    knots.length,
    nuclei.reduce((sum, { count }) => sum + count, 0),
  );
  knots.forEach(({ here, darkMatter, flux: { spectrum, fluencePerCm2 } }, knot) => {
    const targets = here.nuclei.map((nucleus) => targetNucleus(nucleus, here, formFactors));
    const perParticle = { spectrum, fluencePerCm2: 1 };
    const crossSections = darkMatterRecoils(darkMatter, perParticle, targets, grid.recoilEnergiesMeV);
    here.nuclei.forEach((nucleus, i) => {
      const templates = () => new Map([[COHERENT, crossSections[i]!]]);
      spectra.add(knot, { name: isotopeName(nucleus), count: nucleus.count, templates }, [
        { species: DARK_MATTER_SPECIES, fluencePerCm2 },
      ]);
    });
  });
  const { fluencePerCm2, spectrum } = knots[0]!.flux;
  const flux: Flux = [
    { flavour: DARK_MATTER_SPECIES, fluencePerCm2, endPointMeV: spectrum.breakpointsMeV.at(-1)!, timing: BEAM },
  ];
  // Of several masses the heaviest that is worth a warning stands for all: it is the slowest.
  const warnings = knots.map(({ darkMatter, flux: own }) => darkMatterWarnings(darkMatter, own, exposure.baselineM));
  const worst = warnings.findLast((each) => each.length > 0) ?? [];
  return {
    ...spectra.outputs(),
    flux: { json: flux as never },
    warnings: { json: worst.map((warning) => `dark-matter: ${warning}`) },
  };
}

/** Edges of panels below the highest recoil energy, MeV. */
function panelEdges(lastMeV: number): number[] {
  const decades = Math.max(0, Math.log10(lastMeV / LOWEST_EDGE_MEV));
  const steps = Math.floor(PANELS_PER_DECADE * decades);
  const logarithmic = Array.from({ length: steps + 1 }, (_, i) => LOWEST_EDGE_MEV * 10 ** (i / PANELS_PER_DECADE));
  const even = Array.from({ length: PANELS - 1 }, (_, i) => lastMeV * ((i + 1) / PANELS) ** 2);
  return [...logarithmic, ...even].filter((edge) => edge < lastMeV);
}
