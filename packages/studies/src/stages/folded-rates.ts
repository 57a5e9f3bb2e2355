import { fold } from '@cevns/detectors/response';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext } from '@cevns/runner/stage';
import { knotMatrix, type ShapeTable } from './shape-table.ts';

/** A response to recoils: of the nuclei of one element, or of all. */
export interface RecoilResponse {
  /** Symbol of the element; undefined where the response is that of all nuclei. */
  readonly element: string | undefined;
  readonly matrices: Readonly<Record<string, NumericArray>>;
  /** Whether there are matrices for each knot of a parameter of the quenching. */
  readonly tabulated: boolean;
  /** Names of the variations that change it; undefined where all do. */
  readonly variations: readonly string[] | undefined;
}

/** Elements with responses of their own, and the names of the variations that change each. */
export type RespondingElements = readonly (readonly [element: string, variations: readonly string[]])[];

/** Spectra of the recoils that each response is for, row-major [knots][points] or [points], in the order of the responses. */
export type RatesPerResponse = readonly Float64Array[];

/** Name of the input with the response to recoils of an element, or of all nuclei. */
export function matricesInput(element: string | undefined): string {
  return element === undefined ? 'matrices' : `matrices/${element}`;
}

/** The responses of a stage that folds: inputs `matrices`, or `matrices/<element>` for every element. */
export function recoilResponses(
  elements: RespondingElements | undefined,
  shape: ShapeTable | undefined,
  inputs: StageContext['inputs'],
): readonly RecoilResponse[] {
  const responses: readonly (readonly [string | undefined, (readonly string[])?])[] = elements ?? [[undefined]];
  return responses.map(([element, variations]) => ({
    element,
    matrices: inputs[matricesInput(element)]!.arrays(),
    tabulated: shape?.owner === 'quenching' && shape.of[0] === element,
    variations,
  }));
}

/** Folds recoil spectra with the responses that they are for, and adds the bins up. */
export class Folding {
  readonly #responses: readonly RecoilResponse[];
  readonly #knots: number;

  /** @param knots of a parameter of the quenching, at each of which the bins are wanted; 1 where none is free */
  constructor(responses: readonly RecoilResponse[], knots: number) {
    this.#responses = responses;
    this.#knots = knots;
  }

  /** Bins, row-major [knots][bins], nominal or varied; a response that a variation does not change is the nominal one. */
  bins(rates: RatesPerResponse, weightsMeV: Float64Array, varied?: { name: string; side: 'up' | 'down' }): number[] {
    return this.#sum(({ tabulated, variations, matrices }, i) => {
      const changes = varied !== undefined && (variations === undefined || variations.includes(varied.name));
      const own = changes ? `${varied.name}/${varied.side}` : 'nominal';
      const matrix = (of: string) => matrices[of]!.data as Float64Array;
      if (this.#knots === 1) return foldKnots(rates[i]!, weightsMeV, matrix(own));
      return Array.from({ length: this.#knots }, (_, knot) =>
        foldKnots(rates[i]!, weightsMeV, matrix(tabulated ? knotMatrix(knot, own) : own)),
      ).flat();
    });
  }

  /** Bins with the matrices of a name at the first knot, whatever the parameter of the quenching. */
  firstBins(rates: RatesPerResponse, name: string, weightsMeV: Float64Array): number[] {
    return this.#sum(({ matrices }, i) => foldKnots(rates[i]!, weightsMeV, matrices[name]!.data as Float64Array));
  }

  #sum(binsOf: (response: RecoilResponse, i: number) => number[]): number[] {
    const [first, ...others] = this.#responses.map(binsOf);
    return others.reduce((sum, bins) => sum.map((value, bin) => value + bins[bin]!), first!);
  }

  /**
   * Largest estimate of the numerical error over spectra and knots, in units of the largest bin: for the spectrum between the nodes, and for the response, by
   * what taking it at twice as many places would change.
   */
  quadratureError(all: readonly RatesPerResponse[], weightsMeV: Float64Array, errorWeightsMeV: Float64Array): number {
    const errors = all.map((rates) => {
      const largest = largestSize(this.firstBins(rates, 'nominal', weightsMeV));
      if (largest === 0) return 0;
      const spectrum = largestSize(this.firstBins(rates, 'error', errorWeightsMeV));
      return (spectrum + largestSize(this.firstBins(rates, 'change', weightsMeV))) / largest;
    });
    return largestSize(errors);
  }
}

/** The largest of the sizes of some numbers. */
export function largestSize(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function foldKnots(rate: Float64Array, weightsMeV: Float64Array, matrix: Float64Array): number[] {
  const points = weightsMeV.length;
  const folded: number[] = [];
  for (let from = 0; from < rate.length; from += points) {
    folded.push(...fold(rate.subarray(from, from + points), weightsMeV, matrix));
  }
  return folded;
}
