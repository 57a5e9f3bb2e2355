import { backgroundShapes } from '@cevns/detectors/background-shapes/registry';
import { timeEfficiencies } from '@cevns/detectors/time-efficiency/registry';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import { pulses } from '@cevns/sources/pulses/registry';
import { stages } from '../stages/registry.ts';
import { dataInput } from './commands.ts';
import { type DataFile, modelOf, type Part, parametersOf } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import {
  DARK_MATTER,
  observablesOf,
  predictsTime,
  SIGNAL,
  shapedBackgrounds,
  shapeIn,
  templateAxes,
  templatesOf,
} from './names.ts';
import { sourceOfStages } from './neutrinos.ts';
import { moduleOf } from './part-module.ts';
import { depositParameters } from './response-stage.ts';
import { signalStages } from './signal-stages.ts';
import { stageOf } from './stage.ts';

/** The stages from the source to the expected events. */
export function predictionStages(lowered: LoweredStudy): StageSpec[] {
  const { study } = lowered;
  const { detector } = study;
  const source = sourceOfStages(lowered);
  const built = [
    stageOf(study, 'flux', {
      modules: { entry: stages.flux, ...source.modules },
      parameters: source.parameters,
      files: source.files,
      outputs: ['flux', 'timing'],
    }),
    ...signalStages(lowered),
  ];
  if (predictsTime(detector)) built.push(timingStage(lowered));
  if (shapedBackgrounds(detector).length > 0) built.push(backgroundsStage(lowered));
  if (Object.keys(templatesOf(detector)).length > 0) built.push(templatesStage(lowered));
  return built;
}

function timingStage({ study, region, parameters }: LoweredStudy): StageSpec {
  const { onset, efficiency } = study.detector.observables.time!;
  const pulse = study.inputs.source.pulse!;
  // Without an efficiency all events are kept: a plateau that does not fall.
  const fall = efficiency === undefined ? { 'plateau-end': 0, rate: 0 } : parametersOf(efficiency);
  // How often pulses come changes nothing within one of them.
  const { 'repetition-rate': _, ...shape } = parametersOf(pulse);
  return stageOf(study, 'timing', {
    modules: { entry: stages.timing, pulse: moduleOf(pulses, pulse) },
    parameters: {
      pulse: shape,
      efficiency: { plateauEndUs: fall['plateau-end'] as number, ratePerUs: fall.rate as number },
      binning: { time: region.binning.time! },
      region: { time: region.region.time! },
      onsetUs: onset!.start,
      ...(study.inputs[DARK_MATTER] === undefined ? {} : { beam: true }),
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
    shapedBackgrounds(detector).map(([name, background]) => [
      name,
      Object.fromEntries(
        observablesOf(detector).map((observable) => [
          observable,
          shapeOf(shapeIn(background, observable)!, `${name}/${observable}`),
        ]),
      ),
    ]),
  );
  const deposits = depositParameters(lowered, modules, files);
  const absolute = shapedBackgrounds(detector).flatMap(([name, { absolute: own }]) => (own === true ? [name] : []));
  const timeEfficiency = detector.observables.time?.efficiency;
  if (timeEfficiency !== undefined) modules['efficiency:time'] = moduleOf(timeEfficiencies, timeEfficiency);
  return stageOf(study, 'backgrounds', {
    modules: { entry: stages.backgrounds, ...modules },
    parameters: {
      ...region,
      efficiency: timeEfficiency === undefined ? {} : { time: parametersOf(timeEfficiency) },
      ...(deposits === undefined ? {} : { deposits }),
      ...(absolute.length === 0 ? {} : { absolute }),
      backgrounds,
    },
    files,
    outputs: ['shares'],
  });
}

function templatesStage(lowered: LoweredStudy): StageSpec {
  const { study, region, parameters } = lowered;
  const { detector } = study;
  const files: Record<string, StageInput> = {};
  const inputOf = new Map<string, string>();
  const templates = Object.fromEntries(
    Object.entries(templatesOf(detector)).map(([component, { table, at, content, variations = {} }]) => {
      // Components that share a table share the input.
      const file = JSON.stringify(table);
      const input = inputOf.get(file) ?? component;
      inputOf.set(file, input);
      files[input] ??= dataInput(lowered, table);
      const varied = Object.entries(parameters.templateVariations[component] ?? {});
      return [
        component,
        {
          table: input,
          at,
          content,
          variations: Object.fromEntries(varied.map(([parameter, name]) => [parameter, variations[name]!])),
          axes: templateAxes(component, detector),
          conditional: component === SIGNAL && detector.signal?.events === undefined,
        },
      ];
    }),
  );
  return stageOf(study, 'templates', {
    modules: { entry: stages.templates },
    parameters: { ...region, templates },
    files,
    outputs: ['templates'],
  });
}
