import { fold } from '@cevns/detectors/response';
import type { VectorWeights } from '@cevns/physics/couplings/couplings';
import type { Polynomial } from '@cevns/physics/couplings/polynomial';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { Flux } from './flux.ts';
import { TEMPLATES, type TemplateCrossSections } from './recoil.ts';

export interface PredictionParameters {
  /** Weights of the coupling templates per flavour, polynomials in the free parameters of the interaction. */
  readonly weights: Readonly<Record<string, VectorWeights>>;
  /** Names of the variations of the response. */
  readonly variations: readonly string[];
}

/** Expected CEvNS events in the bins of the energy observable that share a time structure and a power of the interaction parameters. */
export interface SignalTerm {
  readonly timing: string;
  readonly powers: Readonly<Record<string, number>>;
  /** Events per bin, before any time efficiency. */
  readonly nominal: readonly number[];
  readonly variations: Readonly<Record<string, { readonly up: readonly number[]; readonly down: readonly number[] }>>;
}

/** What is expected of CEvNS, as the prediction stage leaves it. */
export interface Signal {
  readonly terms: readonly SignalTerm[];
  /** Flux-averaged cross section per nucleus, cm^2, as a polynomial in the interaction parameters. */
  readonly crossSection: Polynomial;
}

/**
 * Binned CEvNS templates: recoil spectra times couplings, folded with the response and each of its variations, summed over
 * flavours of equal time structure and over isotopes.
 *
 * Inputs `flux`, `grid`, `spectra`, `crossSections` (recoil) and `matrices` (response).
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const { weights, variations } = parameters as unknown as PredictionParameters;
  const flavours = inputs.flux!.json() as unknown as Flux;
  const grid = inputs.grid!.arrays();
  const matrices = inputs.matrices!.arrays();
  const weightsMeV = grid.weightsMeV!.data as Float64Array;
  const rates = combineSpectra(flavours, weights, inputs.spectra!.arrays(), weightsMeV.length);
  const folded = (rate: Float64Array, name: string): number[] => [
    ...fold(rate, weightsMeV, matrices[name]!.data as Float64Array),
  ];
  const terms = rates.map(
    ({ timing, powers, rate }): SignalTerm => ({
      timing,
      powers,
      nominal: folded(rate, 'nominal'),
      variations: Object.fromEntries(
        variations.map((name) => [name, { up: folded(rate, `${name}/up`), down: folded(rate, `${name}/down`) }]),
      ),
    }),
  );
  const crossSections = inputs.crossSections!.json() as unknown as TemplateCrossSections;
  const signal: Signal = { terms, crossSection: averageCrossSection(flavours, weights, crossSections) };
  return { signal: { json: signal as never } };
}

interface CombinedRate {
  readonly timing: string;
  readonly powers: Readonly<Record<string, number>>;
  readonly rate: Float64Array;
}

/** Adds up the spectra that have the same time structure and multiply the same powers of the interaction parameters. */
function combineSpectra(
  flavours: Flux,
  weights: PredictionParameters['weights'],
  spectra: Readonly<Record<string, NumericArray>>,
  points: number,
): CombinedRate[] {
  const combined = new Map<string, CombinedRate>();
  for (const { flavour, timing } of flavours) {
    for (const template of TEMPLATES) {
      const sum = new Float64Array(points);
      for (const [name, { data }] of Object.entries(spectra)) {
        if (!name.startsWith(`${flavour}/`) || !name.endsWith(`/${template}`)) continue;
        for (let i = 0; i < points; i++) sum[i]! += data[i]!;
      }
      for (const { coefficient, powers } of weights[flavour]![template]) {
        const key = JSON.stringify([timing, Object.entries(powers).sort()]);
        const entry = combined.get(key) ?? { timing, powers, rate: new Float64Array(points) };
        combined.set(key, entry);
        for (let i = 0; i < points; i++) entry.rate[i]! += coefficient * sum[i]!;
      }
    }
  }
  return [...combined.values()];
}

function averageCrossSection(
  flavours: Flux,
  weights: PredictionParameters['weights'],
  crossSections: TemplateCrossSections,
): Polynomial {
  const fluence = flavours.reduce((sum, { fluencePerCm2 }) => sum + fluencePerCm2, 0);
  const terms = new Map<string, { coefficient: number; powers: Readonly<Record<string, number>> }>();
  for (const { flavour, fluencePerCm2 } of flavours) {
    for (const template of TEMPLATES) {
      for (const { coefficient, powers } of weights[flavour]![template]) {
        const key = JSON.stringify(Object.entries(powers).sort());
        const term = terms.get(key) ?? { coefficient: 0, powers };
        term.coefficient += (fluencePerCm2 / fluence) * coefficient * crossSections[flavour]![template];
        terms.set(key, term);
      }
    }
  }
  return [...terms.values()];
}
