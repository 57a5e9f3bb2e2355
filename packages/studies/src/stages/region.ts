import { binEdges, clipEdges } from '@cevns/detectors/binning';
import { checkColumnUnit } from '@cevns/numerics/tables/column-unit';

/** Units in which tables give observables; of others nothing is known. */
const UNITS: Readonly<Record<string, string>> = { PE: 'PE', time: 'us' };

/** Observables of a study: the binning of each, and the region that is analysed, in internal units (PE, us). */
export interface RegionParameters {
  readonly binning: Readonly<Record<string, readonly number[]>>;
  readonly region: Readonly<Record<string, readonly [number, number]>>;
  /** Unit of an energy, where it is not keVee. */
  readonly energyUnit?: 'keVnr';
}

/** Bin edges of an observable: its binning, cut to the region. */
export function regionEdges({ binning, region }: RegionParameters, observable: string): Float64Array {
  return clipEdges(binEdges(binning[observable]!), region[observable]!);
}

/**
 * That a column with an observable is in its unit, as far as its name says.
 *
 * @throws TableFault
 */
export function checkAxisUnit(
  observable: string,
  column: string,
  { energyUnit }: Pick<RegionParameters, 'energyUnit'>,
): void {
  const unit = observable === 'energy' ? (energyUnit ?? 'keVee') : UNITS[observable];
  if (unit !== undefined) checkColumnUnit(column, unit);
}
