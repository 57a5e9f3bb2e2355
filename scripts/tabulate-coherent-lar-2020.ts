/**
 * Makes configs/data/coherent-lar-2020/*.csv from the files of the COHERENT CENNS-10 data release (Analysis A, arXiv:2006.12659,
 * doi:10.5281/zenodo.3903810):
 *
 *   node --import tsx scripts/tabulate-coherent-lar-2020.ts RELEASE-FOLDER [OUTPUT-FOLDER]
 *
 * Every number keeps the digits of the release. The digests of the release files and the sums of their columns go to standard output,
 * as YAML.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

/** Columns that every binned file of the release begins with: the centre of a bin. */
const CENTRE = ['energy_kevee', 'f90', 'time_us'] as const;

/** Tables over the bins: the files of the release whose last columns stand side by side, and what they are called. */
export const binned = [
  { table: 'counts.csv', contents: { events: 'datanobkgsub.txt' } },
  {
    table: 'templates.csv',
    contents: {
      cevns: 'cevnspdf.txt',
      cevns_f90_up: 'cevnspdf+1sigF90.txt',
      cevns_f90_down: 'cevnspdf-1sigF90.txt',
      cevns_time_mean: 'cevnspdfCEvNSTimingMeanSyst.txt',
      brn: 'brnpdf.txt',
      brn_energy_up: 'brnpdf+1sigEnergy.txt',
      brn_energy_down: 'brnpdf-1sigEnergy.txt',
      brn_time_mean_up: 'brnpdf+1sigBRNTimingMean.txt',
      brn_time_mean_down: 'brnpdf-1sigBRNTimingMean.txt',
      brn_time_width: 'brnpdfBRNTimingWidthSyst.txt',
      delayed_brn: 'delbrnpdf.txt',
      steady_state: 'bkgpdf.txt',
    },
  },
] as const satisfies readonly { table: string; contents: Record<string, string> }[];

/** Files that become a table of their own. */
export const curves = [
  {
    release: 'CENNS10AnlAEfficiency.txt',
    table: 'efficiency.csv',
    columns: ['energy_kevee', 'recoil_energy_kevnr', 'efficiency'],
  },
] as const;

const NUMBER = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/**
 * The rows of a release file as written: numbers separated by white space.
 *
 * @throws Error naming file and line when a row does not hold exactly `width` numbers
 */
export function releaseRows(file: string, text: string, width: number): string[][] {
  const rows: string[][] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = line.trim().split(/\s+/);
    if (cells.length !== width || !cells.every((cell) => NUMBER.test(cell))) {
      throw new Error(`${file}:${index + 1}: expected ${width} numbers, found '${line}'`);
    }
    rows.push(cells);
  });
  return rows;
}

/**
 * Rows of a bin centre followed by the content of each file in that bin.
 *
 * @throws Error when a file has other bins than the first, or has them in another order
 */
export function sideBySide(
  files: readonly { readonly file: string; readonly rows: readonly string[][] }[],
): string[][] {
  const centreOf = (row: readonly string[]) => row.slice(0, CENTRE.length);
  const [first] = files;
  if (first === undefined) throw new Error('expected at least one file');
  return first.rows.map((row, i) => {
    const centre = centreOf(row);
    const contents = files.map(({ file, rows }) => {
      const own = rows[i];
      if (own === undefined || rows.length !== first.rows.length || centreOf(own).join() !== centre.join()) {
        throw new Error(`${file}:${i + 1}: expected the bin ${centre.join(' ')} as in ${first.file}`);
      }
      return own[CENTRE.length] as string;
    });
    return [...centre, ...contents];
  });
}

/** Comma-separated text with a header line, the cells as they are. */
function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** Reads the release, writes the tables, and returns digests, numbers of rows and sums as YAML text. */
export function tabulate(releaseFolder: string, outputFolder: string): string {
  const report = ['release-files:'];
  const rowsOf = (file: string, width: number) => {
    const bytes = readFileSync(join(releaseFolder, file));
    const rows = releaseRows(file, bytes.toString('utf8'), width);
    const sum = rows.reduce((total, row) => total + Number(row.at(-1)), 0);
    const digest = createHash('sha256').update(bytes).digest('hex');
    report.push(`  ${file}: { sha256: ${digest}, rows: ${rows.length}, sum: ${sum.toFixed(6)} }`);
    return rows;
  };
  mkdirSync(outputFolder, { recursive: true });
  for (const { table, contents } of binned) {
    const files = Object.values(contents).map((file) => ({ file, rows: rowsOf(file, CENTRE.length + 1) }));
    writeFileSync(join(outputFolder, table), csvText([...CENTRE, ...Object.keys(contents)], sideBySide(files)));
  }
  for (const { release, table, columns } of curves) {
    writeFileSync(join(outputFolder, table), csvText(columns, rowsOf(release, columns.length)));
  }
  return `${report.join('\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [releaseFolder, outputFolder = fileURLToPath(new URL('../configs/data/coherent-lar-2020', import.meta.url))] =
    argv.slice(2);
  if (releaseFolder === undefined) throw new Error('expected the folder with the release files as the first argument');
  process.stdout.write(tabulate(releaseFolder, outputFolder));
}
