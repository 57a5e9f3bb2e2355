import { fold } from '@cevns/detectors/response';
import { tabulationError } from '@cevns/fitting/tabulation-error';
import { evaluatePolynomial, type Polynomial } from '@cevns/physics/couplings/polynomial';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { EXTRAPOLATED } from '@cevns/sources/models/source';
import type { Flux } from './flux.ts';
import { speciesOfPart } from './flux-species.ts';
import type { TemplateCrossSections } from './recoil-spectra.ts';
import { knotMatrix, type ShapeTable } from './shape-table.ts';

/** Weights of the templates of one species, by template: polynomials in the free parameters of the interaction. */
export interface SpeciesWeights {
  readonly species: string;
  /** Flavour at the source; the species itself where it is no neutrino. */
  readonly flavour: string;
  readonly templates: Readonly<Record<string, Polynomial>>;
}

export interface PredictionParameters {
  readonly weights: readonly SpeciesWeights[];
  /** Names of the variations of the response. */
  readonly variations: readonly string[];
  readonly shape?: ShapeTable;
  /** Where the source has neutrinos at energies at which no spectrum was determined: the initial values of all parameters. */
  readonly extrapolated?: { readonly start: Readonly<Record<string, number>> };
  /** Variations of the source by name: the part of the neutrinos that varies, and by how much of itself. */
  readonly fluxVariations?: Readonly<Record<string, { readonly part: string; readonly uncertainty: number }>>;
}

/** Expected events in the bins of the energy observable that share a time structure and a power of the interaction parameters. */
export interface SignalTerm {
  readonly timing: string;
  readonly powers: Readonly<Record<string, number>>;
  /** Knots at which the events are tabulated; 1 where they do not depend on the shape parameter. */
  readonly knots: number;
  /** Events per bin, before any time efficiency; row-major [knots][bins]. */
  readonly nominal: readonly number[];
  readonly variations: Readonly<Record<string, { readonly up: readonly number[]; readonly down: readonly number[] }>>;
}

/** What is expected of one component, as the prediction stage leaves it. */
export interface Signal {
  readonly terms: readonly SignalTerm[];
  /** Flux-averaged cross section per nucleus, cm^2, as a polynomial in the interaction parameters, one for every knot. */
  readonly crossSections: readonly Polynomial[];
  readonly shape?: ShapeTable;
  readonly accuracy: Accuracy;
  /** Part of the expected events, before any time efficiency, from neutrinos of energies at which no spectrum was determined; absent where all were. */
  readonly extrapolated?: number;
}

/** Estimated numerical errors of the nominal templates, relative to the largest bin. */
export interface Accuracy {
  /** Of the integral over recoil energy. */
  readonly quadrature: number;
  /** Of the interpolation between the knots of the shape parameter, where there is one. */
  readonly tabulation?: number;
}

/**
 * Binned templates of one component: recoil spectra times couplings, folded with the response and each of its variations, summed over
 * flavours of equal time structure and over isotopes.
 *
 * Inputs `flux`, `grid`, `spectra`, `crossSections` (recoil; for dark matter, `flux` too) and `matrices` (response).
 * Cost: knots x terms x variations foldings of points x bins.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const {
    weights,
    variations,
    shape,
    extrapolated,
    fluxVariations = {},
  } = parameters as unknown as PredictionParameters;
  const flux = inputs.flux!.json() as unknown as Flux;
  const matrices = inputs.matrices!.arrays();
  const grid = inputs.grid!.arrays();
  const weightsMeV = grid.weightsMeV!.data as Float64Array;
  const errorWeightsMeV = grid.errorWeightsMeV!.data as Float64Array;
  const knots = shape?.knots ?? 1;
  const spectra = inputs.spectra!.arrays();
  // A parameter of the detector changes the response and not the recoils.
  const ofDetector = shape?.owner === 'quenching';
  const length = (ofDetector ? 1 : knots) * weightsMeV.length;
  const foldedWith = (rate: Float64Array, name: string): number[] => {
    const matrix = (own: string) => matrices[own]!.data as Float64Array;
    if (!ofDetector) return foldKnots(rate, weightsMeV, matrix(name));
    return Array.from({ length: knots }, (_, knot) =>
      foldKnots(rate, weightsMeV, matrix(knotMatrix(knot, name))),
    ).flat();
  };
  const rates = combineSpectra(flux, weights, spectra, length);
  const ratesOf = (part: string) => combineSpectra(flux, weightsOfPart(weights, part), spectra, length);
  const parts = Object.entries(fluxVariations).map(([name, { part, uncertainty }]) => ({
    name,
    uncertainty,
    rates: ratesOf(part),
  }));
  const terms = rates.map(({ timing, powers, rate }): SignalTerm => {
    const own = isConstant(rate, weightsMeV.length) ? rate.subarray(0, weightsMeV.length) : rate;
    const folded = (name: string) => foldedWith(own, name);
    const nominal = folded('nominal');
    const ofSource = parts.map(({ name, uncertainty, rates: ofPart }) => {
      const same = ofPart.find((each) => each.timing === timing && samePowers(each.powers, powers));
      const part = same?.rate.subarray(0, own.length) ?? new Float64Array(own.length);
      const events = foldedWith(part, 'nominal');
      const varied = (sign: number) => nominal.map((value, i) => value + sign * uncertainty * events[i]!);
      return [name, { up: varied(1), down: varied(-1) }] as const;
    });
    return {
      timing,
      powers,
      knots: ofDetector ? knots : own.length / weightsMeV.length,
      nominal,
      variations: Object.fromEntries([
        ...variations.map((name) => [name, { up: folded(`${name}/up`), down: folded(`${name}/down`) }] as const),
        ...ofSource,
      ]),
    };
  });
  const response = { weightsMeV, matrix: matrices.nominal!.data as Float64Array };
  const part = extrapolated && fractionOf(ratesOf(EXTRAPOLATED), rates, extrapolated.start, response);
  const averages = inputs.crossSections!.json() as unknown as TemplateCrossSections;
  const signal: Signal = {
    terms,
    ...(part === undefined ? {} : { extrapolated: part }),
    crossSections: Array.from({ length: knots }, (_, knot) =>
      averageCrossSection(flux, weights, averages, ofDetector ? 0 : knot),
    ),
    ...(shape === undefined ? {} : { shape }),
    accuracy: {
      quadrature: quadratureError(rates, weightsMeV, errorWeightsMeV, matrices),
      ...(shape === undefined ? {} : { tabulation: largestSize(terms.map(interpolationError)) }),
    },
  };
  return { signal: { json: signal as never } };
}

/** The weights of the templates for a part of the neutrinos of every flavour. */
function weightsOfPart(weights: readonly SpeciesWeights[], part: string): SpeciesWeights[] {
  return weights.map((each) => ({ ...each, species: speciesOfPart(each.flavour, part) }));
}

function samePowers(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

/** The events of some rates over those of others, all bins together, at the values of the parameters and at the first knot. */
function fractionOf(
  some: readonly CombinedRate[],
  all: readonly CombinedRate[],
  values: Readonly<Record<string, number>>,
  { weightsMeV, matrix }: { readonly weightsMeV: Float64Array; readonly matrix: Float64Array },
): number {
  const events = (rates: readonly CombinedRate[]) =>
    rates.reduce((sum, { powers, rate }) => {
      const factor = evaluatePolynomial([{ coefficient: 1, powers }], values);
      const folded = foldKnots(rate.subarray(0, weightsMeV.length), weightsMeV, matrix);
      return sum + factor * folded.reduce((total, value) => total + value, 0);
    }, 0);
  const total = events(all);
  return total === 0 ? 0 : events(some) / total;
}

interface CombinedRate {
  readonly timing: string;
  readonly powers: Readonly<Record<string, number>>;
  readonly rate: Float64Array;
}

/** Adds up the spectra that have the same time structure and multiply the same powers of the interaction parameters. */
function combineSpectra(
  flux: Flux,
  weights: readonly SpeciesWeights[],
  spectra: Readonly<Record<string, NumericArray>>,
  length: number,
): CombinedRate[] {
  const sums = sumOverIsotopes(spectra, length);
  const combined = new Map<string, CombinedRate>();
  for (const { species, timing, templates } of inFlux(flux, weights)) {
    for (const [template, polynomial] of Object.entries(templates)) {
      // A part of the neutrinos may be empty.
      const sum = sums.get(`${species}/${template}`);
      if (sum === undefined) continue;
      for (const { coefficient, powers } of polynomial) {
        const key = JSON.stringify([timing, Object.entries(powers).sort()]);
        const entry = combined.get(key) ?? { timing, powers, rate: new Float64Array(length) };
        combined.set(key, entry);
        for (let i = 0; i < length; i++) entry.rate[i]! += coefficient * sum[i]!;
      }
    }
  }
  return [...combined.values()];
}

/** Sums of `<species>/<isotope>/<template>` by `<species>/<template>`. */
function sumOverIsotopes(
  spectra: Readonly<Record<string, NumericArray>>,
  length: number,
): ReadonlyMap<string, Float64Array> {
  const sums = new Map<string, Float64Array>();
  for (const [name, { data }] of Object.entries(spectra)) {
    const [species, , ...template] = name.split('/');
    const key = `${species}/${template.join('/')}`;
    const sum = sums.get(key) ?? new Float64Array(length);
    sums.set(key, sum);
    for (let i = 0; i < length; i++) sum[i]! += data[i]!;
  }
  return sums;
}

/** The species of the flavours that the source has, in the order of the source. */
function inFlux(flux: Flux, weights: readonly SpeciesWeights[]) {
  return flux.flatMap(({ flavour, timing, fluencePerCm2 }) =>
    weights.filter((each) => each.flavour === flavour).map((each) => ({ ...each, timing, fluencePerCm2 })),
  );
}

/** Whether the spectra at all knots are the same. */
function isConstant(rate: Float64Array, points: number): boolean {
  for (let i = points; i < rate.length; i++) if (rate[i] !== rate[i - points]) return false;
  return true;
}

function foldKnots(rate: Float64Array, weightsMeV: Float64Array, matrix: Float64Array): number[] {
  const points = weightsMeV.length;
  const folded: number[] = [];
  for (let from = 0; from < rate.length; from += points) {
    folded.push(...fold(rate.subarray(from, from + points), weightsMeV, matrix));
  }
  return folded;
}

/**
 * Largest estimate over the rates and knots, in units of the largest bin: for the spectrum between the nodes, and for the response, by what taking it
 * at twice as many places would change.
 */
function quadratureError(
  rates: readonly CombinedRate[],
  weightsMeV: Float64Array,
  errorWeightsMeV: Float64Array,
  matrices: Readonly<Record<string, NumericArray>>,
): number {
  const [nominal, error, change] = [matrices.nominal!, matrices.error!, matrices.change!].map(
    ({ data }) => data as Float64Array,
  );
  const errors = rates.map(({ rate }) => {
    const largest = largestSize(foldKnots(rate, weightsMeV, nominal!));
    if (largest === 0) return 0;
    const spectrum = largestSize(foldKnots(rate, errorWeightsMeV, error!));
    return (spectrum + largestSize(foldKnots(rate, weightsMeV, change!))) / largest;
  });
  return largestSize(errors);
}

function interpolationError({ knots, nominal }: SignalTerm): number {
  return knots === 1 ? 0 : tabulationError(Float64Array.from(nominal), knots, nominal.length / knots);
}

function largestSize(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function averageCrossSection(
  flux: Flux,
  weights: readonly SpeciesWeights[],
  crossSections: TemplateCrossSections,
  knot: number,
): Polynomial {
  const fluence = flux.reduce((sum, { fluencePerCm2 }) => sum + fluencePerCm2, 0);
  const terms = new Map<string, { coefficient: number; powers: Readonly<Record<string, number>> }>();
  for (const { species, templates, fluencePerCm2 } of inFlux(flux, weights)) {
    for (const [template, polynomial] of Object.entries(templates)) {
      const average = crossSections[species]![template]![knot]!;
      for (const { coefficient, powers } of polynomial) {
        const key = JSON.stringify(Object.entries(powers).sort());
        const term = terms.get(key) ?? { coefficient: 0, powers };
        term.coefficient += (fluencePerCm2 / fluence) * coefficient * average;
        terms.set(key, term);
      }
    }
  }
  return [...terms.values()];
}
