import type { BinModifier } from './bin-modifiers.ts';

/**
 * A likelihood model as HistFactory knows it: channels of samples, each a histogram that modifiers scale and deform. Formats that are
 * HistFactory in another spelling are written from this.
 */
export interface HistogramModel {
  readonly parameters: readonly HistogramParameter[];
  /** Those of single bins, which stand at their own values. */
  readonly binModifiers: readonly BinModifier[];
  readonly channels: readonly HistogramChannel[];
  /** Parameters of the model that the format cannot vary, with the values at which they were held. */
  readonly frozen: readonly { readonly name: string; readonly value: number; readonly reason: string }[];
  /** What else the histograms do not say, as sentences. */
  readonly losses: readonly string[];
}

/** A parameter; a constrained one counts standard deviations from the mean of its constraint, which is a unit normal. */
export interface HistogramParameter {
  readonly name: string;
  readonly isConstrained: boolean;
  /** Whether its logarithm is what the constraint is normal in. */
  readonly isLogNormal: boolean;
  /** Of a luminosity, a free scale that was measured: with what result. */
  readonly measured?: { readonly mean: number; readonly sigma: number };
  readonly initial: number;
  readonly lower: number;
  readonly upper: number;
  /** The value that the likelihood model gives it. */
  valueAt(own: number): number;
}

export interface HistogramChannel {
  readonly name: string;
  /** Bins in a row, the last axis of the channel fastest. */
  readonly observed: readonly number[];
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly nominal: readonly number[];
  readonly modifiers: readonly Modifier[];
  readonly binModifiers: readonly SampleBinModifier[];
}

/** A modifier of single bins as it stands with a sample. */
export interface SampleBinModifier {
  readonly modifier: BinModifier;
  /** Uncertainty of each bin in events; that of a sum stands with the first sample in it. */
  readonly uncertainties: readonly number[];
}

export type Modifier =
  | { readonly type: 'normfactor'; readonly parameter: string }
  | {
      readonly type: 'normsys';
      readonly parameter: string;
      readonly hi: number;
      readonly lo: number;
      readonly interpolation: ModifierInterpolation;
    }
  | {
      readonly type: 'histosys';
      readonly parameter: string;
      readonly hi: readonly number[];
      readonly lo: readonly number[];
      readonly interpolation: ModifierInterpolation;
    };

/**
 * How the likelihood model goes through -1, 0 and +1, in the names of the HEP Statistics Serialization Standard; `poly6` where none of
 * them is that of the model.
 */
export type ModifierInterpolation = 'lin' | 'log' | 'parabolic' | 'poly6';
