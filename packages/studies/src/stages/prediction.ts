import { tabulationError } from '@cevns/fitting/tabulation-error';
import { evaluatePolynomial, type Polynomial } from '@cevns/physics/couplings/polynomial';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { EXTRAPOLATED } from '@cevns/sources/models/source';
import type { Flux } from './flux.ts';
import { speciesOfPart } from './flux-species.ts';
import {
  Folding,
  largestSize,
  type RatesPerResponse,
  type RecoilResponse,
  type RespondingElements,
  recoilResponses,
} from './folded-rates.ts';
import type { TemplateCrossSections } from './recoil-spectra.ts';
import type { ShapeTable } from './shape-table.ts';

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
  /** Elements whose recoils have responses of their own; unless given, all nuclei share one. */
  readonly elements?: RespondingElements;
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
 * Inputs `flux`, `grid`, `spectra`, `crossSections` (recoil; for dark matter, `flux` too) and `matrices` (response), or `matrices/<element>` for every element
 * with a response of its own. Cost: knots x terms x variations x responses foldings of points x bins.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const {
    weights,
    variations,
    elements,
    shape,
    extrapolated,
    fluxVariations = {},
  } = parameters as unknown as PredictionParameters;
  const flux = inputs.flux!.json() as unknown as Flux;
  const grid = inputs.grid!.arrays();
  const weightsMeV = grid.weightsMeV!.data as Float64Array;
  const errorWeightsMeV = grid.errorWeightsMeV!.data as Float64Array;
  const knots = shape?.knots ?? 1;
  const spectra = inputs.spectra!.arrays();
  // A parameter of the detector changes the response and not the recoils.
  const ofDetector = shape?.owner === 'quenching';
  const length = (ofDetector ? 1 : knots) * weightsMeV.length;
  const responses = recoilResponses(elements, shape, inputs);
  const folding = new Folding(responses, ofDetector ? knots : 1);
  const combined = (of: readonly SpeciesWeights[]) => combineSpectra(flux, of, spectra, responses, length);
  const rates = combined(weights);
  const ratesOf = (part: string) => combined(weightsOfPart(weights, part));
  const parts = Object.entries(fluxVariations).map(([name, { part, uncertainty }]) => ({
    name,
    uncertainty,
    rates: ratesOf(part),
  }));
  const terms = rates.map(({ timing, powers, rates: perResponse }): SignalTerm => {
    const points = weightsMeV.length;
    const constant = perResponse.every((rate) => isConstant(rate, points));
    const own = constant ? perResponse.map((rate) => rate.subarray(0, points)) : perResponse;
    const folded = (name: string, side: 'up' | 'down') => folding.bins(own, weightsMeV, { name, side });
    const nominal = folding.bins(own, weightsMeV);
    const ofSource = parts.map(({ name, uncertainty, rates: ofPart }) => {
      const same = ofPart.find((each) => each.timing === timing && samePowers(each.powers, powers));
      const part = own.map((rate, i) => same?.rates[i]?.subarray(0, rate.length) ?? new Float64Array(rate.length));
      const events = folding.bins(part, weightsMeV);
      const varied = (sign: number) => nominal.map((value, i) => value + sign * uncertainty * events[i]!);
      return [name, { up: varied(1), down: varied(-1) }] as const;
    });
    return {
      timing,
      powers,
      knots: ofDetector ? knots : own[0]!.length / points,
      nominal,
      variations: Object.fromEntries([
        ...variations.map((name) => [name, { up: folded(name, 'up'), down: folded(name, 'down') }] as const),
        ...ofSource,
      ]),
    };
  });
  const first = weightsMeV.length;
  const eventsOf = (of: readonly CombinedRate[]) =>
    of.map(({ powers, rates: own }) => ({
      powers,
      bins: folding.firstBins(
        own.map((rate) => rate.subarray(0, first)),
        'nominal',
        weightsMeV,
      ),
    }));
  const part = extrapolated && fractionOf(eventsOf(ratesOf(EXTRAPOLATED)), eventsOf(rates), extrapolated.start);
  const averages = inputs.crossSections!.json() as unknown as TemplateCrossSections;
  const signal: Signal = {
    terms,
    ...(part === undefined ? {} : { extrapolated: part }),
    crossSections: Array.from({ length: knots }, (_, knot) =>
      averageCrossSection(flux, weights, averages, ofDetector ? 0 : knot),
    ),
    ...(shape === undefined ? {} : { shape }),
    accuracy: {
      quadrature: folding.quadratureError(
        rates.map(({ rates: own }) => own),
        weightsMeV,
        errorWeightsMeV,
      ),
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

/** Bins of a term that multiplies powers of the interaction parameters. */
interface TermEvents {
  readonly powers: Readonly<Record<string, number>>;
  readonly bins: readonly number[];
}

/** The events of some terms over those of others, all bins together, at the values of the parameters. */
function fractionOf(
  some: readonly TermEvents[],
  all: readonly TermEvents[],
  values: Readonly<Record<string, number>>,
): number {
  const events = (terms: readonly TermEvents[]) =>
    terms.reduce((sum, { powers, bins }) => {
      const factor = evaluatePolynomial([{ coefficient: 1, powers }], values);
      return sum + factor * bins.reduce((total, value) => total + value, 0);
    }, 0);
  const total = events(all);
  return total === 0 ? 0 : events(some) / total;
}

interface CombinedRate {
  readonly timing: string;
  readonly powers: Readonly<Record<string, number>>;
  readonly rates: RatesPerResponse;
}

/** Adds up the spectra that have the same time structure, multiply the same powers of the interaction parameters, and share a response. */
function combineSpectra(
  flux: Flux,
  weights: readonly SpeciesWeights[],
  spectra: Readonly<Record<string, NumericArray>>,
  responses: readonly RecoilResponse[],
  length: number,
): CombinedRate[] {
  const sums = responses.map(({ element }) => sumOverIsotopes(spectra, element, length));
  const combined = new Map<string, CombinedRate>();
  for (const { species, timing, templates } of inFlux(flux, weights)) {
    for (const [template, polynomial] of Object.entries(templates)) {
      // A part of the neutrinos may be empty.
      const own = sums.map((each) => each.get(`${species}/${template}`));
      if (own.every((sum) => sum === undefined)) continue;
      for (const { coefficient, powers } of polynomial) {
        const key = JSON.stringify([timing, Object.entries(powers).sort()]);
        const entry = combined.get(key) ?? { timing, powers, rates: own.map(() => new Float64Array(length)) };
        combined.set(key, entry);
        own.forEach((sum, response) => {
          const rate = entry.rates[response]!;
          if (sum !== undefined) for (let i = 0; i < length; i++) rate[i]! += coefficient * sum[i]!;
        });
      }
    }
  }
  return [...combined.values()];
}

/** Sums of `<species>/<isotope>/<template>` by `<species>/<template>`: over the isotopes of an element, or over all. */
function sumOverIsotopes(
  spectra: Readonly<Record<string, NumericArray>>,
  element: string | undefined,
  length: number,
): ReadonlyMap<string, Float64Array> {
  const sums = new Map<string, Float64Array>();
  for (const [name, { data }] of Object.entries(spectra)) {
    const [species, isotope, ...template] = name.split('/');
    if (element !== undefined && isotope!.replace(/\d+$/, '') !== element) continue;
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

function interpolationError({ knots, nominal }: SignalTerm): number {
  return knots === 1 ? 0 : tabulationError(Float64Array.from(nominal), knots, nominal.length / knots);
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
