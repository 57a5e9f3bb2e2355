import type { Reading } from '@cevns/plotting/reading';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { AnalysisPresentation } from '../analyses/presentation.ts';
import type { Summary } from '../generated/summary.ts';
import { type DrawnFigure, type ReportParameters, studyReport } from './study-report.ts';

/**
 * The report of a study: results with their conventions, figures, the resolved study, and a slot for where everything came from, as one HTML file.
 *
 * Inputs `summary`, and for each figure `figure:<file>` as SVG, `figure-data:<file>` its numbers and `figure-dark:<file>` the same for dark ground
 * where it has them; modules `presentation:<kind>` for each kind of analysis.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const drawn = (file: string): DrawnFigure =>
    drawnFigure(
      inputs[`figure:${file}`]!.text(),
      inputs[`figure-data:${file}`]?.json() as unknown as FigureData | undefined,
      inputs[`figure-dark:${file}`]?.text(),
    );
  const html = studyReport({
    ...(parameters as unknown as ReportParameters),
    summary: inputs.summary!.json() as unknown as Summary,
    drawn,
    presentationOf: (kind) =>
      (modules[`presentation:${kind}`] as { readonly presentation: AnalysisPresentation }).presentation,
  });
  return { report: { text: html } };
}

/** What a figure leaves for readers. */
export interface FigureData extends Reading {
  readonly width: number;
  readonly height: number;
}

/** A figure for a report. A dark drawing is taken only where it is of the same size, so that the numbers lie where they are seen. */
export function drawnFigure(svg: string, data: FigureData | undefined, dark: string | undefined): DrawnFigure {
  const sizeOf = (drawing: string): string | undefined => /viewBox="([^"]*)"/.exec(drawing)?.[1];
  return {
    svg,
    ...(dark === undefined || sizeOf(dark) !== sizeOf(svg) ? {} : { dark }),
    ...(data === undefined ? {} : { reading: { panels: data.panels, series: data.series } }),
  };
}
