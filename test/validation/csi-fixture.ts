import { readFileSync } from 'node:fs';

interface Curve {
  readonly up: readonly number[];
  readonly down: readonly number[];
}

/** One prediction: which form factor, which couplings. */
interface Prediction {
  readonly formFactor: string;
  readonly couplings: string;
}

/** Inputs of the COHERENT CsI[Na] recipe and the numbers it must give. */
export interface CsiFixture {
  readonly inputs: {
    readonly massKg: number;
    readonly baselineM: number;
    readonly protonsOnTarget: number;
    readonly neutrinosPerProtonPerFlavour: number;
    readonly pulseSigmaUs: number;
    readonly pionLifetimeUs: number;
    readonly muonLifetimeUs: number;
    readonly onsetUs: number;
    readonly peEdges: readonly number[];
    readonly timeEdgesUs: readonly number[];
    readonly quenching: {
      readonly nominal: readonly number[];
      readonly 'quenching-0': Curve;
      readonly 'quenching-1': Curve;
    };
    readonly energyPerPhotoelectronKeVee: number;
    readonly shapeSlopePerKeVee: number;
    readonly efficiency: Curve & { readonly nominal: readonly number[] };
    readonly timeEfficiency: { readonly plateauEndUs: number; readonly ratePerUs: number };
    readonly backgroundEvents: Readonly<Record<'steady-state' | 'brn' | 'nin', number>>;
  };
  readonly backgroundShapes: {
    readonly tolerance: number;
    readonly 'steady-state': { readonly time: readonly number[] };
    readonly brn: { readonly PE: readonly number[]; readonly time: readonly number[] };
    readonly nin: { readonly PE: readonly number[]; readonly time: readonly number[] };
  };
  readonly timeFractions: {
    readonly tolerance: number;
    readonly prompt: readonly number[];
    readonly delayed: readonly number[];
    readonly sums: { readonly prompt: number; readonly delayed: number };
  };
  readonly predictedEvents: {
    readonly relativeTolerance: number;
    readonly cases: readonly (Prediction & {
      readonly prompt: number;
      readonly delayed: number;
      readonly total: number;
    })[];
  };
  readonly energyTemplates: Prediction & { readonly prompt: readonly number[]; readonly delayed: readonly number[] };
  readonly systematicEffectOnTotal: Readonly<Record<'quenching-0' | 'quenching-1' | 'efficiency', readonly number[]>>;
  readonly chi2AtPoint: {
    readonly tolerance: number;
    readonly cases: readonly (Prediction & { readonly strength: number; readonly value: number })[];
  };
}

export const csiFixture = JSON.parse(
  readFileSync(new URL('./fixtures/csi-templates.json', import.meta.url), 'utf8'),
) as CsiFixture;
