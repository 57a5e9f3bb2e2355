import { renderReport } from '@cevns/plotting/report/html';
import type { ReportBlock, ReportFigure, ReportSection } from '@cevns/plotting/report/report';
import { type AnalysisPresentation, facts, type Titles } from '../analyses/presentation.ts';
import type { AnalysesResult, Summary } from '../generated/summary.ts';
import { conventionName, conventionText } from './convention-text.ts';
import type { AbstractEntry } from './report-abstract.ts';
import { PROVENANCE_SLOT } from './report-provenance.ts';

/** What a report tells beside the results. */
export interface ReportParameters {
  /** Figures in the order of the study, with the analysis each shows. */
  readonly figures: readonly { readonly file: string; readonly of: string; readonly caption: string }[];
  /** What to call components and parameters. */
  readonly titles: Titles;
  /** A sentence for each part of the study. */
  readonly abstract: readonly AbstractEntry[];
  /** The resolved study as YAML. */
  readonly resolved: string;
  /** Names of the data files that went in. */
  readonly files: readonly string[];
}

/** The drawing of a figure and its numbers, as far as they are at hand. */
export type DrawnFigure = Pick<ReportFigure, 'svg' | 'dark' | 'reading'>;

/** What a report is made of. */
export interface StudyReport extends ReportParameters {
  readonly summary: Summary;
  /** By the name of its file; undefined where it is lost. */
  readonly drawn: (file: string) => DrawnFigure | undefined;
  /** By the kind of analysis. */
  readonly presentationOf: (kind: string) => AnalysisPresentation;
}

/** The report of a study as one HTML file, with a slot for the provenance of its numbers. */
export function studyReport(report: StudyReport): string {
  const { summary, titles, abstract, presentationOf } = report;
  const sections = Object.entries(summary.analysis).map(
    ([name, result]): ReportSection => ({
      heading: name,
      blocks: [...presentationOf(result.kind).blocks(result, titles), ...figuresOf(name, report)],
    }),
  );
  // Figures of no analysis are of what the study puts in.
  const ofInputs = figuresOf('', report);
  const inputs: ReportSection[] = ofInputs.length === 0 ? [] : [{ heading: 'Inputs', blocks: ofInputs }];
  const references = summary.references ?? [];
  return renderReport({
    title: summary.title ?? summary.study,
    lead: `Study ${summary.study}.${references.length === 0 ? '' : ` References: ${references.join(', ')}.`}`,
    warnings: summary.warnings,
    abstract,
    sections: [
      { heading: 'Results', blocks: [resultTable(report)] },
      ...sections,
      ...inputs,
      conventions(summary, titles),
      provenance(report),
    ],
  });
}

/** The main numbers of all analyses. */
function resultTable({ summary, titles, presentationOf }: StudyReport): ReportBlock {
  const rows = Object.entries(summary.analysis).flatMap(([name, result]: [string, AnalysesResult]) => {
    const { highlights, lines } = presentationOf(result.kind);
    const found =
      highlights?.(result, titles) ?? lines(result).map((value) => ({ quantity: '', value, convention: '' }));
    // What is the same as above is not said again: on a phone that is most of the table.
    return found.map(({ quantity, value, convention }, i) => [
      i === 0 ? name : '',
      quantity,
      value,
      i > 0 && found[i - 1]!.convention === convention ? '' : convention,
    ]);
  });
  return {
    kind: 'table',
    caption: 'Main numbers, rounded as the Particle Data Group does where there is an error',
    columns: [
      { label: 'Analysis' },
      { label: 'Quantity' },
      { label: 'Value', whole: true },
      { label: 'Convention', wrap: true },
    ],
    rows,
  };
}

function figuresOf(name: string, { figures, drawn }: StudyReport): ReportBlock[] {
  return figures
    .filter(({ of }) => of === name)
    .map(({ file, caption }): ReportBlock => {
      const figure = drawn(file);
      if (figure === undefined) return { kind: 'paragraph', text: `The figure ${file} is not in any store at hand.` };
      return { kind: 'figure', ...figure, file, caption: `${caption} (figures/${file})`, alternative: caption };
    });
}

function conventions({ conventions: named, accuracy }: Summary, titles: Titles): ReportSection {
  const entries = byExperiment(named).map(([name, value]) => [name, conventionText(value, titles.parameters)]);
  const accuracies = Object.entries(accuracy ?? {}).map(([name, error]) => [
    `Accuracy of the ${name}`,
    `${Number(error).toExponential(1)} of the largest bin`,
  ]);
  return { heading: 'Conventions', blocks: [facts(Object.fromEntries([...entries, ...accuracies]))] };
}

/** Conventions with their names; of several experiments those that are the same in all once, the others for each. */
function byExperiment(named: Summary['conventions']): [name: string, value: unknown][] {
  const { experiments, ...shared } = named;
  const stated = Object.entries(shared).map(([name, value]): [string, unknown] => [conventionName(name), value]);
  if (experiments === undefined) return stated;
  const all = Object.entries(experiments as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const names = [...new Set(all.flatMap(([, own]) => Object.keys(own)))];
  const own = names.flatMap((name): [string, unknown][] => {
    const texts = new Set(all.map(([, own]) => JSON.stringify(own[name])));
    if (texts.size === 1) return [[conventionName(name), all[0]![1][name]]];
    return all.flatMap(([experiment, own]): [string, unknown][] =>
      own[name] === undefined ? [] : [[`${conventionName(name)} (${experiment})`, own[name]]],
    );
  });
  return [...stated, ...own];
}

function provenance({ resolved, files }: Pick<StudyReport, 'resolved' | 'files'>): ReportSection {
  const where = 'The whole record of what was computed from what is in the folder provenance of the results.';
  return {
    heading: 'Provenance',
    blocks: [
      { kind: 'paragraph', text: `${files.length === 0 ? '' : `Data files: ${files.join(', ')}. `}${where}` },
      { kind: 'slot', name: PROVENANCE_SLOT },
      { kind: 'code', label: 'Resolved study', text: resolved, folded: true },
    ],
  };
}
