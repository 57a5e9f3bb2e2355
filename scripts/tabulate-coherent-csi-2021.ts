/**
 * Makes configs/data/coherent-csi-2021/*.csv from the files of the COHERENT CsI[Na] data release (arXiv:2110.07730, ancillary files):
 *
 *   node --import tsx scripts/tabulate-coherent-csi-2021.ts RELEASE-FOLDER [OUTPUT-FOLDER]
 *
 * Every number keeps the digits of the release. The digests of the release files and the coefficients that the catalogue
 * entries quote go to standard output, as YAML.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

/** Which release file becomes which table; all of them have two columns. */
export const tables = [
  { release: 'dataBeamOnC.txt', table: 'beam-on-coincidence.csv', columns: ['pe', 'time_us'] },
  { release: 'dataBeamOnAC.txt', table: 'beam-on-anticoincidence.csv', columns: ['pe', 'time_us'] },
  { release: 'brnPE.txt', table: 'beam-related-neutrons-pe.csv', columns: ['pe', 'probability'] },
  { release: 'brnTrec.txt', table: 'beam-related-neutrons-time.csv', columns: ['time_us', 'rate'] },
  { release: 'ninPE.txt', table: 'neutrino-induced-neutrons-pe.csv', columns: ['pe', 'probability'] },
  { release: 'ninTrec.txt', table: 'neutrino-induced-neutrons-time.csv', columns: ['time_us', 'rate'] },
] as const;

/**
 * Curves of the release: rows of coefficients a b c d. The labels are ours: the release calls both rows after the nominal one
 * of the efficiency "+1 sigma", but the second of them lies on the other side of the nominal curve.
 */
export const curves = [
  {
    release: 'scintRespCoefficients.txt',
    rows: ['nominal', 'quenching-0 up', 'quenching-0 down', 'quenching-1 up', 'quenching-1 down'],
  },
  { release: 'effCoefficients.txt', rows: ['nominal', 'efficiency up', 'efficiency down'] },
] as const;

const NUMBER = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/**
 * The rows of a release file as written: numbers separated by white space, `#` starts a comment line.
 *
 * @throws Error naming file and line when a row does not hold exactly `width` numbers
 */
export function releaseRows(file: string, text: string, width: number): string[][] {
  const rows: string[][] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const cells = line.trim().split(/\s+/);
    if (cells.length !== width || !cells.every((cell) => NUMBER.test(cell))) {
      throw new Error(`${file}:${index + 1}: expected ${width} numbers, found '${line}'`);
    }
    rows.push(cells);
  });
  return rows;
}

/** Comma-separated text with a header line, the cells as they are. */
export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** Reads the release, writes the tables, and returns digests and coefficients as YAML text. */
export function tabulate(releaseFolder: string, outputFolder: string): string {
  const read = (file: string) => readFileSync(join(releaseFolder, file), 'utf8');
  const digest = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(releaseFolder, file)))
      .digest('hex');
  mkdirSync(outputFolder, { recursive: true });
  const report = ['release-files:'];
  for (const { release, table, columns } of tables) {
    const rows = releaseRows(release, read(release), columns.length);
    writeFileSync(join(outputFolder, table), csvText(columns, rows));
    report.push(`  ${release}: { sha256: ${digest(release)}, rows: ${rows.length} }`);
  }
  for (const { release } of curves) report.push(`  ${release}: { sha256: ${digest(release)} }`);
  for (const { release, rows: labels } of curves) {
    const rows = releaseRows(release, read(release), 4);
    if (rows.length !== labels.length)
      throw new Error(`${release}: expected ${labels.length} rows of coefficients, found ${rows.length}`);
    report.push(`# ${release}: a, b, c, d`);
    labels.forEach((label, index) => {
      report.push(`${label}: [${rows[index]?.join(', ')}]`);
    });
  }
  return `${report.join('\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [releaseFolder, outputFolder = fileURLToPath(new URL('../configs/data/coherent-csi-2021', import.meta.url))] =
    argv.slice(2);
  if (releaseFolder === undefined) throw new Error('expected the folder with the release files as the first argument');
  process.stdout.write(tabulate(releaseFolder, outputFolder));
}
