import type { ParameterDescription } from '@cevns/fitting/model';
import type { ShapeTable } from '../stages/shape-table.ts';
import type { FluxVariation } from './flux-variations.ts';

/** The parameters of a part of the detector up and down. */
export interface VariedParameters {
  readonly up: object;
  readonly down: object;
}

/** A variation of a part of the detector; of quenchings per element, what it changes of each that it varies. */
export type LoweredVariation =
  | ({ readonly part: 'quenching' | 'efficiency' } & VariedParameters)
  | { readonly part: 'quenching'; readonly elements: Readonly<Record<string, VariedParameters>> };

/** All parameters of the model, and what each does. */
export interface LoweredParameters {
  readonly parameters: readonly ParameterDescription[];
  /** Names of the study's own `parameters:`. */
  readonly ofInterest: readonly string[];
  /** Names that the study defines and that were refused: what is wrong is said there, and not again where they are mentioned. */
  readonly refused: readonly string[];
  /** Parameters that scale each component. */
  readonly scaledBy: Readonly<Record<string, readonly string[]>>;
  readonly variations: Readonly<Record<string, LoweredVariation>>;
  /** Variations of the source by name: the part of its neutrinos, and the relative standard deviation of their number; 1 of what one pull changes. */
  readonly fluxVariations: Readonly<Record<string, FluxVariation>>;
  /** How many of these are variations of the spectrum of a reactor, and which part of its variance they have together. */
  readonly spectrum?: { readonly variations: number; readonly variance: number };
  /** Names of the variations of templates by component and parameter. */
  readonly templateVariations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly interpolation: string;
  readonly onset?: { readonly parameter: string; readonly table: { from: number; step: number; knots: number } };
  /** Parameter that scales the signal and nothing else. */
  readonly strength?: string;
  readonly units: Readonly<Record<string, string>>;
  /** What figures and reports call the parameters of the interaction. */
  readonly labels: Readonly<Record<string, string>>;
  /** Dimensions of the parameters whose values are quantities, as the study language calls them. */
  readonly quantities: Readonly<Record<string, string>>;
  /** Name in the study by qualified name, `nsi.eps_ee_u`, of the free parameters that the rate is a polynomial in. */
  readonly freeCouplings: ReadonlyMap<string, string>;
  /** The one free parameter over which templates are tabulated, where there is one. */
  readonly shape?: ShapeTable;
  /** Values of the free parameters of the interaction at which there is the Standard Model alone. */
  readonly standardModel: Readonly<Record<string, number>>;
}
