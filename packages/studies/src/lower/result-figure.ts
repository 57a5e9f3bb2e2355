import type { ShownResult } from '../outputs/result-figures.ts';
import { analysisStage } from './analysis-stages.ts';
import type { OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** More panels than this have no room on two columns. */
const MOST_IN_CORNER = 8;
/** More panels than these are too small in one column. */
const MOST_IN_COLUMN = 5;

/** Figures of the result of an analysis, by its kind; the first is drawn unless the study says what to show. */
export const RESULTS: Readonly<Record<string, readonly ShownResult[]>> = {
  fit: ['pulls', 'correlation'],
  impacts: ['impacts'],
  sensitivity: ['significance', 'upper-limit'],
  'feldman-cousins': ['acceptance'],
  toys: ['distribution'],
  posterior: ['density', 'corner'],
};

const KIND_OF_RESULT = {
  pulls: 'pulls',
  impacts: 'pulls',
  correlation: 'correlation',
  significance: 'curves',
  'upper-limit': 'curves',
  acceptance: 'curves',
  distribution: 'curves',
  density: 'curves',
  corner: 'corner',
} as const;

/** A figure of the numbers of an analysis. */
export function resultFigure(
  section: OutputSection,
  known: readonly ShownResult[],
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const { study } = lowered;
  const name = section.of as string;
  if (!problems.expectName([...path, 'of'], 'E603', 'analysis', name, Object.keys(study.analysis))) return undefined;
  const analysis = study.analysis[name]!;
  const shows = (section.show ?? (isOfSeveral(section, lowered) ? 'corner' : known[0])) as ShownResult;
  if (!known.includes(shows)) {
    problems.at([...path, 'show'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}, of which there is no figure of ${shows}`,
      expected: known.length === 0 ? 'no `show:`' : `one of ${known.join(', ')}`,
    });
    return undefined;
  }
  if (shows === 'corner') return cornerOf(section, path, lowered, problems);
  const { parameter: own, x } = analysis as {
    readonly parameter?: string;
    readonly x?: { readonly parameter: string };
  };
  const parameter = shows === 'density' ? densityOf(section, path, lowered, problems) : (own ?? x?.parameter);
  if (shows === 'density' && parameter === undefined) return undefined;
  const axis = parameter === undefined ? { label: '', unit: '' } : parameterAxis(parameter, lowered);
  const { strength, labels } = lowered.parameters;
  const what = parameter === undefined ? '' : axis.label;
  const captions: Readonly<Record<Exclude<ShownResult, 'corner'>, string>> = {
    pulls: 'Pulls of the constrained parameters.',
    correlation: 'Correlations of the fitted parameters.',
    impacts: `Pulls, and impacts on ${what}.`,
    significance: `Expected significance of ${what} against the exposure.`,
    'upper-limit': `Expected limit on ${what} against the exposure.`,
    distribution: 'How the statistic at the true value is distributed in toys.',
    density: `Posterior of ${what}.`,
    acceptance: `Values of ${what} that the data accept, by toys.`,
  };
  return {
    kind: KIND_OF_RESULT[shows],
    parameters: {
      ...axis,
      shows,
      ...(shows === 'density' ? { parameter: parameter! } : {}),
      names: {
        ...componentNames(lowered),
        ...labels,
        ...(strength === undefined ? {} : { [strength]: 'CEvNS strength' }),
      },
    },
    inputs: { result: [analysisStage(name), 'result'] },
    caption: captions[shows],
  };
}

/** Whether a figure of a posterior is of several parameters, as it says or as the study has them. */
function isOfSeveral({ of, parameter }: OutputSection, { study, parameters }: WholeStudy): boolean {
  if (study.analysis[of as string]?.kind !== 'posterior') return false;
  return parameter === undefined ? parameters.ofInterest.length > 1 : Array.isArray(parameter);
}

/** A figure of several parameters of a posterior: those it names, or those of interest. */
function cornerOf(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const { parameters } = lowered;
  const known = parameters.parameters.map(({ name }) => name);
  const chosen = section.parameter ?? parameters.ofInterest;
  const names = Array.isArray(chosen) ? (chosen as readonly string[]) : [];
  if (names.length < 2 || names.length > MOST_IN_CORNER) {
    problems.at(path, 'E303', {
      message: 'pairs of which parameters?',
      expected: `\`parameter: [...]\` with two to ${MOST_IN_CORNER} of ${known.join(', ')}`,
    });
    return undefined;
  }
  if (names.length > MOST_IN_COLUMN && section.width !== 'double') {
    problems.at(path, 'E606', {
      message: `pairs of ${names.length} parameters have no room in one column`,
      expected: `\`width: double\`, or up to ${MOST_IN_COLUMN} parameters`,
    });
    return undefined;
  }
  const isKnown = names.map((name, i) =>
    problems.expectName([...path, 'parameter', String(i)], 'E602', 'parameter', name, known),
  );
  if (isKnown.includes(false)) return undefined;
  const corner = names.map((parameter) => ({ parameter, ...parameterAxis(parameter, lowered) }));
  const stage = analysisStage(section.of as string);
  return {
    kind: 'corner',
    parameters: { label: '', unit: '', shows: 'corner', corner },
    inputs: { result: [stage, 'result'], pairs: [stage, 'pairs'] },
    caption: `Posterior of ${corner.map(({ label }) => label).join(', ')}: each alone, and all pairs.`,
  };
}

/** The parameter whose posterior is shown: that of the figure, or the only one of interest. */
function densityOf(
  section: OutputSection,
  path: readonly string[],
  { parameters }: WholeStudy,
  problems: StudyProblems,
): string | undefined {
  const chosen = (section.parameter ?? (parameters.ofInterest.length === 1 ? parameters.ofInterest[0] : undefined)) as
    | string
    | undefined;
  const known = parameters.parameters.map(({ name }) => name);
  if (Array.isArray(chosen)) {
    problems.at([...path, 'parameter'], 'E606', {
      message: 'a density is that of one parameter',
      expected: 'one name, or `show: corner`',
    });
    return undefined;
  }
  if (chosen === undefined) {
    problems.at(path, 'E303', {
      message: 'the posterior of which parameter?',
      expected: `\`parameter:\`, one of ${known.join(', ')}`,
    });
    return undefined;
  }
  return problems.expectName([...path, 'parameter'], 'E602', 'parameter', chosen, known) ? chosen : undefined;
}

/** Parameters that scale a component have its name; figures call them what they call the component. */
function componentNames({ channels }: WholeStudy): Record<string, string> {
  return Object.fromEntries(channels.flatMap(({ components }) => components.map(({ name, label }) => [name, label])));
}
