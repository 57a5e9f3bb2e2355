/**
 * A likelihood model as data: no functions and no references between its parts other than names, so that it can be written to disk,
 * compared and compiled again. Units are those of the caller; expectations and observations are counts.
 */
export interface ModelDescription {
  readonly parameters: readonly ParameterDescription[];
  readonly channels: readonly ChannelDescription[];
  /** Auxiliary measurements of several parameters at once; a parameter has one here or its own, not both. */
  readonly jointConstraints?: readonly JointConstraint[];
  /**
   * Values of some parameters from which a fit is to start as well, where the statistic is known to have several minima, such as two
   * signs of a coupling. The lowest minimum is the result.
   */
  readonly starts?: readonly Readonly<Record<string, number>>[];
}

/** One parameter of the model; without bounds it may take any value. */
export interface ParameterDescription {
  readonly name: string;
  /** Where a fit starts, and the value of a parameter that no fit frees. */
  readonly initial: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly constraint?: Constraint;
}

/** An auxiliary measurement of one parameter; `constraint.ts` has what it adds to the statistic. */
export type Constraint = NormalConstraint | PoissonConstraint | LogNormalConstraint | UniformConstraint;

/** mean ~ Normal(theta, sigma) */
export interface NormalConstraint {
  readonly kind: 'normal';
  readonly mean: number;
  readonly sigma: number;
}

/** count ~ Poisson(rate * theta), such as the events of a control region. */
export interface PoissonConstraint {
  readonly kind: 'poisson';
  readonly count: number;
  readonly rate: number;
}

/** ln median ~ Normal(ln theta, logSigma); theta > 0. */
export interface LogNormalConstraint {
  readonly kind: 'log-normal';
  readonly median: number;
  readonly logSigma: number;
}

/** Nothing but bounds, in addition to those of the parameter. */
export interface UniformConstraint {
  readonly kind: 'uniform';
  readonly lower: number;
  readonly upper: number;
}

/** mean ~ Normal(theta, covariance) for a vector of parameters. */
export interface JointConstraint {
  readonly parameters: readonly string[];
  readonly mean: Float64Array;
  /** Row-major [parameters][parameters], symmetric and positive definite. */
  readonly covariance: Float64Array;
}

/** A histogram with its observation and the components that make up its expectation. */
export interface ChannelDescription {
  readonly name: string;
  readonly axes: readonly AxisDescription[];
  /** Counts per bin, row-major over the axes (the last axis runs fastest). */
  readonly observed: Float64Array;
  readonly components: readonly ComponentDescription[];
  /** How observation and expectation are compared; default Poisson. */
  readonly likelihood?: ChannelLikelihood;
  readonly templateErrors?: TemplateErrors;
}

/**
 * Statistical errors of templates: in each bin a factor, constrained around 1, scales the sum of some components. The factors are no
 * parameters; at every evaluation they are where the statistic is smallest (Barlow and Beeston, with one factor per bin). Counts only.
 */
export interface TemplateErrors {
  readonly components: readonly string[];
  /** Relative error of the sum per bin, row-major; 0: none. */
  readonly relative: Float64Array;
  /** Normal(1, relative), or a Poisson count of relative^-2 expected events. */
  readonly constraint: 'normal' | 'poisson';
}

export type ChannelLikelihood = PoissonLikelihood | NormalLikelihood | UnbinnedLikelihood;

/** Counts: 2 sum over bins of [mu - n + n ln(n / mu)]. */
export interface PoissonLikelihood {
  readonly kind: 'poisson';
}

/** Measured values with errors: r^T V^-1 r, r = observed - expected. Both may be negative. */
export interface NormalLikelihood {
  readonly kind: 'normal';
  /** V, row-major [bins][bins], symmetric and positive definite. */
  readonly covariance: Float64Array;
}

/**
 * Single events, extended: 2 [nu - sum over events of w ln lambda]. The channel has one axis with a bin for each event and one more at
 * the end: templates hold the densities lambda (expected events per unit of the observables) at the events, and their integrals over
 * all that could have been observed, which sum up to nu, in the last bin. `observed` holds the weights w of the events, 1 for each, and
 * 0 at the end. See `unbinned-channel.ts`.
 */
export interface UnbinnedLikelihood {
  readonly kind: 'unbinned';
  /** Densities everywhere: with it events can be drawn, and the channel has toys. */
  readonly sampler?: EventSampler;
}

/**
 * The densities of a channel of single events on a grid of its observables; between the nodes they are linear along each axis. Toys
 * and Asimov data are drawn from these densities and fitted with them, so that the distance of the nodes is no bias of a fit; it should be
 * small against what a density changes over.
 */
export interface EventSampler {
  /** The observables and their nodes, strictly increasing, from the first value that can be observed to the last. */
  readonly axes: readonly { readonly name: string; readonly nodes: Float64Array }[];
  /** As those of the channel; templates hold the densities at the nodes, row-major, and their integrals as the last element. */
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

/**
 * Expectation of a term in a bin = weight(theta) * product of scales * product of factors * product of bin scales. The factors together
 * cover every axis, each axis once.
 */
export interface TermDescription {
  readonly weight: Polynomial;
  readonly scales?: readonly ScaleDescription[];
  readonly factors: readonly FactorDescription[];
  readonly binScales?: readonly BinScaleDescription[];
}

/** A normalisation that is 1 where its parameter is 0, `up` at +1 and `down` at -1 (HistFactory: normsys). */
export interface ScaleDescription {
  readonly parameter: string;
  readonly up: number;
  readonly down: number;
  /** Code 1 or code 4 of HistFactory; see `scale.ts`. */
  readonly interpolation: 'exponential' | 'polynomial-exponential';
}

/** A parameter for each bin that scales this bin alone (HistFactory: shapefactor, shapesys, staterror). */
export interface BinScaleDescription {
  /** One for each bin of the channel, row-major; null: 1. */
  readonly parameters: readonly (string | null)[];
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
