import { renderReport } from '@cevns/plotting/report/html';
import type { ReportBlock, ReportSection } from '@cevns/plotting/report/report';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisPresentation, facts, type Titles } from '../analyses/presentation.ts';
import type { AnalysesResult, Summary } from '../generated/summary.ts';
import { conventionName, conventionText } from './convention-text.ts';

export interface ReportParameters {
  /** Figures in the order of the study, with the analysis each shows. */
  readonly figures: readonly { readonly file: string; readonly of: string; readonly caption: string }[];
  /** What to call components and parameters. */
  readonly titles: Titles;
  /** The resolved study as YAML. */
  readonly resolved: string;
  /** Names of the data files that went in. */
  readonly files: readonly string[];
}

/**
 * The report of a study: results with their conventions, figures, the resolved study and where everything came from, as one HTML file.
 *
 * Inputs `summary` and `figure:<file>` for each figure, as SVG; modules `presentation:<kind>` for each kind of analysis.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const { figures, titles, resolved, files } = parameters as unknown as ReportParameters;
  const summary = inputs.summary!.json() as unknown as Summary;
  const figuresOf = (name: string): ReportBlock[] =>
    figures
      .filter(({ of }) => of === name)
      .map(({ file, caption }) => ({
        kind: 'figure',
        svg: inputs[`figure:${file}`]!.text(),
        caption: `${caption} (figures/${file})`,
        alternative: caption,
      }));
  const resultBlocks = (result: AnalysesResult): readonly ReportBlock[] =>
    (modules[`presentation:${result.kind}`] as { readonly presentation: AnalysisPresentation }).presentation.blocks(
      result,
      titles,
    );
  const results: ReportSection[] = Object.entries(summary.analysis).map(([name, result]) => ({
    heading: name,
    blocks: [...resultBlocks(result), ...figuresOf(name)],
  }));
  const html = renderReport({
    title: summary.title ?? summary.study,
    lead: `Study ${summary.study}. ${sentence('References', summary.references ?? [])}`.trim(),
    warnings: summary.warnings,
    sections: [...results, conventions(summary, titles), provenance(resolved, files)],
  });
  return { report: { text: html } };
}

function conventions({ conventions: named }: Summary, titles: Titles): ReportSection {
  const entries = byExperiment(named).map(([name, value]) => [name, conventionText(value, titles.parameters)]);
  return { heading: 'Conventions', blocks: [facts(Object.fromEntries(entries))] };
}

/** Conventions with their names; of several experiments those that are the same in all once, the others for each. */
function byExperiment(named: Summary['conventions']): [name: string, value: unknown][] {
  const { experiments } = named;
  if (experiments === undefined) return Object.entries(named).map(([name, value]) => [conventionName(name), value]);
  const all = Object.entries(experiments as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const names = [...new Set(all.flatMap(([, own]) => Object.keys(own)))];
  return names.flatMap((name): [string, unknown][] => {
    const texts = new Set(all.map(([, own]) => JSON.stringify(own[name])));
    if (texts.size === 1) return [[conventionName(name), all[0]![1][name]]];
    return all.map(([experiment, own]) => [`${conventionName(name)} (${experiment})`, own[name]]);
  });
}

function provenance(resolved: string, files: readonly string[]): ReportSection {
  const where = 'Digests of all inputs, code and stages are in the folder provenance beside this report.';
  return {
    heading: 'Provenance',
    blocks: [
      { kind: 'paragraph', text: `${sentence('Data files', files)} ${where}`.trim() },
      { kind: 'code', label: 'Resolved study', text: resolved, folded: true },
    ],
  };
}

function sentence(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${heading}: ${items.join(', ')}.`;
}
