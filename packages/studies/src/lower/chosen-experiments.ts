import type { StageSpec } from '@cevns/runner/stage';
import type { AnalysisSection } from './internal-study.ts';
import { modelOfExperiments } from './model-stages.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** The experiments that an analysis takes, in the order of the study; undefined where it takes them all. */
export function experimentsOfAnalysis(section: AnalysisSection, { channels }: Pick<WholeStudy, 'channels'>) {
  const chosen = section.experiments as readonly string[] | undefined;
  if (chosen === undefined || channels.every(({ name }) => name !== undefined && chosen.includes(name)))
    return undefined;
  return channels.flatMap(({ name }) => (name !== undefined && chosen.includes(name) ? [name] : []));
}

/**
 * A study as an analysis of some of its experiments sees it: their channels and parameters alone. Undefined if one that it names is not there, which
 * goes to the problems.
 */
export function seenByAnalysis(
  name: string,
  section: AnalysisSection,
  lowered: WholeStudy,
  problems: StudyProblems,
): WholeStudy | undefined {
  const { experiments, channels, parameters } = lowered;
  const path = ['analysis', name, 'experiments'];
  const chosen = (section.experiments ?? []) as readonly string[];
  if (chosen.length > 0 && experiments.length < 2) {
    problems.at(path, 'E606', {
      message: '`experiments` chooses among several, and this study has none to choose from',
      expected: 'several under `inputs.experiments`',
    });
    return undefined;
  }
  const known = experiments.map((experiment) => experiment.name!);
  const found = chosen.map((each, i) => problems.expectName([...path, String(i)], 'E602', 'experiment', each, known));
  if (found.includes(false)) return undefined;
  const names = experimentsOfAnalysis(section, lowered);
  if (names === undefined) return lowered;
  const own = experiments.filter((experiment) => names.includes(experiment.name!));
  const kept = new Set(own.flatMap((each) => each.lowered.parameters.parameters.map((parameter) => parameter.name)));
  return {
    ...lowered,
    experiments: own,
    channels: channels.filter((channel) => names.includes(channel.name!)),
    parameters: { ...parameters, parameters: parameters.parameters.filter((parameter) => kept.has(parameter.name)) },
  };
}

/** The stage whose model an analysis works on. */
export function modelStageName(names: readonly string[] | undefined): string {
  return names === undefined ? 'model' : `model/${names.join('+')}`;
}

/** The likelihoods of some of the experiments that analyses ask for, each once. */
export function partialModelStages({ study }: WholeStudy, choices: readonly (readonly string[])[]): StageSpec[] {
  const byName = new Map(choices.map((names) => [modelStageName(names), names]));
  return [...byName].map(([name, names]) => modelOfExperiments(study, name, names));
}
