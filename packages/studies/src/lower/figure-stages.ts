import { figureKinds } from '@cevns/plotting/figures/registry';
import type { StageSpec } from '@cevns/runner/stage';
import type { Leavings } from '../analyses/lowering.ts';
import type { FigureParameters } from '../outputs/figure.ts';
import { type FigureSettings, SHOWS_LITERATURE } from '../outputs/figure-settings.ts';
import { outputs } from '../outputs/registry.ts';
import type { ShownResult } from '../outputs/result-figures.ts';
import { analysisStage, leavingsOf } from './analysis-stages.ts';
import { inputFigure } from './input-figures.ts';
import type { OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import { SIGNAL } from './names.ts';
import { shownAnalysis } from './shown-analysis.ts';
import { observableAxis, type ShownChannel } from './shown-channel.ts';
import { stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import { subtractedComponents } from './subtracted-components.ts';
import type { WholeStudy } from './whole-study.ts';

/** The figure of what an analysis leaves. */
const FIGURES = { bins: 'projection', curve: 'profile', plane: 'contour', limits: 'limit' } as const;

/** Figures of the result of an analysis, by its kind; the first is drawn unless the study says what to show. */
const RESULTS: Readonly<Record<string, readonly ShownResult[]>> = {
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

/** Place in a theme of the fill of CEvNS, so that it looks the same in all figures. */
const SIGNAL_HUE = 3;

/** What a figure shows: everything of its stage that is no look. */
export interface ShownFigure {
  readonly kind: keyof typeof figureKinds;
  readonly parameters: Partial<FigureParameters> & Pick<FigureParameters, 'label' | 'unit'>;
  readonly inputs: Readonly<Record<string, readonly [stage: string, output: string]>>;
  /** Stages that are there for this figure alone. */
  readonly before?: readonly StageSpec[];
  /** What a report says under it. */
  readonly caption: string;
  /** Names of the components, where colours can be chosen for them. */
  readonly components?: readonly string[];
}

/** The stages of a figure, and how a report shows it. */
export interface LoweredFigure {
  readonly stages: readonly StageSpec[];
  readonly caption: string;
  /** The analysis under which a report shows it; empty for figures of inputs. */
  readonly of: string;
}

/** The stages of a figure of a study, the last of which writes its file. */
export function figureStages(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): LoweredFigure | undefined {
  const shown = shownFigure(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  const { study } = lowered;
  const file = section.file as string;
  const format = file.slice(file.lastIndexOf('.') + 1) as FigureParameters['format'];
  const settings = settingsOf(section, path, shown, problems);
  if (settings === undefined) return undefined;
  const { text } = section as { readonly text?: FigureParameters['text'] };
  for (const [key, only] of [
    ['text', 'svg'],
    ['resolution', 'png'],
  ] as const) {
    if (section[key] === undefined || format === only) continue;
    problems.atKey([...path, key], 'E606', { message: `\`${key}\` is for files ending in \`.${only}\`` });
    return undefined;
  }
  const stage = stageOf(study, 'figure', {
    name: `figures/${file}`,
    modules: {
      entry: outputs.figure,
      kind: figureKinds[shown.kind],
      ...(format === 'svg' ? {} : { writer: `@cevns/plotting/${format}` }),
    },
    parameters: {
      ...shown.parameters,
      ...(section.label === undefined ? {} : { label: section.label }),
      ...(section.title === undefined ? {} : { title: section.title }),
      ...(Object.keys(settings).length === 0 ? {} : { settings }),
      ...(text === undefined ? {} : { text }),
      ...(section.resolution === undefined ? {} : { resolution: section.resolution }),
      theme: section.theme ?? 'paper',
      width: section.width ?? 'column',
      format,
    },
    inputs: shown.inputs,
    outputs: ['figure', ...(format === 'svg' && text !== 'outlines' ? [] : ['svg']), 'data', 'dark'],
  });
  const { of } = section as { readonly of?: string | readonly string[] };
  return {
    stages: [...(shown.before ?? []), stage],
    caption: shown.caption,
    of: of === undefined ? '' : typeof of === 'string' ? of : of[0]!,
  };
}

function shownFigure(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const { of, input, show } = section as { readonly of?: unknown; readonly input?: string; readonly show?: string };
  if ((of === undefined) === (input === undefined)) {
    problems.at(path, 'E303', {
      message: of === undefined ? 'a figure of what?' : 'a figure is of an analysis or of an input, not of both',
      expected:
        '`of:` with the name of an analysis, or `input:` with one of flux, recoil, form-factor, quenching, efficiency',
    });
    return undefined;
  }
  if (input !== undefined) return inputFigure(section, path, lowered, problems);
  if (Array.isArray(of)) return severalAnalyses(of as string[], path, lowered, problems);
  const analysis = lowered.study.analysis[of as string];
  const results = analysis === undefined ? [] : (RESULTS[analysis.kind] ?? []);
  if (show !== undefined || (analysis !== undefined && leavingsOf(analysis) === undefined && results.length > 0)) {
    return resultOf(section, results, path, lowered, problems);
  }
  return leavingsFigure(section, path, lowered, problems);
}

/** A figure of the numbers of an analysis. */
function resultOf(
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

/** What one of several analyses leaves. */
function oneOfSeveral(name: string, path: readonly string[], lowered: WholeStudy, problems: StudyProblems) {
  const { analysis } = lowered.study;
  if (!problems.expectName(path, 'E603', 'analysis', name, Object.keys(analysis))) return undefined;
  const leaves = leavingsOf(analysis[name]!);
  if (leaves !== undefined && (leaves.kind === 'plane' || leaves.kind === 'limits')) return leaves;
  problems.at(path, 'E606', {
    message: `several analyses in one figure are contours, or limits against a parameter, and \`${name}\` is neither`,
    expected: 'analyses of kind contour, or of kind limit with `against:`',
  });
  return undefined;
}

/** Contours or limits of several analyses in one figure. */
function severalAnalyses(
  names: readonly string[],
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const found = names.map((name, i) => oneOfSeveral(name, [...path, 'of', String(i)], lowered, problems));
  if (found.includes(undefined)) return undefined;
  const [first, ...others] = found;
  const wrong = others.findIndex((each) => JSON.stringify(each) !== JSON.stringify(first));
  if (wrong >= 0) {
    problems.at([...path, 'of', String(wrong + 1)], 'E606', {
      message: `\`${names[wrong + 1]}\` shows other parameters than \`${names[0]}\``,
      expected: 'analyses of the same kind and the same parameters',
    });
    return undefined;
  }
  const inputs = names.map((name, i) => [`${first!.kind}:${i}`, [analysisStage(name), first!.kind]] as const);
  return {
    kind: FIGURES[first!.kind],
    parameters: {
      ...parameterAxes(first!, lowered),
      of: Object.fromEntries(inputs.map(([input], i) => [input, names[i]!])),
    },
    inputs: Object.fromEntries(inputs),
    caption: captionOf(first!, lowered),
  };
}

/** A figure of the bins or points that an analysis leaves. */
function leavingsFigure(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const shown = shownAnalysis(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  const { name, leaves, axes, channel } = shown;
  const inputs = { [leaves.kind]: [analysisStage(name), leaves.kind] as const };
  if (leaves.kind !== 'bins') {
    return {
      kind: FIGURES[leaves.kind],
      parameters: parameterAxes(leaves, lowered),
      inputs,
      caption: captionOf(leaves, lowered),
    };
  }
  const observables = channel.observables.map((observable) => observable.name);
  if (axes.length === 0 || (axes.length === 2 && axes[0] === axes[1])) {
    problems.at(path, 'E303', {
      message: axes.length === 0 ? 'the figure of a prediction or fit needs an axis' : 'a plane has two different axes',
      expected: `\`axis:\`, one of ${observables.join(', ')}`,
    });
    return undefined;
  }
  const [first, second] = axes.map((axis) => observableAxis(axis, channel));
  const { name: whose, components, dataLabel, asimov } = channel;
  // Without a unit there is nothing to divide by.
  const { per = first!.unit === '' ? 'bin' : 'unit', scale = 'linear' } = section as Pick<
    FigureParameters,
    'per' | 'scale'
  >;
  const common = { ...(whose === undefined ? {} : { channel: whose }), per, scale };
  const of = whose === undefined ? '' : ` of ${whose}`;
  if (second === undefined) {
    const subtract = subtractedComponents(
      section,
      path,
      components.map(({ name }) => name),
      problems,
    );
    if (subtract === undefined) return undefined;
    return {
      kind: 'projection',
      parameters: {
        ...first!,
        ...common,
        components: components.map((each) => (each.name === SIGNAL ? { ...each, hue: SIGNAL_HUE } : each)),
        dataLabel,
        ...(subtract.length === 0 ? {} : { subtract }),
        ...(asimov ? { asimov } : {}),
      },
      inputs,
      caption: `${dataLabel} and ${leaves.what}${of} against ${small(first!.label)}.`,
      components: components.map((component) => component.name),
    };
  }
  const component = (section.component ?? 'total') as string;
  const known = ['total', 'data', ...components.map((each) => each.name)];
  if (!problems.expectName([...path, 'component'], 'E606', 'component', component, known)) return undefined;
  return {
    kind: 'histogram-2d',
    parameters: {
      label: first!.label,
      unit: first!.unit,
      y: { label: second.label, unit: second.unit },
      axes: [axes[0]!, axes[1]!],
      component,
      ...common,
    },
    inputs,
    caption: `${componentTitle(component, channel)}${of} in ${small(first!.label)} and ${small(second.label)}.`,
  };
}

function componentTitle(component: string, { components, dataLabel }: ShownChannel): string {
  if (component === 'total') return 'All components';
  if (component === 'data') return dataLabel;
  return components.find(({ name }) => name === component)!.label;
}

function small(title: string): string {
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Titles of the axes of what shows parameters: the x axis, and where both show one the y axis too. */
function parameterAxes(leaves: Exclude<Leavings, { readonly kind: 'bins' }>, lowered: WholeStudy) {
  if (leaves.kind === 'curve') return parameterAxis(leaves.parameter, lowered);
  const [x, y] = leaves.parameters.map((parameter) => parameterAxis(parameter, lowered));
  return { ...x!, y: y! };
}

function captionOf(leaves: Exclude<Leavings, { readonly kind: 'bins' }>, lowered: WholeStudy): string {
  const label = (parameter: string) => parameterAxis(parameter, lowered).label;
  if (leaves.kind === 'curve') return `Profile likelihood of ${label(leaves.parameter)}.`;
  if (leaves.kind === 'plane') return `Contours of ${leaves.parameters.map(label).join(' and ')}.`;
  return `Upper limit of ${label(leaves.parameters[1])} against ${label(leaves.parameters[0])}.`;
}

/** What the study says of axes, words, colours and the work of others, once it is known to go with the figure. */
function settingsOf(
  section: OutputSection,
  path: readonly string[],
  { kind, components = [] }: ShownFigure,
  problems: StudyProblems,
): FigureSettings | undefined {
  const before = problems.count;
  const { x, y, annotations, literature, colors } = section as FigureSettings;
  for (const [name, axis] of [
    ['x', x],
    ['y', y],
  ] as const) {
    const [from, to] = axis?.range ?? [1, 2];
    const wrong =
      from >= to
        ? 'the range is empty'
        : axis?.scale === 'log' && from <= 0
          ? 'a logarithmic axis has no room for 0 and below'
          : undefined;
    if (wrong !== undefined)
      problems.at([...path, name, 'range'], 'E605', { message: wrong, expected: 'the lower end first' });
  }
  literature?.forEach(({ point, line }, i) => {
    if ((point === undefined) !== (line === undefined)) return;
    problems.at([...path, 'literature', String(i)], 'E303', {
      message: 'what others have published is a point or a line',
      expected: '`point: [x, y]` or `line: [[x, y], ...]`',
    });
  });
  if (literature !== undefined && !SHOWS_LITERATURE.includes(kind)) {
    problems.atKey([...path, 'literature'], 'E606', {
      message: `a figure of this kind (${kind}) shows no literature`,
      expected: 'contours, limits or curves',
    });
  }
  for (const color of Object.keys(colors ?? {}))
    problems.expectName([...path, 'colors', color], 'E606', 'component', color, components);
  const given = { x, y, annotations, literature, colors };
  return problems.count > before
    ? undefined
    : (Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as FigureSettings);
}
