import { formFactors } from '@cevns/physics/form-factors/registry';
import { HIGHEST_RECOIL_KEV } from '@cevns/physics/interactions/electron-scattering';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import { EXTRAPOLATED } from '@cevns/sources/models/source';
import { matricesInput } from '../stages/folded-rates.ts';
import { stages } from '../stages/registry.ts';
import type { ShapeTable } from '../stages/shape-table.ts';
import { dataInput } from './commands.ts';
import { exposureOf, withoutCouplings } from './dark-matter.ts';
import { quenchingParts } from './element-quenching.ts';
import { formFactorsOf } from './interaction.ts';
import { type DataFile, type InternalStudy, type Part, parametersOf } from './internal-study.ts';
import { kinematicsOf } from './kinematics.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { DARK_MATTER, ELECTRON_SCATTERING, SIGNAL, signalsOf } from './names.ts';
import { baselineOf, sourceOfStages } from './neutrinos.ts';
import { moduleOf } from './part-module.ts';
import { responseStage as response, variationsOfElement } from './response-stage.ts';
import { stageOf } from './stage.ts';
import { darkMatterWeights, electronWeights, lowerWeights } from './weights.ts';

/** Gauss-Legendre nodes per segment of the recoil grid; 13 give 1e-9 on smooth responses. */
const NODES_PER_SEGMENT = 24;
/** Where spectra oscillate: from 1.9 eV^2 m/MeV on, 5 eV^2 over 20 m at a stopped-pion source, recoil spectra have waves of their own. */
const NODES_IN_WAVES = 48;
const WAVES_FROM_EV2_M_PER_MEV = 1.9;
const STOPPED_MUON_END_POINT_MEV = 52.83;
/** In each panel of the recoil energy of dark matter. */
const NODES_PER_PANEL = 12;
/** Between two binding energies, where the spectrum of electrons is nearly flat. */
const NODES_BETWEEN_EDGES = 12;
const MEV_PER_KEV = 1e-3;

const nameOf = (kind: string) => (component: string) => (component === SIGNAL ? kind : `${kind}/${component}`);

/** Names of the stages of a component. */
export const recoilStage = nameOf('recoil');
export const predictionStage = nameOf('prediction');

/** Name of the response to recoils of a component; of those of one element where elements are quenched differently. */
export function responseStage(component: string, element: string | undefined): string {
  return [nameOf('response')(component), element ?? []].flat().join('/');
}

/** Elements that have a response of their own to recoils of a component; one that is undefined where there is one response. */
export function respondingElements({ detector }: InternalStudy, component: string): readonly (string | undefined)[] {
  return component === ELECTRON_SCATTERING ? [undefined] : quenchingParts(detector).map(({ element }) => element);
}

/** The stages from the flux to the expected events of every component that the source gives. */
export function signalStages(lowered: LoweredStudy): StageSpec[] {
  return signalsOf(lowered.study).flatMap((component) => [
    recoil(lowered, component),
    ...respondingElements(lowered.study, component).map((element) =>
      response(lowered, {
        component,
        element,
        name: responseStage(component, element),
        recoil: recoilStage(component),
        nodesPerSegment: nodesOf(lowered, component),
      }),
    ),
    prediction(lowered, component),
  ]);
}

function recoil(lowered: LoweredStudy, component: string): StageSpec {
  if (component === ELECTRON_SCATTERING) return electronRecoil(lowered);
  return component === DARK_MATTER ? darkMatterRecoil(lowered) : nuclearRecoil(lowered);
}

/** The parameter over which the templates of a component are tabulated; neutrinos know nothing of masses of dark matter, and that of neutrino terms. */
function shapeOf({ parameters: { shape } }: LoweredStudy, component: string): { readonly shape?: ShapeTable } {
  const own = component === DARK_MATTER ? [DARK_MATTER, 'form-factor'] : ['term', 'form-factor', 'oscillation'];
  return shape !== undefined && own.includes(shape.owner) ? { shape } : {};
}

/** The same for templates in bins, on which the quenching of nuclear recoils has an effect too. */
function binnedShapeOf(lowered: LoweredStudy, component: string): { readonly shape?: ShapeTable } {
  const { shape } = lowered.parameters;
  if (shape?.owner !== 'quenching') return shapeOf(lowered, component);
  return component === ELECTRON_SCATTERING ? {} : { shape };
}

/** The parameters and modules of the neutrinos at the detector that stages of recoils share. */
function neutrinos(lowered: LoweredStudy) {
  const { interaction } = lowered;
  const { oscillation, terms } = interaction;
  const source = sourceOfStages(lowered);
  return {
    modules: {
      ...source.modules,
      ...Object.fromEntries(terms.map(({ name, module }) => [`term:${name}`, module])),
      ...(oscillation === undefined ? {} : { oscillation: oscillation.module }),
    },
    files: source.files,
    parameters: {
      ...source.parameters,
      ...partsOf(lowered),
      ...(oscillation === undefined ? {} : { oscillation: oscillation.settings }),
      terms: Object.fromEntries(terms.map(({ name, settings }) => [name, settings])),
      ...shapeOf(lowered, SIGNAL),
    },
  };
}

/** Parts of the neutrinos that stages follow: of a reactor what is extrapolated, and what a systematic varies. */
function partsOf({ study, interaction, parameters }: LoweredStudy): { readonly parts?: readonly string[] } {
  if (study.inputs.source.model !== 'reactor' || interaction.oscillation !== undefined) return {};
  const varied = Object.values(parameters.fluxVariations).map(({ part }) => part);
  return { parts: [...new Set([EXTRAPOLATED, ...varied])] };
}

/** What the prediction makes of the parts of the neutrinos. */
function partParameters(lowered: LoweredStudy, component: string): object {
  const { fluxVariations, parameters } = lowered.parameters;
  if (component === DARK_MATTER || partsOf(lowered).parts === undefined) return {};
  const start = Object.fromEntries(parameters.map(({ name, initial }) => [name, initial]));
  return {
    extrapolated: { start },
    ...(Object.keys(fluxVariations).length === 0 ? {} : { fluxVariations }),
  };
}

/** The parameters, modules and tables of the nuclei of the target and their form factors. */
function target(lowered: LoweredStudy) {
  const { study, nuclei } = lowered;
  const { proton, neutron, same } = formFactorsOf(study.inputs.interaction['form-factor']);
  const files: Record<string, StageInput> = {};
  const settingsOf = (part: Part, input: string) => {
    const { table, ...own } = parametersOf(part);
    if (table === undefined) return own;
    files[input] = dataInput(lowered, table as DataFile);
    // Parameters name the input, not the file, so that moving a file re-runs nothing.
    return { ...own, table: input };
  };
  const protons = settingsOf(proton, 'form-factor/proton');
  return {
    modules: { proton: moduleOf(formFactors, proton), neutron: moduleOf(formFactors, neutron) },
    parameters: {
      nuclei,
      formFactor: { proton: protons, neutron: same ? protons : settingsOf(neutron, 'form-factor/neutron'), same },
    },
    files,
  };
}

function nuclearRecoil(lowered: LoweredStudy): StageSpec {
  const { study } = lowered;
  const { modules, parameters, files } = neutrinos(lowered);
  const scatterers = target(lowered);
  return stageOf(study, 'recoil', {
    name: recoilStage(SIGNAL),
    modules: { entry: stages.recoil, ...modules, ...scatterers.modules },
    parameters: {
      ...parameters,
      ...scatterers.parameters,
      kinematics: kinematicsOf(study.inputs.interaction),
      nodesPerSegment: nodesOf(lowered, SIGNAL),
    },
    files: { ...files, ...scatterers.files },
    outputs: ['grid', 'spectra', 'crossSections', 'warnings'],
  });
}

function darkMatterRecoil(lowered: LoweredStudy): StageSpec {
  const { study, interaction } = lowered;
  const { settings, flux } = interaction.darkMatter!;
  const { modules, parameters, files } = target(lowered);
  return stageOf(study, 'dark-matter-recoil', {
    name: recoilStage(DARK_MATTER),
    modules: { entry: stages['dark-matter-recoil'], flux: flux.module, ...modules },
    parameters: {
      // Couplings multiply the spectra: no change of them computes these again.
      darkMatter: withoutCouplings(settings),
      flux: flux.parameters,
      exposure: exposureOf(study),
      ...parameters,
      nodesPerPanel: nodesOf(lowered, DARK_MATTER),
      ...shapeOf(lowered, DARK_MATTER),
    },
    files,
    outputs: ['grid', 'spectra', 'crossSections', 'flux', 'warnings'],
  });
}

/** Whether recoil spectra have waves: whether the largest mass splitting makes a phase of radians at the end point of the source. */
function hasWaves({ study, interaction, parameters }: LoweredStudy): boolean {
  const { oscillation } = interaction;
  if (oscillation === undefined) return false;
  const given = Object.values(interaction.parameters.oscillation ?? {}).flatMap((each) =>
    each.kind === 'shape' ? (each.setting ?? []) : [],
  );
  const freed = parameters.shape?.owner === 'oscillation' ? [parameters.shape.to] : given;
  const { endPointMeV = STOPPED_MUON_END_POINT_MEV } = oscillation;
  const baselineM = baselineOf(study) ?? 0;
  return freed.some((splitting) => (splitting * baselineM) / endPointMeV > WAVES_FROM_EV2_M_PER_MEV);
}

function electronRecoil(lowered: LoweredStudy): StageSpec {
  const { study, nuclei, interaction } = lowered;
  const { modules, parameters, files } = neutrinos(lowered);
  const { settings } = interaction.terms.find(({ name }) => name === ELECTRON_SCATTERING)!;
  const { binding = 'steps', 'highest-recoil': highest = HIGHEST_RECOIL_KEV } = settings as {
    readonly binding?: string;
    readonly 'highest-recoil'?: number;
  };
  const atoms = new Map<string, { symbol: string; Z: number; count: number }>();
  for (const { symbol, Z, count } of nuclei) {
    atoms.set(symbol, { symbol, Z, count: (atoms.get(symbol)?.count ?? 0) + count });
  }
  return stageOf(study, 'electron-recoil', {
    name: recoilStage(ELECTRON_SCATTERING),
    modules: { entry: stages['electron-recoil'], ...modules },
    parameters: {
      ...parameters,
      atoms: [...atoms.values()],
      binding,
      highestRecoilMeV: highest * MEV_PER_KEV,
      nodesPerSegment: nodesOf(lowered, ELECTRON_SCATTERING),
    },
    files,
    outputs: ['grid', 'spectra', 'crossSections', 'warnings'],
  });
}

/** Nodes of every segment of the recoil grid of a component. */
function nodesOf(lowered: LoweredStudy, component: string): number {
  if (component === ELECTRON_SCATTERING) return NODES_BETWEEN_EDGES;
  if (component === DARK_MATTER) return NODES_PER_PANEL;
  return hasWaves(lowered) ? NODES_IN_WAVES : NODES_PER_SEGMENT;
}

function prediction(lowered: LoweredStudy, component: string): StageSpec {
  const { study, parameters } = lowered;
  const { variations } = parameters;
  const elements = respondingElements(study, component);
  const perElement = elements.filter((element) => element !== undefined);
  return stageOf(study, 'prediction', {
    name: predictionStage(component),
    modules: { entry: stages.prediction },
    parameters: {
      weights: weightsOf(lowered, component),
      variations: Object.keys(variations),
      ...(perElement.length === 0
        ? {}
        : { elements: perElement.map((element) => [element, variationsOfElement(parameters, element)]) }),
      ...binnedShapeOf(lowered, component),
      ...partParameters(lowered, component),
    },
    inputs: {
      flux: component === DARK_MATTER ? [recoilStage(component), 'flux'] : ['flux', 'flux'],
      grid: [recoilStage(component), 'grid'],
      spectra: [recoilStage(component), 'spectra'],
      crossSections: [recoilStage(component), 'crossSections'],
      ...Object.fromEntries(
        elements.map((element): [string, readonly [string, string]] => [
          matricesInput(element),
          [responseStage(component, element), 'matrices'],
        ]),
      ),
    },
    outputs: ['signal'],
  });
}

function weightsOf({ interaction, parameters: { freeCouplings } }: LoweredStudy, component: string) {
  if (component === DARK_MATTER) return darkMatterWeights(interaction, freeCouplings);
  if (component === SIGNAL) return lowerWeights(interaction, freeCouplings);
  return lowerWeights(interaction, freeCouplings, (flavour) => electronWeights(interaction, flavour));
}
