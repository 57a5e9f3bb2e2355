import type { NumericTable } from '@cevns/detectors/tables/csv';
import { conditionalShares, type TemplateAxis, templateShares } from '@cevns/detectors/templates';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { tableOf } from './input-table.ts';
import { checkAxisUnit, type RegionParameters, regionEdges } from './region.ts';

export interface TemplatesParameters extends RegionParameters {
  /** The region that templates are normalised in. */
  readonly referenceRegion: Readonly<Record<string, readonly [number, number]>>;
  /** Templates by component. */
  readonly templates: Readonly<Record<string, TemplateParameters>>;
}

export interface TemplateParameters {
  /** Name of the input that holds the table. */
  readonly table: string;
  /** Column with the centres of the bins, by observable. */
  readonly at: Readonly<Record<string, string>>;
  readonly content: string;
  /** Columns of the varied templates, by parameter. */
  readonly variations: Readonly<Record<string, { readonly up: string; readonly down?: string }>>;
  /** Observables in the order of the axes of the result; the table may have others. */
  readonly axes: readonly string[];
  /** Whether the result is normalised in every bin of the first axis, and not as a whole. */
  readonly conditional: boolean;
}

/**
 * Shares of tabulated templates, row-major over their axes: `<component>`, and `<component>/<parameter>/up` and `/down` of every variation, each
 * normalised by itself. A variation without `down` is mirrored, so that the template is a straight line in the parameter.
 *
 * Inputs: the tables that templates name.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const settings = parameters as unknown as TemplatesParameters;
  const arrays: Record<string, NumericArray> = {};
  for (const [component, template] of Object.entries(settings.templates)) {
    const shares = aboutInput(template.table, () =>
      sharesOfTemplate(tableOf(inputs[template.table]!), template, settings),
    );
    for (const [name, array] of Object.entries(shares)) arrays[`${component}${name}`] = array;
  }
  return { templates: { arrays } };
}

/** The shares of a template, under the empty name, and of its variations, under `/<parameter>/up` and `/down`. */
export function sharesOfTemplate(
  table: NumericTable,
  template: TemplateParameters,
  settings: Omit<TemplatesParameters, 'templates'>,
): Record<string, NumericArray> {
  const [first, ...others] = template.axes.map((name) => axisOf(name, template, settings));
  const kept: readonly [TemplateAxis, ...TemplateAxis[]] = [first!, ...others];
  const summed = Object.keys(template.at)
    .filter((name) => !template.axes.includes(name))
    .map((name) => axisOf(name, template, settings));
  const shares = (content: string) =>
    (template.conditional ? conditionalShares : templateShares)(table, kept, summed, content);
  const shape = kept.map(({ edges }) => edges.length - 1);
  const nominal = shares(template.content);
  const arrays: Record<string, NumericArray> = { '': { shape, data: nominal } };
  for (const [parameter, { up, down }] of Object.entries(template.variations)) {
    const raised = shares(up);
    const lowered = down === undefined ? nominal.map((each, i) => 2 * each - raised[i]!) : shares(down);
    arrays[`/${parameter}/up`] = { shape, data: raised };
    arrays[`/${parameter}/down`] = { shape, data: lowered };
  }
  return arrays;
}

function axisOf(
  name: string,
  { at }: TemplateParameters,
  settings: Omit<TemplatesParameters, 'templates'>,
): TemplateAxis {
  checkAxisUnit(name, at[name]!, settings);
  return { edges: regionEdges(settings, name), reference: settings.referenceRegion[name]!, column: at[name]! };
}
