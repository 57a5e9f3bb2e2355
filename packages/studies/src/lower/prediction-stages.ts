import { backgroundShapes } from '@cevns/detectors/background-shapes/registry';
import { efficiencies } from '@cevns/detectors/efficiency/registry';
import { quenchings } from '@cevns/detectors/quenching/registry';
import { smearings } from '@cevns/detectors/smearing/registry';
import { timeEfficiencies } from '@cevns/detectors/time-efficiency/registry';
import { formFactors } from '@cevns/physics/form-factors/registry';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import { models } from '@cevns/sources/models/registry';
import { pulses } from '@cevns/sources/pulses/registry';
import { stages } from '../stages/registry.ts';
import { dataInput } from './commands.ts';
import { formFactorsOf } from './interaction.ts';
import { type DataFile, modelOf, type Part, parametersOf } from './internal-study.ts';
import { kinematicsOf } from './kinematics.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { observablesOf, SIGNAL } from './names.ts';
import { stageOf } from './stage.ts';
import { lowerWeights } from './weights.ts';

/** Gauss-Legendre nodes per segment of the recoil grid; 13 give 1e-9 on smooth responses. */
const NODES_PER_SEGMENT = 24;

/** What turns a name of a registry into the module behind it. */
type Registry = Readonly<Record<string, string>>;

/** The module of a part; the schema has made sure that it exists. */
function moduleOf(registry: Registry, part: Part): string {
  return registry[modelOf(part)]!;
}

/** Name of the stage that predicts a component. */
export function predictionStage(component: string): string {
  return component === SIGNAL ? 'prediction' : `prediction/${component}`;
}

/** Name of the stage that computes the recoil spectra of a component. */
export function recoilStage(component: string): string {
  return component === SIGNAL ? 'recoil' : `recoil/${component}`;
}

/** The stages from the source to the expected events. */
export function predictionStages(lowered: LoweredStudy): StageSpec[] {
  const { study, interaction, nuclei, region, parameters } = lowered;
  const { inputs, detector } = study;
  const { source } = inputs;
  const { oscillation } = interaction;
  const { pulse: _, ...spectral } = parametersOf(source);
  const flux = { source: spectral, baselineM: inputs.baseline };
  const sourceModule = moduleOf(models, source);
  const { proton, neutron, same } = formFactorsOf(inputs.interaction['form-factor']);
  const { shape } = parameters;
  const built = [
    stageOf(study, 'flux', {
      modules: { entry: stages.flux, source: sourceModule },
      parameters: flux,
      outputs: ['flux', 'timing'],
    }),
    stageOf(study, 'recoil', {
      modules: {
        entry: stages.recoil,
        source: sourceModule,
        proton: moduleOf(formFactors, proton),
        neutron: moduleOf(formFactors, neutron),
        ...Object.fromEntries(interaction.terms.map(({ name, module }) => [`term:${name}`, module])),
        ...(oscillation === undefined ? {} : { oscillation: oscillation.module }),
      },
      parameters: {
        ...flux,
        ...(oscillation === undefined ? {} : { oscillation: oscillation.settings }),
        nuclei,
        formFactor: { proton: parametersOf(proton), neutron: parametersOf(neutron), same },
        kinematics: kinematicsOf(inputs.interaction),
        terms: Object.fromEntries(interaction.terms.map(({ name, settings }) => [name, settings])),
        nodesPerSegment: NODES_PER_SEGMENT,
        ...(shape === undefined ? {} : { shape }),
      },
      outputs: ['grid', 'spectra', 'crossSections', 'warnings'],
    }),
    stageOf(study, 'response', {
      modules: {
        entry: stages.response,
        quenching: moduleOf(quenchings, detector.quenching),
        smearing: moduleOf(smearings, detector.smearing),
        efficiency: moduleOf(efficiencies, detector.efficiency),
      },
      parameters: {
        observable: 'PE',
        binning: { PE: region.binning.PE! },
        region: { PE: region.region.PE! },
        fineBinWidth: detector.observables.PE['fine-bin-width'],
        quenching: parametersOf(detector.quenching),
        smearing: parametersOf(detector.smearing),
        efficiency: parametersOf(detector.efficiency),
        variations: parameters.variations,
      },
      inputs: { grid: ['recoil', 'grid'] },
      outputs: ['matrices'],
    }),
    stageOf(study, 'prediction', {
      modules: { entry: stages.prediction },
      parameters: {
        weights: lowerWeights(interaction, parameters.freeCouplings),
        variations: Object.keys(parameters.variations),
        ...(shape === undefined ? {} : { shape }),
      },
      inputs: {
        flux: ['flux', 'flux'],
        grid: ['recoil', 'grid'],
        spectra: ['recoil', 'spectra'],
        crossSections: ['recoil', 'crossSections'],
        matrices: ['response', 'matrices'],
      },
      outputs: ['signal'],
    }),
  ];
  if (detector.observables.time !== undefined) built.push(timingStage(lowered));
  if (Object.keys(detector.backgrounds ?? {}).length > 0) built.push(backgroundsStage(lowered));
  return built;
}

function timingStage({ study, region, parameters }: LoweredStudy): StageSpec {
  const { onset, efficiency } = study.detector.observables.time!;
  const pulse = study.inputs.source.pulse!;
  const fall = parametersOf(efficiency) as { readonly 'plateau-end': number; readonly rate: number };
  return stageOf(study, 'timing', {
    modules: { entry: stages.timing, pulse: moduleOf(pulses, pulse) },
    parameters: {
      pulse: parametersOf(pulse),
      efficiency: { plateauEndUs: fall['plateau-end'], ratePerUs: fall.rate },
      binning: { time: region.binning.time! },
      region: { time: region.region.time! },
      onsetUs: onset.start,
      ...(parameters.onset === undefined ? {} : { table: parameters.onset.table }),
    },
    inputs: { timing: ['flux', 'timing'] },
    outputs: ['fractions'],
  });
}

function backgroundsStage(lowered: LoweredStudy): StageSpec {
  const { study, region } = lowered;
  const { detector } = study;
  const modules: Record<string, string> = {};
  const files: Record<string, StageInput> = {};
  const shapeOf = (part: Part, input: string) => {
    const { table, ...own } = parametersOf(part);
    modules[`shape:${modelOf(part)}`] = moduleOf(backgroundShapes, part);
    if (table === undefined) return { model: modelOf(part), parameters: own };
    files[input] = dataInput(lowered, table as DataFile);
    // Parameters name the input, not the file, so that moving a file re-runs nothing.
    return { model: modelOf(part), parameters: { ...own, table: input }, table: input };
  };
  const backgrounds = Object.fromEntries(
    Object.entries(detector.backgrounds!).map(([name, background]) => [
      name,
      Object.fromEntries(
        observablesOf(detector).map((observable) => [
          observable,
          shapeOf(background[observable]!, `${name}/${observable}`),
        ]),
      ),
    ]),
  );
  const time = detector.observables.time;
  if (time !== undefined) modules['efficiency:time'] = moduleOf(timeEfficiencies, time.efficiency);
  return stageOf(study, 'backgrounds', {
    modules: { entry: stages.backgrounds, ...modules },
    parameters: {
      ...region,
      efficiency: time === undefined ? {} : { time: parametersOf(time.efficiency) },
      backgrounds,
    },
    files,
    outputs: ['shares'],
  });
}
