import { TableFault } from '@cevns/numerics/tables/table-fault';
import { type Columns, energyColumn, interpolated, rowColumn } from '../moments/columns.ts';
import type { FissileIsotope, FissionSpectra } from './fission-spectra.ts';
import { givenCovariance } from './given-covariance.ts';

export interface FissionTable {
  readonly table: Columns;
  /** Column of energies in MeV; `energy_MeV` unless given. */
  readonly energy?: string;
  /** Columns of antineutrinos per MeV and fission, by isotope. */
  readonly columns: Readonly<Partial<Record<FissileIsotope, string>>>;
  /** Relative covariance between the energies, a row and a column for each. */
  readonly covariance?: { readonly table: Columns };
}

/**
 * Antineutrino spectra of fission from a table of the study, linear between its rows; the range is that of the table.
 *
 * @throws RangeError if a column is missing, energies do not ascend or a density is negative; and when an isotope is asked for that has no column
 */
export const fissionSpectra = {
  source: 'a table of the study',
  prepare({ table, energy, columns, covariance }: FissionTable): FissionSpectra {
    const energiesMeV = energyColumn(table, energy);
    const densities = new Map(
      Object.entries(columns).map(([isotope, column]) => [isotope, rowColumn(table, column, energiesMeV.length)]),
    );
    return {
      source: 'a table of the study',
      rangeMeV: [energiesMeV[0]!, energiesMeV[energiesMeV.length - 1]!],
      kinksMeV: [...energiesMeV.subarray(1, -1)],
      ...(covariance === undefined ? {} : { covariance: givenCovariance(covariance.table, energiesMeV) }),
      density(isotope, energyMeV) {
        const density = densities.get(isotope);
        if (density === undefined) {
          const [expected, found] = ['a column of every isotope that fissions', `none of ${isotope}`];
          throw new TableFault({ what: `there is no column for ${isotope}`, expected, found, table });
        }
        return interpolated(energiesMeV, density, energyMeV);
      },
    };
  },
};
