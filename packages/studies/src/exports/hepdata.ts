import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type BinnedExpectation, channelOf } from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { Curve } from '../analyses/profile.ts';
import type { ExportFormat } from './export-format.ts';
import * as contents from './hepdata-contents.ts';
import type { HepDataTable } from './hepdata-table.ts';
import { type SubmittedTable, submissionYaml, tableYaml } from './hepdata-yaml.ts';

/** A table of a submission: what it shows, and of which input. */
export interface TableOfInput extends Omit<SubmittedTable, 'observables'> {
  /** The output of the stage. */
  readonly output: string;
  readonly input: string;
  readonly shows: keyof typeof SHOWN;
  /** The channel of bins; the only one unless given. */
  readonly channel?: string;
  /** Bins projected on this axis; all bins unless given. */
  readonly axis?: string;
}

export interface HepDataParameters {
  readonly comment: string;
  readonly tables: readonly TableOfInput[];
  /** Labels of the study's names; those of observables and components of a channel under its name, or under `` for the only one. */
  readonly parameters: contents.Labels['parameters'];
  readonly channels: Readonly<Record<string, Pick<contents.Labels, 'observables' | 'components'>>>;
}

type Show = (json: never, labels: contents.Labels, table: TableOfInput) => HepDataTable;

const SHOWN = {
  bins: (json: readonly BinnedExpectation[], labels, { channel, axis }) =>
    contents.spectrum(channelOf(json, channel), axis, labels),
  parameters: (json: contents.FitResult, labels) => contents.fittedParameters(json, labels),
  curve: (json: Curve, labels) => contents.profileCurve(json, labels),
  intervals: (json: Curve, labels) => contents.profileIntervals(json, labels),
  plane: (json: ScannedPlane, labels) => contents.scannedPlane(json, labels),
  contours: (json: ScannedPlane, labels) => contents.contourVertices(json, labels),
  limits: (json: LimitCurve, labels) => contents.limitCurve(json, labels),
  limit: (json: contents.LimitResult, labels) => contents.singleLimit(json, labels),
} as const satisfies Readonly<Record<string, Show>>;

/**
 * A submission to HEPData: `submission.yaml` and a YAML file for each table of its analyses.
 *
 * Inputs as the tables name them.
 */
export const format: ExportFormat = {
  write({ parameters: settings, inputs }: StageContext): StageOutputs {
    const { comment, tables, parameters, channels } = settings as unknown as HepDataParameters;
    const written = tables.map((table) => {
      const labels = { parameters, ...(channels[table.channel ?? ''] ?? { observables: {}, components: {} }) };
      const shown = (SHOWN[table.shows] as Show)(inputs[table.input]!.json() as never, labels, table);
      const observables = shown.dependent_variables.map(({ header }) => header.name);
      return { ...table, text: tableYaml(shown), observables };
    });
    return {
      submission: { text: submissionYaml(comment, written) },
      ...Object.fromEntries(written.map(({ output, text }) => [output, { text }])),
    };
  },
};
