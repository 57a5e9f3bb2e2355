/**
 * Makes configs/sources/spectra/*.csv from the neutrino spectra that C. A. J. O'Hare published with arXiv:2109.03116 (Phys. Rev. Lett. 127 (2021) 251802;
 * https://github.com/cajohare/NeutrinoFog, MIT licence), which are those of the solar, atmospheric, supernova and geological neutrinos quoted there:
 *
 *   node --import tsx scripts/tabulate-neutrino-spectra.ts SPECTRA-FOLDER [OUTPUT-FOLDER]
 *
 * Every number keeps its digits but for those of the computer beyond the eighth. The digests of the files go to standard output, as YAML.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

/** Spectra that are normalised: table and file. */
export const shapes = {
  pp: 'pp.txt',
  hep: 'hep.txt',
  b8: '8B.txt',
  n13: '13N.txt',
  o15: '15O.txt',
  f17: '17F.txt',
  dsnb: 'DSNB.txt',
  'geo-u': 'GeoU.txt',
  'geo-th': 'GeoTh.txt',
  'geo-k': 'GeoK.txt',
} as const;

/** Fluxes on one grid, in /cm^2/s/MeV: column and file. */
export const atmospheric = {
  nue: 'AtmNu_e.txt',
  nuebar: 'AtmNu_ebar.txt',
  numu: 'AtmNu_mu.txt',
  numubar: 'AtmNu_mubar.txt',
} as const;

const NUMBER = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
const DIGITS = 8;

/**
 * The rows of a file: an energy in MeV and a density, each with at most eight digits.
 *
 * @throws Error naming file and line when a row does not hold two numbers
 */
export function spectrumRows(file: string, text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line, index): [string, string][] => {
    if (line.trim() === '') return [];
    const cells = line.split(',').map((cell) => cell.trim());
    if (cells.length !== 2 || !cells.every((cell) => NUMBER.test(cell))) {
      throw new Error(`${file}:${index + 1}: expected an energy and a density, found ${line}`);
    }
    return [[rounded(cells[0]!), rounded(cells[1]!)]];
  });
}

function rounded(cell: string): string {
  const digits = cell.replace(/[eE].*$/, '').replace(/^[+-]?0*\.?0*|\./g, '');
  return digits.length <= DIGITS ? cell : String(Number(Number(cell).toPrecision(DIGITS)));
}

/** Writes the tables of a folder of spectra and gives the digests of the files they are made from. */
export function tabulate(folder: string, output: string): Record<string, string> {
  mkdirSync(output, { recursive: true });
  const digests: Record<string, string> = {};
  const read = (file: string) => {
    const bytes = readFileSync(join(folder, file));
    digests[file] = createHash('sha256').update(bytes).digest('hex');
    return spectrumRows(file, bytes.toString('utf8'));
  };
  const write = (table: string, header: readonly string[], rows: readonly (readonly string[])[]) =>
    writeFileSync(join(output, `${table}.csv`), `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`);
  for (const [table, file] of Object.entries(shapes)) write(table, ['energy_MeV', 'density_per_MeV'], read(file));
  const columns = Object.values(atmospheric).map(read);
  const [first] = columns;
  columns.forEach((rows, i) => {
    const differs = rows.findIndex(([energy], row) => Math.abs(Number(energy) / Number(first![row]?.[0]) - 1) > 1e-6);
    if (differs >= 0 || rows.length !== first!.length) {
      throw new Error(
        `${Object.values(atmospheric)[i]}: expected the energies of the other flavours, row ${differs + 1} differs`,
      );
    }
  });
  write(
    'atmospheric',
    ['energy_MeV', ...Object.keys(atmospheric).map((flavour) => `${flavour}_per_cm2_s_MeV`)],
    first!.map(([energy], row) => [energy, ...columns.map((rows) => rows[row]![1])]),
  );
  return digests;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder, output = 'configs/sources/spectra'] = argv;
  if (folder === undefined) throw new Error('Expected the folder with the spectra');
  for (const [file, digest] of Object.entries(tabulate(folder, output))) stdout.write(`${file}: ${digest}\n`);
}
