// Generated from schemas/1.0/study.json by scripts/assemble-schemas.ts. Do not edit.

export type Inputs =
  | {
      source?: ModelsEntry;
      /**
       * Distance from source to detector; sources that know their distances need none.
       */
      baseline?: string;
      interaction?: Interaction;
      oscillation?: Oscillations;
      'dark-matter'?: BeamDarkMatter;
      /**
       * What was observed: a data release, or `asimov` for the expectation itself.
       */
      data?: 'asimov' | Data;
      /**
       * Instead of all else: a file with a workspace of pyhf (JSON, version 1.0.0), whose likelihood the study is about. Its parameters have the names that pyhf gives them.
       */
      workspace: string;
      /**
       * The measurement of the workspace; the first unless given.
       */
      measurement?: string;
      /**
       * Several experiments in one likelihood. Each has a name and what it has for itself; what all share stands beside: in `inputs`, in `detector` and `systematics`.
       *
       * @minItems 2
       */
      experiments?: [Experiment, Experiment, ...Experiment[]];
    }
  | (
      | {}
      | {
          [k: string]: unknown;
        }
    );
export type ModelsEntry = ElectronCaptureSource | GivenFlux | Reactor | Sun | StoppedPionSource | Supernova;
export type Spectra =
  | ('michel-nue' | 'michel-numubar')
  | (Line | Lines | MichelSpectrumOfNuE | MichelSpectrumOfAntiNuMu | PinchedSpectrum | Table);
export type FissionSpectra =
  ('huber-mueller' | 'huber-tables' | 'mueller') | (HuberAndMueller | HuberTables | Mueller | TableOfTheStudy);
export type LowEnergySpectra =
  | ('constant' | 'cut' | 'vogel-engel-capture' | 'vogel-engel')
  | (Constant | Cut | VogelAndEngelWithNeutronCapture | VogelAndEngel);
export type HighEnergySpectra =
  ('exponential' | 'none' | 'polynomial') | (ContinuedExponentials | NoNeutrinosAbove | ContinuedPolynomials);
export type Pulses = 'gaussian' | (TwoGaussianBunches | GaussianPulse | RectangularPulse | TriangularPulse);
/**
 * Couplings of the nucleons to the neutral current: a named set, or numbers.
 */
export type Couplings =
  | (
      | 'erler-su'
      | 'flavour-0.0381-0.0298'
      | 'flavour-0.0382-0.0300'
      | 'flavour-0.0401-0.0318'
      | 'scholberg'
      | 'tree-level'
      | 'tree-level-0.23863'
      | 'tree-level-0.2387'
      | 'tree-level-z-pole'
    )
  | {
      /**
       * Vector coupling of the proton, one number or one per flavour (an antineutrino has the value of its neutrino).
       */
      gvp:
        | number
        | {
            nue: number;
            numu: number;
            nutau?: number;
          };
      /**
       * Vector coupling of the neutron.
       */
      gvn: number;
    };
/**
 * Nuclear form factor by name, or one for protons and one for neutrons.
 */
export type FormFactor =
  | {
      proton: FormFactors;
      neutron: FormFactors;
    }
  | FormFactors;
export type FormFactors =
  | (
      | 'fourier-bessel'
      | 'helm-lewin-smith'
      | 'helm-rms'
      | 'helm'
      | 'klein-nystrand'
      | 'sum-of-gaussians'
      | 'symmetrised-fermi'
      | 'two-parameter-fermi'
      | 'unity'
    )
  | (
      | FourierBessel
      | HelmLewinAndSmith
      | HelmRmsRadius
      | HelmR12A13
      | KleinNystrand
      | SumOfGaussians
      | SymmetrisedFermi
      | Tabulated
      | TwoParameterFermi
      | Unity
    );
export type Interactions =
  | (
      | 'axial'
      | 'charge-radius'
      | 'electron-scattering'
      | 'generalised-quarks'
      | 'generalised'
      | 'magnetic-moment'
      | 'millicharge'
      | 'nsi'
      | 'scalar'
      | 'standard-model'
    )
  | (
      | AxialCurrentOnNucleiWithSpin
      | ChargeRadiiOfNeutrinos
      | ScatteringOnAtomicElectrons
      | GeneralisedInteractionsOfQuarks
      | GeneralisedInteractionsOfNuclei
      | LightVectorMediator
      | MagneticMomentsOfNeutrinos
      | ElectricChargesOfNeutrinos
      | NonStandardInteractions
      | ScalarMediator
      | CoherentVectorScatteringOfTheStandardModel
    );
export type Oscillations = OneSterileNeutrino31;
export type DarkMatter = DarkMatterOfAPionSource | TabulatedFluxOfDarkMatter;
export type QuenchingWithVariationsOfElement =
  | ConstantQuenchingFactor
  | LindhardOfAnElement
  | ModifiedLindhardOfAnElement
  | PolynomialElectronEquivalentEnergy
  | TabulatedQuenching;
export type QuenchingWithVariations =
  ConstantQuenchingFactor | Lindhard | ModifiedLindhard | PolynomialElectronEquivalentEnergy | TabulatedQuenching;
export type Smearing =
  | ('gaussian' | 'none')
  | (
      | CountedElectrons
      | FanoResolution
      | GammaShapedPhotoelectronSmearing
      | GaussianResolutionInEnergy
      | NoSmearing
      | PoissonPhotoelectronCounting
      | TwoPhaseAmplification
    );
export type EfficiencyWithVariations =
  ConstantEfficiency | LogisticTurnOnWithACut | ErrorFunction | LogisticTurnOn | Step | TabulatedEfficiency;
/**
 * Bin edges, or equal bins: `{ from: ..., to: ..., bins: ... }`.
 */
export type PhotoelectronBinning =
  | {
      /**
       * Where the first bin begins.
       */
      from: string;
      /**
       * Where the last bin ends.
       */
      to: string;
      /**
       * How many bins there are.
       */
      bins: number;
      /**
       * Bins of equal width (unless given), or of equal ratio.
       */
      spacing?: 'linear' | 'log';
    }
  | {
      /**
       * Increasing bin edges in the unit given.
       *
       * @minItems 2
       */
      edges: [number, number, ...number[]];
      unit: 'PE';
    };
/**
 * Bin edges, or equal bins: `{ from: ..., to: ..., bins: ... }`.
 */
export type EnergyBinning =
  | {
      /**
       * Where the first bin begins.
       */
      from: string;
      /**
       * Where the last bin ends.
       */
      to: string;
      /**
       * How many bins there are.
       */
      bins: number;
      /**
       * Bins of equal width (unless given), or of equal ratio.
       */
      spacing?: 'linear' | 'log';
    }
  | {
      /**
       * Increasing bin edges in the unit given.
       *
       * @minItems 2
       */
      edges: [number, number, ...number[]];
      /**
       * The scale of the energy: that of the recoil itself (nr), or its electron equivalent (ee).
       */
      unit: 'eVnr' | 'keVnr' | 'MeVnr' | 'eVee' | 'keVee' | 'MeVee';
    };
/**
 * Bin edges, or equal bins: `{ from: ..., to: ..., bins: ... }`.
 */
export type ElectronBinning =
  | {
      /**
       * Where the first bin begins.
       */
      from: string;
      /**
       * Where the last bin ends.
       */
      to: string;
      /**
       * How many bins there are.
       */
      bins: number;
      /**
       * Bins of equal width (unless given), or of equal ratio.
       */
      spacing?: 'linear' | 'log';
    }
  | {
      /**
       * Increasing bin edges in the unit given.
       *
       * @minItems 2
       */
      edges: [number, number, ...number[]];
      unit: 'electrons';
    };
/**
 * Bin edges, or equal bins: `{ from: ..., to: ..., bins: ... }`.
 */
export type TimeBinning =
  | {
      /**
       * Where the first bin begins.
       */
      from: string;
      /**
       * Where the last bin ends.
       */
      to: string;
      /**
       * How many bins there are.
       */
      bins: number;
      /**
       * Bins of equal width (unless given), or of equal ratio.
       */
      spacing?: 'linear' | 'log';
    }
  | {
      /**
       * Increasing bin edges in the unit given.
       *
       * @minItems 2
       */
      edges: [number, number, ...number[]];
      unit: 'us';
    };
/**
 * @minItems 2
 * @maxItems 2
 *
 * Items: A time such as `2.197 us` or `380 ns` or `30 d`.
 */
export type TimeRange = [string, string];
export type TimeEfficiency = PlateauThenExponentialFall;
/**
 * Bin edges, or equal bins: `{ from: ..., to: ..., bins: ... }`.
 */
export type NumberBinning =
  | {
      /**
       * Where the first bin begins.
       */
      from: number;
      /**
       * Where the last bin ends.
       */
      to: number;
      /**
       * How many bins there are.
       */
      bins: number;
      /**
       * Bins of equal width (unless given), or of equal ratio.
       */
      spacing?: 'linear' | 'log';
    }
  | {
      /**
       * Increasing bin edges: bare numbers, the observable has no unit.
       *
       * @minItems 2
       */
      edges: [number, number, ...number[]];
    };
/**
 * A background: its events in the reference region, or its rate, and its shape: one in each observable, or a template over all of them.
 */
export type Background =
  | {
      /**
       * Name in figures.
       */
      title?: string;
      /**
       * Expected events in the reference region.
       */
      events?: string;
      /**
       * Instead of events: the rate in the reference region, per unit of the observable and mass (`7 /keVee/kg/d`, `100 /keVnr/kg/d`; the mean over the region), per mass (`20 /kg/d`) or as a whole (`3 /d`), at all times, also between pulses of a beam.
       */
      rate: string;
      /**
       * Instead of events: decays per mass and time over the whole spectrum, for a shape that is a spectrum of decays (`argon-39`, `lines`).
       */
      activity?: string;
      /**
       * Standard deviation of the expected events: a number of events, or in %.
       */
      uncertainty?: string | number;
      /**
       * That the background is measured without signal, with the reactor off or outside the window of the beam: what is not known of it are the counts of that measurement.
       */
      measured?: {
        /**
         * Live time of the measurement without signal.
         */
        'live-time'?: string;
        /**
         * Instead: how many times the events of the background in the data it has.
         */
        ratio?: number;
        /**
         * Whether every bin is known by its own counts (per-bin, unless given), or the shape is known and only the number of all events is measured (total).
         */
        statistics?: 'per-bin' | 'total';
      };
      PE?: BackgroundShapes;
      energy?: BackgroundShapes;
      electrons?: BackgroundShapes;
      template?: Template;
      time?: BackgroundShapes;
      [k: string]:
        | BackgroundShapes
        | string
        | number
        | {
            /**
             * Live time of the measurement without signal.
             */
            'live-time'?: string;
            /**
             * Instead: how many times the events of the background in the data it has.
             */
            ratio?: number;
            /**
             * Whether every bin is known by its own counts (per-bin, unless given), or the shape is known and only the number of all events is measured (total).
             */
            statistics?: 'per-bin' | 'total';
          }
        | Template
        | undefined;
    }
  | (
      | {}
      | {
          [k: string]: unknown;
        }
    );
/**
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^(?!PE$)[A-Z][A-Za-z0-9-]{0,49}$".
 */
export type BackgroundShapes =
  | ('argon-39' | 'flat' | 'power-law')
  | (Ar | HistogramOfEvents | ExponentialInEnergy | ExponentialInTime | Flat | Lines1 | PowerLaw | TabulatedShape);
/**
 * @minItems 2
 * @maxItems 2
 *
 * Items: A number of photoelectrons such as `8 PE` or `60 PE`.
 */
export type PhotoelectronRange = [string, string];
/**
 * @minItems 2
 * @maxItems 2
 */
export type EnergyRange = [string, string];
/**
 * @minItems 2
 * @maxItems 2
 *
 * Items: A number of electrons such as `5 electrons`.
 */
export type ElectronRange = [string, string];
/**
 * @minItems 2
 * @maxItems 2
 *
 * This interface was referenced by `Region`'s JSON-Schema definition
 * via the `patternProperty` "^(?!PE$)[A-Z][A-Za-z0-9-]{0,49}$".
 */
export type NumberRange = [number, number];
/**
 * A nuisance parameter that scales components, or the variations of a part of the detector.
 */
export type Systematic =
  | {
      /**
       * The part of the detector, or of the source, that varies.
       */
      varies:
        | string
        | (
            | string
            | (
                | 'detector.quenching'
                | 'detector.efficiency'
                | 'detector.signal'
                | 'detector.observables.time.onset'
                | 'inputs.source'
                | 'inputs.source.spectra'
              )
          );
      interpolation?: Interpolation;
      /**
       * A unit normal per pull unless given; the onset has none.
       */
      prior?: 'normal' | 'none';
      range?: TimeRange;
      /**
       * Of `inputs.source.spectra`: part of the variance that the pulls have together; 95 % unless given.
       */
      keep?: string | number;
    }
  | {
      scales: Components;
      /**
       * Relative standard deviation; that of the background's own entry unless given.
       */
      uncertainty?: string | number;
      /**
       * normal unless given
       */
      prior?: 'normal' | 'none';
    };
export type Interpolation =
  | ('piecewise-linear' | 'polynomial-linear' | 'quadratic')
  | (PiecewiseLinearInterpolation | PolynomialLinearBeyond | QuadraticInterpolation);
/**
 * A component of the expectation, or several.
 */
export type Components = [string, ...string[]] | string;
export type Parameter =
  | {
      /**
       * The part of the interaction whose parameter is free: `nsi`, or `nsi.eps_ee_u` under another name.
       */
      of: string;
      start?: ParameterValue;
      range?: ParameterRange;
    }
  | {
      scales?: Components;
      /**
       * 1 unless given; in a study of a workspace what the workspace says.
       */
      start?: number;
      range?: NumberRange;
    };
/**
 * A bare number, or a quantity where the parameter has a unit.
 */
export type ParameterValue = number | string;
/**
 * Lower and upper limit.
 *
 * @minItems 2
 * @maxItems 2
 */
export type ParameterRange = [ParameterValue, ParameterValue];
export type Analyses =
  | ('fit' | 'goodness-of-fit' | 'posterior' | 'predict')
  | (
      | Contour
      | FeldmanCousins
      | Fit
      | GoodnessOfFit
      | Impacts
      | Interactions1
      | UpperLimit
      | Posterior
      | Prediction
      | ProfileLikelihood
      | Sensitivity
      | Significance
      | Toys
    );
/**
 * Of several experiments those that the analysis takes; all unless given.
 *
 * @minItems 1
 */
export type SomeExperiments = [string, ...string[]];
/**
 * Parameters held: a list holds them at their nominal values, a mapping at the values given.
 */
export type Fixed =
  | string[]
  | {
      [k: string]: ParameterValue;
    };
export type LimitConventions =
  | ('bayesian' | 'cls' | 'delta-chi2' | 'feldman-cousins')
  | (BayesianFlatPrior | CLs | RiseOfTheStatistic | FeldmanCousins1);
export type ProgramName = string;
export type PlainFileName = string;
export type Outputs = 'report' | (Export | Figure | Report | Table1);

/**
 * A CEvNS study: what is studied, with what, and which numbers and figures come out.
 */
export interface Study {
  /**
   * Version of the study language.
   */
  schema: 'cevns/1.0';
  /**
   * Name of the study in small letters, digits, dots and hyphens; names the results folder.
   */
  study: string;
  /**
   * One line, printed on top of the report.
   */
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  inputs: Inputs;
  detector?: Detector;
  region?: Region;
  /**
   * Nuisance parameters by name: what each scales or varies, and how well it is known.
   */
  systematics?: {
    [k: string]: Systematic;
  };
  /**
   * Parameters of interest by name.
   */
  parameters?: {
    [k: string]: Parameter;
  };
  /**
   * Analyses by name; each has a kind.
   */
  analysis: {
    [k: string]: Analyses;
  };
  /**
   * Modules from outside cevns that add terms of the interaction: files relative to the study (./my-term.ts), or installed packages. None runs unless the person who runs the study allows it.
   *
   * @maxItems 100
   */
  plugins?: string[];
  /**
   * External programs by name. Each makes files that may stand where a data file is due; none runs unless the person who runs the study allows it.
   */
  commands?: {
    [k: string]: Command;
  };
  /**
   * Files to write beside summary.json.
   */
  outputs?: Outputs[];
}
/**
 * A radioactive source that captures electrons, such as 51Cr: lines of nu_e.
 */
export interface ElectronCaptureSource {
  model: 'electron-capture';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Decays per time when the exposure begins: 1 MCi is 3.7e16 /s.
   */
  activity: string;
  /**
   * Half-life of the source.
   */
  'half-life': string;
  /**
   * Time during which the detector took data.
   */
  exposure: string;
  /**
   * Lines of the spectrum.
   *
   * @minItems 1
   */
  lines: [
    {
      /**
       * Energy of the line.
       */
      energy: string;
      /**
       * Part of the neutrinos in this line.
       */
      part: string | number;
    },
    ...{
      /**
       * Energy of the line.
       */
      energy: string;
      /**
       * Part of the neutrinos in this line.
       */
      part: string | number;
    }[]
  ];
}
/**
 * Where the numbers come from, by their dotted paths in the entry; a path stands for everything below it, unless a longer one says otherwise.
 */
export interface Provenance {
  /**
   * A paper with its table, figure or equation; or why the number is assumed, and its range.
   */
  [k: string]:
    | {
        /**
         * Why this is taken, and not another.
         */
        assumed: string;
        /**
         * Lowest and highest value that may be true, where one number is meant.
         *
         * @minItems 2
         * @maxItems 2
         */
        range?: [string | number, string | number];
      }
    | string
    | {
        /**
         * Paper, with its table, figure or equation.
         */
        source: string;
        /**
         * What to know about it.
         */
        note?: string;
      };
}
/**
 * Neutrinos that arrive at a known flux with a known spectrum: of the atmosphere, of the Earth, of one energy, of a table. No baseline.
 */
export interface GivenFlux {
  model: 'given-flux';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Time during which the detector took data.
   */
  exposure: string;
  /**
   * Neutrinos of one spectrum each, by a name.
   */
  components: {
    [k: string]: {
      /**
       * One flavour, or the part of the neutrinos in each of several.
       */
      flavours:
        | ('nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar')
        | {
            /**
             * Part of the neutrinos.
             */
            nue?: string | number;
            /**
             * Part of the neutrinos.
             */
            nuebar?: string | number;
            /**
             * Part of the neutrinos.
             */
            numu?: string | number;
            /**
             * Part of the neutrinos.
             */
            numubar?: string | number;
            /**
             * Part of the neutrinos.
             */
            nutau?: string | number;
            /**
             * Part of the neutrinos.
             */
            nutaubar?: string | number;
          };
      /**
       * Neutrinos per area and time at the detector; without it the spectrum is a table in /cm^2/s/MeV.
       */
      flux?: string;
      spectrum: Spectra;
    };
  };
}
/**
 * All neutrinos at one energy.
 */
export interface Line {
  model: 'line';
  /**
   * Energy of the line.
   */
  energy: string;
}
/**
 * Several lines, each with its part of the neutrinos.
 */
export interface Lines {
  model: 'lines';
  /**
   * @minItems 1
   */
  lines: [
    {
      /**
       * Energy of the line.
       */
      energy: string;
      /**
       * Part of the neutrinos in this line.
       */
      part: string | number;
    },
    ...{
      /**
       * Energy of the line.
       */
      energy: string;
      /**
       * Part of the neutrinos in this line.
       */
      part: string | number;
    }[]
  ];
}
/**
 * Electron neutrinos from the decay of mu+ at rest.
 */
export interface MichelSpectrumOfNuE {
  model: 'michel-nue';
}
/**
 * Muon antineutrinos from the decay of mu+ at rest.
 */
export interface MichelSpectrumOfAntiNuMu {
  model: 'michel-numubar';
}
/**
 * Neutrinos of a supernova: E^alpha exp(-(alpha + 1) E / mean energy).
 */
export interface PinchedSpectrum {
  model: 'pinched';
  /**
   * Mean energy of the neutrinos.
   */
  'mean-energy': string;
  /**
   * alpha: some 2 to 4.
   */
  pinching: number;
}
/**
 * A spectrum from a table, linear between its rows and none outside; only its shape counts where a flux is given.
 */
export interface Table {
  model: 'table';
  /**
   * CSV or .npz with a column of energies in MeV and one of densities per MeV.
   */
  table: CommandOutput | string;
  /**
   * Name of the column of energies in MeV; `energy_MeV` unless given.
   */
  energy?: string;
  /**
   * Name of the column of densities per MeV; `density_per_MeV` unless given.
   */
  density?: string;
}
/**
 * A file that a command of the study makes.
 */
export interface CommandOutput {
  /**
   * Name of the command.
   */
  command: string;
  /**
   * One of the outputs that it declares.
   */
  output: string;
}
/**
 * Electron antineutrinos of a nuclear reactor, from its thermal power and the isotopes that fission in it.
 */
export interface Reactor {
  model: 'reactor';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Mean thermal power of the one core while it runs; this or `cores`.
   */
  'thermal-power'?: string;
  /**
   * The cores of the power station.
   *
   * @minItems 1
   */
  cores?: [
    {
      /**
       * Mean thermal power while the core runs.
       */
      'thermal-power': string;
      /**
       * From the core to the detector; of one core `inputs.baseline` replaces it.
       */
      distance?: string;
      /**
       * Part of the exposure in which the core ran; that of the reactor unless given.
       */
      'duty-cycle'?: string | number;
    },
    ...{
      /**
       * Mean thermal power while the core runs.
       */
      'thermal-power': string;
      /**
       * From the core to the detector; of one core `inputs.baseline` replaces it.
       */
      distance?: string;
      /**
       * Part of the exposure in which the core ran; that of the reactor unless given.
       */
      'duty-cycle'?: string | number;
    }[]
  ];
  /**
   * Time during which the detector took data.
   */
  exposure: string;
  /**
   * Part of the exposure in which the reactor ran; 1 unless given.
   */
  'duty-cycle'?: string | number;
  /**
   * Part of all fissions by isotope, mean over the exposure; they add up to 1.
   */
  'fission-fractions': {
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    U235?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    U238?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    Pu239?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    Pu241?: string | number;
  };
  /**
   * Energy that a fission leaves in the reactor; unless given the mean of 202.36, 205.99, 211.12 and 214.26 MeV (235U, 238U, 239Pu, 241Pu; Ma et al. 2013).
   */
  'energy-per-fission'?: string;
  /**
   * Relative standard deviations of the numbers of antineutrinos, each a nuisance parameter of a systematic with `varies: inputs.source`.
   */
  uncertainties?: {
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    U235?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    U238?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    Pu239?: string | number;
    /**
     * A fraction such as `10 %` or `0.1`.
     */
    Pu241?: string | number;
    /**
     * Of all antineutrinos below and above the energies at which the spectra were determined, together.
     */
    extrapolated?: string | number;
  };
  spectra: FissionSpectra;
  'low-energy': LowEnergySpectra;
  'high-energy'?: HighEnergySpectra;
}
/**
 * Polynomials of Huber (2011) for 235U, 239Pu and 241Pu, and of Mueller et al. (2011) for 238U, 2 to 8 MeV.
 */
export interface HuberAndMueller {
  model: 'huber-mueller';
}
/**
 * Tables of Huber for 235U, 239Pu and 241Pu in steps of 250 keV, Mueller et al. for 238U.
 */
export interface HuberTables {
  model: 'huber-tables';
}
/**
 * Polynomials of Mueller et al. (2011) for 235U, 238U, 239Pu and 241Pu, 2 to 8 MeV.
 */
export interface Mueller {
  model: 'mueller';
}
/**
 * Antineutrinos per MeV and fission by isotope, linear between the rows of a table; the range is that of the table.
 */
export interface TableOfTheStudy {
  model: 'table';
  /**
   * CSV or .npz with a column of energies in MeV and one for each isotope.
   */
  table: CommandOutput | string;
  /**
   * Name of the column of energies in MeV; `energy_MeV` unless given.
   */
  energy?: string;
  /**
   * Names of the columns of isotopes, per MeV and fission.
   */
  columns: {
    U235?: string;
    U238?: string;
    Pu239?: string;
    Pu241?: string;
  };
  /**
   * Errors of the spectra, for a systematic with `varies: inputs.source.spectra`.
   */
  covariance?: {
    /**
     * CSV or .npz with the relative covariance between the energies, of all isotopes alike: a column and a row for each energy, in their order. At most 200 energies.
     */
    table: CommandOutput | string;
  };
}
/**
 * Down to E = 0 the density that each isotope has at the lower end of the range of its spectrum.
 */
export interface Constant {
  model: 'constant';
}
/**
 * No neutrinos below the energies at which the spectra were determined.
 */
export interface Cut {
  model: 'cut';
}
/**
 * The table of Vogel and Engel, and the antineutrinos of 239U and 239Np after the capture of neutrons on 238U: 0.6 captures per fission, 1.2 antineutrinos below 1.27 MeV.
 */
export interface VogelAndEngelWithNeutronCapture {
  model: 'vogel-engel-capture';
}
/**
 * The table of Vogel and Engel (1989) from 7.8 keV to 2 MeV, linear between its energies.
 */
export interface VogelAndEngel {
  model: 'vogel-engel';
}
/**
 * Exponentials with the slope of the last 0.25 MeV of the range of the spectra.
 */
export interface ContinuedExponentials {
  model: 'exponential';
  /**
   * Where the continued spectra end, above their range and up to 20 MeV; 10 MeV unless given.
   */
  end?: string;
}
/**
 * No neutrinos above the energies at which the spectra were determined.
 */
export interface NoNeutrinosAbove {
  model: 'none';
}
/**
 * The polynomials of the spectra, or those fitted to them, continued beyond their range; a table has none.
 */
export interface ContinuedPolynomials {
  model: 'polynomial';
  /**
   * Where the continued spectra end, above their range and up to 20 MeV; 10 MeV unless given.
   */
  end?: string;
}
/**
 * Neutrinos of the Sun, converted on their way out of it; they arrive as nu_e, nu_mu and nu_tau. No baseline.
 */
export interface Sun {
  model: 'solar';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Time during which the detector took data.
   */
  exposure: string;
  /**
   * Neutrinos by the reaction that makes them.
   */
  components: {
    /**
     * Neutrinos of p + p.
     */
    pp?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of p + e + p.
     */
    pep?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of 3He + p.
     */
    hep?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of electron capture of 7Be.
     */
    be7?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of 8B.
     */
    b8?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of 13N.
     */
    n13?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of 15O.
     */
    o15?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
    /**
     * Neutrinos of 17F.
     */
    f17?: {
      /**
       * Neutrinos per area and time at one astronomical unit, before conversion.
       */
      flux: string;
      /**
       * CSV or .npz with columns `energy_MeV` and `density_per_MeV`; only the shape counts. This or `lines`.
       */
      table?: CommandOutput | string;
      /**
       * Lines of the spectrum; this or `table`.
       *
       * @minItems 1
       */
      lines?: [
        {
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        },
        ...{
          /**
           * Energy of the line.
           */
          energy: string;
          /**
           * Part of the neutrinos in this line.
           */
          part: string | number;
        }[]
      ];
    };
  };
  /**
   * Adiabatic conversion in the Sun (MSW, large mixing angle) unless `none`.
   */
  conversion?: 'adiabatic' | 'none';
  /**
   * Mixing; that of NuFIT 5.2 unless given.
   */
  mixing?: {
    'sin2-theta12': number;
    'sin2-theta13': number;
    /**
     * Splitting of the squared masses.
     */
    'dm2-21': string;
  };
}
/**
 * Neutrinos from pi+ and mu+ decaying at rest in a proton beam dump: nu_mu (prompt), nu_e and anti-nu_mu (delayed) in equal numbers.
 */
export interface StoppedPionSource {
  model: 'stopped-pion';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Protons on target over the whole run; or the time in which the beam ran, with `beam-power` and `proton-energy`.
   */
  exposure: string;
  /**
   * Mean power of the proton beam while it runs.
   */
  'beam-power'?: string;
  /**
   * Kinetic energy of the protons.
   */
  'proton-energy'?: string;
  /**
   * Neutrinos of each of the three flavours per proton on target.
   */
  'neutrinos-per-proton-per-flavour': string | number;
  pulse?: Pulses;
  /**
   * Mean lives; 26 ns and 2197 ns unless given.
   */
  lifetimes?: {
    /**
     * A time such as `2.197 us` or `380 ns` or `30 d`.
     */
    pion: string;
    /**
     * A time such as `2.197 us` or `380 ns` or `30 d`.
     */
    muon: string;
  };
}
/**
 * Two equal Gaussian bunches of protons; the onset is the middle of the first.
 */
export interface TwoGaussianBunches {
  model: 'double-gaussian';
  /**
   * Time from the first bunch to the second.
   */
  separation: string;
  /**
   * Standard deviation of the pulse; this or `fwhm`.
   */
  sigma?: string;
  /**
   * Full width of the pulse at half of its maximum; this or `sigma`.
   */
  fwhm?: string;
  /**
   * Pulses per second; with it a window about the pulse is known as part of all time.
   */
  'repetition-rate'?: string;
}
/**
 * Protons on target as a Gaussian in time about the onset.
 */
export interface GaussianPulse {
  model: 'gaussian';
  /**
   * Standard deviation of the pulse; this or `fwhm`.
   */
  sigma?: string;
  /**
   * Full width of the pulse at half of its maximum; this or `sigma`.
   */
  fwhm?: string;
  /**
   * Pulses per second; with it a window about the pulse is known as part of all time.
   */
  'repetition-rate'?: string;
}
/**
 * Protons evenly over a time; the onset is its middle.
 */
export interface RectangularPulse {
  model: 'rectangular';
  /**
   * Time from the first proton to the last.
   */
  length: string;
  /**
   * Pulses per second; with it a window about the pulse is known as part of all time.
   */
  'repetition-rate'?: string;
}
/**
 * Protons that rise linearly and fall as fast; the onset is the middle.
 */
export interface TriangularPulse {
  model: 'triangular';
  /**
   * Time from the first proton to the last.
   */
  length: string;
  /**
   * Pulses per second; with it a window about the pulse is known as part of all time.
   */
  'repetition-rate'?: string;
}
/**
 * The burst of a core-collapse supernova, summed over time, with pinched spectra. No baseline.
 */
export interface Supernova {
  model: 'supernova';
  kind?: 'source';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * Distance of the star: 1 kpc is 3.0857e16 km.
   */
  distance: string;
  /**
   * Neutrinos by the flavour in which they arrive.
   */
  emission: {
    nue?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
    nuebar?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
    numu?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
    numubar?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
    nutau?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
    nutaubar?: {
      /**
       * Energy in all neutrinos of the flavour: 1e53 erg are 1e46 J.
       */
      energy: string;
      /**
       * Mean energy of a neutrino.
       */
      'mean-energy': string;
      /**
       * alpha of E^alpha exp(-(alpha + 1) E / mean energy).
       */
      pinching: number;
    };
  };
}
export interface Interaction {
  couplings: Couplings;
  'form-factor': FormFactor;
  /**
   * The interactions that are summed, each once.
   *
   * @minItems 1
   */
  terms: [Interactions, ...Interactions[]];
  /**
   * Terms of 2 - 2 T/E - M T/E^2 + T^2/E^2 that are kept: all (`exact`, unless given), all but T^2/E^2, or 2 - M T/E^2 with E_min = sqrt(M T / 2). For the coherent vector amplitude.
   */
  kinematics?: 'exact' | 'no-square' | 'leading';
  /**
   * Mass in the kinematics and in the momentum transfer: of the nucleus (unless given), of the atom, or A atomic mass units. Atoms are always counted with atomic masses.
   */
  'recoiling-mass'?: 'nuclear' | 'atomic' | 'mass-number';
}
/**
 * Fourier-Bessel series of a measured charge density, tabulated for some nuclei; other isotopes of those elements take it stretched to their radius.
 */
export interface FourierBessel {
  model: 'fourier-bessel';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Ge74: 4.2 fm }`, to which the density is stretched; its own where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
  /**
   * Series of isotopes, before the tabulated ones.
   */
  series?: {
    [k: string]: {
      /**
       * Radius R at which the density ends.
       */
      cutoff: string;
      /**
       * a_1, a_2, ... in any unit: form factors are normalised.
       *
       * @minItems 1
       */
      coefficients: [number, ...number[]];
    };
  };
}
/**
 * Helm form factor with the diffraction radius of Lewin and Smith (1996) and surface thickness 0.9 fm.
 */
export interface HelmLewinAndSmith {
  model: 'helm-lewin-smith';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; that of the formula where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
}
/**
 * Helm form factor with given rms radius, surface thickness 0.9 fm.
 */
export interface HelmRmsRadius {
  model: 'helm-rms';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; the tabulated charge radius where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
}
/**
 * Helm form factor with diffraction radius 1.2 A^(1/3) fm and surface thickness 0.9 fm.
 */
export interface HelmR12A13 {
  model: 'helm';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; that of the formula where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
}
/**
 * Uniform sphere of radius 1.2 A^(1/3) fm folded with a Yukawa potential of range 0.7 fm.
 */
export interface KleinNystrand {
  model: 'klein-nystrand';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; that of the formula where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
}
/**
 * Measured charge density as a sum of Gaussian shells, tabulated for some nuclei; other isotopes of those elements take it stretched to their radius.
 */
export interface SumOfGaussians {
  model: 'sum-of-gaussians';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Ge74: 4.2 fm }`, to which the density is stretched; its own where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
  /**
   * Shells of isotopes, before the tabulated ones.
   */
  shells?: {
    [k: string]: {
      /**
       * Rms radius of the Gaussians, sqrt(3/2) of their width.
       */
      'rms-width': string;
      /**
       * Radii of the shells.
       *
       * @minItems 1
       *
       * Items: A nuclear length such as `5.09 fm` or `0.9 fm`.
       */
      radii: [string, ...string[]];
      /**
       * What each shell holds of the nucleus.
       *
       * @minItems 1
       */
      fractions: [number, ...number[]];
    };
  };
}
/**
 * Symmetrised Fermi density in closed form; the half-density radius follows from the rms charge radius unless given.
 */
export interface SymmetrisedFermi {
  model: 'symmetrised-fermi';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; the tabulated charge radius where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
  /**
   * Radius c at which the density is half of its centre, for every nucleus or one per isotope; instead of an rms radius.
   */
  'half-density-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Thickness a of the surface, which falls from 90 % to 10 % over 4 ln 3 a.
   */
  diffuseness?: string;
}
/**
 * Form factor of a table, interpolated by cubics in the square of the momentum transfer; never extrapolated.
 */
export interface Tabulated {
  model: 'tabulated';
  /**
   * CSV table.
   */
  table: CommandOutput | string;
  /**
   * Column with the momentum transfer in 1/fm, ascending from 0.
   */
  at: string;
  /**
   * Column with F, the amplitude and not its square, 1 in the first row; one for every nucleus, or one per isotope such as `{ Cs133: F_Cs, I127: F_I }`.
   */
  amplitude:
    | {
        [k: string]: string;
      }
    | string;
}
/**
 * Fermi (Woods-Saxon) density; the half-density radius follows from the rms charge radius unless given.
 */
export interface TwoParameterFermi {
  model: 'two-parameter-fermi';
  /**
   * Rms radius of every nucleus, or one per isotope such as `{ Cs133: 5.01 fm, I127: 4.94 fm }`; the tabulated charge radius where none is given.
   */
  'rms-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Added to every rms radius; 0 fm unless given. May be negative.
   */
  skin?: string;
  /**
   * Radius c at which the density is half of its centre, for every nucleus or one per isotope; instead of an rms radius.
   */
  'half-density-radius'?:
    | {
        /**
         * A nuclear length such as `5.09 fm` or `0.9 fm`.
         */
        [k: string]: string;
      }
    | string;
  /**
   * Thickness a of the surface, which falls from 90 % to 10 % over 4 ln 3 a.
   */
  diffuseness?: string;
}
/**
 * F = 1: full coherence, a nucleus without extension.
 */
export interface Unity {
  model: 'unity';
}
/**
 * Scattering by the spin of unpaired nucleons, at the per-mille level for heavy nuclei and none for even-even ones; with axial couplings of u and d quarks beyond the Standard Model.
 */
export interface AxialCurrentOnNucleiWithSpin {
  term: 'axial';
  /**
   * `spin-expectation`: <S_p> and <S_n> of each isotope; `unpaired-nucleon`: Z+ - Z- and N+ - N- are 1 where the number is odd, as J. Barranco et al., JHEP 12 (2005) 021.
   */
  convention?: 'spin-expectation' | 'unpaired-nucleon';
  /**
   * Form factor of the spin: j0(q r)^2 with r = A^(1/3) fm, or 1.
   */
  'form-factor'?: 'thin-shell' | 'none';
  /**
   * Spin expectation values per isotope, before those that are tabulated: `{ W183: { J: 0.5, protons: 0, neutrons: -0.03 } }`.
   */
  spins?: {
    [k: string]: {
      /**
       * Spin of the ground state.
       */
      J: number;
      /**
       * <S_p>.
       */
      protons: number;
      /**
       * <S_n>.
       */
      neutrons: number;
    };
  };
  /**
   * Axial charge of the nucleon where it is not free; 1.2756 unless given.
   */
  g_A?: number;
  /**
   * Strange quark spin Delta s where it is not free; 0 unless given.
   */
  delta_s?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_ee_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_ee_dA?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_mumu_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_mumu_dA?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_tautau_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_tautau_dA?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_emu_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_emu_dA?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_etau_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_etau_dA?: number;
  /**
   * Value where it is not free; axial current of u quarks.
   */
  eps_mutau_uA?: number;
  /**
   * Value where it is not free; axial current of d quarks.
   */
  eps_mutau_dA?: number;
}
/**
 * Photon exchange by a charge radius, which shifts the proton coupling of a flavour, on nuclei and on electrons. Parameters in units of 1e-32 cm^2.
 */
export interface ChargeRadiiOfNeutrinos {
  term: 'charge-radius';
  /**
   * Whether a diagonal parameter is the whole charge radius (those in the couplings are taken out first), or adds to what the couplings contain; `total` unless given.
   */
  radii?: 'total' | 'additional';
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared of nu_e. Unless given, what the couplings contain.
   */
  r2_nu_e?: number;
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared of nu_mu. Unless given, what the couplings contain.
   */
  r2_nu_mu?: number;
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared of nu_tau. Unless given, what the couplings contain.
   */
  r2_nu_tau?: number;
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared between nu_e and nu_mu.
   */
  r2_nu_emu?: number;
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared between nu_e and nu_tau.
   */
  r2_nu_etau?: number;
  /**
   * Value in 1e-32 cm^2 where it is not free; charge radius squared between nu_mu and nu_tau.
   */
  r2_nu_mutau?: number;
}
/**
 * Neutrino-electron scattering as a component `electron-scattering`, for every term that acts on electrons.
 */
export interface ScatteringOnAtomicElectrons {
  term: 'electron-scattering';
  /**
   * `steps` (unless given): an electron counts where the recoil energy exceeds its binding energy. `free`: all electrons count.
   */
  binding?: 'steps' | 'free';
  /**
   * Highest recoil energy that is followed; 100 keVee unless given. It has to lie above the region with its resolution.
   */
  'highest-recoil'?: string;
}
/**
 * Heavy scalar and tensor couplings of u and d quarks in units of G_F, with nucleon matrix elements and nuclear spin. Vector couplings are those of `nsi`, axial ones those of `axial`.
 */
export interface GeneralisedInteractionsOfQuarks {
  term: 'generalised-quarks';
  /**
   * Value where it is not free; scalar coupling to u quarks.
   */
  eps_S_u?: number;
  /**
   * Value where it is not free; scalar coupling to d quarks.
   */
  eps_S_d?: number;
  /**
   * Value where it is not free; tensor coupling to u quarks.
   */
  eps_T_u?: number;
  /**
   * Value where it is not free; tensor coupling to d quarks.
   */
  eps_T_d?: number;
  /**
   * Flavours that interact; all unless given.
   *
   * @minItems 1
   */
  flavours?: ['nue' | 'numu' | 'nutau', ...('nue' | 'numu' | 'nutau')[]];
  /**
   * Scalar matrix elements of the nucleons, by name.
   */
  'sigma-terms'?: 'hoferichter-2015' | 'ellis-2000';
  /**
   * Form factor of the spin: j0(q r)^2 with r = A^(1/3) fm, or 1.
   */
  'form-factor'?: 'thin-shell' | 'none';
  /**
   * Spin expectation values per isotope, before those that are tabulated: `{ W183: { J: 0.5, protons: 0, neutrons: -0.03 } }`.
   */
  spins?: {
    [k: string]: {
      /**
       * Spin of the ground state.
       */
      J: number;
      /**
       * <S_p>.
       */
      protons: number;
      /**
       * <S_n>.
       */
      neutrons: number;
    };
  };
}
/**
 * Heavy mediators of scalar, pseudoscalar, vector, axial and tensor structure, with couplings of the nucleus as a whole per neutron, in units of G_F. The vector one interferes with the Standard Model.
 */
export interface GeneralisedInteractionsOfNuclei {
  term: 'generalised';
  /**
   * Value where it is not free; scalar coupling of the nucleus per neutron.
   */
  xi_S?: number;
  /**
   * Value where it is not free; pseudoscalar coupling of the nucleus per neutron.
   */
  xi_P?: number;
  /**
   * Value where it is not free; vector coupling beyond the Standard Model of the nucleus per neutron.
   */
  xi_V?: number;
  /**
   * Value where it is not free; axial coupling of the nucleus per neutron.
   */
  xi_A?: number;
  /**
   * Value where it is not free; tensor coupling of the nucleus per neutron.
   */
  xi_T?: number;
  /**
   * Value where it is not free; interference of scalar and tensor couplings of the nucleus per neutron.
   */
  r_ST?: number;
  /**
   * Flavours that interact; all unless given.
   *
   * @minItems 1
   */
  flavours?: ['nue' | 'numu' | 'nutau', ...('nue' | 'numu' | 'nutau')[]];
  /**
   * Which nuclei P, A, T and r_ST act on: `odd` ones, or `all`, each as a particle of spin 1/2.
   */
  spin?: 'odd' | 'all';
}
/**
 * A vector boson Z' of mass `mass` and coupling `g` between neutrinos and quarks or electrons, interfering with the Standard Model.
 */
export interface LightVectorMediator {
  term: 'light-vector';
  /**
   * Charges in units of g: by the name of a model, or of each fermion.
   */
  charges:
    | ('universal' | 'B-L' | 'L_mu-L_tau')
    | {
        /**
         * Of u quarks; 0 unless given, as all others.
         */
        u?: number;
        d?: number;
        e?: number;
        nue?: number;
        numu?: number;
        nutau?: number;
      };
  /**
   * Mass of the mediator (times c^2) where it is not free.
   */
  mass?: string;
  /**
   * Coupling where it is not free; 0 unless given.
   */
  g?: number;
}
/**
 * Helicity-flipping photon exchange, on nuclei and on electrons. Parameters in units of 1e-10 Bohr magnetons; a diagonal one is the effective moment of its flavour as long as the transitions are zero.
 */
export interface MagneticMomentsOfNeutrinos {
  term: 'magnetic-moment';
  /**
   * Value in 1e-10 mu_B where it is not free; effective magnetic moment of nu_e.
   */
  mu_nu_e?: number;
  /**
   * Value in 1e-10 mu_B where it is not free; effective magnetic moment of nu_mu.
   */
  mu_nu_mu?: number;
  /**
   * Value in 1e-10 mu_B where it is not free; effective magnetic moment of nu_tau.
   */
  mu_nu_tau?: number;
  /**
   * Value in 1e-10 mu_B where it is not free; transition moment between nu_e and nu_mu.
   */
  mu_nu_emu?: number;
  /**
   * Value in 1e-10 mu_B where it is not free; transition moment between nu_e and nu_tau.
   */
  mu_nu_etau?: number;
  /**
   * Value in 1e-10 mu_B where it is not free; transition moment between nu_mu and nu_tau.
   */
  mu_nu_mutau?: number;
  /**
   * Adds T / (4 E^2) to 1/T - 1/E, as for a nucleus without spin; below 3e-8 of the cross section. Off unless given.
   */
  'spin-0-term'?: boolean;
}
/**
 * Photon exchange by a millicharge, interfering with the Standard Model, on nuclei and on electrons. Parameters in units of the elementary charge.
 */
export interface ElectricChargesOfNeutrinos {
  term: 'millicharge';
  /**
   * Value in units of e where it is not free; electric charge of nu_e.
   */
  q_nu_e?: number;
  /**
   * Value in units of e where it is not free; electric charge of nu_mu.
   */
  q_nu_mu?: number;
  /**
   * Value in units of e where it is not free; electric charge of nu_tau.
   */
  q_nu_tau?: number;
  /**
   * Value in units of e where it is not free; charge between nu_e and nu_mu.
   */
  q_nu_emu?: number;
  /**
   * Value in units of e where it is not free; charge between nu_e and nu_tau.
   */
  q_nu_etau?: number;
  /**
   * Value in units of e where it is not free; charge between nu_mu and nu_tau.
   */
  q_nu_mutau?: number;
}
/**
 * Vector couplings of neutrinos to u and d quarks beyond the Standard Model, flavour-diagonal (ee, mumu, tautau) and flavour-changing (emu, etau, mutau), in units of G_F; couplings to electrons (e, eA) act in scattering on electrons.
 */
export interface NonStandardInteractions {
  term: 'nsi';
  /**
   * A point with a name. `lma-dark`: LMA-Dark by u quarks, eps_ee_u = -0.6555; `lma-dark-d`: by d quarks, eps_ee_d = -0.6447. A value beside it goes before.
   */
  preset?: 'lma-dark' | 'lma-dark-d';
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_ee_u?: number;
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_mumu_u?: number;
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_tautau_u?: number;
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_emu_u?: number;
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_etau_u?: number;
  /**
   * Value where it is not free; vector current of u quarks.
   */
  eps_mutau_u?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_ee_d?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_mumu_d?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_tautau_d?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_emu_d?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_etau_d?: number;
  /**
   * Value where it is not free; vector current of d quarks.
   */
  eps_mutau_d?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_ee_e?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_mumu_e?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_tautau_e?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_emu_e?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_etau_e?: number;
  /**
   * Value where it is not free; vector current of electrons.
   */
  eps_mutau_e?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_ee_eA?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_mumu_eA?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_tautau_eA?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_emu_eA?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_etau_eA?: number;
  /**
   * Value where it is not free; axial current of electrons.
   */
  eps_mutau_eA?: number;
}
/**
 * A scalar between neutrinos and quarks, light or heavy, that flips the helicity of the neutrino; the rate adds to that of the Standard Model and goes as g^4.
 */
export interface ScalarMediator {
  term: 'scalar';
  /**
   * Mass of the mediator; where it is free, its range says which masses.
   */
  mass?: string;
  /**
   * Coupling to a fermion of charge 1 where it is not free; 0 unless given.
   */
  g?: number;
  /**
   * Charges that multiply g: quarks u, d, s, c, b, the electron e, neutrinos nue, numu, nutau. Unless given u, d and the neutrinos have 1, the others 0.
   */
  charges?: {
    /**
     * Charge of u.
     */
    u?: number;
    /**
     * Charge of d.
     */
    d?: number;
    /**
     * Charge of s.
     */
    s?: number;
    /**
     * Charge of c.
     */
    c?: number;
    /**
     * Charge of b.
     */
    b?: number;
    /**
     * Charge of e.
     */
    e?: number;
    /**
     * Charge of nue.
     */
    nue?: number;
    /**
     * Charge of numu.
     */
    numu?: number;
    /**
     * Charge of nutau.
     */
    nutau?: number;
  };
  /**
   * Scalar matrix elements of the nucleons, by name.
   */
  'sigma-terms'?: 'hoferichter-2015' | 'ellis-2000';
}
/**
 * Freedman's coherent scattering with the vector couplings that the study chooses. Its parameters are those of the couplings: `sin2_theta_W` for the tree-level sets.
 */
export interface CoherentVectorScatteringOfTheStandardModel {
  term: 'standard-model';
}
/**
 * Short-baseline disappearance into a sterile neutrino, averaged over the lengths of source and detector. Numbers left out are 0; dm2_41 is needed unless it is a free parameter.
 */
export interface OneSterileNeutrino31 {
  model: 'sterile-3+1';
  /**
   * `sin2-2theta`: survival of nu_e and nu_mu with amplitudes sin2_2theta_ee and sin2_2theta_mumu, without appearance. `mixing-angles`: sin^2 of theta_14, theta_24, theta_34, with appearance of active flavours.
   */
  convention: 'sin2-2theta' | 'mixing-angles';
  /**
   * Delta m^2_41.
   */
  dm2_41?: string;
  /**
   * Convention `sin2-2theta`.
   */
  sin2_2theta_ee?: string | number;
  /**
   * Convention `sin2-2theta`.
   */
  sin2_2theta_mumu?: string | number;
  /**
   * sin^2 theta_14; convention `mixing-angles`.
   */
  s2_14?: string | number;
  /**
   * sin^2 theta_24; convention `mixing-angles`.
   */
  s2_24?: string | number;
  /**
   * sin^2 theta_34; convention `mixing-angles`.
   */
  s2_34?: string | number;
  /**
   * Extent of the source along the way; a point unless given.
   */
  'source-length'?: string;
  /**
   * Extent of the detector along the way; a point unless given.
   */
  'detector-length'?: string;
}
/**
 * Dark matter that the source makes and that scatters in the detector, the component `dark-matter`; none unless given.
 */
export interface BeamDarkMatter {
  /**
   * What the mediator couples to: electric charge, by kinetic mixing with the photon, or baryon number.
   */
  portal: 'vector' | 'leptophobic';
  /**
   * A complex scalar unless given.
   */
  particle?: 'scalar' | 'dirac';
  /**
   * Mass of the particles.
   */
  m_chi?: string;
  /**
   * Mass of the mediator; `mass-ratio` times that of the particles unless given.
   */
  m_V?: string;
  /**
   * Mass of the mediator in units of that of the particles; 3 unless given.
   */
  'mass-ratio'?: number;
  /**
   * Kinetic mixing with the photon.
   */
  eps?: number;
  /**
   * Fine-structure constant of dark matter and mediator, portal `vector`; 0.5 unless given.
   */
  alpha_D?: number;
  /**
   * Fine-structure constant of baryon number and mediator, portal `leptophobic`.
   */
  alpha_B?: number;
  /**
   * Fine-structure constant of dark matter and mediator, portal `leptophobic`; 0.5 unless given.
   */
  alpha_chi?: number;
  flux: DarkMatter;
}
/**
 * Mediators V from pi0 -> gamma V and pi- p -> n V that decay to pairs of dark matter particles, evenly over all directions or boosted along the flight of the pions.
 */
export interface DarkMatterOfAPionSource {
  model: 'pion-source';
  /**
   * pi0 per proton on target.
   */
  'neutral-pions-per-proton': number;
  /**
   * Momenta of the pi0 with their weights; one momentum of 0 MeV for pions at rest.
   *
   * @minItems 1
   */
  'neutral-pion-momenta': [
    {
      /**
       * Momentum times c.
       */
      momentum: string;
      /**
       * Share of the pions; shares need not add up to one.
       */
      weight: number;
      /**
       * Cosine of the angle between the flight of the pion and the line to the detector; all directions alike unless given.
       */
      'cosine-to-detector'?: number;
    },
    ...{
      /**
       * Momentum times c.
       */
      momentum: string;
      /**
       * Share of the pions; shares need not add up to one.
       */
      weight: number;
      /**
       * Cosine of the angle between the flight of the pion and the line to the detector; all directions alike unless given.
       */
      'cosine-to-detector'?: number;
    }[]
  ];
  /**
   * Photons per proton from pi- p -> n gamma of stopped pi-; 0 leaves capture out.
   */
  'capture-photons-per-proton'?: number;
}
/**
 * Fluence per proton and energy at the detector, for couplings of 1, linear between points; particles and antiparticles together.
 */
export interface TabulatedFluxOfDarkMatter {
  model: 'tabulated';
  /**
   * Energies, mass included, in ascending order, with the fluence there.
   *
   * @minItems 2
   */
  points: [
    {
      /**
       * Energy of a particle, mass included.
       */
      energy: string;
      /**
       * Particles per cm^2, MeV and proton at the detector, for couplings of 1.
       */
      fluence: number;
    },
    {
      /**
       * Energy of a particle, mass included.
       */
      energy: string;
      /**
       * Particles per cm^2, MeV and proton at the detector, for couplings of 1.
       */
      fluence: number;
    },
    ...{
      /**
       * Energy of a particle, mass included.
       */
      energy: string;
      /**
       * Particles per cm^2, MeV and proton at the detector, for couplings of 1.
       */
      fluence: number;
    }[]
  ];
}
/**
 * Observed events.
 */
export interface Data {
  kind?: 'data';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  citation?: string;
  licence?: string;
  /**
   * A table with one event per row, or with one bin per row.
   */
  events: {
    /**
     * CSV file.
     */
    table: CommandOutput | string;
    columns: ObservableColumns;
    /**
     * Column with the number of events in the row, where rows are the centres of bins; one event per row unless given.
     */
    count?: string;
    /**
     * Column with the standard deviation of `count`: numbers of events are then measured values with normal errors, as of a subtracted spectrum, and may be negative; the statistic is chi-squared.
     */
    error?: string;
    /**
     * Instead of `error`: CSV or .npz with the covariance of the numbers of events, a row and a column for each row of the table, in their order.
     */
    covariance?: CommandOutput | string;
  };
  /**
   * What the tables of the release hold, and the digests of the files they were made from.
   */
  tables?: {
    [k: string]: {};
  };
  /**
   * Curves of the release that stand elsewhere in the catalogue.
   */
  curves?: {
    [k: string]: {};
  };
  'known-defects'?: string[];
}
/**
 * Column of each observable.
 */
export interface ObservableColumns {
  PE?: string;
  energy?: string;
  time?: string;
  electrons?: string;
  /**
   * This interface was referenced by `ObservableColumns`'s JSON-Schema definition
   * via the `patternProperty` "^(?!PE$)[A-Z][A-Za-z0-9-]{0,49}$".
   */
  [k: string]: string | undefined;
}
/**
 * One of several experiments.
 */
export interface Experiment {
  /**
   * Name of the experiment, in front of the names of its own nuisance parameters.
   */
  name: string;
  source?: ModelsEntry;
  /**
   * Distance from source to detector; sources that know their distances need none.
   */
  baseline?: string;
  oscillation?: Oscillations;
  'dark-matter'?: BeamDarkMatter;
  /**
   * What was observed: a data release, or `asimov` for the expectation itself.
   */
  data?: 'asimov' | Data;
  detector?: Detector;
  region?: Region;
  /**
   * Nuisance parameters of this experiment alone.
   */
  systematics?: {
    [k: string]: Systematic;
  };
}
/**
 * What sees the recoils: target, energy response, observables and backgrounds.
 */
export interface Detector {
  kind?: 'detector';
  title?: string;
  /**
   * What to cite: arXiv:..., doi:...
   */
  references?: string[];
  notes?: string[];
  /**
   * How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.
   */
  status?: 'measured' | 'design' | 'assumed';
  provenance?: Provenance;
  /**
   * The source at which it stands, or is to stand: an entry of the catalogue.
   */
  site?: string;
  target: {
    /**
     * Chemical formula, or a mixture of several with their fractions of the mass such as `{ Ar: 99 %, Xe: 1 % }`. Natural isotopes, unless the formula names one: `76Ge`, `Li2[100Mo]O4`, `D2O`.
     */
    material:
      | {
          /**
           * A fraction such as `10 %` or `0.1`.
           */
          [k: string]: string | number;
        }
      | string;
    /**
     * Fractions of the atoms of enriched elements, for each element adding up to 1: `{ Ge76: 87 %, Ge74: 13 % }`.
     */
    isotopes?: {
      /**
       * A fraction such as `10 %` or `0.1`.
       */
      [k: string]: string | number;
    };
    /**
     * A mass such as `14.6 kg` or `10 g` or `1 t`.
     */
    mass: string;
  };
  /**
   * Electron-equivalent energy of a nuclear recoil: a model for all nuclei of the target, or one for every element by its symbol. None where bins are in keVnr: then the energy of the recoil itself is observed.
   */
  quenching?:
    | {
        [k: string]: QuenchingWithVariationsOfElement;
      }
    | QuenchingWithVariations;
  smearing: Smearing;
  efficiency?: EfficiencyWithVariations;
  /**
   * What is measured of an event, in the order of the axes: one of the recoil energy (`PE`, `electrons`, or `energy` in keVee or keVnr), time, and others under names of their own such as `F90`.
   */
  observables:
    | {
        /**
         * Photoelectrons, as the observable of the recoil energy.
         */
        PE?: {
          binning: PhotoelectronBinning;
          /**
           * Bins in whose centres the efficiency is taken; unless given, 1 PE.
           */
          'fine-bin-width'?: string;
          /**
           * Axis title in figures.
           */
          title?: string;
        };
        /**
         * Reconstructed energy, as the observable of the recoil energy: in keVee, or in keVnr where a detector or its analysis has energies of recoils.
         */
        energy: {
          binning: EnergyBinning;
          /**
           * Bins in whose centres the efficiency is taken; unless given, bins are divided as finely as it takes.
           */
          'fine-bin-width'?: string;
          /**
           * Axis title in figures.
           */
          title?: string;
        };
        /**
         * Electrons counted one by one, as the observable of the recoil energy.
         */
        electrons?: {
          binning: ElectronBinning;
          /**
           * Bins in whose centres the efficiency is taken; 1 electron unless given.
           */
          'fine-bin-width'?: string;
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
           * Mean arrival of the proton pulse on the detector's clock; needed unless a template holds the signal's times.
           */
          onset?: {
            /**
             * Value unless it is fitted, and where a fit starts.
             */
            start: string;
            range?: TimeRange;
          };
          efficiency?: TimeEfficiency;
          /**
           * Axis title in figures.
           */
          title?: string;
        };
        /**
         * Another observable, by a name that begins with a capital letter.
         *
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^(?!PE$)[A-Z][A-Za-z0-9-]{0,49}$".
         */
        [k: string]:
          | {
              binning: NumberBinning;
              /**
               * Axis title in figures.
               */
              title?: string;
            }
          | {
              binning: PhotoelectronBinning;
              /**
               * Bins in whose centres the efficiency is taken; unless given, 1 PE.
               */
              'fine-bin-width'?: string;
              /**
               * Axis title in figures.
               */
              title?: string;
            }
          | {
              binning: EnergyBinning;
              /**
               * Bins in whose centres the efficiency is taken; unless given, bins are divided as finely as it takes.
               */
              'fine-bin-width'?: string;
              /**
               * Axis title in figures.
               */
              title?: string;
            }
          | {
              binning: ElectronBinning;
              /**
               * Bins in whose centres the efficiency is taken; 1 electron unless given.
               */
              'fine-bin-width'?: string;
              /**
               * Axis title in figures.
               */
              title?: string;
            }
          | {
              binning: TimeBinning;
              /**
               * Mean arrival of the proton pulse on the detector's clock; needed unless a template holds the signal's times.
               */
              onset?: {
                /**
                 * Value unless it is fitted, and where a fit starts.
                 */
                start: string;
                range?: TimeRange;
              };
              efficiency?: TimeEfficiency;
              /**
               * Axis title in figures.
               */
              title?: string;
            }
          | undefined;
      }
    | (
        | {}
        | {
            [k: string]: unknown;
          }
      );
  /**
   * Where a detector is described by a threshold: nothing reconstructed below counts, signal, backgrounds and data. A recoil energy stands for what it is quenched to, or for itself where bins are in keVnr.
   */
  threshold?: string;
  /**
   * Length of the window after every pulse of the beam in which events count, for a detector that does not observe time: backgrounds given as rates count only in it.
   */
  'beam-window'?: string;
  /**
   * CEvNS as a data release has it, where the prediction from recoils does not do: a template for what cannot be predicted, such as a pulse shape. With `events` the release's prediction, in all observables, replaces the one from recoils.
   */
  signal?: {
    /**
     * Events in the reference region that the Standard Model predicts, according to the release; from the recoils unless given.
     */
    events?: string;
    template: Template;
  };
  /**
   * Backgrounds by name.
   */
  backgrounds?: {
    [k: string]: Background;
  };
  'reference-region'?: Region;
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
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsConstantVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsConstantVariations {
  [k: string]: {
    up: QuenchingWithVariationsConstantVaried;
    down: QuenchingWithVariationsConstantVaried;
  };
}
export interface QuenchingWithVariationsConstantVaried {
  /**
   * Quenching factor QF = E_ee / T, a number or in %.
   */
  factor?: string | number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * E_ee = T k g / (1 + k g), g = 3 eps^0.15 + 0.7 eps^0.6 + eps, eps = 11.5 Z^(-7/3) T/keV: a nucleus that slows down in its own element. Under the symbol of an element Z and A are its own unless given.
 */
export interface LindhardOfAnElement {
  model: 'lindhard';
  /**
   * Number of protons of the nuclei that recoil; that of the element unless given.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge; that of the element unless given.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsOfElementLindhardVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsOfElementLindhardVariations {
  [k: string]: {
    up: QuenchingWithVariationsOfElementLindhardVaried;
    down: QuenchingWithVariationsOfElementLindhardVaried;
  };
}
export interface QuenchingWithVariationsOfElementLindhardVaried {
  /**
   * Number of protons of the nuclei that recoil; that of the element unless given.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge; that of the element unless given.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * QF = k g / (1 + k g) - q / eps, never below 0: Lindhard less what the binding of atoms takes, or with a negative q more than Lindhard. Under the symbol of an element Z and A are its own unless given.
 */
export interface ModifiedLindhardOfAnElement {
  model: 'modified-lindhard';
  /**
   * Number of protons of the nuclei that recoil; that of the element unless given.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge; that of the element unless given.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * Of the term -q / eps, eps = 11.5 Z^(-7/3) T/keV.
   */
  q: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsOfElementModifiedLindhardVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsOfElementModifiedLindhardVariations {
  [k: string]: {
    up: QuenchingWithVariationsOfElementModifiedLindhardVaried;
    down: QuenchingWithVariationsOfElementModifiedLindhardVaried;
  };
}
export interface QuenchingWithVariationsOfElementModifiedLindhardVaried {
  /**
   * Number of protons of the nuclei that recoil; that of the element unless given.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge; that of the element unless given.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * Of the term -q / eps, eps = 11.5 Z^(-7/3) T/keV.
   */
  q?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
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
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsPolynomialVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsPolynomialVariations {
  [k: string]: {
    up: QuenchingWithVariationsPolynomialVaried;
    down: QuenchingWithVariationsPolynomialVaried;
  };
}
export interface QuenchingWithVariationsPolynomialVaried {
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
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * Points of a measured quenching factor QF = E_ee / T, from a table or written out; the first and the last value are held outside. Give `table` or `points`.
 */
export interface TabulatedQuenching {
  model: 'tabulated';
  /**
   * CSV table.
   */
  table?: CommandOutput | string;
  /**
   * The points, written out: columns by name, such as `{ t: [0.5, 1, 4], qf: [0.1, 0.2, 0.3] }`.
   */
  points?: {
    /**
     * @minItems 2
     */
    [k: string]: [number, number, ...number[]];
  };
  /**
   * Column with the recoil energies, increasing from above 0.
   */
  at: string;
  /**
   * Unit of the recoil energies.
   */
  'recoil-energy-unit': 'eVnr' | 'keVnr' | 'MeVnr';
  /**
   * Column with what is tabulated.
   */
  content: string;
  /**
   * What is tabulated: QF (factor, unless given), E_ee in keVee (energy), or quanta per keVnr (yield), such as electrons, with `energy-per-quantum`.
   */
  gives?: 'factor' | 'energy' | 'yield';
  /**
   * Electron-equivalent energy that each of the quanta of a yield stands for; the same as that of the smearing drops out.
   */
  'energy-per-quantum'?: string;
  /**
   * Between the points: straight lines in T (unless given) or in ln T, or cubics in T that do not overshoot.
   */
  interpolation?: 'linear' | 'log' | 'monotone-cubic';
  /**
   * The errors of the points, for variations by `pull`.
   */
  band?: {
    /**
     * Column with the standard deviations, in the unit of what is tabulated.
     */
    error: string;
    /**
     * L of the correlation exp(-(ln T_i / T_j)^2 / (2 L^2)) between points; errors are wholly correlated unless given.
     */
    'correlation-length'?: number;
  };
  /**
   * Standard deviations along the eigenvectors of the band, the largest first; for variations: `up: { pull: [0, 1] }` is the second.
   *
   * @minItems 1
   */
  pull?: [number, ...number[]];
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsTabulatedVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsTabulatedVariations {
  [k: string]: {
    up: QuenchingWithVariationsTabulatedVaried;
    down: QuenchingWithVariationsTabulatedVaried;
  };
}
export interface QuenchingWithVariationsTabulatedVaried {
  /**
   * CSV table.
   */
  table?: CommandOutput | string;
  /**
   * The points, written out: columns by name, such as `{ t: [0.5, 1, 4], qf: [0.1, 0.2, 0.3] }`.
   */
  points?: {
    /**
     * @minItems 2
     */
    [k: string]: [number, number, ...number[]];
  };
  /**
   * Column with the recoil energies, increasing from above 0.
   */
  at?: string;
  /**
   * Unit of the recoil energies.
   */
  'recoil-energy-unit'?: 'eVnr' | 'keVnr' | 'MeVnr';
  /**
   * Column with what is tabulated.
   */
  content?: string;
  /**
   * What is tabulated: QF (factor, unless given), E_ee in keVee (energy), or quanta per keVnr (yield), such as electrons, with `energy-per-quantum`.
   */
  gives?: 'factor' | 'energy' | 'yield';
  /**
   * Electron-equivalent energy that each of the quanta of a yield stands for; the same as that of the smearing drops out.
   */
  'energy-per-quantum'?: string;
  /**
   * Between the points: straight lines in T (unless given) or in ln T, or cubics in T that do not overshoot.
   */
  interpolation?: 'linear' | 'log' | 'monotone-cubic';
  /**
   * The errors of the points, for variations by `pull`.
   */
  band?: {
    /**
     * Column with the standard deviations, in the unit of what is tabulated.
     */
    error: string;
    /**
     * L of the correlation exp(-(ln T_i / T_j)^2 / (2 L^2)) between points; errors are wholly correlated unless given.
     */
    'correlation-length'?: number;
  };
  /**
   * Standard deviations along the eigenvectors of the band, the largest first; for variations: `up: { pull: [0, 1] }` is the second.
   *
   * @minItems 1
   */
  pull?: [number, ...number[]];
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * E_ee = T k g / (1 + k g), g = 3 eps^0.15 + 0.7 eps^0.6 + eps, eps = 11.5 Z^(-7/3) T/keV: a nucleus that slows down in its own element. Under the symbol of an element Z and A are its own unless given.
 */
export interface Lindhard {
  model: 'lindhard';
  /**
   * Number of protons of the nuclei that recoil.
   */
  Z: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge.
   */
  A: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsLindhardVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsLindhardVariations {
  [k: string]: {
    up: QuenchingWithVariationsLindhardVaried;
    down: QuenchingWithVariationsLindhardVaried;
  };
}
export interface QuenchingWithVariationsLindhardVaried {
  /**
   * Number of protons of the nuclei that recoil.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * QF = k g / (1 + k g) - q / eps, never below 0: Lindhard less what the binding of atoms takes, or with a negative q more than Lindhard. Under the symbol of an element Z and A are its own unless given.
 */
export interface ModifiedLindhard {
  model: 'modified-lindhard';
  /**
   * Number of protons of the nuclei that recoil.
   */
  Z: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge.
   */
  A: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * Of the term -q / eps, eps = 11.5 Z^(-7/3) T/keV.
   */
  q: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
  variations?: QuenchingWithVariationsModifiedLindhardVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface QuenchingWithVariationsModifiedLindhardVariations {
  [k: string]: {
    up: QuenchingWithVariationsModifiedLindhardVaried;
    down: QuenchingWithVariationsModifiedLindhardVaried;
  };
}
export interface QuenchingWithVariationsModifiedLindhardVaried {
  /**
   * Number of protons of the nuclei that recoil.
   */
  Z?: number;
  /**
   * Mass number of the nuclei, mean over the isotopes: 72.63 for Ge.
   */
  A?: number;
  /**
   * Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given.
   */
  k?: number;
  /**
   * Of the term -q / eps, eps = 11.5 Z^(-7/3) T/keV.
   */
  q?: number;
  /**
   * xi of a smooth low-energy cut-off, a factor 1 - exp(-T / xi); none unless given.
   */
  'adiabatic-energy'?: string;
  /**
   * Recoil energy below which nothing is seen; none unless given.
   */
  'zero-below'?: string;
}
/**
 * Whole electrons of mean E_ee / energy-per-electron and variance fano-factor times the mean, each found with collection-efficiency, read out with noise; for the observable `electrons`.
 */
export interface CountedElectrons {
  model: 'counted-electrons';
  /**
   * Mean electron-equivalent energy for each electron set free: 3.75 eVee in Si.
   */
  'energy-per-electron': string;
  /**
   * Variance of the number of electrons in units of its mean; 1 (Poisson) unless given.
   */
  'fano-factor'?: number;
  /**
   * Probability that an electron is found; 1 unless given.
   */
  'collection-efficiency'?: string | number;
  /**
   * Standard deviation of the charge that is read out; none unless given.
   */
  noise?: string;
}
/**
 * Reconstructed energy ~ normal around E_ee, sigma^2 = fano-factor energy-per-electron E_ee + noise^2; for the observable `energy` of an ionisation detector.
 */
export interface FanoResolution {
  model: 'fano';
  /**
   * Variance of the number of electron-hole pairs in units of their mean; about 0.11 in Ge and 0.12 in Si.
   */
  'fano-factor': number;
  /**
   * Mean electron-equivalent energy for an electron-hole pair: 2.96 eVee in Ge, 3.75 eVee in Si.
   */
  'energy-per-electron': string;
  /**
   * Standard deviation of the electronics; none unless given.
   */
  noise?: string;
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
 * Reconstructed energy ~ normal around E, sigma^2 = (stochastic^2 / keV) E + (constant E)^2 + noise^2; E is the electron-equivalent energy, or the recoil energy where bins are in keVnr. For the observable `energy`, in its unit.
 */
export interface GaussianResolutionInEnergy {
  model: 'gaussian';
  /**
   * Standard deviation at 1 keV of the term that grows as the square root of the energy; none unless given.
   */
  stochastic?: string;
  /**
   * Relative standard deviation of the term that grows as the energy; none unless given.
   */
  constant?: string | number;
  /**
   * Standard deviation of the term that does not depend on the energy; none unless given.
   */
  noise?: string;
}
/**
 * The electron-equivalent energy itself is observed, or the recoil energy where bins are in keVnr; for the observable `energy`.
 */
export interface NoSmearing {
  model: 'none';
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
 * Electrons of mean E_ee / energy-per-electron, extracted with a probability, each giving photoelectrons with a spread; for the observable `PE` of the proportional scintillation (S2).
 */
export interface TwoPhaseAmplification {
  model: 'two-phase';
  /**
   * Mean electron-equivalent energy for each electron that leaves the track.
   */
  'energy-per-electron': string;
  /**
   * Variance of the number of electrons in units of its mean; 1 (Poisson) unless given.
   */
  'fano-factor'?: number;
  /**
   * Probability that an electron survives the drift and reaches the gas.
   */
  'extraction-efficiency': string | number;
  /**
   * Photoelectrons for each electron in the gas.
   */
  gain: string;
  /**
   * Standard deviation of the signal of one electron in units of its mean.
   */
  'single-electron-spread': string | number;
  /**
   * Standard deviation of photosensors and electronics; none unless given.
   */
  noise?: string;
}
/**
 * eff = value, whatever the energy.
 */
export interface ConstantEfficiency {
  model: 'constant';
  /**
   * Probability to keep an event, a number or in %.
   */
  value: string | number;
  variations?: EfficiencyWithVariationsConstantVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsConstantVariations {
  [k: string]: {
    up: EfficiencyWithVariationsConstantVaried;
    down: EfficiencyWithVariationsConstantVaried;
  };
}
export interface EfficiencyWithVariationsConstantVaried {
  /**
   * Probability to keep an event, a number or in %.
   */
  value?: string | number;
}
/**
 * eff(x) = height / (1 + exp(-steepness (x - midpoint))), times 0 below zero-below and 1/2 from there up to half-below; x is the variable in which it was measured, the observable of the recoil energy unless `in` says another.
 */
export interface LogisticTurnOnWithACut {
  model: 'cut-logistic';
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above the midpoint, a number or in %.
   */
  height: string | number;
  /**
   * Steepness of the turn-on.
   */
  steepness: string;
  /**
   * Where half of the height is reached.
   */
  midpoint: string;
  /**
   * Nothing is kept below.
   */
  'zero-below': string;
  /**
   * From zero-below up to here half of the curve is kept, all of it above.
   */
  'half-below': string;
  variations?: EfficiencyWithVariationsCutLogisticVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsCutLogisticVariations {
  [k: string]: {
    up: EfficiencyWithVariationsCutLogisticVaried;
    down: EfficiencyWithVariationsCutLogisticVaried;
  };
}
export interface EfficiencyWithVariationsCutLogisticVaried {
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above the midpoint, a number or in %.
   */
  height?: string | number;
  /**
   * Steepness of the turn-on.
   */
  steepness?: string;
  /**
   * Where half of the height is reached.
   */
  midpoint?: string;
  /**
   * Nothing is kept below.
   */
  'zero-below'?: string;
  /**
   * From zero-below up to here half of the curve is kept, all of it above.
   */
  'half-below'?: string;
}
/**
 * eff(x) = height / 2 (1 + erf((x - midpoint) / (sqrt(2) width))): a sharp trigger threshold blurred by noise of the standard deviation width.
 */
export interface ErrorFunction {
  model: 'erf';
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above, a number or in %; 1 unless given.
   */
  height?: string | number;
  /**
   * Where half of the height is reached.
   */
  midpoint: string;
  /**
   * Standard deviation of the turn-on: from 16 to 84 % of the height over twice as much.
   */
  width: string;
  variations?: EfficiencyWithVariationsErfVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsErfVariations {
  [k: string]: {
    up: EfficiencyWithVariationsErfVaried;
    down: EfficiencyWithVariationsErfVaried;
  };
}
export interface EfficiencyWithVariationsErfVaried {
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above, a number or in %; 1 unless given.
   */
  height?: string | number;
  /**
   * Where half of the height is reached.
   */
  midpoint?: string;
  /**
   * Standard deviation of the turn-on: from 16 to 84 % of the height over twice as much.
   */
  width?: string;
}
/**
 * eff(x) = height / (1 + exp(-steepness (x - midpoint))) + offset, clipped at 0; x is the variable in which it was measured, the observable of the recoil energy unless `in` says another.
 */
export interface LogisticTurnOn {
  model: 'logistic';
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Height of the step; 1 unless given.
   */
  height?: number;
  /**
   * Steepness of the step.
   */
  steepness: string;
  /**
   * Where half of the height is reached.
   */
  midpoint: string;
  /**
   * Added to the step; may be negative, 0 unless given.
   */
  offset?: number;
  variations?: EfficiencyWithVariationsLogisticVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsLogisticVariations {
  [k: string]: {
    up: EfficiencyWithVariationsLogisticVaried;
    down: EfficiencyWithVariationsLogisticVaried;
  };
}
export interface EfficiencyWithVariationsLogisticVaried {
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Height of the step; 1 unless given.
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
   * Added to the step; may be negative, 0 unless given.
   */
  offset?: number;
}
/**
 * eff(x) = height from a threshold on, 0 below.
 */
export interface Step {
  model: 'step';
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above, a number or in %; 1 unless given.
   */
  height?: string | number;
  /**
   * The threshold.
   */
  from: string;
  variations?: EfficiencyWithVariationsStepVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsStepVariations {
  [k: string]: {
    up: EfficiencyWithVariationsStepVaried;
    down: EfficiencyWithVariationsStepVaried;
  };
}
export interface EfficiencyWithVariationsStepVaried {
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * Efficiency far above, a number or in %; 1 unless given.
   */
  height?: string | number;
  /**
   * The threshold.
   */
  from?: string;
}
/**
 * Points of a measured efficiency against the variable in which it was measured, the observable of the recoil energy unless `in` says another; straight lines between them, and the first and the last value held outside.
 */
export interface TabulatedEfficiency {
  model: 'tabulated';
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * CSV table.
   */
  table: CommandOutput | string;
  /**
   * Column with the variable, increasing.
   */
  at: string;
  /**
   * Unit of the column `at`; unless given, PE, electrons, and keVee or keVnr, whichever the variable is in.
   */
  unit?: 'eVnr' | 'keVnr' | 'MeVnr' | 'eVee' | 'keVee' | 'MeVee' | 'PE' | 'electrons';
  /**
   * Column with the efficiency.
   */
  content: string;
  variations?: EfficiencyWithVariationsTabulatedVariations;
}
/**
 * Variations of one standard deviation by name: the parameters that change, up and down.
 */
export interface EfficiencyWithVariationsTabulatedVariations {
  [k: string]: {
    up: EfficiencyWithVariationsTabulatedVaried;
    down: EfficiencyWithVariationsTabulatedVaried;
  };
}
export interface EfficiencyWithVariationsTabulatedVaried {
  /**
   * The variable: that of the recoils which the detector observes, reconstructed, unless given; `recoil-energy` is that of the nucleus before any resolution, and `energy` in a detector that counts photoelectrons or electrons what it is quenched to.
   */
  in?: 'recoil-energy' | 'energy' | 'PE' | 'electrons';
  /**
   * CSV table.
   */
  table?: CommandOutput | string;
  /**
   * Column with the variable, increasing.
   */
  at?: string;
  /**
   * Unit of the column `at`; unless given, PE, electrons, and keVee or keVnr, whichever the variable is in.
   */
  unit?: 'eVnr' | 'keVnr' | 'MeVnr' | 'eVee' | 'keVee' | 'MeVee' | 'PE' | 'electrons';
  /**
   * Column with the efficiency.
   */
  content?: string;
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
 * A table over all bins: a row for every bin, with the centre of the bin and the content of each template. Templates are normalised; a row belongs to the bin that holds its centre.
 */
export interface Template {
  /**
   * CSV table.
   */
  table: CommandOutput | string;
  at: ObservableColumns;
  /**
   * Column with the content of the bin; need not be normalised.
   */
  content: string;
  /**
   * Templates of other shape by name, one standard deviation away. Without `down` the variation is one-sided: from the nominal template at 0 to `up` at 1.
   */
  variations?: {
    [k: string]: {
      /**
       * Column at +1 standard deviation.
       */
      up: string;
      /**
       * Column at -1 standard deviation.
       */
      down?: string;
    };
  };
}
/**
 * The beta spectrum of 39Ar, 565 keV, with the resolution and the efficiency of the detector; with `activity: 1 Bq/kg` its decays are counted. In the observable of the recoil energy.
 */
export interface Ar {
  model: 'argon-39';
}
/**
 * The histogram of measured events, one row each.
 */
export interface HistogramOfEvents {
  model: 'events';
  /**
   * CSV table.
   */
  table: CommandOutput | string;
  /**
   * Column with the observable of each event, in the internal unit of the observable (PE, keVee, keVnr, us).
   */
  column: string;
  /**
   * Ranges by column, such as `time_us: [0, 6]`, bare numbers in the unit of the column: only events from the first limit up to the second count. All events unless given.
   */
  selection?: {
    /**
     * @minItems 2
     * @maxItems 2
     */
    [k: string]: [number, number];
  };
}
/**
 * exp(-x / scale) in the observable of the recoil energy, integrated over each bin.
 */
export interface ExponentialInEnergy {
  model: 'exponential-in-energy';
  /**
   * Over which the density falls by a factor e, in the unit of the observable.
   */
  scale: string;
  /**
   * Whether the events or the rate are those that are seen (included, unless given), or those before the efficiency in the observable of the recoil energy, which then multiplies them.
   */
  efficiency?: 'included' | 'applied';
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
 * Equally many events for each unit of the observable.
 */
export interface Flat {
  model: 'flat';
  /**
   * Whether the events or the rate are those that are seen (included, unless given), or those before the efficiency in the observable of the recoil energy, which then multiplies them.
   */
  efficiency?: 'included' | 'applied';
}
/**
 * Lines of given energies, electron-equivalent ones or, where bins are in keVnr, those of recoils, with the resolution and the efficiency of the detector; with `activity` all of their decays are counted. In the observable of the recoil energy.
 */
export interface Lines1 {
  model: 'lines';
  /**
   * The lines, such as `{ energy: 10.37 keVee, intensity: 0.88 }`.
   *
   * @minItems 1
   */
  lines: [
    {
      energy: string;
      /**
       * In units of the sum of all; 1 unless given.
       */
      intensity?: string | number;
    },
    ...{
      energy: string;
      /**
       * In units of the sum of all; 1 unless given.
       */
      intensity?: string | number;
    }[]
  ];
}
/**
 * A density x^-power in the observable, 1/x unless given, integrated over each bin; the reference region has to begin above 0.
 */
export interface PowerLaw {
  model: 'power-law';
  /**
   * Power of the fall; 1 unless given.
   */
  power?: number;
  /**
   * Whether the events or the rate are those that are seen (included, unless given), or those before the efficiency in the observable of the recoil energy, which then multiplies them.
   */
  efficiency?: 'included' | 'applied';
}
/**
 * Rows of centre and content; a row belongs to the half-open bin that holds its centre.
 */
export interface TabulatedShape {
  model: 'tabulated';
  /**
   * CSV table.
   */
  table: CommandOutput | string;
  /**
   * Column with the centre of each row, in the internal unit of the observable (PE, keVee, keVnr, us).
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
/**
 * A range of each observable.
 */
export interface Region {
  PE?: PhotoelectronRange;
  energy?: EnergyRange;
  time?: TimeRange;
  electrons?: ElectronRange;
  [k: string]: NumberRange | PhotoelectronRange | EnergyRange | TimeRange | ElectronRange | undefined;
}
/**
 * Straight lines from the nominal template to its variations at +1 and -1, continued beyond them; several parameters add up. The slope jumps at 0.
 */
export interface PiecewiseLinearInterpolation {
  model: 'piecewise-linear';
}
/**
 * A polynomial of sixth degree between the variations that continues smoothly as straight lines beyond them (HistFactory, code 4p).
 */
export interface PolynomialLinearBeyond {
  model: 'polynomial-linear';
}
/**
 * The parabola through the template and its variations at +1 and -1, continued by its tangents beyond them; several parameters add up.
 */
export interface QuadraticInterpolation {
  model: 'quadratic';
}
/**
 * The statistic on a plane of two parameters, minimised over all others at every point, and the lines on which it has risen by a level.
 */
export interface Contour {
  kind: 'contour';
  x: {
    parameter: string;
    range: ParameterRange;
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  y: {
    parameter: string;
    range: ParameterRange;
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  /**
   * Confidence levels of the contours; 68.27 % and 90 % unless given.
   *
   * @minItems 1
   *
   * Items: A fraction such as `10 %` or `0.1`.
   */
  confidence?: [string | number, ...(string | number)[]];
  /**
   * Of the chi-squared whose quantiles are the levels.
   */
  'degrees-of-freedom'?: number;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Neyman construction ordered by the likelihood ratio over one parameter, or a plane of two: which values the data accept, by toys.
 */
export interface FeldmanCousins {
  kind: 'feldman-cousins';
  x: {
    parameter: string;
    range: ParameterRange;
    /**
     * Values at which toys are made; 41 unless given, 21 with `y`.
     */
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  y?: {
    parameter: string;
    range: ParameterRange;
    /**
     * 21 unless given.
     */
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  /**
   * 68.27 % and 90 % unless given.
   *
   * @minItems 1
   *
   * Items: A fraction such as `10 %` or `0.1`.
   */
  confidence?: [string | number, ...(string | number)[]];
  /**
   * Most toys of a point; it gets no more than decide whether it is accepted.
   */
  toys?: number;
  /**
   * The same seed gives the same toys.
   */
  seed?: number;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Maximum-likelihood fit with Hesse errors and profile-likelihood intervals.
 */
export interface Fit {
  kind: 'fit';
  /**
   * Parameters that get a profile-likelihood interval; all free ones unless given.
   *
   * @minItems 1
   */
  parameters?: [string, ...string[]];
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * How many toys of the best fit are described as badly as the data.
 */
export interface GoodnessOfFit {
  kind: 'goodness-of-fit';
  toys?: number;
  /**
   * The same seed gives the same toys.
   */
  seed?: number;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Pulls of the other parameters, and how much each moves one parameter, before and after the fit.
 */
export interface Impacts {
  kind: 'impacts';
  parameter: string;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Interactions in the target by inelastic reactions, and their flux-averaged cross sections, without any response of the detector.
 */
export interface Interactions1 {
  kind: 'interactions';
  /**
   * Named reactions, and tables of cross sections.
   *
   * @minItems 1
   * @maxItems 100
   */
  reactions: [
    (
      | {
          name: string;
          target: string;
          /**
           * Neutrinos that react, one flavour or several.
           */
          flavour:
            | [
                'nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar',
                ...('nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar')[]
              ]
            | ('nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar');
          /**
           * CSV table with neutrino energies, ascending, and cross sections per nucleus. Below its first energy the cross section is 0; its root is straight between two energies.
           */
          table: CommandOutput | string;
          energy: {
            column: string;
            unit: 'keV' | 'MeV' | 'GeV';
          };
          'cross-section': {
            column: string;
            unit: 'cm^2' | '1e-36 cm^2' | '1e-38 cm^2' | '1e-40 cm^2' | '1e-42 cm^2' | '1e-44 cm^2' | 'fm^2' | 'mb';
          };
          /**
           * Where the table comes from.
           */
          source?: string;
        }
      | ('nue-ar40' | 'nue-c12-ground-state' | 'nue-d' | 'nue-i127' | 'nue-o16' | 'nue-pb208-1n' | 'nue-pb208-2n')
    ),
    ...(
      | {
          name: string;
          target: string;
          /**
           * Neutrinos that react, one flavour or several.
           */
          flavour:
            | [
                'nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar',
                ...('nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar')[]
              ]
            | ('nue' | 'nuebar' | 'numu' | 'numubar' | 'nutau' | 'nutaubar');
          /**
           * CSV table with neutrino energies, ascending, and cross sections per nucleus. Below its first energy the cross section is 0; its root is straight between two energies.
           */
          table: CommandOutput | string;
          energy: {
            column: string;
            unit: 'keV' | 'MeV' | 'GeV';
          };
          'cross-section': {
            column: string;
            unit: 'cm^2' | '1e-36 cm^2' | '1e-38 cm^2' | '1e-40 cm^2' | '1e-42 cm^2' | '1e-44 cm^2' | 'fm^2' | 'mb';
          };
          /**
           * Where the table comes from.
           */
          source?: string;
        }
      | ('nue-ar40' | 'nue-c12-ground-state' | 'nue-d' | 'nue-i127' | 'nue-o16' | 'nue-pb208-1n' | 'nue-pb208-2n')
    )[]
  ];
  /**
   * Name of the experiment, in a study of several.
   */
  experiment?: string;
  /**
   * Free parameters of the oscillation at other values than their starts.
   */
  at?: {
    [k: string]: ParameterValue;
  };
}
/**
 * The largest value of a parameter that the data allow, alone or against another parameter.
 */
export interface UpperLimit {
  kind: 'limit';
  parameter: string;
  /**
   * 90 % unless given.
   */
  confidence?: string | number;
  convention?: LimitConventions;
  border?: ParameterValue;
  /**
   * Another parameter; the limit is taken at each of its values, above the best fit there.
   */
  against?: {
    parameter: string;
    range: ParameterRange;
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * The value below which the posterior has the confidence as its share; the prior is flat above the border.
 */
export interface BayesianFlatPrior {
  name: 'bayesian';
  /**
   * Marginal: other parameters are integrated out, up to two by quadrature, more by importance sampling. Profile: they are at their best.
   */
  nuisances?: 'marginal' | 'profile';
}
/**
 * The value at which CLs falls to 1 - confidence, with the statistic q-tilde and its asymptotic distributions, or those of toys; limits expected without a signal are given too.
 */
export interface CLs {
  name: 'cls';
  /**
   * Toys: of the value, and without a signal.
   */
  method?: 'asymptotic' | 'toys';
  /**
   * By toys: as many with and as many without a signal, at each value of the parameter that is looked at.
   */
  toys?: number;
  /**
   * How the limits are found that are expected without a signal: by the method of the limit unless given. By toys they take some seven times the work of the limit, and the method has to be toys too. A limit by toys against another parameter has none.
   */
  expected?: 'asymptotic' | 'toys' | 'none';
  seed?: number;
}
/**
 * The value above the best fit at which the profiled statistic has risen by a quantile of chi-squared (Wilks).
 */
export interface RiseOfTheStatistic {
  name: 'delta-chi2';
  /**
   * One: the quantile of 2 x confidence - 1, 1.64 at 90 % (upper limits that cover). Two: that of the confidence, 2.71 at 90 %.
   */
  sides?: 'one' | 'two';
  'degrees-of-freedom'?: number;
}
/**
 * Neyman construction ordered by the likelihood ratio, with toys where an end of the interval may be. Gives a lower end too.
 */
export interface FeldmanCousins1 {
  name: 'feldman-cousins';
  /**
   * At each value of the parameter that is looked at.
   */
  toys?: number;
  seed?: number;
}
/**
 * The posterior of the free parameters, by an ensemble of walkers.
 */
export interface Posterior {
  kind: 'posterior';
  /**
   * Independent, to judge convergence by.
   */
  ensembles?: number;
  'burn-in'?: number;
  steps?: number;
  /**
   * The same seed gives the same toys.
   */
  seed?: number;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Expected events per component at the nominal values of all parameters.
 */
export interface Prediction {
  kind: 'predict';
  /**
   * Parameters at other values than their nominal ones, e.g. `{ cevns-strength: 0 }`.
   */
  at?: {
    [k: string]: ParameterValue;
  };
}
/**
 * The statistic against one parameter, minimised over all others at every point.
 */
export interface ProfileLikelihood {
  kind: 'profile';
  x: {
    parameter: string;
    range: ParameterRange;
    points?: number;
    /**
     * Equal steps of the parameter, or of its logarithm.
     */
    spacing?: 'linear' | 'log';
  };
  /**
   * Confidence levels of the intervals, two-sided, one degree of freedom; 68.27 % and 90 % unless given.
   *
   * @minItems 1
   *
   * Items: A fraction such as `10 %` or `0.1`.
   */
  confidence?: [string | number, ...(string | number)[]];
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Median significance of a signal, and median limit without one, with bands, before there are data.
 */
export interface Sensitivity {
  kind: 'sensitivity';
  parameter: string;
  injected?: ParameterValue;
  border?: ParameterValue;
  /**
   * 90 % unless given.
   */
  confidence?: string | number;
  /**
   * In units of the exposure of the study; all expected counts grow with it. Only 1 unless given.
   *
   * @minItems 1
   * @maxItems 1000
   */
  exposures?: [number, ...number[]];
  /**
   * A background of which there is more or less; its relative uncertainty stays.
   */
  background?: {
    /**
     * Name of the background, in every experiment that has it.
     */
    component: string;
    /**
     * In units of what the study expects of it.
     *
     * @minItems 2
     * @maxItems 2
     */
    range: [number, number];
    points?: number;
    spacing?: 'linear' | 'log';
  };
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * Profile-likelihood ratio against fixed values, every nuisance profiled in both fits; asymptotic.
 */
export interface Significance {
  kind: 'significance';
  /**
   * The hypothesis that is tested, e.g. `{ cevns-strength: 0 }`.
   */
  against: {
    [k: string]: ParameterValue;
  };
  experiments?: SomeExperiments;
  fixed?: Fixed;
  /**
   * Also a p-value by so many toys of the tested value; for one tested parameter.
   */
  toys?: number;
  /**
   * The same seed gives the same toys.
   */
  seed?: number;
}
/**
 * How the estimate of a parameter is distributed in toys, and how often its intervals cover the true value.
 */
export interface Toys {
  kind: 'toys';
  parameter: string;
  /**
   * True values; other parameters are as fitted to the data with these held. The best fit unless given.
   */
  at?: {
    [k: string]: ParameterValue;
  };
  /**
   * 68.27 % and 90 % unless given.
   *
   * @minItems 1
   *
   * Items: A fraction such as `10 %` or `0.1`.
   */
  confidence?: [string | number, ...(string | number)[]];
  toys?: number;
  /**
   * The same seed gives the same toys.
   */
  seed?: number;
  experiments?: SomeExperiments;
  fixed?: Fixed;
}
/**
 * An external program, run in an empty folder with what is declared here and nothing else.
 */
export interface Command {
  /**
   * A file beside the study, written with a slash (./models/neutrons.py), or the name of a program on PATH.
   */
  program: ProgramName;
  interpreter?: ProgramName;
  /**
   * Arguments, one text each; no shell sees them.
   */
  arguments?: string[];
  /**
   * Data files that it finds in its folder, by their names there.
   */
  inputs?: {
    [k: string]: CommandOutput | string;
  };
  /**
   * Names of the files that it writes into its folder.
   *
   * @minItems 1
   */
  outputs: [PlainFileName, ...PlainFileName[]];
  /**
   * Environment variables beside PATH, HOME, TMPDIR and LANG=C.
   */
  environment?: {
    [k: string]: string;
  };
  /**
   * It is ended after this time; 1 h unless given.
   */
  'time-limit'?: string;
  /**
   * How often it is begun again after a failure; 0 unless given.
   */
  retries?: number;
}
/**
 * The likelihood model, or what analyses found, in the format of another program.
 */
export interface Export {
  kind: 'export';
  /**
   * pyhf: a workspace 1.0.0; hs3: HEP Statistics Serialization Standard; hepdata: YAML tables for a submission; npz: arrays for NumPy.
   */
  format: 'pyhf' | 'hs3' | 'hepdata' | 'npz';
  /**
   * pyhf, hs3: a fit at which the likelihood model is exported; at its initial values unless given. hepdata: one analysis or several. npz: an analysis; the likelihood model unless given.
   */
  of?: [string, ...string[]] | string;
  /**
   * Name in exports/: of a file ending in `.json` (pyhf, hs3) or `.npz`, or of a folder (hepdata).
   */
  file: string;
}
/**
 * A picture of what an analysis found, or of what the study puts in.
 */
export interface Figure {
  kind: 'figure';
  /**
   * The analysis; several contours, or several limits against the same parameter, in one figure.
   */
  of?: [string, ...string[]] | string;
  /**
   * What the study puts in, instead of an analysis.
   */
  input?: 'flux' | 'recoil' | 'form-factor' | 'quenching' | 'efficiency';
  /**
   * What of the numbers of an analysis: pulls or correlation of a fit, significance or upper-limit of a sensitivity, density or corner (all pairs of several parameters) of a posterior; other analyses have one figure.
   */
  show?:
    | 'pulls'
    | 'correlation'
    | 'impacts'
    | 'significance'
    | 'upper-limit'
    | 'acceptance'
    | 'distribution'
    | 'density'
    | 'corner';
  /**
   * The experiment whose bins are shown, where the study has several.
   */
  experiment?: string;
  /**
   * The observable of a projection, or two for a plane of bins.
   */
  axis?: [string, string] | string;
  /**
   * What a plane of bins shows: total (unless given), data, or a component.
   */
  component?: string;
  /**
   * Components, as fitted, that a projection takes away from the data and does not stack: one, or a list.
   */
  subtract?: [string, ...string[]] | string;
  within?: Region;
  /**
   * The parameter of a posterior, or several for a figure of all their pairs; those under `parameters:` unless given.
   */
  parameter?:
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string]
    | [string, string, string, string, string, string]
    | [string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string]
    | string;
  /**
   * Name of the file in figures/, ending in `.svg`, `.png` or `.pdf`.
   */
  file: string;
  title?: string;
  /**
   * The x axis.
   */
  x?: {
    /**
     * Title; `_{..}` and `^{..}` set scripts, `\alpha` a Greek letter.
     */
    label?: string;
    /**
     * As it is printed; numbers are not converted.
     */
    unit?: string;
    /**
     * Ends, in the unit of the axis.
     *
     * @minItems 2
     * @maxItems 2
     */
    range?: [number, number];
    scale?: 'linear' | 'log';
  };
  /**
   * The y axis.
   */
  y?: {
    /**
     * Title; `_{..}` and `^{..}` set scripts, `\alpha` a Greek letter.
     */
    label?: string;
    /**
     * As it is printed; numbers are not converted.
     */
    unit?: string;
    /**
     * Ends, in the unit of the axis.
     *
     * @minItems 2
     * @maxItems 2
     */
    range?: [number, number];
    scale?: 'linear' | 'log';
  };
  /**
   * Title of the x axis; the same as `x: { label: ... }`.
   */
  label?: string;
  /**
   * Events per unit of the observable, or per bin.
   */
  per?: 'unit' | 'bin';
  /**
   * Of the counts: the y axis of a projection, the colours of a plane.
   */
  scale?: 'linear' | 'log';
  /**
   * Words in the figure: a line where there is room, or at a place in units of the axes.
   */
  annotations?: (
    | {
        text: string;
        /**
         * @minItems 2
         * @maxItems 2
         */
        at: [number, number];
      }
    | string
  )[];
  /**
   * What others have published, in units of the axes.
   */
  literature?: {
    label: string;
    /**
     * @minItems 2
     * @maxItems 2
     */
    point?: [number, number];
    'x-error'?: [number, number] | number;
    'y-error'?: [number, number] | number;
    symbol?: 'circle' | 'square' | 'triangle';
    /**
     * @minItems 2
     */
    line?: [[number, number], [number, number], ...[number, number][]];
    /**
     * Joins the ends of the line.
     */
    closed?: boolean;
  }[];
  /**
   * Colours such as `#77aadd` of the components of a projection, or of analyses in one figure, by name.
   */
  colors?: {
    [k: string]: string;
  };
  /**
   * What the legend calls the components of a projection, or analyses in one figure, by name.
   */
  names?: {
    [k: string]: string;
  };
  /**
   * paper unless given
   */
  theme?: 'paper' | 'screen' | 'dark';
  /**
   * column unless given
   */
  width?: 'column' | 'double';
  /**
   * Of an SVG: text, or outlines that look the same without the fonts; text unless given.
   */
  text?: 'text' | 'outlines';
  /**
   * Dots per inch of a PNG; 288 unless given.
   */
  resolution?: number;
}
/**
 * One self-contained HTML file with the results, the figures, the study and the provenance.
 */
export interface Report {
  kind: 'report';
}
/**
 * The bins or points of one analysis, or the numbers that it found, as CSV with full precision.
 */
export interface Table1 {
  kind: 'table';
  /**
   * The analysis.
   */
  of: string;
  /**
   * The experiment, or channel of a workspace, whose bins are shown, where the study has several.
   */
  experiment?: string;
  /**
   * Projection on one observable; all bins unless given.
   */
  axis?: string;
  /**
   * Name of the file in tables/, ending in `.csv`.
   */
  file: string;
}
