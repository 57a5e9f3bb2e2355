import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-recoil-energies-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Columns of the table of a prediction: electron neutrinos of 8 MeV on 1 kg of pure 74Ge without form factor, for a day. */
function binsOf(name: string, detector: string, region = ''): Promise<Columns> {
  const text = `
schema: cevns/1.0
study: ${name}
inputs:
  source: { model: given-flux, exposure: 1 d, components: { beam: { flavours: nue, flux: 1e12 /cm^2/s, spectrum: { model: line, energy: 8 MeV } } } }
  interaction: { couplings: { gvp: 0.03, gvn: -0.51 }, form-factor: unity, terms: [standard-model] }
  data: asimov
detector:
  target: { material: 74Ge, mass: 1 kg }
${detector}${region}
analysis: { prediction: predict }
outputs: [{ kind: table, of: prediction, file: bins.csv }]
`;
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return tableOf(file, name);
}

type Columns = Readonly<Record<string, readonly number[]>>;

/** Columns of the table `bins.csv` of a study. */
async function tableOf(file: string, name: string, sets: readonly string[] = []): Promise<Columns> {
  const results = join(folder, name);
  await runStudy(await openStudy({ file, home, sets }), {
    code,
    store,
    folder: results,
    version: 'test',
    jobs: 1,
  });
  const [head, ...rows] = readFileSync(join(results, 'tables/bins.csv'), 'utf8').trim().split('\n');
  const cells = rows.map((row) => row.split(',').map(Number));
  return Object.fromEntries(head!.split(',').map((column, i) => [column, cells.map((row) => row[i]!)]));
}

const ENERGY = 8;
const MASS_MEV = 73.92117776 * 931.49410242 - 32 * 0.51099895;
const END_KEV = (1000 * 2 * ENERGY ** 2) / (MASS_MEV + 2 * ENERGY);
/** Fluence x nuclei x G_F^2 (hbar c)^2 / (2 pi) x M Q^2, per MeV. */
const FACTOR =
  1e12 * 86400 * (1000 / 73.92117776) * 6.02214076e23 * 8.430867e-45 * MASS_MEV * (0.03 * 32 - 0.51 * 42) ** 2;

/** Events per keV at a recoil energy. */
function density(keV: number): number {
  const t = keV / 1000;
  return keV > END_KEV
    ? 0
    : (FACTOR / 1000) * (2 - (2 * t) / ENERGY - (MASS_MEV * t) / ENERGY ** 2 + (t / ENERGY) ** 2);
}

/** Its integral from 0 on. */
function eventsBelow(keV: number): number {
  const t = Math.min(keV, END_KEV) / 1000;
  return FACTOR * (2 * t - t ** 2 / ENERGY - (MASS_MEV * t ** 2) / (2 * ENERGY ** 2) + t ** 3 / (3 * ENERGY ** 2));
}

/** The distribution function of a normal variable, by Simpson's rule from far below. */
function normal(x: number): number {
  if (x < -9) return 0;
  const steps = 400;
  const h = (x + 9) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-0.5 * (-9 + i * h) ** 2);
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

/** Events between two reconstructed energies with sigma(T), of recoils above an energy; midpoints in the root of T. */
function smeared(from: number, to: number, sigma: (keV: number) => number, above = 0): number {
  const steps = 2500;
  const [first, last] = [Math.sqrt(above), Math.sqrt(END_KEV)];
  const h = (last - first) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const root = first + (i + 0.5) * h;
    const keV = root * root;
    const share = normal((to - keV) / sigma(keV)) - normal((from - keV) / sigma(keV));
    sum += 2 * root * h * density(keV) * share;
  }
  return sum;
}

const EDGES = [0.02, 0.2, 0.9, 1.5, 2];
const observables = '  observables: { energy: { binning: { edges: [20, 200, 900, 1500, 2000], unit: eVnr } } }';

test('bins of the recoil energy hold the integral of its spectrum', async () => {
  const { cevns } = await binsOf('sharp', `  smearing: none\n${observables}`);
  const expected = EDGES.slice(1).map((edge, i) => eventsBelow(edge) - eventsBelow(EDGES[i]!));
  cevns!.forEach((events, i) => {
    expect(events / expected[i]!).toBeCloseTo(1, 6);
  });
});

test('a threshold in eVnr takes away what is below it', async () => {
  const { cevns } = await binsOf('threshold', `  smearing: none\n  threshold: 50 eVnr\n${observables}`);
  expect(cevns![0]! / (eventsBelow(0.2) - eventsBelow(0.05))).toBeCloseTo(1, 6);
});

test('a resolution in keVnr is that of the recoil energy, also behind an efficiency in the energy before it', async () => {
  const sigma = (keV: number) => Math.hypot(0.05 * Math.sqrt(keV), 0.1 * keV, 0.03);
  const smearing =
    '  smearing: { model: gaussian, stochastic: 0.05 keVnr, constant: 10 %, noise: 30 eVnr }\n  efficiency:';
  const lines = `
  backgrounds:
    captured: { activity: 100 /kg/d, energy: { model: lines, lines: [{ energy: 160 eVnr }] } }
    lost: { events: 1 events, energy: { model: lines, lines: [{ energy: 140 eVnr }, { energy: 1 keVnr }] } }`;
  const whole = await binsOf('smeared', `${smearing} { model: constant, value: 1 }\n${observables}`);
  const cut = await binsOf(
    'cut',
    `${smearing} { model: step, in: recoil-energy, from: 0.15 keVnr, height: 80 % }\n${observables}${lines}`,
  );
  const lineShare = (bin: number, keV: number) =>
    normal((EDGES[bin + 1]! - keV) / sigma(keV)) - normal((EDGES[bin]! - keV) / sigma(keV));
  const seen = [0, 1, 2, 3].reduce((sum, bin) => sum + lineShare(bin, 1), 0);
  EDGES.slice(1).forEach((to, i) => {
    expect(whole.cevns![i]! / smeared(EDGES[i]!, to, sigma)).toBeCloseTo(1, 4);
    expect(cut.cevns![i]! / (0.8 * smeared(EDGES[i]!, to, sigma, 0.15))).toBeCloseTo(1, 4);
    expect(cut.captured![i]!).toBeCloseTo(80 * lineShare(i, 0.16), 6);
    // Of two lines the one below the step is not seen: all that is seen are recoils of 1 keVnr.
    expect(cut.lost![i]!).toBeCloseTo(lineShare(i, 1) / seen, 6);
  });
});

test('keVnr without quenching and keVee with the factor 1 agree in every bin of every component', async () => {
  const written = (unit: 'nr' | 'ee', quenching: string) => `
  ${quenching}
  smearing: { model: gaussian, stochastic: 0.05 keV${unit}, constant: 10 %, noise: 30 eV${unit} }
  efficiency: { model: logistic, height: 0.9, steepness: 30 /keV${unit}, midpoint: 110 eV${unit}, offset: 0.02 }
  threshold: 60 eV${unit}
  observables: { energy: { binning: { edges: [0.05, 0.1, 0.3, 0.7, 1.1, 1.7, 2.3], unit: keV${unit} } } }
  reference-region: { energy: [100 eV${unit}, 2 keV${unit}] }
  backgrounds:
    flat: { rate: 100 /keV${unit}/kg/d, energy: flat }
    falling: { events: 50 events, energy: { model: exponential-in-energy, scale: 300 eV${unit}, efficiency: applied } }
    steep: { rate: 3 /d, energy: power-law }
    lines: { activity: 20 /kg/d, energy: { model: lines, lines: [{ energy: 112 eV${unit} }, { energy: 1.1 keV${unit}, intensity: 0.3 }] } }`;
  const region = (unit: string) => `\nregion: { energy: [60 eV${unit}, 1.7 keV${unit}] }`;
  const recoils = await binsOf('scale-nr', written('nr', ''), region('nr'));
  const quenched = await binsOf('scale-ee', written('ee', 'quenching: { model: constant, factor: 1 }'), region('ee'));
  const { cevns, ...others } = recoils;
  expect(cevns).toHaveLength(5);
  expect(Object.keys(others)).toEqual(expect.arrayContaining(['flat', 'falling', 'steep', 'lines']));
  for (const [column, values] of Object.entries(quenched)) {
    expect(Math.min(...values), column).toBeGreaterThan(0);
    values.forEach((value, i) => {
      expect(Math.abs(recoils[column]![i]! / value - 1), column).toBeLessThan(1e-12);
    });
  }
});

const TABLE = 'outputs=[{ kind: table, of: prediction, file: bins.csv }]';
const entries = [
  {
    study: 'nucleus-10g',
    threshold: 20,
    edges: '[0.02, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 1, 10]',
    others: ['detector.backgrounds.flat.rate=100 /keVee/kg/d', 'detector.reference-region.energy=[20 eVee, 1000 eVee]'],
  },
  {
    study: 'ricochet',
    threshold: 50,
    edges: '[0.05, 0.06, 0.08, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 10]',
    others: ['detector.reference-region.energy=[50 eVee, 1000 eVee]'],
  },
];

test.each(entries)(
  '$study in eVnr is what it is in keVee of the factor 1',
  async ({ study, threshold, edges, others }) => {
    const file = join(home, `pipelines/experiments/${study}.yaml`);
    const recoils = await tableOf(file, `${study}-nr`, [TABLE]);
    const quenched = await tableOf(file, `${study}-ee`, [
      TABLE,
      'detector.quenching={ model: constant, factor: 1 }',
      `detector.threshold=${threshold} eVee`,
      `detector.observables.energy.binning={ edges: ${edges}, unit: keVee }`,
      ...others,
    ]);
    expect(recoils).toEqual(quenched);
  },
);
