import type { ParameterDescription } from '@cevns/fitting/model';
import type { InternalStudy } from './internal-study.ts';
import type { LoweredParameters } from './lowered-parameters.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { experimentChannel, type ShownChannel } from './shown-channel.ts';
import type { StudyProblems } from './study-problems.ts';

/** An experiment whose names are all resolved. */
export interface LoweredExperiment {
  /** Undefined where the study is one experiment. */
  readonly name: string | undefined;
  readonly lowered: LoweredStudy;
}

/** A study with all its experiments, as analyses and outputs see it. */
export interface WholeStudy {
  readonly study: InternalStudy;
  /** Empty where the likelihood is that of a workspace. */
  readonly experiments: readonly LoweredExperiment[];
  /** Channels of the likelihood, in its order. */
  readonly channels: readonly ShownChannel[];
  /** Parameters that are held throughout, with their values. */
  readonly held: Readonly<Record<string, number>>;
  /** Parameters of all experiments; those of equal names are one. */
  readonly parameters: Pick<
    LoweredParameters,
    'parameters' | 'ofInterest' | 'refused' | 'units' | 'labels' | 'quantities' | 'standardModel' | 'strength' | 'shape'
  >;
  /** Names of the interpolations in use. */
  readonly interpolations: readonly string[];
}

/** Puts experiments together; parameters of one name that are not the same in all go to the problems. */
export function wholeStudy(
  study: InternalStudy,
  experiments: readonly LoweredExperiment[],
  problems: StudyProblems,
): WholeStudy {
  const all = experiments.map(({ lowered }) => lowered.parameters);
  const { strength, shape } = all[0]!;
  checkSpectra(experiments, problems);
  return {
    study,
    experiments,
    channels: experiments.map(({ name, lowered }) => experimentChannel(name, lowered)),
    held: {},
    interpolations: [...new Set(all.map(({ interpolation }) => interpolation))],
    parameters: {
      parameters: sharedParameters(experiments, problems),
      ofInterest: all[0]!.ofInterest,
      refused: [...new Set(all.flatMap(({ refused }) => refused))],
      units: Object.assign({}, ...all.map(({ units }) => units)),
      labels: Object.assign({}, ...all.map(({ labels }) => labels)),
      quantities: Object.assign({}, ...all.map(({ quantities }) => quantities)),
      standardModel: Object.assign({}, ...all.map(({ standardModel }) => standardModel)),
      ...(strength === undefined ? {} : { strength }),
      ...(shape === undefined ? {} : { shape }),
    },
  };
}

/** Pulls of one name are one: those of a spectrum are the same only for the same spectrum. */
function checkSpectra(experiments: readonly LoweredExperiment[], problems: StudyProblems): void {
  const found = new Map<string, { readonly name: string | undefined; readonly spectrum: string }>();
  for (const { name, lowered } of experiments) {
    const { spectra, 'fission-fractions': fractions } = lowered.study.inputs.source;
    const spectrum = JSON.stringify([spectra, fractions, lowered.parameters.spectrum]);
    for (const [pull, { part }] of Object.entries(lowered.parameters.fluxVariations)) {
      if (!part.startsWith('spectrum-')) continue;
      const before = found.get(pull);
      if (before === undefined) found.set(pull, { name, spectrum });
      else if (before.spectrum !== spectrum) {
        problems.at(['systematics'], 'E606', {
          message: `\`${pull}\` is not the same in \`${before.name}\` and \`${name}\`: spectra or fission fractions differ`,
          expected: 'a systematic with `varies: inputs.source.spectra` under `systematics:` of each experiment',
        });
        return;
      }
    }
  }
}

function sharedParameters(
  experiments: readonly LoweredExperiment[],
  problems: StudyProblems,
): readonly ParameterDescription[] {
  const found = new Map<string, { readonly first: string | undefined; readonly parameter: ParameterDescription }>();
  for (const { name, lowered } of experiments) {
    for (const parameter of lowered.parameters.parameters) {
      const before = found.get(parameter.name);
      if (before === undefined) found.set(parameter.name, { first: name, parameter });
      else if (JSON.stringify(before.parameter) !== JSON.stringify(parameter)) {
        problems.atKey(['systematics', parameter.name], 'E606', {
          message: `\`${parameter.name}\` is not the same in \`${before.first}\` and \`${name}\`: start, limits or uncertainty differ`,
          expected: 'what differs under `systematics:` of the experiments, or one `uncertainty:` for all',
        });
      }
    }
  }
  return [...found.values()].map(({ parameter }) => parameter);
}
