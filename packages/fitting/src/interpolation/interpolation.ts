import type { Variation } from '../model.ts';

/**
 * A way to continue a template between its variations; one file per named interpolation, one line in the registry. The result is
 * linear in the templates: that of a sum of templates is the sum of the results.
 */
export interface Interpolation {
  /** Whether the first derivative by a parameter may jump where the parameter is 0. */
  readonly kinkAtZero: boolean;
  /** Which second derivatives may differ from zero: none, those by one parameter twice, or all pairs. */
  readonly curvature: 'none' | 'diagonal' | 'full';
  /** Does once what does not depend on the parameters. */
  prepare(nominal: Float64Array, variations: readonly Variation[]): InterpolatedTemplate;
}

/** Interpolations by name, as far as a model needs them; see interpolation/registry.ts for the modules. */
export type Interpolations = Readonly<Record<string, Interpolation>>;

/**
 * Writes the template and its derivatives for the given parameter values.
 *
 * @param parameters value of the parameter of each variation
 * @param side for a parameter at a kink: whether derivatives are taken from above (+1) or from below (-1)
 * @param out receives the result
 */
export type InterpolatedTemplate = (parameters: Float64Array, side: Int8Array, out: TemplateValues) => void;

/** A template and its derivatives, row-major with the bins of the template running fastest. */
export interface TemplateValues {
  readonly value: Float64Array;
  /** [variations][bins] */
  readonly first: Float64Array;
  /** [pairs][bins]: no pair, (0,0), (1,1), ... or (0,0), (1,0), (1,1), (2,0), ... by the curvature of the interpolation. */
  readonly second: Float64Array;
}
