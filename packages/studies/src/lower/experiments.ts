import type { Path } from '@cevns/language/located';
import type { ExperimentSection, InternalStudy } from './internal-study.ts';
import { needsBaseline } from './source.ts';
import type { StudyProblems } from './study-problems.ts';

/** One experiment of a study: a study of its own as far as the likelihood, with what it shares put in. */
export interface Experiment {
  /** Undefined where the study is one experiment. */
  readonly name: string | undefined;
  readonly study: InternalStudy;
  /** Systematics that are this experiment's alone: their parameters have the experiment in their names. */
  readonly own: readonly string[];
  /** Where in the file what stands at a path of the experiment's study is written. */
  place(path: Path): Path;
}

/** Sections of `inputs` that an experiment may have for itself. */
const OWN_INPUTS = ['source', 'baseline', 'data', 'oscillation', 'dark-matter'] as const;

/** The experiments of a study; the study itself where it names none. What is missing or double goes to the problems. */
export function experimentsOf(study: InternalStudy, problems: StudyProblems): Experiment[] {
  const { experiments } = study.inputs;
  if (experiments === undefined) {
    if (study.detector === undefined) {
      problems.at([], 'E303', {
        message: 'the study has no `detector`',
        expected: '`detector:`, such as `{ use: detectors/coherent-csi }`',
      });
    }
    return [{ name: undefined, study, own: [], place: (path) => path }];
  }
  const names = experiments.map(({ name }) => name);
  return experiments.map((section, i) => {
    const path = ['inputs', 'experiments', String(i)];
    if (names.indexOf(section.name) < i) {
      problems.at([...path, 'name'], 'E606', { message: `two experiments are called \`${section.name}\`` });
    }
    expectWhole(section, study, path, problems);
    return experimentOf(section, study, path);
  });
}

/** The name of a parameter of an experiment's own systematic. */
export function experimentParameter({ name, own }: Pick<Experiment, 'name' | 'own'>, systematic: string): string {
  return name !== undefined && own.includes(systematic) ? `${name}-${systematic}` : systematic;
}

function experimentOf(section: ExperimentSection, study: InternalStudy, at: Path): Experiment {
  const { experiments: _, ...shared } = study.inputs;
  const own = Object.keys(section.systematics ?? {});
  const inputs = { ...shared };
  for (const key of OWN_INPUTS) if (section[key] !== undefined) Object.assign(inputs, { [key]: section[key] });
  return {
    name: section.name,
    own,
    study: {
      ...study,
      study: `${study.study}/${section.name}`,
      inputs,
      detector: section.detector ?? study.detector,
      ...(section.region === undefined ? {} : { region: section.region }),
      systematics: { ...study.systematics, ...section.systematics },
    },
    place([first, ...rest]) {
      if (first === 'inputs' && rest[0] !== undefined && String(rest[0]) in section) return [...at, ...rest];
      const written = first === 'detector' || first === 'region' ? first in section : false;
      const isOwn = first === 'systematics' && rest[0] !== undefined && own.includes(String(rest[0]));
      return written || isOwn ? [...at, first!, ...rest] : [first!, ...rest];
    },
  };
}

function expectWhole(section: ExperimentSection, study: InternalStudy, path: Path, problems: StudyProblems): void {
  const source = section.source ?? study.inputs.source;
  const needed = needsBaseline(source) ? (['source', 'baseline', 'data'] as const) : (['source', 'data'] as const);
  for (const key of needed) {
    if (section[key] === undefined && study.inputs[key] === undefined) missing(section, key, 'inputs', path, problems);
  }
  if (section.detector === undefined && study.detector === undefined) {
    missing(section, 'detector', 'the study', path, problems);
  }
}

function missing({ name }: ExperimentSection, key: string, shared: string, path: Path, problems: StudyProblems): void {
  problems.at(path, 'E303', {
    message: `the experiment \`${name}\` has no \`${key}\``,
    expected: `\`${key}:\` in the experiment, or in ${shared} for all of them`,
  });
}
