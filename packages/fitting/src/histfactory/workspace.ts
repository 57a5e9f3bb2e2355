/**
 * A HistFactory workspace as pyhf writes it, version 1.0.0, as far as a model needs it.
 *
 * @see L. Heinrich et al., J. Open Source Softw. 6 (2021) 2823; the schema at https://scikit-hep.org/pyhf/schemas/1.0.0/workspace.json
 */
export interface Workspace {
  readonly channels: readonly WorkspaceChannel[];
  readonly observations: readonly { readonly name: string; readonly data: readonly number[] }[];
  readonly measurements: readonly Measurement[];
  readonly version?: string;
}

export interface WorkspaceChannel {
  readonly name: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly data: readonly number[];
  readonly modifiers: readonly Modifier[];
}

export type Modifier =
  | { readonly type: 'normfactor' | 'shapefactor' | 'lumi'; readonly name: string; readonly data?: null }
  | { readonly type: 'normsys'; readonly name: string; readonly data: { readonly hi: number; readonly lo: number } }
  | {
      readonly type: 'histosys';
      readonly name: string;
      readonly data: { readonly hi_data: readonly number[]; readonly lo_data: readonly number[] };
    }
  /** Absolute uncertainties per bin. */
  | { readonly type: 'shapesys' | 'staterror'; readonly name: string; readonly data: readonly number[] };

export interface Measurement {
  readonly name: string;
  readonly config: { readonly poi: string; readonly parameters?: readonly ParameterConfig[] };
}

/** What a measurement changes of a parameter, one value for each bin it acts on. */
export interface ParameterConfig {
  readonly name: string;
  readonly inits?: readonly number[];
  readonly bounds?: readonly (readonly [number, number])[];
  readonly auxdata?: readonly number[];
  readonly sigmas?: readonly number[];
  readonly fixed?: boolean;
}
