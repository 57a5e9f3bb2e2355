/**
 * A binned likelihood model as data: no functions and no references between its parts other than names, so that it can be written to
 * disk, compared and compiled again. Units are those of the caller; expectations and observations are counts.
 */
export interface ModelDescription {
  readonly parameters: readonly ParameterDescription[];
  readonly channels: readonly ChannelDescription[];
}

/** One parameter of the model; without bounds it may take any value. */
export interface ParameterDescription {
  readonly name: string;
  /** Where a fit starts, and the value of a parameter that no fit frees. */
  readonly initial: number;
  readonly lower?: number;
  readonly upper?: number;
  /** An auxiliary measurement; adds ((theta - mean) / sigma)^2 to the statistic. */
  readonly constraint?: NormalConstraint;
}

export interface NormalConstraint {
  readonly kind: 'normal';
  readonly mean: number;
  readonly sigma: number;
}

/** A histogram with its observation and the components that make up its expectation. */
export interface ChannelDescription {
  readonly name: string;
  readonly axes: readonly AxisDescription[];
  /** Counts per bin, row-major over the axes (the last axis runs fastest). */
  readonly observed: Float64Array;
  readonly components: readonly ComponentDescription[];
}

/** Bin edges, strictly increasing; the bins are half-open, [lower, upper). */
export interface AxisDescription {
  readonly name: string;
  readonly edges: Float64Array;
}

/** A named part of the expectation, such as a signal or one background: the sum of its terms. */
export interface ComponentDescription {
  readonly name: string;
  readonly terms: readonly TermDescription[];
}

/** Expectation of a term in a bin = weight(theta) * product of factors. The factors together cover every axis, each axis once. */
export interface TermDescription {
  readonly weight: Polynomial;
  readonly factors: readonly FactorDescription[];
}

/** Sum of coefficient * product of parameter^power; powers are positive integers. No monomial: 0. */
export type Polynomial = readonly Monomial[];

export interface Monomial {
  readonly coefficient: number;
  readonly powers: Readonly<Record<string, number>>;
}

export type FactorDescription = MorphFactor | TableFactor | TabulatedMorphFactor;

/** A template that parameters deform between variations; without variations it is a constant. */
export interface MorphFactor {
  readonly kind: 'morph';
  /** Indices into the axes of the channel; the arrays are row-major over these axes, in this order. */
  readonly axes: readonly number[];
  readonly nominal: Float64Array;
  /** Name in the registry of interpolations. */
  readonly interpolation: string;
  readonly variations: readonly Variation[];
}

/** The template at +1 (up) and at -1 (down) of a parameter. */
export interface Variation {
  readonly parameter: string;
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/**
 * A template that is an exact function of one parameter, tabulated at from, from + step, ... with its derivatives by the parameter;
 * between the knots it is the quintic that meets all of them. The bounds of the parameter must lie within the table.
 */
export interface TableFactor {
  readonly kind: 'table';
  readonly axes: readonly number[];
  readonly parameter: string;
  readonly from: number;
  readonly step: number;
  /** Row-major [knots][bins of the axes], as are the derivatives. */
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * A template that parameters deform and whose shape depends on one more parameter, such as a mass: nominal template and variations
 * tabulated at uniform knots in x (linear) or ln x (log) from `from` to `to`. Between the knots they are quintics whose derivatives at
 * the knots come from differences of the values, of sixth order in the distance of the knots. The bounds of the parameter must lie
 * within the table.
 */
export interface TabulatedMorphFactor {
  readonly kind: 'tabulated-morph';
  /** Indices into the axes of the channel; the templates are row-major over these axes, in this order. */
  readonly axes: readonly number[];
  /** Name in the registry of interpolations, for the variations. */
  readonly interpolation: string;
  /** The shape parameter; not one of the variations. */
  readonly parameter: string;
  readonly scale: 'linear' | 'log';
  /** Values of the parameter at the first and the last knot. */
  readonly from: number;
  readonly to: number;
  /** Number of knots, at least 8. */
  readonly knots: number;
  /** Row-major [knots][bins of the axes], as are the variations. */
  readonly nominal: Float64Array;
  readonly variations: readonly Variation[];
}
