// Generated from schemas/1.0/campaign.json by scripts/assemble-schemas.ts. Do not edit.

/**
 * The values of an axis: a list, or a range.
 */
export type Axis = [unknown, ...unknown[]] | Range;
/**
 * Ends of the axis, in its unit.
 *
 * @minItems 2
 * @maxItems 2
 */
export type Ends = [number, number];

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
  /**
   * Figures of all configurations: a number of the summaries against an axis, a curve for every combination of values of the other axes.
   */
  figures?: {
    /**
     * Name of the file in figures/, ending in `.svg`, `.png` or `.pdf`.
     */
    file: string;
    x: {
      /**
       * An axis of the campaign, by its path in the study.
       */
      axis: string;
      label?: string;
      /**
       * As it is printed; that of the values unless given.
       */
      unit?: string;
      scale?: 'linear' | 'log';
      range?: Ends;
    };
    y: {
      /**
       * A column of campaign.csv, such as `discovery.z`.
       */
      number: string;
      label?: string;
      unit?: string;
      scale?: 'linear' | 'log';
      range?: Ends;
    };
    title?: string;
    /**
     * Lines of words in the figure.
     */
    annotations?: string[];
    /**
     * paper unless given
     */
    theme?: 'paper' | 'screen' | 'dark';
    /**
     * column unless given
     */
    width?: 'column' | 'double';
    /**
     * Dots per inch of a PNG; 288 unless given.
     */
    resolution?: number;
  }[];
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
