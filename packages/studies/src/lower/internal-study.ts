import type { DarkMatterSettings } from '@cevns/physics/dark-matter/scattering';

/**
 * A resolved study with every quantity as a number in internal units (MeV, fm, m, kg, us, keVee or keVnr, PE, events): what lowering works on. The
 * grammar is that of `schemas/1.0/study.json`; a study gets this form only after it passed that schema.
 */
export interface InternalStudy {
  readonly study: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly inputs: {
    readonly source: SourceSection;
    /** Distance in m; `baselineOf` knows that of sources that have their own. */
    readonly baseline?: number;
    readonly interaction: InteractionSection;
    readonly oscillation?: Part;
    readonly 'dark-matter'?: DarkMatterSection;
    readonly data: 'asimov' | DataSection;
    /** Several experiments in one likelihood; what they share stands beside. */
    readonly experiments?: readonly ExperimentSection[];
    /** A likelihood that is there already, as a file; then nothing else of the inputs is. */
    readonly workspace?: string;
    readonly measurement?: string;
  };
  readonly detector: DetectorSection;
  readonly region?: Region;
  readonly systematics?: Readonly<Record<string, SystematicSection>>;
  readonly parameters?: Readonly<Record<string, ParameterSection>>;
  readonly analysis: Readonly<Record<string, AnalysisSection>>;
  readonly commands?: Readonly<Record<string, CommandSection>>;
  readonly outputs?: readonly OutputSection[];
}

/** One of several experiments: what it has for itself. */
export interface ExperimentSection {
  readonly name: string;
  readonly source?: SourceSection;
  readonly baseline?: number;
  readonly data?: 'asimov' | DataSection;
  readonly oscillation?: Part;
  readonly 'dark-matter'?: DarkMatterSection;
  readonly detector?: DetectorSection;
  readonly region?: Region;
  readonly systematics?: Readonly<Record<string, SystematicSection>>;
}

/** A study as people write it: an analysis or output that needs no more than its kind may be the name of that kind. */
export type WrittenStudy = Omit<InternalStudy, 'analysis' | 'outputs'> & {
  readonly analysis: Readonly<Record<string, AnalysisSection | string>>;
  readonly outputs?: readonly (OutputSection | string)[];
};

/** The study with every analysis and output as a mapping with its `kind`. */
export function inLongForm({ analysis, outputs, ...rest }: WrittenStudy): InternalStudy {
  const long = <T extends { readonly kind: string }>(section: T | string) =>
    typeof section === 'string' ? { kind: section } : section;
  return {
    ...rest,
    analysis: Object.fromEntries(Object.entries(analysis).map(([name, section]) => [name, long(section)])),
    ...(outputs === undefined ? {} : { outputs: outputs.map(long) }),
  };
}

/** A part chosen from a registry: its name, or its name beside its parameters. */
export type Part = string | ({ readonly model: string } & Readonly<Record<string, unknown>>);

export type Range = readonly [number, number];

export type Region = Readonly<Record<string, Range>>;

export type SourceSection = { readonly model: string; readonly pulse?: Part } & Readonly<Record<string, unknown>>;

export interface InteractionSection {
  readonly kinematics?: 'exact' | 'no-square' | 'leading';
  readonly 'recoiling-mass'?: 'nuclear' | 'atomic' | 'mass-number';
  readonly couplings: string | { readonly gvp: number | Readonly<Record<string, number>>; readonly gvn: number };
  readonly 'form-factor': Part | { readonly proton: Part; readonly neutron: Part };
  readonly terms: readonly (string | ({ readonly term: string } & Readonly<Record<string, unknown>>))[];
}

/** Dark matter that the source makes, and the model of its flux. */
export type DarkMatterSection = DarkMatterSettings & { readonly flux: Part };

/** A data file: its absolute path, or the output of a command. */
export type DataFile = string | { readonly command: string; readonly output: string };

/** An external program; `program` is an absolute path, or the bare name of a program on PATH. */
export interface CommandSection {
  readonly program: string;
  readonly interpreter?: string;
  readonly arguments?: readonly string[];
  readonly inputs?: Readonly<Record<string, DataFile>>;
  readonly outputs: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly 'time-limit'?: number;
  readonly retries?: number;
}

export interface DataSection {
  readonly title?: string;
  readonly events: {
    readonly table: DataFile;
    readonly columns: Readonly<Record<string, string>>;
    /** Column with the events of a row, where rows are bins. */
    readonly count?: string;
    /** Column with the standard deviation of `count`, or a file with the covariance between the rows: measured values instead of counts. */
    readonly error?: string;
    readonly covariance?: DataFile;
  };
}

/** Whether the data are measured values with errors, and not counts. */
export function hasMeasuredValues({ inputs: { data } }: Pick<InternalStudy, 'inputs'>): boolean {
  return data !== 'asimov' && (data.events.error ?? data.events.covariance) !== undefined;
}

/** A part with named variations of its parameters, each up and down by one standard deviation. */
export type VariedPart = Exclude<Part, string> & {
  readonly variations?: Readonly<Record<string, { readonly up: object; readonly down: object }>>;
};

export interface Binning {
  readonly edges: readonly number[];
  /** Of an energy: `keVnr` where it is that of the recoil itself; keVee unless given. */
  readonly unit?: string;
}

export interface DetectorSection {
  readonly title?: string;
  readonly target: {
    /** A chemical formula, or several with their fractions of the mass. */
    readonly material: string | Readonly<Record<string, number>>;
    readonly mass: number;
    /** Fractions of the atoms of enriched elements, by isotope name. */
    readonly isotopes?: Readonly<Record<string, number>>;
  };
  /** Of all nuclei, or of every element by its symbol (`element-quenching`). */
  readonly quenching: VariedPart | Readonly<Record<string, VariedPart>>;
  readonly smearing: Part;
  readonly efficiency: VariedPart;
  /** One of `PE`, `electrons` and `energy`, that of the recoil energy. */
  readonly observables: {
    readonly PE?: RecoilObservable;
    readonly electrons?: RecoilObservable;
    readonly energy?: RecoilObservable;
    readonly time?: TimeObservable;
  } & Readonly<Record<string, ObservableSection>>;
  /** By the dimension that it is written in. */
  readonly threshold?: Readonly<Record<string, number>>;
  /** Length in us. */
  readonly 'beam-window'?: number;
  readonly 'reference-region'?: Region;
  readonly signal?: SignalSection;
  readonly backgrounds?: Readonly<Record<string, BackgroundSection>>;
}

export interface ObservableSection {
  readonly title?: string;
  readonly binning: Binning;
}

/** The observable of the recoil energy. */
export interface RecoilObservable extends ObservableSection {
  readonly 'fine-bin-width'?: number;
}

export interface TimeObservable extends ObservableSection {
  readonly onset?: { readonly start: number; readonly range?: Range };
  readonly efficiency?: Part;
}

/** A table over the bins of the observables. */
export interface TemplateSection {
  readonly table: DataFile;
  readonly at: Readonly<Record<string, string>>;
  readonly content: string;
  readonly variations?: Readonly<Record<string, { readonly up: string; readonly down?: string }>>;
}

/** The signal as a release has it: with `events` all of it, otherwise what recoils do not predict. */
export interface SignalSection {
  readonly events?: number;
  readonly template: TemplateSection;
}

/**
 * A background with a template over all observables, or with a shape (a part) under the name of each; events and uncertainty as numbers of events,
 * whatever was written (`background-events`).
 */
export type BackgroundSection = {
  readonly title?: string;
  readonly events: number;
  readonly uncertainty?: number;
  /** A measurement without signal, `ratio` times as long as that of the background in the data (`background-events`). */
  readonly measured?: MeasuredBackground;
  /** Whether `events` counts all decays, wherever they are seen. */
  readonly absolute?: boolean;
  readonly template?: TemplateSection;
} & Readonly<Record<string, unknown>>;

/** How a background was measured without signal. */
export interface MeasuredBackground {
  readonly 'live-time'?: number;
  readonly ratio?: number;
  readonly statistics?: 'per-bin' | 'total';
}

export interface SystematicSection {
  readonly scales?: string | readonly string[];
  /** Relative standard deviation. */
  readonly uncertainty?: number;
  /** Path of a part of the detector, such as `detector.quenching` or `detector.backgrounds.brn`. */
  readonly varies?: string;
  readonly interpolation?: Part;
  readonly prior?: 'normal' | 'none';
  readonly range?: Range;
  /** Part of the variance of a spectrum that its pulls have together. */
  readonly keep?: number;
}

export interface ParameterSection {
  readonly scales?: string | readonly string[];
  /** An owner of interaction parameters, or `<owner>.<parameter>`. */
  readonly of?: string;
  /** Numbers, or quantities as written where the parameter has a unit. */
  readonly start?: number | string;
  readonly range?: readonly [number | string, number | string];
}

export type AnalysisSection = { readonly kind: string } & Readonly<Record<string, unknown>>;

export type OutputSection = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Name of the implementation that a part chooses. */
export function modelOf(part: Part): string {
  return typeof part === 'string' ? part : part.model;
}

/** Name and settings of a term of the interaction as a study writes it: its name, or a mapping with `term:`. */
export function termOf(part: InteractionSection['terms'][number]): { name: string; settings: object } {
  if (typeof part === 'string') return { name: part, settings: {} };
  const { term, ...settings } = part;
  return { name: term, settings };
}

/** Parameters of a part, without what says which part it is or where it comes from. */
export function parametersOf(part: Part): Record<string, unknown> {
  if (typeof part === 'string') return {};
  const { model, kind, title, references, status, notes, provenance, variations, ...parameters } = part;
  return parameters;
}
