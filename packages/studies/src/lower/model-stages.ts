import { interpolations } from '@cevns/fitting/interpolation/registry';
import type { StageSpec } from '@cevns/runner/stage';
import type { DataErrors } from '../stages/data.ts';
import { SIGNAL_INPUT } from '../stages/model.ts';
import { stages } from '../stages/registry.ts';
import { dataInput } from './commands.ts';
import type { InternalStudy } from './internal-study.ts';
import type { LoweredStudy } from './lowered-study.ts';
import {
  componentsOf,
  observablesOf,
  predictsTime,
  SIGNAL,
  shapedBackgrounds,
  signalsOf,
  templatesOf,
} from './names.ts';
import { predictionStage, recoilStage } from './signal-stages.ts';
import { stageOf } from './stage.ts';
import type { WholeStudy } from './whole-study.ts';

/** The modules of the interpolations that a model uses, by the roles under which stages find them. */
export function interpolationModules(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [`interpolation:${name}`, interpolations[name as keyof typeof interpolations]]),
  );
}

/** The stage that makes one likelihood of several experiments; none for one. */
export function jointModelStage({ study, experiments }: WholeStudy): StageSpec[] {
  if (experiments.length === 1) return [];
  return [
    modelOfExperiments(
      study,
      'model',
      experiments.map(({ name }) => name!),
    ),
  ];
}

/** The stage that makes one likelihood of the experiments of these names. */
export function modelOfExperiments(study: InternalStudy, name: string, names: readonly string[]): StageSpec {
  return stageOf(study, 'joint-model', {
    name,
    modules: { entry: stages['joint-model'] },
    parameters: { experiments: names },
    inputs: Object.fromEntries(names.map((each) => [each, [`${each}/model`, 'model'] as const])),
    outputs: ['model'],
  });
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
    const { table, columns, count, error, covariance } = data.events;
    const errors =
      covariance === undefined ? error && { column: error } : ({ input: 'covariance' } satisfies DataErrors);
    built.push(
      stageOf(study, 'data', {
        modules: { entry: stages.data },
        parameters: {
          ...binned,
          axes: observables.map((observable) => ({ observable, column: columns[observable]! })),
          ...(count === undefined ? {} : { count }),
          ...(errors && { errors }),
        },
        files: {
          events: dataInput(lowered, table),
          ...(covariance === undefined ? {} : { covariance: dataInput(lowered, covariance) }),
        },
        outputs: ['counts', 'warnings'],
      }),
    );
  }
  const templates = Object.keys(templatesOf(detector));
  const components = componentsOf(study).map((name) => {
    const background = detector.backgrounds?.[name];
    const events = name === SIGNAL ? detector.signal?.events : background?.events;
    const template = templates.includes(name)
      ? { template: { variations: Object.keys(parameters.templateVariations[name] ?? {}) } }
      : {};
    const measured = background?.measured === undefined ? {} : { measured: controlOf(lowered, name) };
    return {
      name,
      scaledBy: parameters.scaledBy[name]!,
      ...(events === undefined ? {} : { events }),
      ...measured,
      ...template,
    };
  });
  built.push(
    stageOf(study, 'model', {
      modules: { entry: stages.model, ...interpolationModules([parameters.interpolation]) },
      parameters: {
        ...binned,
        // Not the name of the study: studies that differ in nothing else share the stage. A joint model names channels by experiment.
        channel: 'events',
        axes: observables,
        parameters: parameters.parameters,
        interpolation: parameters.interpolation,
        variations: [...Object.keys(parameters.variations), ...Object.keys(parameters.fluxVariations)],
        components,
        ...(parameters.onset === undefined ? {} : { onset: parameters.onset.parameter }),
      },
      inputs: {
        ...signalInputs(lowered),
        ...(predictsTime(detector) ? { fractions: ['timing', 'fractions'] as const } : {}),
        ...(shapedBackgrounds(detector).length > 0 ? { shares: ['backgrounds', 'shares'] as const } : {}),
        ...(templates.length > 0 ? { templates: ['templates', 'templates'] as const } : {}),
        ...(data === undefined ? {} : { counts: ['data', 'counts'] as const }),
      },
      outputs: ['model'],
    }),
  );
  return built;
}

/** The measurement of a background without signal; its parameters have the experiment in their names, where there are several. */
function controlOf({ study }: LoweredStudy, background: string) {
  const { ratio, statistics = 'per-bin' } = study.detector.backgrounds![background]!.measured!;
  const [, experiment] = study.study.split('/');
  return {
    ratio: ratio!,
    statistics,
    parameter: `${experiment === undefined ? '' : `${experiment}-`}${background}-off`,
  };
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

/** Where the summary finds the signals of all experiments, and what is to be warned of in them and in the data. */
export function summaryInputs({ experiments }: WholeStudy) {
  const inputs = (what: string, stageOfComponent: (component: string) => string, output: string) =>
    Object.fromEntries(
      experiments.flatMap(({ name, lowered }) =>
        signalsOf(lowered.study).map((component) => {
          const prefix = name === undefined ? '' : `${name}/`;
          return [`${what}:${prefix}${component}`, [`${prefix}${stageOfComponent(component)}`, output] as const];
        }),
      ),
    );
  const ofData = experiments.flatMap(({ name, lowered }) => {
    if (lowered.study.inputs.data === 'asimov') return [];
    const stage = name === undefined ? 'data' : `${name}/data`;
    return [[`warnings:${stage}`, [stage, 'warnings'] as const] as const];
  });
  return {
    signals: inputs('signal', predictionStage, 'signal'),
    warnings: { ...inputs('warnings', recoilStage, 'warnings'), ...Object.fromEntries(ofData) },
  };
}
