import { type Leavings, leavingsOutput } from '../analyses/lowering.ts';
import type { FigureParameters } from '../outputs/figure.ts';
import { analysisStage, leavingsOf } from './analysis-stages.ts';
import type { OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import { SIGNAL } from './names.ts';
import { projectedPart } from './projected-part.ts';
import { shownAnalysis } from './shown-analysis.ts';
import { observableAxis, type ShownChannel } from './shown-channel.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { StudyProblems } from './study-problems.ts';
import { subtractedComponents } from './subtracted-components.ts';
import type { WholeStudy } from './whole-study.ts';

/** The figure of what an analysis leaves. */
const FIGURES = { bins: 'projection', curve: 'profile', plane: 'contour', limits: 'limit' } as const;

/** Place in a theme of the fill of CEvNS, so that it looks the same in all figures. */
const SIGNAL_HUE = 3;

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
export function severalAnalyses(
  names: readonly string[],
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const found = names.map((name, i) => oneOfSeveral(name, [...path, 'of', String(i)], lowered, problems));
  if (found.includes(undefined)) return undefined;
  const [first, ...others] = found;
  const shows = ({ kind, parameters }: NonNullable<typeof first>) => JSON.stringify([kind, parameters]);
  const wrong = others.findIndex((each) => shows(each!) !== shows(first!));
  if (wrong >= 0) {
    problems.at([...path, 'of', String(wrong + 1)], 'E606', {
      message: `\`${names[wrong + 1]}\` shows other parameters than \`${names[0]}\``,
      expected: 'analyses of the same kind and the same parameters',
    });
    return undefined;
  }
  const inputs = names.map(
    (name, i) => [`${first!.kind}:${i}`, [analysisStage(name), leavingsOutput(found[i]!)]] as const,
  );
  return {
    kind: FIGURES[first!.kind],
    parameters: {
      ...parameterAxes(first!, lowered),
      of: Object.fromEntries(inputs.map(([input], i) => [input, names[i]!])),
    },
    inputs: Object.fromEntries(inputs),
    caption: captionOf(first!, lowered),
    components: names,
  };
}

/** A figure of the bins or points that an analysis leaves. */
export function leavingsFigure(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): ShownFigure | undefined {
  const shown = shownAnalysis(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  const { name, leaves, axes, channel } = shown;
  if (section.within !== undefined && (leaves.kind !== 'bins' || axes.length === 2)) {
    problems.atKey([...path, 'within'], 'E606', { message: '`within` is for projections on one observable' });
    return undefined;
  }
  const inputs = { [leaves.kind]: [analysisStage(name), leavingsOutput(leaves)] as const };
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
    const within = projectedPart(section, path, axes[0]!, channel, problems);
    if (subtract === undefined || within === undefined) return undefined;
    return {
      kind: 'projection',
      parameters: {
        ...first!,
        ...common,
        components: components.map((each) => (each.name === SIGNAL ? { ...each, hue: SIGNAL_HUE } : each)),
        dataLabel,
        ...(subtract.length === 0 ? {} : { subtract }),
        ...(Object.keys(within).length === 0 ? {} : { within }),
        ...(asimov ? { asimov } : {}),
      },
      inputs,
      caption: `${dataLabel} and ${leaves.what}${of} against ${small(first!.label)}${partText(within, channel)}.`,
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

/** The part of the other observables that a projection is of. */
function partText(within: Readonly<Record<string, readonly [number, number]>>, channel: ShownChannel): string {
  return Object.entries(within)
    .map(([name, [low, high]]) => {
      const { label, unit } = observableAxis(name, channel);
      return `, ${small(label)} from ${low} to ${high} ${unit}`.trimEnd();
    })
    .join('');
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
