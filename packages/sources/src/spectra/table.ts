import { TableFault } from '@cevns/numerics/tables/table-fault';
import { type Columns, energyColumn, interpolated, ofTable, rowColumn } from '../moments/columns.ts';
import { piecewiseLinearMoments } from '../moments/piecewise-linear.ts';
import type { Spectrum, SpectrumModel } from './spectrum.ts';

export interface TabulatedSpectrum {
  readonly table: Columns;
  /** Column of energies in MeV; `energy_MeV` unless given. */
  readonly energy?: string;
  /** Column of the density per MeV; `density_per_MeV` unless given. */
  readonly density?: string;
}

/** Where the recoil spectrum of a smooth table may be broken up, as parts of its highest energy. */
const SEGMENTS = [0.25, 0.5, 0.75];

/**
 * A spectrum from a table, linear between its rows and 0 outside; normalised to one, whatever its integral.
 *
 * @throws RangeError if a column is missing, energies do not ascend, a density is negative, or all of them are 0
 */
export const spectrum: SpectrumModel<TabulatedSpectrum> = {
  prepare: (parameters) => tabulatedSpectrum(parameters).spectrum,
};

/** The spectrum of a table, and its integral before it is normalised. */
export function tabulatedSpectrum({ table, energy, density = 'density_per_MeV' }: TabulatedSpectrum): {
  readonly spectrum: Spectrum;
  readonly total: number;
} {
  const energiesMeV = energyColumn(table, energy);
  const values = rowColumn(table, density, energiesMeV.length);
  return ofTable(table, () => spectrumOfRows(energiesMeV, values));
}

/**
 * The spectrum of rows of energies in MeV and densities, linear in between, and its integral before it is normalised.
 *
 * @throws TableFault if all densities are 0
 */
export function spectrumOfRows(energiesMeV: Float64Array, values: Float64Array) {
  const { moments, total } = piecewiseLinearMoments(energiesMeV, values);
  if (!(total > 0)) {
    const [expected, found] = ['a spectrum with neutrinos in it', `an integral of ${total}`];
    throw new TableFault({ what: 'there are no neutrinos in the spectrum', expected, found });
  }
  const [first, last] = [energiesMeV[0]!, energiesMeV[energiesMeV.length - 1]!];
  const spectrum: Spectrum = {
    endPointMeV: last,
    breakPointsMeV: SEGMENTS.map((part) => part * last).filter((energyMeV) => energyMeV > first),
    density: (energyMeV) => interpolated(energiesMeV, values, energyMeV) / total,
    moments(energyMinMeV, out) {
      moments(energyMinMeV, out);
      for (let k = 0; k < 3; k++) out[k]! /= total;
    },
  };
  return { spectrum, total };
}
