// Generated from schemas/1.0/campaign.json by scripts/assemble-schemas.ts. Do not edit.

/**
 * The values of an axis: a list, or a range.
 */
export type Axis = [unknown, ...unknown[]] | Range;

/**
 * One study in many configurations: the axes that are varied, and what is kept of each configuration.
 */
export interface Campaign {
  /**
   * Version of the study language.
   */
  schema: 'cevns/1.0';
  /**
   * Name of the campaign in small letters, digits, dots and hyphens; names the results folder.
   */
  campaign: string;
  /**
   * One line that says what the campaign is for.
   */
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  /**
   * The study file, relative to this one, within the same project.
   */
  study: string;
  /**
   * Overrides for every configuration: values by their path in the study, as after `--set`.
   */
  set?: {};
  /**
   * The analyses of the study that each configuration runs; all unless given.
   *
   * @minItems 1
   */
  analyses?: [string, ...string[]];
  matrix?: Axes;
  /**
   * Groups of axes that move together: the first values of all axes of a group, then the second, and so on. A group counts as one more axis of the matrix.
   */
  zip?: Axes[];
  /**
   * Further configurations: one value for some of the axes each; for the others, the value of the study.
   */
  include?: Values[];
  /**
   * Combinations that are left out: those that have all the values of an item.
   */
  exclude?: Values[];
  /**
   * Which outputs of the study are written for every configuration; none unless given, since there may be thousands.
   */
  outputs?: ('figures' | 'tables' | 'reports' | 'exports')[];
}
export interface Axes {
  [k: string]: Axis;
}
export interface Range {
  /**
   * First value, with its unit.
   */
  from: string | number;
  /**
   * Last value, with its unit.
   */
  to: string | number;
  /**
   * Number of values.
   */
  points?: number;
  /**
   * Equal differences, or equal ratios.
   */
  spacing?: 'linear' | 'log';
  /**
   * Difference of neighbouring values, in place of `points`.
   */
  step?: string | number;
}
export interface Values {}
