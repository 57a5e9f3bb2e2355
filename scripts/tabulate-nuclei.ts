/**
 * Makes configs/nuclei/<Symbol>.yaml from public tables of nuclear data:
 *
 *   node --import tsx scripts/tabulate-nuclei.ts MASSES ABUNDANCES PROPERTIES [OUTPUT-FOLDER]
 *
 * MASSES      the file mass_1.mas20.txt of the atomic mass evaluation 2020, fixed columns
 * ABUNDANCES  JSON, atom fractions by isotope: { "Ar40": 0.996035, ... } (IUPAC 2013)
 * PROPERTIES  JSON with spins (NUBASE2020) and charge radii (Angeli and Marinova 2013) of the elements that are wanted:
 *             { "elements": { "Ar": { "Z": 18, "isotopes": [{ "A": 40, "J": "0+", "R_ch_fm": 3.4274, "R_ch_err_fm": 0.0026 }] } } }
 *
 * An element gets exactly the isotopes that have a natural abundance. Masses keep the digits of the evaluation. Ta180 occurs as the isomer
 * `Ta180_m1` in nature; it gets the mass of its ground state, 5e-7 less. scripts/tabulate-nuclei/rarer-elements.json is PROPERTIES of the
 * elements that no detector is made of.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

interface Property {
  readonly A: number;
  readonly J: string;
  readonly R_ch_fm: number | null;
  readonly R_ch_err_fm: number | null;
}

interface Properties {
  readonly elements: Readonly<Record<string, { readonly Z: number; readonly isotopes: readonly Property[] }>>;
}

/** Where the columns of the mass evaluation begin and end, from the format in its head. */
const COLUMNS = { Z: [9, 14], A: [14, 19], symbol: [20, 23], massU: [106, 109], massMicroU: [110, 123] } as const;

const SOURCES = [
  [
    'atomic-mass',
    'AME2020: W. J. Huang et al., Chin. Phys. C 45, 030002 (2021); M. Wang et al., Chin. Phys. C 45, 030003 (2021)',
  ],
  ['abundance', 'J. Meija et al., Pure Appl. Chem. 88, 293 (2016), isotopic compositions of 2013'],
  ['spin-parity', 'NUBASE2020: F. G. Kondev et al., Chin. Phys. C 45, 030001 (2021)'],
  ['charge-radius', 'I. Angeli, K. P. Marinova, At. Data Nucl. Data Tables 99, 69 (2013)'],
] as const;

/**
 * Measured atomic masses in u by isotope name, as decimal text with all digits of the evaluation, with the number of protons.
 *
 * Masses that the evaluation marks as estimated (#) are left out.
 */
export function atomicMasses(table: string): Map<string, { Z: number; massU: string }> {
  const masses = new Map<string, { Z: number; massU: string }>();
  for (const line of table.split(/\r?\n/)) {
    const cell = (name: keyof typeof COLUMNS) => line.slice(...COLUMNS[name]).trim();
    const [whole, millionths] = cell('massMicroU').split('.');
    if (!/^\d+$/.test(cell('A')) || !/^\d+$/.test(cell('massU'))) continue;
    if (!/^\d{1,6}$/.test(whole ?? '') || !/^\d*$/.test(millionths ?? '#')) continue;
    const massU = `${cell('massU')}.${whole!.padStart(6, '0')}${millionths}`;
    masses.set(`${cell('symbol')}${cell('A')}`, { Z: Number(cell('Z')), massU });
  }
  return masses;
}

/**
 * The catalogue entries, YAML text by element symbol.
 *
 * @throws Error if an isotope with natural abundance lacks a mass or a spin, if Z disagrees, or if the abundances do not add up to 1
 */
export function catalogueEntries(
  masses: ReturnType<typeof atomicMasses>,
  abundances: Readonly<Record<string, number>>,
  properties: Properties,
  madeFrom: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [symbol, { Z, isotopes }] of Object.entries(properties.elements)) {
    const natural = new Map(
      Object.entries(abundances).flatMap(([name, abundance]) => {
        const [, element, A] = /^([A-Z][a-z]?)(\d+)(?:_m\d+)?$/.exec(name) ?? [];
        return element === symbol ? [[Number(A), abundance] as const] : [];
      }),
    );
    const total = [...natural.values()].reduce((sum, abundance) => sum + abundance, 0);
    if (!(Math.abs(total - 1) < 1e-6))
      throw new Error(`${symbol}: expected abundances that add up to 1, found ${total}`);
    const rows = [...natural.keys()]
      .sort((a, b) => a - b)
      .map((A) => {
        const mass = masses.get(`${symbol}${A}`);
        const property = isotopes.find((isotope) => isotope.A === A);
        if (mass === undefined || mass.Z !== Z)
          throw new Error(`${symbol}${A}: expected a measured mass with Z = ${Z}`);
        if (property === undefined) throw new Error(`${symbol}${A}: expected spin and charge radius, found none`);
        const { J, R_ch_fm: radius, R_ch_err_fm: error } = property;
        const fields = [
          `A: ${A}`,
          `atomic-mass-u: ${mass.massU}`,
          `abundance: ${plainDecimal(natural.get(A)!)}`,
          `spin-parity: '${J}'`,
          `charge-radius-fm: ${radius}`,
          `charge-radius-error-fm: ${error}`,
        ];
        return `  - { ${fields.join(', ')} }`;
      });
    const from = Object.entries(madeFrom).map(([file, digest]) => `  ${file}: ${digest}`);
    const lines = [
      '# Made by scripts/tabulate-nuclei.ts. Masses are those of the neutral atom, abundances fractions of the atoms, charge radii rms radii.',
      'kind: element',
      `symbol: ${symbol === 'N' || symbol === 'Y' ? `'${symbol}'` : symbol}`,
      `Z: ${Z}`,
      'isotopes:',
      ...rows,
      'sources:',
      ...SOURCES.map(([field, source]) => `  ${field}: '${source}'`),
      ...(from.length > 0 ? ['made-from:', ...from] : []),
    ];
    entries.set(symbol, `${lines.join('\n')}\n`);
  }
  return entries;
}

function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/0+$/, '') : text;
}

/** Reads the three tables and writes one file per element; returns how many. */
export function tabulateNuclei(masses: string, abundances: string, properties: string, outputFolder: string): number {
  const text = (file: string) => readFileSync(file, 'utf8');
  const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  const madeFrom = Object.fromEntries([masses, abundances, properties].map((file) => [basename(file), digest(file)]));
  const entries = catalogueEntries(
    atomicMasses(text(masses)),
    JSON.parse(text(abundances)) as Record<string, number>,
    JSON.parse(text(properties)) as Properties,
    madeFrom,
  );
  mkdirSync(outputFolder, { recursive: true });
  for (const [symbol, entry] of entries) writeFileSync(join(outputFolder, `${symbol}.yaml`), entry);
  return entries.size;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [masses, abundances, properties, output = fileURLToPath(new URL('../configs/nuclei', import.meta.url))] =
    argv.slice(2);
  if (masses === undefined || abundances === undefined || properties === undefined) {
    process.stderr.write('Usage: tabulate-nuclei.ts MASSES ABUNDANCES PROPERTIES [OUTPUT-FOLDER]\n');
    process.exitCode = 2;
  } else {
    process.stdout.write(`${tabulateNuclei(masses, abundances, properties, output)} elements\n`);
  }
}
