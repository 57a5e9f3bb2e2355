import { interpolations } from '@cevns/fitting/interpolation/registry';
import type { StageSpec } from '@cevns/runner/stage';
import { SIGNAL_INPUT } from '../stages/model.ts';
import { stages } from '../stages/registry.ts';
import { dataInput } from './commands.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { componentsOf, observablesOf, signalsOf } from './names.ts';
import { predictionStage, recoilStage } from './signal-stages.ts';
import { stageOf } from './stage.ts';

/** The module of the interpolation that a model uses, by the role under which stages find it. */
export function interpolationModule({ parameters }: LoweredStudy): Record<string, string> {
  const name = parameters.interpolation as keyof typeof interpolations;
  return { [`interpolation:${name}`]: interpolations[name] };
}

/** The stages that bring data and expectation together in a likelihood model. */
export function modelStages(lowered: LoweredStudy): StageSpec[] {
  const { study, region, parameters } = lowered;
  const { detector, inputs } = study;
  const observables = observablesOf(detector);
  const { referenceRegion: _, ...binned } = region;
  const data = inputs.data === 'asimov' ? undefined : inputs.data;
  const built: StageSpec[] = [];
  if (data !== undefined) {
    const { table, columns } = data.events;
    built.push(
      stageOf(study, 'data', {
        modules: { entry: stages.data },
        parameters: {
          ...binned,
          axes: observables.map((observable) => ({ observable, column: columns[observable]! })),
        },
        files: { events: dataInput(lowered, table) },
        outputs: ['counts'],
      }),
    );
  }
  const components = componentsOf(study).map((name) => {
    const background = detector.backgrounds?.[name];
    const scaledBy = parameters.scaledBy[name]!;
    return background === undefined ? { name, scaledBy } : { name, scaledBy, events: background.events };
  });
  built.push(
    stageOf(study, 'model', {
      modules: { entry: stages.model, ...interpolationModule(lowered) },
      parameters: {
        ...binned,
        channel: study.study,
        axes: observables,
        parameters: parameters.parameters,
        interpolation: parameters.interpolation,
        variations: Object.keys(parameters.variations),
        components,
        ...(parameters.onset === undefined ? {} : { onset: parameters.onset.parameter }),
      },
      inputs: {
        ...signalInputs(lowered),
        ...(detector.observables.time === undefined ? {} : { fractions: ['timing', 'fractions'] as const }),
        ...(Object.keys(detector.backgrounds ?? {}).length > 0 ? { shares: ['backgrounds', 'shares'] as const } : {}),
        ...(data === undefined ? {} : { counts: ['data', 'counts'] as const }),
      },
      outputs: ['model'],
    }),
  );
  return built;
}

/** Where a stage finds the signal of every component. */
export function signalInputs({ study }: LoweredStudy): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    signalsOf(study).map((component) => [
      `${SIGNAL_INPUT}${component}`,
      [predictionStage(component), 'signal'] as const,
    ]),
  );
}

/** Where a stage finds what is to be warned of in the signal of every component. */
export function warningInputs({ study }: LoweredStudy): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    signalsOf(study).map((component) => [`warnings:${component}`, [recoilStage(component), 'warnings'] as const]),
  );
}
