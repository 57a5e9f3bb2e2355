import { figureKinds } from '@cevns/plotting/figures/registry';
import type { StageSpec } from '@cevns/runner/stage';
import type { Leavings } from '../analyses/lowering.ts';
import { analyses } from '../analyses/registry.ts';
import { outputs } from '../outputs/registry.ts';
import type { AbstractEntry } from '../outputs/report-abstract.ts';
import type { ReportParameters } from '../outputs/study-report.ts';
import { stages } from '../stages/registry.ts';
import { analysisStage, leavingsOf } from './analysis-stages.ts';
import { aboutExport, exportStage, exportsReadme } from './export-stages.ts';
import type { InternalStudy, OutputSection } from './internal-study.ts';
import { parameterAxis } from './labels.ts';
import { summaryInputs } from './model-stages.ts';
import { observableAxis, type ShownChannel } from './shown-channel.ts';
import { stageId, stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

type ReportedFigure = ReportParameters['figures'][number];

/** The figure of what an analysis leaves. */
const FIGURES = { bins: 'projection', curve: 'profile', plane: 'contour', limits: 'limit' } as const;

/** Painter of PNG files. */
const PAINTER = '@cevns/plotting/png';

/** Where in the results folder the outputs of each kind are. */
const FOLDERS = { figure: 'figures', table: 'tables', export: 'exports' } as const;

/** A result file: where it goes in the results folder, and the output of a stage that it is. */
export interface StageFile {
  readonly path: string;
  readonly stage: string;
  readonly output: string;
}

/** The stages that write files, and the files. */
export interface LoweredOutputs {
  readonly stages: readonly StageSpec[];
  readonly files: readonly StageFile[];
}

/** What a report tells of the study as a whole. */
export interface ResolvedStudy {
  /** The resolved study as YAML, with data files by their labels. */
  readonly text: string;
  /** A sentence for each part of it. */
  readonly abstract: readonly AbstractEntry[];
  /** Labels of the data files that it names. */
  readonly dataFiles: readonly string[];
  /** What its entries had to assume; nothing unless given. */
  readonly assumed?: readonly string[];
}

/** The summary, and what `outputs:` asks for. */
export function outputStages(
  lowered: WholeStudy,
  resolved: ResolvedStudy,
  conventions: object,
  problems: StudyProblems,
): LoweredOutputs {
  const { study } = lowered;
  const names = Object.keys(study.analysis);
  const results = Object.fromEntries(names.map((name) => [name, [analysisStage(name), 'result'] as const]));
  const { signals, warnings } = summaryInputs(lowered);
  const { title, references } = study;
  const { assumed = [] } = resolved;
  const heading = {
    study: study.study,
    ...(title === undefined ? {} : { title }),
    ...(references === undefined ? {} : { references }),
  };
  const built: StageSpec[] = [
    stageOf(study, 'summary', {
      modules: { entry: stages.summary },
      parameters: {
        ...heading,
        conventions,
        ...(assumed.length === 0 ? {} : { assumed }),
        analyses: names,
        signals: Object.keys(signals),
        warnings: Object.keys(warnings),
      },
      inputs: { ...results, ...signals, ...warnings },
      outputs: ['summary'],
    }),
  ];
  const files: StageFile[] = [{ path: 'summary.json', stage: stageId(study, 'summary'), output: 'summary' }];
  const figures: ReportedFigure[] = [];
  const exports: ReturnType<typeof aboutExport>[] = [];
  (study.outputs ?? []).forEach((section, i) => {
    const path = ['outputs', String(i)];
    if (section.kind === 'report') return;
    const file = section.file as string;
    const place = `${FOLDERS[section.kind as keyof typeof FOLDERS]}/${file}`;
    if (files.some(({ path: other }) => other === place || other.startsWith(`${place}/`))) {
      problems.at([...path, 'file'], 'E606', { message: `two outputs are to be written to ${place}` });
      return;
    }
    if (section.kind === 'export') {
      const exported = exportStage(section, path, lowered, problems);
      if (exported === undefined) return;
      built.push(exported.stage);
      files.push(...exported.files);
      exports.push(aboutExport(section, exported.files));
      return;
    }
    const stage =
      section.kind === 'figure'
        ? figureStage(section, path, lowered, problems)
        : tableStage(section, path, lowered, problems);
    if (stage === undefined) return;
    built.push(stage);
    files.push({ path: place, stage: stage.id, output: section.kind });
    if (section.kind === 'figure' && !isShownAsSvg(section, study.outputs ?? [])) {
      figures.push({ file, of: section.of as string, caption: captionOf(section, lowered) });
    }
  });
  if (exports.length > 0) {
    const readme = exportsReadme(study, exports);
    built.push(readme.stage);
    files.push(readme.file);
  }
  if ((study.outputs ?? []).some(({ kind }) => kind === 'report')) {
    const report = reportStage(lowered, resolved, figures, built);
    built.push(report);
    files.push({ path: 'report.html', stage: report.id, output: 'report' });
  }
  return { stages: built, files };
}

/** Whether a figure is a PNG of what another figure of the study shows as SVG: a report shows it once. */
function isShownAsSvg(section: OutputSection, all: readonly OutputSection[]): boolean {
  const isSvg = ({ file }: OutputSection) => (file as string).endsWith('.svg');
  const content = ({ of, axis, per, scale, experiment }: OutputSection) =>
    JSON.stringify([of, axis, per, scale, experiment]);
  if (isSvg(section)) return false;
  return all.some((other) => other.kind === 'figure' && isSvg(other) && content(other) === content(section));
}

/** The analysis that an output shows, once it is known to leave something to show. */
function shownAnalysis(section: OutputSection, path: readonly string[], lowered: WholeStudy, problems: StudyProblems) {
  const { study } = lowered;
  const name = section.of as string;
  if (!problems.expectName([...path, 'of'], 'E603', 'analysis', name, Object.keys(study.analysis))) return undefined;
  const analysis = study.analysis[name]!;
  const leaves = leavingsOf(analysis);
  if (leaves === undefined) {
    problems.at([...path, 'of'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}: a number without bins or points to show`,
      expected: 'an analysis that leaves bins or points, such as a fit or a profile',
    });
    return undefined;
  }
  const axis = section.axis as string | undefined;
  if (axis !== undefined && leaves.kind !== 'bins') {
    problems.at([...path, 'axis'], 'E606', {
      message: `\`${name}\` is a ${analysis.kind}, which has no axis to project on`,
    });
    return undefined;
  }
  const channel = shownChannel(section, path, leaves, lowered, problems);
  if (channel === undefined) return undefined;
  const observables = channel.observables.map((observable) => observable.name);
  if (axis !== undefined && !problems.expectName([...path, 'axis'], 'E606', 'observable', axis, observables))
    return undefined;
  return { name, leaves, axis, channel };
}

/** The channel whose bins an output shows; the first where an output shows no bins. */
function shownChannel(
  section: OutputSection,
  path: readonly string[],
  leaves: Leavings,
  { channels, experiments }: WholeStudy,
  problems: StudyProblems,
): ShownChannel | undefined {
  const chosen = section.experiment as string | undefined;
  const names = channels.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (chosen === undefined) {
    if (leaves.kind !== 'bins' || names.length === 0) return channels[0];
    const several = experiments.length === 0 ? 'a workspace with several channels' : 'a study with several experiments';
    problems.at(path, 'E303', {
      message: `the bins of ${several} are those of one of them`,
      expected: `\`experiment:\`, one of ${names.join(', ')}`,
    });
    return undefined;
  }
  if (!problems.expectName([...path, 'experiment'], 'E602', 'experiment', chosen, names)) return undefined;
  return channels.find(({ name }) => name === chosen);
}

function figureStage(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): StageSpec | undefined {
  const { study } = lowered;
  const shown = shownAnalysis(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  const { name, leaves, axis, channel } = shown;
  if (leaves.kind === 'bins' && axis === undefined) {
    problems.at(path, 'E303', {
      message: 'the figure of a prediction or fit needs an axis',
      expected: `\`axis:\`, one of ${channel.observables.map((observable) => observable.name).join(', ')}`,
    });
    return undefined;
  }
  const file = section.file as string;
  const format = file.endsWith('.png') ? 'png' : 'svg';
  const own = leaves.kind === 'bins' ? observableAxis(axis!, channel) : parameterAxes(leaves, lowered);
  return stageOf(study, 'figure', {
    name: `figures/${file}`,
    modules: {
      entry: outputs.figure,
      kind: figureKinds[FIGURES[leaves.kind]],
      ...(format === 'png' ? { painter: PAINTER } : {}),
    },
    parameters: {
      ...own,
      ...(section.label === undefined ? {} : { label: section.label }),
      ...(section.title === undefined ? {} : { title: section.title }),
      ...(leaves.kind === 'bins' ? projectionParameters(section, channel) : {}),
      theme: section.theme ?? 'paper',
      width: section.width ?? 'column',
      format,
    },
    inputs: { [leaves.kind]: [analysisStage(name), leaves.kind] },
    outputs: format === 'png' ? ['figure', 'svg'] : ['figure'],
  });
}

function projectionParameters(
  { per = 'unit', scale = 'linear' }: OutputSection,
  { name: channel, components, dataLabel }: ShownChannel,
) {
  return { ...(channel === undefined ? {} : { channel }), components, dataLabel, per, scale };
}

/** Titles of the axes of what shows parameters: the x axis, and where both show one the y axis too. */
function parameterAxes(leaves: Exclude<Leavings, { readonly kind: 'bins' }>, lowered: WholeStudy) {
  if (leaves.kind === 'curve') return parameterAxis(leaves.parameter, lowered);
  const [x, y] = leaves.parameters.map((parameter) => parameterAxis(parameter, lowered));
  return { ...x!, y: y! };
}

function tableStage(
  section: OutputSection,
  path: readonly string[],
  lowered: WholeStudy,
  problems: StudyProblems,
): StageSpec | undefined {
  const shown = shownAnalysis(section, path, lowered, problems);
  if (shown === undefined) return undefined;
  return stageOf(lowered.study, 'table', {
    name: `tables/${section.file as string}`,
    modules: { entry: outputs.table },
    parameters: {
      ...(shown.channel.name === undefined ? {} : { channel: shown.channel.name }),
      ...(shown.axis === undefined ? {} : { axis: shown.axis }),
    },
    inputs: { [shown.leaves.kind]: [analysisStage(shown.name), shown.leaves.kind] },
    outputs: ['table'],
  });
}

/** What the report says under a figure of an analysis that leaves something to show. */
function captionOf(section: OutputSection, lowered: WholeStudy): string {
  const leaves = leavingsOf(lowered.study.analysis[section.of as string]!)!;
  const label = (parameter: string) => parameterAxis(parameter, lowered).label;
  if (leaves.kind === 'curve') return `Profile likelihood of ${label(leaves.parameter)}.`;
  if (leaves.kind === 'plane') return `Contours of ${leaves.parameters.map(label).join(' and ')}.`;
  if (leaves.kind === 'limits')
    return `Upper limit of ${label(leaves.parameters[1])} against ${label(leaves.parameters[0])}.`;
  const channel = lowered.channels.find(({ name }) => name === section.experiment)!;
  const title = observableAxis(section.axis as string, channel).label;
  const whose = channel.name === undefined ? '' : ` of ${channel.name}`;
  return `Data and ${leaves.what}${whose} against ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
}

function reportStage(
  lowered: WholeStudy,
  { text, abstract, dataFiles }: ResolvedStudy,
  figures: readonly ReportedFigure[],
  built: readonly StageSpec[],
): StageSpec {
  const { study } = lowered;
  const figureInputs = figures.flatMap(({ file }) => {
    const name = `figures/${file}`;
    const { outputs: made } = built.find(({ id }) => id === stageId(study, name))!;
    // Beside a picture that is no SVG stands the SVG that it was painted from.
    const drawing = made.includes('svg') ? 'svg' : 'figure';
    return [
      [`figure:${file}`, [name, drawing]] as const,
      ...['data', 'dark'].flatMap((output) =>
        made.includes(output) ? [[`figure-${output}:${file}`, [name, output]] as const] : [],
      ),
    ];
  });
  const components = lowered.channels.flatMap(({ name: channel, components: own }) =>
    own.map(({ name, label }) =>
      channel === undefined ? [name, label] : [`${channel}/${name}`, `${label} (${channel})`],
    ),
  );
  const titles = { components: Object.fromEntries(components), parameters: lowered.parameters.labels };
  return stageOf(study, 'report', {
    modules: { entry: outputs.report, ...presentationModules(study) },
    parameters: { figures, titles, abstract, resolved: text, files: dataFiles },
    inputs: { summary: ['summary', 'summary'], ...Object.fromEntries(figureInputs) },
    outputs: ['report'],
  });
}

/** The modules that show the results of the kinds of analysis that a study has. */
function presentationModules({ analysis }: InternalStudy): Record<string, string> {
  const kinds = [...new Set(Object.values(analysis).map(({ kind }) => kind))].sort();
  return Object.fromEntries(kinds.map((kind) => [`presentation:${kind}`, `${analyses[kind]!.module}.presentation`]));
}
