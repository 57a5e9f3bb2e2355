import type { StageSpec } from '@cevns/runner/stage';
import { leavingsOutput } from '../analyses/lowering.ts';
import { analyses } from '../analyses/registry.ts';
import { outputs } from '../outputs/registry.ts';
import type { AbstractEntry } from '../outputs/report-abstract.ts';
import type { ReportParameters } from '../outputs/study-report.ts';
import { stages } from '../stages/registry.ts';
import { analysisStage } from './analysis-stages.ts';
import { aboutExport, exportStage, exportsReadme } from './export-stages.ts';
import { figureStages } from './figure-stages.ts';
import type { InternalStudy, OutputSection } from './internal-study.ts';
import { summaryInputs } from './model-stages.ts';
import { resultTableStage, showsResult } from './result-table.ts';
import { shownAnalysis } from './shown-analysis.ts';
import { stageId, stageOf } from './stage.ts';
import type { StudyProblems } from './study-problems.ts';
import type { WholeStudy } from './whole-study.ts';

type ReportedFigure = ReportParameters['figures'][number];

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
    if (section.kind === 'figure') {
      const figure = figureStages(section, path, lowered, problems);
      if (figure === undefined) return;
      built.push(...figure.stages);
      files.push({ path: place, stage: figure.stages.at(-1)!.id, output: 'figure' });
      if (isShownByAnother(section, study.outputs ?? [])) return;
      figures.push({ file, of: figure.of, caption: figure.caption });
      return;
    }
    const stage = showsResult(section, lowered)
      ? resultTableStage(section, path, lowered, problems)
      : tableStage(section, path, lowered, problems);
    if (stage === undefined) return;
    built.push(stage);
    files.push({ path: place, stage: stage.id, output: section.kind });
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

/** Formats of figures, the first of which a report shows of several pictures of the same. */
const FORMATS = ['svg', 'pdf', 'png'];

/** Whether a figure is in another file format what another figure of the study shows: a report shows it once. */
function isShownByAnother(section: OutputSection, all: readonly OutputSection[]): boolean {
  const rank = ({ file }: OutputSection) => FORMATS.findIndex((format) => (file as string).endsWith(format));
  const content = ({ file: _, text: __, resolution: ___, theme: ____, width: _____, ...shown }: OutputSection) =>
    JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
  return all.some(
    (other) => other.kind === 'figure' && rank(other) < rank(section) && content(other) === content(section),
  );
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
      ...(shown.axes[0] === undefined ? {} : { axis: shown.axes[0] }),
    },
    inputs: { [shown.leaves.kind]: [analysisStage(shown.name), leavingsOutput(shown.leaves)] },
    outputs: ['table'],
  });
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
