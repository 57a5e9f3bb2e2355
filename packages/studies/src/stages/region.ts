import { binEdges, clipEdges } from '@cevns/detectors/binning';

/** Observables of a study: the binning of each, and the region that is analysed, in internal units (PE, us). */
export interface RegionParameters {
  readonly binning: Readonly<Record<string, readonly number[]>>;
  readonly region: Readonly<Record<string, readonly [number, number]>>;
}

/** Bin edges of an observable: its binning, cut to the region. */
export function regionEdges({ binning, region }: RegionParameters, observable: string): Float64Array {
  return clipEdges(binEdges(binning[observable]!), region[observable]!);
}
