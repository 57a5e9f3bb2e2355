// Generated from schemas/1.0/summary.json by scripts/assemble-schemas.ts. Do not edit.

export type AnalysesResult =
  | ContourResult
  | FeldmanCousinsResult
  | FitResult
  | GoodnessOfFitResult
  | ImpactsResult
  | InteractionsResult
  | UpperLimitResult
  | PosteriorResult
  | PredictionResult
  | ProfileLikelihoodResult
  | SensitivityResult
  | SignificanceResult
  | ToysResult;

/**
 * Every number of every analysis of one study.
 */
export interface Summary {
  schema: 'cevns/1.0';
  study: string;
  title?: string;
  references?: string[];
  /**
   * The named choices that the numbers rest on.
   */
  conventions: {
    [k: string]: unknown;
  };
  /**
   * What is known of the flux behind the expected events.
   */
  flux?: {
    /**
     * Part of the expected events, of the component in which it is largest, from neutrinos of energies at which no spectrum was determined.
     */
    'extrapolated-fraction': number;
  };
  /**
   * Estimated numerical errors of the predicted templates, relative to the largest bin: the largest of each kind.
   */
  accuracy: {
    /**
     * Of the integral over recoil energy.
     */
    quadrature: number;
    /**
     * Of the interpolation between the knots of a free mass, radius or mass splitting.
     */
    tabulation?: number;
  };
  warnings: string[];
  analysis: {
    [k: string]: AnalysesResult;
  };
  /**
   * Analyses of the study that have no numbers, since a stage of theirs failed, where the run went on (--keep-going). Left out where there are none.
   */
  failed?: {
    [k: string]: {
      /**
       * The stage that failed.
       */
      stage: string;
      error: string;
    };
  };
}
/**
 * The statistic on a plane of two parameters, minimised over all others at every point, and the lines on which it has risen by a level.
 */
export interface ContourResult {
  kind: 'contour';
  x: {
    parameter: string;
    unit?: string;
    spacing: 'linear' | 'log';
    values: number[];
  };
  y: {
    parameter: string;
    unit?: string;
    spacing: 'linear' | 'log';
    values: number[];
  };
  /**
   * Statistic minus that of the best fit, one row per value of x; null where the fit did not converge.
   */
  delta: (number | null)[][];
  /**
   * Points where the fit did not converge.
   */
  failed: number;
  best: {
    values: {
      [k: string]: number;
    };
    statistic: number;
  };
  /**
   * The fit with the parameters of the interaction where they are in the Standard Model.
   */
  'standard-model'?: {
    values: {
      [k: string]: number;
    };
    delta: number;
  };
  contours: {
    confidence: number;
    level: number;
    /**
     * Minima below the level around which no line could be drawn: the region there is too narrow for the points of the plane. Left out where there are none.
     */
    unresolved?: [number, number][];
    lines: {
      /**
       * An open line ends at the border of the range, or at points whose fit failed.
       */
      closed: boolean;
      /**
       * Where the statistic is lower: inside or outside of a closed line, to the left of an open one.
       */
      allowed: 'inside' | 'outside' | 'left';
      points: [number, number][];
    }[];
  }[];
  'degrees-of-freedom': number;
  evaluations: number;
  status: FitStatus;
}
export interface FitStatus {
  converged: boolean;
  edm: number;
  'positive-definite': boolean;
  'at-limit': string[];
  iterations: number;
  evaluations?: number;
  /**
   * Free parameters on which nothing depends at the minimum; kept as they were.
   */
  'without-effect'?: string[];
  /**
   * Empty bins whose expectation is negative: the model is beyond its validity there.
   */
  'negative-bins'?: number;
}
/**
 * Neyman construction ordered by the likelihood ratio over one parameter, or a plane of two: which values the data accept, by toys.
 */
export interface FeldmanCousinsResult {
  kind: 'feldman-cousins';
  x: {
    parameter: string;
    unit?: string;
    spacing: 'linear' | 'log';
    values: number[];
  };
  y?: {
    parameter: string;
    unit?: string;
    spacing: 'linear' | 'log';
    values: number[];
  };
  confidence: number[];
  /**
   * The points of x; with y those of the plane, y running fastest.
   */
  points: {
    /**
     * Statistic minus that of the best fit; null where the fit failed.
     */
    rise: number | null;
    /**
     * Toys made; none where the rise is so large that chi2 rejects the point a thousand times more clearly than asked for, or the fit failed.
     */
    toys: number;
    'p-value'?: number;
    'p-value-error'?: number;
    /**
     * The rise up to which data are accepted, at each confidence level.
     */
    critical?: number[];
    /**
     * What the number of toys leaves uncertain in it.
     */
    'critical-error'?: number[];
    /**
     * At each confidence level.
     */
    accepted: boolean[];
  }[];
  /**
   * Of one parameter: all ranges of accepted values.
   */
  intervals?: {
    confidence: number;
    /**
     * Null where it is the end of the range.
     */
    lower: number | null;
    upper: number | null;
    /**
     * What the number of toys leaves uncertain; of few counts, the distance of the points.
     */
    'lower-error': number | null;
    'upper-error': number | null;
  }[];
  /**
   * Of two parameters: borders of the accepted region.
   */
  contours?: {
    confidence: number;
    /**
     * Minima inside around which no line could be drawn: the region there is too narrow for the points of the plane. Left out where there are none.
     */
    unresolved?: [number, number][];
    lines: {
      /**
       * An open line ends at the border of the range, or at points whose fit failed.
       */
      closed: boolean;
      /**
       * Where the statistic is lower: inside or outside of a closed line, to the left of an open one.
       */
      allowed: 'inside' | 'outside' | 'left';
      points: [number, number][];
    }[];
  }[];
  /**
   * The same by quantiles of chi2 (Wilks).
   */
  asymptotic: {
    'degrees-of-freedom': number;
    intervals?: {
      confidence: number;
      level: number;
      lower: number | null;
      upper: number | null;
    }[];
    contours?: {
      confidence: number;
      level: number;
      /**
       * Minima inside around which no line could be drawn: the region there is too narrow for the points of the plane. Left out where there are none.
       */
      unresolved?: [number, number][];
      lines: {
        /**
         * An open line ends at the border of the range, or at points whose fit failed.
         */
        closed: boolean;
        /**
         * Where the statistic is lower: inside or outside of a closed line, to the left of an open one.
         */
        allowed: 'inside' | 'outside' | 'left';
        points: [number, number][];
      }[];
    }[];
  };
  /**
   * Points of which all their toys leave open at some level whether they are accepted; they lie beside an end.
   */
  undecided: number;
  /**
   * Points where the fit to the data did not converge.
   */
  failed: number;
  toys: {
    number: number;
    /**
     * Toys whose fits did not converge; they are left out.
     */
    failed: number;
    /**
     * At one point.
     */
    most: number;
    seed: number;
  };
  method: string;
  best: {
    values: {
      [k: string]: number;
    };
    statistic: number;
  };
  status: FitStatus;
}
/**
 * Maximum-likelihood fit with Hesse errors and profile-likelihood intervals.
 */
export interface FitResult {
  kind: 'fit';
  parameters: {
    [k: string]: FittedParameter;
  };
  correlation?: {
    parameters: string[];
    matrix: number[][];
  };
  /**
   * -2 ln lambda with saturated reference, pulls included.
   */
  statistic: number;
  /**
   * The same without pulls.
   */
  deviance: number;
  bins: number;
  /**
   * Whether the model describes the data; missing when there are no degrees of freedom.
   */
  'goodness-of-fit'?: {
    'p-value': number;
    /**
     * Bins less free parameters without a prior.
     */
    'degrees-of-freedom': number;
    method: string;
    /**
     * Bins that expect fewer than 5 events, where the approximation is poor.
     */
    'sparse-bins': number;
  };
  components: EventsByComponent;
  total: number;
  observed?: number;
  'cross-section'?: CrossSection;
  /**
   * Convention of minus and plus.
   */
  interval: string;
  status: FitStatus;
}
export interface FittedParameter {
  value: number;
  unit?: string;
  /**
   * Hesse error; null when fixed, at a limit or not determined.
   */
  error: number | null;
  /**
   * Distance to the lower end of the interval, positive.
   */
  minus: number | null;
  /**
   * Distance to the upper end.
   */
  plus: number | null;
  fixed: boolean;
  'at-limit'?: boolean;
  note?: string;
  prior?: {
    mean: number;
    sigma: number;
  };
  pull?: number;
}
/**
 * Events per component in the region.
 */
export interface EventsByComponent {
  [k: string]: number;
}
/**
 * Flux-averaged CEvNS cross section per nucleus.
 */
export interface CrossSection {
  value: number;
  minus?: number | null;
  plus?: number | null;
  unit: 'cm^2';
  'standard-model': number;
}
/**
 * How many toys of the best fit are described as badly as the data.
 */
export interface GoodnessOfFitResult {
  kind: 'goodness-of-fit';
  statistic: number;
  bins: number;
  /**
   * Of the statistic in toys.
   */
  median: number;
  'p-value': number;
  /**
   * Binomial, of the number of toys.
   */
  'p-value-error': number;
  method: string;
  toys: {
    number: number;
    /**
     * Toys whose fits did not converge; they are left out.
     */
    failed: number;
    seed: number;
  };
  status: FitStatus;
}
/**
 * Pulls of the other parameters, and how much each moves one parameter, before and after the fit.
 */
export interface ImpactsResult {
  kind: 'impacts';
  parameter: string;
  value: number;
  error: number | null;
  /**
   * The largest shift first.
   */
  impacts: {
    parameter: string;
    value: number;
    error: number | null;
    /**
     * (value - centre) / width of its constraint.
     */
    pull: number | null;
    /**
     * Error over width of its constraint.
     */
    constrained: number | null;
    /**
     * Moved by the width of its constraint.
     */
    prefit: {
      up: number | null;
      down: number | null;
    } | null;
    /**
     * Moved by its error.
     */
    postfit: {
      up: number | null;
      down: number | null;
    } | null;
  }[];
  method: string;
  status: FitStatus;
}
/**
 * Interactions in the target by inelastic reactions, and their flux-averaged cross sections, without any response of the detector.
 */
export interface InteractionsResult {
  kind: 'interactions';
  /**
   * Values of the free parameters of the oscillation.
   */
  at: {
    [k: string]: number;
  };
  reactions: {
    [k: string]: {
      /**
       * Expected interactions over the exposure.
       */
      events: number;
      /**
       * Averaged over the neutrinos of these flavours that the source emits.
       */
      'cross-section': {
        value: number;
        unit: 'cm^2';
      };
      flavours: string[];
      /**
       * Neutrinos of these flavours over the exposure, without oscillation.
       */
      fluence: {
        value: number;
        unit: 'cm^-2';
      };
      /**
       * Isotopes of the target that are counted.
       */
      isotopes: string[];
      /**
       * Number of their nuclei.
       */
      nuclei: number;
      threshold: {
        value: number;
        unit: 'MeV';
      };
      source: string;
      /**
       * Of the cross section, as its source states it; it is in no number here.
       */
      'relative-uncertainty'?: number;
      'neutrons-per-interaction'?: number;
    };
  };
}
/**
 * The largest value of a parameter that the data allow, alone or against another parameter.
 */
export interface UpperLimitResult {
  kind: 'limit';
  parameter: string;
  unit?: string;
  confidence: number;
  convention: {
    name: string;
    statement: string;
    [k: string]: unknown;
  };
  border: number;
  /**
   * Null where the statistic stays below the level up to the bound of the parameter. Left out of a limit against another parameter.
   */
  upper?: number | null;
  /**
   * The lower end of the interval, by a convention that has one; null where it reaches the border.
   */
  lower?: number | null;
  /**
   * Limits expected without a signal, at -2, -1, 0, 1, 2 standard deviations.
   *
   * @minItems 5
   * @maxItems 5
   */
  expected?: [number | null, number | null, number | null, number | null, number | null];
  /**
   * Toys made, with what their number leaves uncertain in the ends.
   */
  toys?: {
    seed: number;
    number: number;
    /**
     * Toys whose fits did not converge; they are left out.
     */
    failed: number;
    'upper-error'?: number | null;
    'lower-error'?: number | null;
    /**
     * What the number of toys leaves uncertain in the expected limits, where they are by toys.
     *
     * @minItems 5
     * @maxItems 5
     */
    'expected-errors'?: [number | null, number | null, number | null, number | null, number | null];
  };
  /**
   * Of integrals by sampling: the number of points at each value of the parameter, and what it leaves uncertain in the limit.
   */
  sampling?: {
    points: number;
    'upper-error': number;
  };
  best?: {
    [k: string]: number;
  };
  against?: {
    parameter: string;
    unit?: string;
    spacing: 'linear' | 'log';
    values: number[];
  };
  /**
   * The limit at each value of the other parameter; null where there is none, or the fit failed.
   */
  curve?: (number | null)[];
  /**
   * Limits expected without a signal at each value of the other parameter, at -2, -1, 0, 1, 2 standard deviations; null where there are none.
   */
  'expected-curve'?: ([number | null, number | null, number | null, number | null, number | null] | null)[];
  /**
   * Values of the other parameter where a fit did not converge.
   */
  failed?: number;
  evaluations?: number;
  status: FitStatus;
}
/**
 * The posterior of the free parameters, by an ensemble of walkers.
 */
export interface PosteriorResult {
  kind: 'posterior';
  parameters: {
    parameter: string;
    mean: number;
    deviation: number;
    quantiles: number[];
    'r-hat': number;
    'effective-size': number;
    /**
     * Draws in bins around the mean.
     */
    histogram?: {
      edges: number[];
      counts: number[];
    };
  }[];
  'quantiles-at': number[];
  /**
   * Whether R-hat is below 1.01 for every parameter.
   */
  converged: boolean;
  acceptance: number;
  sampling: {
    ensembles: number;
    walkers: number;
    'burn-in': number;
    steps: number;
    seed: number;
  };
  method: string;
  status: FitStatus;
}
/**
 * Expected events per component at the nominal values of all parameters.
 */
export interface PredictionResult {
  kind: 'predict';
  at: {
    [k: string]: number;
  };
  components: EventsByComponent;
  total: number;
  observed?: number;
  bins: number;
  statistic?: number;
  deviance?: number;
  'cross-section'?: CrossSection;
}
/**
 * The statistic against one parameter, minimised over all others at every point.
 */
export interface ProfileLikelihoodResult {
  kind: 'profile';
  parameter: string;
  x: number[];
  /**
   * Statistic minus that of the best fit; null where the fit did not converge.
   */
  delta: (number | null)[];
  best: {
    value: number;
    statistic: number;
  };
  /**
   * Every interval in which the statistic lies below a level, ascending; several of one confidence level where there are several minima. An end is null where the interval is open.
   */
  intervals: {
    confidence: number;
    level: number;
    lower: number | null;
    upper: number | null;
  }[];
  'degrees-of-freedom': number;
  status: FitStatus;
  spacing?: 'linear' | 'log';
}
/**
 * Median significance of a signal, and median limit without one, with bands, before there are data.
 */
export interface SensitivityResult {
  kind: 'sensitivity';
  parameter: string;
  unit?: string;
  border: number;
  injected: number;
  confidence: number;
  /**
   * The background that points have more or less of.
   */
  background?: string;
  points: {
    exposure: number;
    /**
     * In units of what the study expects.
     */
    background?: number;
    /**
     * At -2, -1, 0, 1, 2 standard deviations.
     *
     * @minItems 5
     * @maxItems 5
     */
    significance: [number, number, number, number, number];
    /**
     * @minItems 5
     * @maxItems 5
     */
    limits: [number | null, number | null, number | null, number | null, number | null];
    /**
     * Of the parameter, if the injected value is true.
     */
    error: number | null;
  }[];
  /**
   * Of the first point, for the table of a campaign.
   */
  median?: {
    significance: number;
    limit: number | null;
  };
  method: string;
}
/**
 * Profile-likelihood ratio against fixed values, every nuisance profiled in both fits; asymptotic.
 */
export interface SignificanceResult {
  kind: 'significance';
  against: {
    [k: string]: number;
  };
  z: number;
  /**
   * Difference of the statistic between the two fits.
   */
  statistic: number;
  'p-value': number;
  'degrees-of-freedom': number;
  method: string;
  'best-fit'?: {
    [k: string]: number;
  };
  null?: {
    [k: string]: number;
  };
  status: FitStatus;
  'null-status': FitStatus;
  'by-toys'?: {
    'p-value': number;
    'p-value-error': number;
    /**
     * Of equal p-value: in both tails, or in one where the tested value is the border of the parameter. Null where no toy reached the statistic of the data.
     */
    z: number | null;
    number: number;
    failed: number;
    seed: number;
  };
}
/**
 * How the estimate of a parameter is distributed in toys, and how often its intervals cover the true value.
 */
export interface ToysResult {
  kind: 'toys';
  parameter: string;
  truth: {
    [k: string]: number;
  };
  mean: number;
  'mean-error': number;
  deviation: number;
  /**
   * How the rise of the statistic at the true value is distributed: toys in bins, and beyond the last.
   */
  statistic?: {
    edges: number[];
    counts: number[];
    above: number;
  };
  intervals: {
    confidence: number;
    coverage: number;
    'coverage-error': number;
    'critical-value': number;
    'critical-value-error': number;
    asymptotic: number;
  }[];
  toys: {
    number: number;
    /**
     * Toys whose fits did not converge; they are left out.
     */
    failed: number;
    seed: number;
  };
  method: string;
  status: FitStatus;
}
