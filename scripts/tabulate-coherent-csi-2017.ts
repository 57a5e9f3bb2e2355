/**
 * Makes configs/data/coherent-csi-2017/*.csv from the files of the COHERENT CsI[Na] data release of 2017 (arXiv:1804.09459, Zenodo 1228631):
 *
 *   node --conditions=@cevns/source --import tsx scripts/tabulate-coherent-csi-2017.ts RELEASE-FOLDER [OUTPUT-FOLDER]
 *
 * Numbers keep the digits of the release. Binned counts become a row per event, at the centre of its bin. Computed are
 * the prompt neutrons after the acceptance, and the residual spectrum with its errors. Digests of the release files and the parameters that the catalogue
 * entries quote go to standard output, as YAML.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { efficiency } from '@cevns/detectors/efficiency/cut-logistic';
import { parse } from 'yaml';
import { csvText } from './tabulate-coherent-csi-2021.ts';

interface Tabulation {
  readonly release: string;
  readonly table: string;
  /** Columns of the table. */
  readonly columns: readonly string[];
  /** Numbers in a row of the release. */
  readonly width: number;
  /** From the rows of the release to those of the table; as they are unless given. */
  readonly rows?: (rows: readonly (readonly string[])[], acceptance: (photoelectrons: number) => number) => string[][];
}

const counts = {
  columns: ['pe', 'time_us'],
  width: 3,
  rows: (rows: readonly (readonly string[])[]) => eventRows(rows),
};
const arrivals = { columns: ['time_us', 'probability'], width: 2 };

/** Which release file becomes which table. */
export const tables: readonly Tabulation[] = [
  { release: 'data_coincidence_beamOn.txt', table: 'beam-on-coincidence.csv', ...counts },
  { release: 'data_anticoincidence_beamOn.txt', table: 'beam-on-anticoincidence.csv', ...counts },
  { release: 'data_coincidence_beamOff.txt', table: 'beam-off-coincidence.csv', ...counts },
  { release: 'data_anticoincidence_beamOff.txt', table: 'beam-off-anticoincidence.csv', ...counts },
  { release: 'arrivalTimePDF_promptNeutrinos.txt', table: 'prompt-neutrinos-time.csv', ...arrivals },
  { release: 'arrivalTimePDF_delayedNeutrinos.txt', table: 'delayed-neutrinos-time.csv', ...arrivals },
  { release: 'arrivalTimePDF_promptNeutrons.txt', table: 'prompt-neutrons-time.csv', ...arrivals },
  {
    release: 'promptPDF.txt',
    table: 'prompt-neutrons-pe.csv',
    columns: ['pe', 'per_gwh', 'accepted_per_gwh'],
    width: 2,
    rows: (rows, acceptance) =>
      rows.map(([pe = '', content = '']) => [pe, content, tenDigits(Number(content) * acceptance(Number(pe)))]),
  },
  {
    release: 'qfData_chicago.txt',
    table: 'quenching-chicago.csv',
    columns: ['recoil_kevnr', 'recoil_error', 'factor', 'factor_error'],
    width: 4,
  },
  {
    release: 'qfData_tunl.txt',
    table: 'quenching-tunl.csv',
    columns: ['recoil_kevnr', 'recoil_error_up', 'recoil_error_down', 'factor', 'factor_error_up', 'factor_error_down'],
    width: 6,
  },
];

/** Coincidence less anticoincidence in the region of the publication, all times together (figure 3 of arXiv:1708.01294). */
const residual = {
  table: 'residual-pe.csv',
  columns: ['pe', 'time_us', 'residual', 'error'],
  signal: 'data_coincidence_beamOn.txt',
  background: 'data_anticoincidence_beamOn.txt',
  fromPE: 6,
  toPE: 30,
  toUs: 6,
};

/**
 * A row for each value of PE in the region: the events of one sample less those of the other, and the square root of their sum.
 *
 * @param signal rows of bin centres in PE and us and counts; `background` likewise, with the same bins
 */
export function residualRows(
  signal: readonly (readonly string[])[],
  background: readonly (readonly string[])[],
): string[][] {
  const { fromPE, toPE, toUs } = residual;
  const spectrum = (rows: readonly (readonly string[])[]): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const [pe = '', time, count] of rows) {
      if (Number(pe) < fromPE || Number(pe) > toPE || Number(time) > toUs) continue;
      sums.set(pe, (sums.get(pe) ?? 0) + Number(count));
    }
    return sums;
  };
  const subtracted = spectrum(background);
  return [...spectrum(signal)].map(([pe, count]) => {
    const less = subtracted.get(pe) ?? 0;
    return [pe, `${toUs / 2}`, `${count - less}`, tenDigits(Math.sqrt(count + less))];
  });
}

/** As many digits as the release prints; more would differ from machine to machine. */
function tenDigits(value: number): string {
  return `${Number(value.toPrecision(10))}`;
}

/** The parameters of the release, which the detector's entry quotes. */
export const PARAMETERS_FILE = 'coherent_parameters.yaml';

const NUMBER = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/**
 * The rows of a release file as written: numbers separated by commas. Lines that begin with `#`, and a first line of words, are headers.
 *
 * @throws Error naming file and line when a row does not hold exactly `width` numbers
 */
export function releaseRows(file: string, text: string, width: number): string[][] {
  const rows: string[][] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#') || (index === 0 && /^[A-Za-z]/.test(line))) return;
    const cells = line.split(',').map((cell) => cell.trim());
    if (cells.length !== width || !cells.every((cell) => NUMBER.test(cell))) {
      throw new Error(`${file}:${index + 1}: expected ${width} numbers, found '${line}'`);
    }
    rows.push(cells);
  });
  return rows;
}

/**
 * A row per event from rows of bin centres and counts, in the order of the bins.
 *
 * @throws Error when a count is no whole number
 */
export function eventRows(rows: readonly (readonly string[])[]): string[][] {
  return rows.flatMap((row) => {
    const centres = row.slice(0, -1);
    const count = Number(row.at(-1));
    if (!(Number.isInteger(count) && count >= 0))
      throw new Error(`expected a whole number of events, found '${row.at(-1)}'`);
    return Array.from({ length: count }, () => [...centres]);
  });
}

interface ReleaseParameters {
  readonly acceptanceEfficiency: { readonly parameters: readonly { readonly name: string; readonly value: number }[] };
}

/** The acceptance of the release: parameters a, k and x_0, with steps at 5 and 6 PE. */
function acceptanceOf({ acceptanceEfficiency: { parameters } }: ReleaseParameters): (photoelectrons: number) => number {
  const value = (name: string): number => {
    const found = parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`${PARAMETERS_FILE}: expected the acceptance parameter '${name}'`);
    return found.value;
  };
  const steps = { 'zero-below': 5, 'half-below': 6 };
  return efficiency.prepare({ height: value('a'), steepness: value('k'), midpoint: value('x_0'), ...steps });
}

/** Reads the release, writes the tables, and returns digests and parameters as YAML text. */
export function tabulate(releaseFolder: string, outputFolder: string): string {
  const bytes = (file: string) => readFileSync(join(releaseFolder, file));
  const digest = (file: string) => createHash('sha256').update(bytes(file)).digest('hex');
  const parametersText = bytes(PARAMETERS_FILE).toString('utf8');
  const acceptance = acceptanceOf(parse(parametersText) as ReleaseParameters);
  mkdirSync(outputFolder, { recursive: true });
  const report = ['release-files:'];
  for (const { release, table, columns, width, rows: tabulated } of tables) {
    const read = releaseRows(release, bytes(release).toString('utf8'), width);
    const rows = tabulated === undefined ? read : tabulated(read, acceptance);
    writeFileSync(join(outputFolder, table), csvText(columns, rows));
    report.push(`  ${release}: { sha256: ${digest(release)}, rows: ${read.length} } # ${table}: ${rows.length} rows`);
  }
  const counted = (file: string) => releaseRows(file, bytes(file).toString('utf8'), counts.width);
  const rows = residualRows(counted(residual.signal), counted(residual.background));
  writeFileSync(join(outputFolder, residual.table), csvText(residual.columns, rows));
  report.push(
    `  ${PARAMETERS_FILE}: { sha256: ${digest(PARAMETERS_FILE)} }`,
    `# ${PARAMETERS_FILE}:`,
    parametersText.trimEnd(),
  );
  return `${report.join('\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [releaseFolder, outputFolder = fileURLToPath(new URL('../configs/data/coherent-csi-2017', import.meta.url))] =
    argv.slice(2);
  if (releaseFolder === undefined) throw new Error('expected the folder with the release files as the first argument');
  process.stdout.write(tabulate(releaseFolder, outputFolder));
}
