import { TableFault } from './table-fault.ts';

/** Units that names of columns end with, as in `energy_MeV`. */
const UNITS = [
  ...['eV', 'keV', 'MeV', 'GeV'],
  ...['eVnr', 'keVnr', 'MeVnr', 'eVee', 'keVee', 'MeVee'],
  ...['PE', 'ns', 'us', 'ms', 's'],
];

/**
 * That the unit at the end of the name of a column, where there is one, is that in which its numbers are read: `recoil_eVnr` is not read as keVnr. Upper and
 * lower case do not matter, and energies may go without `nr` and `ee`.
 *
 * @param unit in which the column is read; for more than one, those that are possible
 * @throws TableFault
 */
export function checkColumnUnit(column: string, ...unit: readonly string[]): void {
  const ending = /_([A-Za-z]+)$/.exec(column)?.[1]?.toLowerCase();
  const own = UNITS.find((known) => known.toLowerCase() === ending);
  if (own === undefined) return;
  if (unit.some((each) => [each, each.replace(/(?<=eV)(nr|ee)$/, '')].some((name) => name.toLowerCase() === ending))) {
    return;
  }
  throw new TableFault({
    what: `\`${column}\` is in ${own} by its name, and is read as ${unit.join(' or ')}`,
    expected: `a column in ${unit.join(' or ')}`,
    found: `'${column}'`,
    column,
  });
}
