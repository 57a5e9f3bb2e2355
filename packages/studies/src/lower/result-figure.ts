import type { ShownResult } from '../outputs/result-figures.ts';
import { analysisStage } from './analysis-stages.ts';
import type { OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

/** Figures of the result of an analysis, by its kind; the first is drawn unless the study says what to show. */
export const RESULTS: Readonly<Record<string, readonly ShownResult[]>> = {
  fit: ['pulls', 'correlation'],
  impacts: ['impacts'],
  sensitivity: ['significance', 'upper-limit'],
  'feldman-cousins': ['acceptance'],
  toys: ['distribution'],
  posterior: ['density'],
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
  const shows = (section.show ?? known[0]) as ShownResult;
  if (!known.includes(shows)) {
    problems.at([...path, 'show'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}, of which there is no figure of ${shows}`,
      expected: known.length === 0 ? 'no `show:`' : `one of ${known.join(', ')}`,
    });
    return undefined;
  }
  const { parameter: own, x } = analysis as {
    readonly parameter?: string;
    readonly x?: { readonly parameter: string };
  };
  const parameter = shows === 'density' ? densityOf(section, path, lowered, problems) : (own ?? x?.parameter);
  if (shows === 'density' && parameter === undefined) return undefined;
  const axis = parameter === undefined ? { label: '', unit: '' } : parameterAxis(parameter, lowered);
  const { strength, labels } = lowered.parameters;
  const what = parameter === undefined ? '' : axis.label;
  const captions: Readonly<Record<ShownResult, string>> = {
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
