// Generated from schemas/1.0/detector.json by scripts/assemble-schemas.ts. Do not edit.

export type QuenchingWithVariations = ConstantQuenchingFactor | PolynomialElectronEquivalentEnergy;
export type Smearing = GammaShapedPhotoelectronSmearing | PoissonPhotoelectronCounting;
export type EfficiencyWithVariations = LogisticTurnOn;
/**
 * @minItems 2
 * @maxItems 2
 *
 * Items: A time such as `2.197 us` or `380 ns` or `30 d`.
 */
export type TimeRange = [string, string];
export type TimeEfficiency = PlateauThenExponentialFall;
export type BackgroundShapes = HistogramOfEvents | ExponentialInTime | TabulatedShape;
/**
 * @minItems 2
 * @maxItems 2
 *
 * Items: A number of photoelectrons such as `8 PE` or `60 PE`.
 */
export type PhotoelectronRange = [string, string];

/**
 * A catalogue entry: a detector.
 */
export interface Detector {
  kind?: 'detector';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  status?: 'measured' | 'design' | 'assumed';
  target: {
    /**
     * Chemical formula; natural isotopic composition.
     */
    material: string;
    /**
     * A mass such as `14.6 kg` or `10 g` or `1 t`.
     */
    mass: string;
  };
  quenching: QuenchingWithVariations;
  smearing: Smearing;
  efficiency: EfficiencyWithVariations;
  observables: {
    /**
     * Photoelectrons.
     */
    PE: {
      binning: PhotoelectronBinning;
      /**
       * Bins in whose centres the efficiency is taken.
       */
      'fine-bin-width': string;
      /**
       * Axis title in figures.
       */
      title?: string;
    };
    /**
     * Time after the trigger of the beam.
     */
    time?: {
      binning: TimeBinning;
      /**
       * Mean arrival of the proton pulse on the detector's clock.
       */
      onset: {
        /**
         * Value unless it is fitted, and where a fit starts.
         */
        start: string;
        range?: TimeRange;
      };
      efficiency: TimeEfficiency;
      /**
       * Axis title in figures.
       */
      title?: string;
    };
  };
  /**
   * Backgrounds by name.
   */
  backgrounds?: {
    [k: string]: Background;
  };
  /**
   * The region that the numbers of background events refer to; the whole binning unless given.
   */
  'reference-region'?: {
    PE?: PhotoelectronRange;
    time?: TimeRange;
  };
}
/**
 * E_ee = QF T: the same fraction of every recoil energy is seen.
 */
export interface ConstantQuenchingFactor {
  model: 'constant';
  /**
   * Quenching factor QF = E_ee / T, a number or in %.
   */
  factor: string | number;
  /**
   * Variations of one standard deviation by name: the parameters that change, up and down.
   */
  variations?: {
    [k: string]: {
      up: {
        /**
         * Quenching factor QF = E_ee / T, a number or in %.
         */
        factor?: string | number;
      };
      down: {
        /**
         * Quenching factor QF = E_ee / T, a number or in %.
         */
        factor?: string | number;
      };
    };
  };
}
/**
 * E_ee = c1 T + c2 T^2 + c3 T^3 + ..., without a constant term, in the two units given.
 */
export interface PolynomialElectronEquivalentEnergy {
  model: 'polynomial';
  /**
   * c1, c2, ... of T, T^2, ...; bare numbers, their units follow from the two energy units.
   *
   * @minItems 1
   */
  coefficients: [number, ...number[]];
  /**
   * Unit of the recoil energy T the coefficients hold for.
   */
  'recoil-energy-unit': 'eVnr' | 'keVnr' | 'MeVnr';
  /**
   * Unit of E_ee the coefficients give.
   */
  'electron-equivalent-energy-unit': 'eVee' | 'keVee' | 'MeVee';
  /**
   * Variations of one standard deviation by name: the parameters that change, up and down.
   */
  variations?: {
    [k: string]: {
      up: {
        /**
         * c1, c2, ... of T, T^2, ...; bare numbers, their units follow from the two energy units.
         *
         * @minItems 1
         */
        coefficients?: [number, ...number[]];
        /**
         * Unit of the recoil energy T the coefficients hold for.
         */
        'recoil-energy-unit'?: 'eVnr' | 'keVnr' | 'MeVnr';
        /**
         * Unit of E_ee the coefficients give.
         */
        'electron-equivalent-energy-unit'?: 'eVee' | 'keVee' | 'MeVee';
      };
      down: {
        /**
         * c1, c2, ... of T, T^2, ...; bare numbers, their units follow from the two energy units.
         *
         * @minItems 1
         */
        coefficients?: [number, ...number[]];
        /**
         * Unit of the recoil energy T the coefficients hold for.
         */
        'recoil-energy-unit'?: 'eVnr' | 'keVnr' | 'MeVnr';
        /**
         * Unit of E_ee the coefficients give.
         */
        'electron-equivalent-energy-unit'?: 'eVee' | 'keVee' | 'MeVee';
      };
    };
  };
}
/**
 * PE ~ Gamma with mean E_ee / energy-per-photoelectron and shape 1 + shape-slope E_ee.
 */
export interface GammaShapedPhotoelectronSmearing {
  model: 'gamma';
  /**
   * Electron-equivalent energy per photoelectron, the inverse of the light yield.
   */
  'energy-per-photoelectron': string;
  /**
   * Growth of the shape parameter with the electron-equivalent energy.
   */
  'shape-slope': string;
}
/**
 * n ~ Poisson(light-yield x E_ee).
 */
export interface PoissonPhotoelectronCounting {
  model: 'poisson';
  /**
   * Photoelectrons per electron-equivalent energy.
   */
  'light-yield': string;
}
/**
 * eff(x) = height / (1 + exp(-steepness (x - midpoint))) + offset, clipped at 0; x is the reconstructed number of photoelectrons.
 */
export interface LogisticTurnOn {
  model: 'logistic';
  /**
   * Height of the step.
   */
  height: number;
  /**
   * Steepness of the step.
   */
  steepness: string;
  /**
   * Where half of the height is reached.
   */
  midpoint: string;
  /**
   * Added to the step; may be negative.
   */
  offset: number;
  /**
   * Variations of one standard deviation by name: the parameters that change, up and down.
   */
  variations?: {
    [k: string]: {
      up: {
        /**
         * Height of the step.
         */
        height?: number;
        /**
         * Steepness of the step.
         */
        steepness?: string;
        /**
         * Where half of the height is reached.
         */
        midpoint?: string;
        /**
         * Added to the step; may be negative.
         */
        offset?: number;
      };
      down: {
        /**
         * Height of the step.
         */
        height?: number;
        /**
         * Steepness of the step.
         */
        steepness?: string;
        /**
         * Where half of the height is reached.
         */
        midpoint?: string;
        /**
         * Added to the step; may be negative.
         */
        offset?: number;
      };
    };
  };
}
export interface PhotoelectronBinning {
  /**
   * Increasing bin edges in the unit given.
   *
   * @minItems 2
   */
  edges: [number, number, ...number[]];
  unit: 'PE';
}
export interface TimeBinning {
  /**
   * Increasing bin edges in the unit given.
   *
   * @minItems 2
   */
  edges: [number, number, ...number[]];
  unit: 'us';
}
/**
 * eff(t) = 1 before plateau-end, exp(-rate (t - plateau-end)) from there on.
 */
export interface PlateauThenExponentialFall {
  model: 'plateau-exponential';
  /**
   * End of the plateau.
   */
  'plateau-end': string;
  /**
   * Rate of the fall after the plateau.
   */
  rate: string;
}
/**
 * A background: its events in the reference region, and its shape in each observable.
 */
export interface Background {
  /**
   * Name in figures.
   */
  title?: string;
  /**
   * Expected events in the reference region.
   */
  events: string;
  /**
   * Standard deviation of the expected events.
   */
  uncertainty?: string;
  PE: BackgroundShapes;
  time?: BackgroundShapes;
}
/**
 * The histogram of measured events, one row each.
 */
export interface HistogramOfEvents {
  model: 'events';
  /**
   * CSV table, a path from the file that names it.
   */
  table: string;
  /**
   * Column with the observable of each event, in the internal unit of the observable (PE, us).
   */
  column: string;
}
/**
 * exp(-rate t) from a start on, integrated over each bin.
 */
export interface ExponentialInTime {
  model: 'exponential';
  /**
   * Rate of the fall; 0 for a flat shape.
   */
  rate: string;
  /**
   * Where the shape starts.
   */
  from: string;
}
/**
 * Rows of centre and content; a row belongs to the half-open bin that holds its centre.
 */
export interface TabulatedShape {
  model: 'tabulated';
  /**
   * CSV table, a path from the file that names it.
   */
  table: string;
  /**
   * Column with the centre of each row, in the internal unit of the observable (PE, us).
   */
  at: string;
  /**
   * Column with the content of each row; need not be normalised.
   */
  content: string;
  /**
   * Whether the table contains the detector's efficiency already, or each row is multiplied by it at its centre.
   */
  efficiency: 'included' | 'applied-at-centres';
}
