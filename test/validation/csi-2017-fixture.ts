import { readFileSync } from 'node:fs';
import { readNumericTable } from '@cevns/detectors/tables/csv';

interface Fit {
  readonly N: number;
  readonly Nplus: number;
  readonly Nminus: number;
  readonly brn: number;
  readonly ss: number;
  readonly statistic: number;
  readonly z: number;
}

/** Numbers of COHERENT's CsI[Na] release of 2017, and what an independent program makes of them. */
export interface Csi2017Fixture {
  readonly release: {
    readonly beamExposureGWh: number;
    readonly distanceM: number;
    readonly quenching: number;
    readonly quenchingError: number;
    readonly lightYield: number;
    readonly neutrinosPerProton: number;
    readonly promptNeutronUncertainty: number;
    /** Value, upper and lower error. */
    readonly acceptance: Readonly<Record<'a' | 'k' | 'x0', readonly [number, number, number]>>;
    readonly events: Readonly<Record<string, number>>;
    readonly inRegion: Readonly<Record<string, number>>;
    readonly promptNeutronsPerGWh: number;
  };
  /** Maximum-likelihood rate, 1/us, of an exponential in the anticoincidence sample between 6 and 30 PE. */
  readonly fall: Readonly<Record<'6us' | '12us', { readonly rate: number; readonly error: number }>>;
  /** CEvNS events per bin of 2 PE, at all times. */
  readonly templates: { readonly prompt: readonly number[]; readonly delayed: readonly number[] };
  readonly timeFractions: { readonly prompt: readonly number[]; readonly delayed: readonly number[] };
  readonly predicted: number;
  readonly predictedWithReleaseTimeTemplates: number;
  readonly effectOnPrediction: Readonly<Record<string, readonly [number, number]>>;
  readonly fits: {
    readonly strength: Fit;
    readonly 'fall over 12 us': Fit;
    readonly 'both samples': Fit & { readonly rate: number };
    readonly 'cross-section': {
      readonly strength: number;
      readonly plus: number;
      readonly minus: number;
      readonly statistic: number;
      readonly pulls: Readonly<Record<string, number>>;
    };
  };
}

export const csi2017Fixture = JSON.parse(
  readFileSync(new URL('./fixtures/csi-2017.json', import.meta.url), 'utf8'),
) as Csi2017Fixture;

/** A table of the catalogue entry. */
export function csi2017Table(file: string) {
  return readNumericTable(
    readFileSync(new URL(`../../configs/data/coherent-csi-2017/${file}`, import.meta.url), 'utf8'),
  );
}
