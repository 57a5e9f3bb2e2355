/**
 * Events of the experiments of docs/experiments.md, and what would give numbers that are not reached: thresholds, noise, hours, distances, and neutrinos above 8 MeV.
 * Beside them sums over neutrino and recoil energies of a program apart from the product (all isotopes, Helm, Lindhard, Fano and noise of the entries).
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signalOf } from '../../scripts/experiments/predicted-experiments.ts';
import { StudyVariants } from '../../scripts/experiments/study-variants.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'cevns-experiment-events-'));
const variants = new StudyVariants(home);
afterAll(() => {
  variants.close();
  rmSync(folder, { recursive: true });
});

/** P. Huber, Phys. Rev. C 84 (2011) 024617; 238U: Th. A. Mueller et al., Phys. Rev. C 83 (2011) 054615. */
const POLYNOMIALS = {
  U235: [4.367, -4.577, 2.1, -0.5294, 0.06186, -0.002777],
  U238: [0.4833, 0.1927, -0.1283, -0.006762, 0.002233, -0.0001536],
  Pu239: [4.757, -5.392, 2.563, -0.6596, 0.0782, -0.003536],
  Pu241: [2.99, -2.882, 1.278, -0.3343, 0.03905, -0.001754],
};
const names = Object.keys(POLYNOMIALS);
const columns = names.map((name) => `${name}: ${name}`).join(', ');
const density = (c: readonly number[], energyMeV: number) =>
  Math.exp(c.reduce((sum, each, power) => sum + each * energyMeV ** power, 0));

/** The spectra as a table from 2 to 10 MeV, with something else above 8 MeV than is in the product. */
function tableTo10MeV(name: string, above: (c: readonly number[], energyMeV: number) => number): string {
  const rows = Array.from({ length: 401 }, (_, i) => {
    const energy = 2 + i / 50;
    return [energy, ...Object.values(POLYNOMIALS).map((c) => (energy > 8 ? above(c, energy) : density(c, energy)))];
  });
  writeFileSync(join(folder, `${name}.csv`), `${['energy_MeV', ...names].join()}\n${rows.join('\n')}\n`);
  return `inputs.source.spectra={ model: table, table: ${name}.csv, columns: { ${columns} } }`;
}

const polynomial = 'inputs.source.high-energy=polynomial';
const exponential = 'inputs.source.high-energy=exponential';
const polynomialTable = tableTo10MeV('polynomial', density);
const exponentialTable = tableTo10MeV(
  'exponential',
  (c, energyMeV) => density(c, 8) * (density(c, 8) / density(c, 7.75)) ** ((energyMeV - 8) / 0.25),
);

/** Study, overrides, events of the sums apart. */
const cases: readonly (readonly [study: string, sets: readonly string[], expected: number])[] = [
  ['conus', [], 6.02],
  ['conus', [polynomial], 12.06],
  ['conus', [polynomialTable], 12.06],
  ['conus', [exponential], 15.447],
  ['conus', [exponentialTable], 15.447],
  ['conus', ['detector.smearing.noise=25 eVee'], 4.88],
  ['nugen', [], 44.28],
  ['nugen', [polynomial], 72.1],
  ['nugen', [exponential], 86.992],
  ['nugen', [exponentialTable], 86.992],
  ['dresden-ii', [], 1818.1],
  ['dresden-ii', [polynomial], 1881.2],
  ['conus-plus', [], 263.71],
  ['conus-plus', [polynomial], 289.52],
  ['conus-plus', [exponential], 299.03],
  ['conus-plus', [exponentialTable], 299.03],
  ['conus-plus', ['detector.threshold=160 eVee'], 345.33],
  ['conus-plus', ['detector.threshold=180 eVee'], 200.69],
  ['conus-plus', ['detector.quenching.k=0.17557'], 347],
  ['conus-plus', ['detector.smearing.noise=34.43 eVee'], 347],
  ['coh-ar-750', [], 2896.74],
  ['ccm', [], 1360.14],
  ['ccm', ['inputs.baseline=20 m'], 1798.8],
  ['sts-ar-10t', [], 60504.9],
  ['connie', [], 206.44],
  ['connie-skipper', [], 3.047],
  ['ricochet', [], 4295.5],
  ['red-100-xe', [], 14097.1],
  ['red-100-xe', [polynomial], 19033],
  ['red-100-xe', [exponentialTable], 21131],
  ['red-100-xe', [exponential], 21131],
  ['red-100-ar', [], 91525.5],
  ['nucleus-10g', [], 85.071],
  ['nucleus-1kg', [], 7498.85],
  ['xenonnt', [], 83.587],
  ['lz', [], 133.353],
  ['coh-ge', [], 422.74],
  ['coh-ge', ['inputs.source.exposure=5914 h'], 500],
  ['coh-ge', ['inputs.baseline=20.23 m'], 500],
  ['coh-ge', ['detector.target.mass=19 kg'], 502],
];
let found: readonly number[];
beforeAll(async () => {
  const files = cases.map(([study, sets]) => {
    // Tables are found in the folder of the study.
    const file = join(folder, `${study}.yaml`);
    copyFileSync(join(home, 'pipelines/experiments', `${study}.yaml`), file);
    return { file, sets };
  });
  found = (await variants.run(files)).map(({ summary }) => signalOf(summary));
}, 60_000);

test.each(cases.map(([study, sets, expected], i) => ({ i, study, sets: sets.join(), expected })))(
  '$study with "$sets": $expected events',
  ({ i, expected }) => {
    expect(Math.abs(found[i]! / expected - 1)).toBeLessThan(1e-3);
  },
);
