import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

/**
 * Events of entries of the catalogue, from the study to its bins, beside sums over neutrino and recoil energies written out here: nothing is shared with
 * the product but the tables of solar spectra.
 */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-source-rates-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;

interface Isotope {
  readonly Z: number;
  readonly A: number;
  /** Of the atom. */
  readonly massU: number;
  /** Atoms per gram of the target. */
  readonly perGram: number;
}

const AVOGADRO = 6.02214076e23;

function isotopes(Z: number, rows: readonly (readonly [A: number, massU: number, abundance: number])[]): Isotope[] {
  const total = rows.reduce((sum, [, , abundance]) => sum + abundance, 0);
  const mean = rows.reduce((sum, [, massU, abundance]) => sum + (massU * abundance) / total, 0);
  return rows.map(([A, massU, abundance]) => ({ Z, A, massU, perGram: (AVOGADRO * abundance) / total / mean }));
}

const GERMANIUM = isotopes(32, [
  [70, 69.924248542, 0.2052],
  [72, 71.922075824, 0.2745],
  [73, 72.923458954, 0.0776],
  [74, 73.92117776, 0.3652],
  [76, 75.921402725, 0.0775],
]);
const XENON = isotopes(54, [
  [124, 123.905885174, 0.00095],
  [126, 125.904297422, 0.00089],
  [128, 127.90353075, 0.0191],
  [129, 128.90478086, 0.26401],
  [130, 129.903509346, 0.04071],
  [131, 130.90508413, 0.21232],
  [132, 131.90415508, 0.26909],
  [134, 133.90539303, 0.10436],
  [136, 135.907214474, 0.08857],
]);
const SODIUM_IODIDE: Isotope[] = [
  { Z: 11, A: 23, massU: 22.989769282, perGram: AVOGADRO / (22.989769282 + 126.904472592) },
  { Z: 53, A: 127, massU: 126.904472592, perGram: AVOGADRO / (22.989769282 + 126.904472592) },
];

/** Form factor of Helm with the radii of Lewin and Smith, q in 1/fm. */
function helm(A: number, q: number): number {
  const c = 1.23 * Math.cbrt(A) - 0.6;
  const R = Math.sqrt(c * c + (7 / 3) * (Math.PI * 0.52) ** 2 - 5 * 0.81);
  const x = q * R;
  return ((3 * (Math.sin(x) - x * Math.cos(x))) / x ** 3) * Math.exp(-0.5 * (0.9 * q) ** 2);
}

/** A spectrum as neutrinos per cm^2 and MeV up to an energy, and a line beside it. */
interface Fluence {
  readonly endMeV: number;
  readonly fromMeV: number;
  readonly density: (energyMeV: number) => number;
  readonly line?: { readonly energyMeV: number; readonly perCm2: number };
}

const NEUTRINO_STEPS = 700;
const RECOIL_STEPS = 400;

/** Events above a recoil energy that is known within a Gaussian: sums of midpoints over recoils and neutrinos. */
function events(target: readonly Isotope[], grams: number, beam: Fluence, thresholdMeV: number, widthMeV: number) {
  let total = 0;
  for (const { Z, A, massU, perGram } of target) {
    const M = massU * 931.49410242 - Z * 0.51099895;
    const charge = 0.0227 * Z - 0.5117 * (A - Z);
    const prefactor = ((1.1663787e-11 * 197.3269804e-13) ** 2 * M * charge ** 2) / (2 * Math.PI);
    const ends = [beam.endMeV, beam.line?.energyMeV ?? 0].map((E) => Math.sqrt((2 * E * E) / (M + 2 * E)));
    const edges = [0, ...ends.filter((end) => end > 0).sort((a, b) => a - b)];
    for (let part = 1; part < edges.length; part++) {
      const step = (edges[part]! - edges[part - 1]!) / RECOIL_STEPS;
      for (let i = 0; i < RECOIL_STEPS; i++) {
        const u = edges[part - 1]! + (i + 0.5) * step;
        const T = u * u;
        const seen = normalTail((thresholdMeV - T) / widthMeV);
        if (seen < 1e-12) continue;
        const least = Math.max(beam.fromMeV, (T + Math.sqrt(T * T + 2 * M * T)) / 2);
        const kinematics = (E: number) => 2 - (2 * T) / E - (M * T) / (E * E) + (T / E) ** 2;
        let sum = 0;
        const width = (beam.endMeV - least) / NEUTRINO_STEPS;
        for (let j = 0; width > 0 && j < NEUTRINO_STEPS; j++) {
          const E = least + (j + 0.5) * width;
          sum += width * beam.density(E) * kinematics(E);
        }
        if (beam.line !== undefined && beam.line.energyMeV > least) {
          sum += beam.line.perCm2 * kinematics(beam.line.energyMeV);
        }
        const q = Math.sqrt(2 * M * T) / 197.3269804;
        total += perGram * grams * 2 * u * step * prefactor * helm(A, q) ** 2 * seen * sum;
      }
    }
  }
  return total;
}

/** Part of a normal distribution above z, by Simpson's rule. */
function normalTail(z: number): number {
  if (z < -8) return 1;
  if (z > 8) return 0;
  const steps = 100;
  const h = (8 - z) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * (z + i * h) ** 2);
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

const study = (
  name: string,
  inputs: string,
  target: string,
  noise: string,
  edges: readonly number[],
  width: string,
) => `
schema: cevns/1.0
study: ${name}
inputs:
  ${inputs}
  interaction: { couplings: { gvp: 0.0227, gvn: -0.5117 }, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov
detector:
  target: ${target}
  quenching: { model: constant, factor: 1 }
  smearing: { model: gaussian, noise: ${noise} }
  efficiency: { model: constant, value: 1 }
  observables: { energy: { binning: { edges: [${edges.join(', ')}], unit: keVee }, fine-bin-width: ${width} } }
analysis: { prediction: predict }
`;

async function predicted(name: string, text: string): Promise<Summary & { readonly events: number }> {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  const options = { code, store, folder: join(folder, name), version: 'test', jobs: 1 };
  const { summary } = await runStudy(await openStudy({ file, home }), options);
  const parsed = JSON.parse(summary) as Summary;
  return { ...parsed, events: (parsed.analysis.prediction as PredictResult).components.cevns! };
}

const polynomial = (coefficients: readonly number[], E: number) =>
  Math.exp(coefficients.reduceRight((sum, c) => sum * E + c));
/** Of a fission at Brokdorf. */
const perFission = (E: number) =>
  0.561 * polynomial([4.367, -4.577, 2.1, -0.5294, 0.06186, -0.002777], E) +
  0.076 * polynomial([0.4833, 0.1927, -0.1283, -0.006762, 0.002233, -0.0001536], E) +
  0.307 * polynomial([4.757, -5.392, 2.563, -0.6596, 0.0782, -0.003536], E) +
  0.056 * polynomial([2.99, -2.882, 1.278, -0.3343, 0.03905, -0.001754], E);

test.each([50, 100, 200])(
  'Brokdorf on germanium above %i eVnr, spectra of Huber and Mueller from 2 to 8 MeV',
  async (threshold) => {
    const inputs = 'source: { use: sources/brokdorf, exposure: 1 d, low-energy: cut, energy-per-fission: 205.3 MeV }';
    const top = threshold / 1000 + 2.5;
    const text = study(
      `ge-${threshold}`,
      inputs,
      '{ material: Ge, mass: 1 kg }',
      '0.01 keVee',
      [threshold / 1000, top],
      '0.01 keVee',
    );
    const { events: found, conventions, flux } = await predicted(`ge-${threshold}`, text);
    const fissionsPerCm2 = (3.9e9 * 86400) / (205.3 * 1.602176634e-13) / (4 * Math.PI * 1710 ** 2);
    const beam = { fromMeV: 2, endMeV: 8, density: (E: number) => fissionsPerCm2 * perFission(E) };
    const expected = events(GERMANIUM, 1000, beam, threshold / 1e6, 1e-5);
    expect(Math.abs(found / expected - 1)).toBeLessThan(2e-4);
    expect(flux).toEqual({ 'extrapolated-fraction': 0 });
    expect((conventions.source as { 'neutrinos-per-fission': number })['neutrinos-per-fission']).toBeCloseTo(1.6, 1);
  },
);

test('most of what a reactor does above 20 eVnr in germanium is known; below 2 MeV a tenth, with capture a little more', async () => {
  const part = async (lowEnergy: string) => {
    const inputs = `source: { use: sources/brokdorf, exposure: 1 d, low-energy: ${lowEnergy} }`;
    const text = study(
      `low-${lowEnergy}`,
      inputs,
      '{ material: Ge, mass: 1 kg }',
      '0.002 keVee',
      [0.02, 2.52],
      '0.01 keVee',
    );
    return await predicted(`low-${lowEnergy}`, text);
  };
  const [cut, vogelEngel, capture] = [await part('cut'), await part('vogel-engel'), await part('vogel-engel-capture')];
  const fraction = (summary: Summary) => summary.flux!['extrapolated-fraction'];
  // What is extrapolated is what is not there when the spectrum is cut.
  for (const summary of [vogelEngel, capture]) {
    expect(fraction(summary)).toBeCloseTo(1 - cut.events / summary.events, 7);
    expect(summary.warnings.some((warning) => warning.includes('extrapolated'))).toBe(true);
  }
  expect(fraction(vogelEngel)).toBeGreaterThan(0.09);
  expect(fraction(capture)).toBeGreaterThan(fraction(vogelEngel));
  expect(fraction(capture)).toBeLessThan(0.16);
});

test('of what a threshold of 1.2 keVnr leaves in germanium, a fifth and more would come from above 8 MeV, and is said to', async () => {
  const part = async (lowEnergy: string, highEnergy: string) => {
    const inputs = `source: { use: sources/brokdorf, exposure: 1 d, low-energy: ${lowEnergy}, high-energy: ${highEnergy} }`;
    const name = `high-${lowEnergy}-${highEnergy}`;
    const bins = [1.2, 3.7] as const;
    return await predicted(
      name,
      study(name, inputs, '{ material: Ge, mass: 1 kg }', '0.002 keVee', bins, '0.01 keVee'),
    );
  };
  const none = await part('cut', 'none');
  expect(none.flux).toEqual({ 'extrapolated-fraction': 0 });
  for (const highEnergy of ['polynomial', 'exponential']) {
    const summary = await part('vogel-engel', highEnergy);
    const fraction = summary.flux!['extrapolated-fraction'];
    // To the precision of two grids of recoil energies.
    expect(fraction).toBeCloseTo(1 - none.events / summary.events, 4);
    expect(fraction).toBeGreaterThan(0.2);
    expect(summary.warnings.some((warning) => warning.includes('extrapolated'))).toBe(true);
  }
  // Closed form of what the polynomials leave out: the same integral as above, from 8 to 10 MeV.
  const fissionsPerCm2 = (3.9e9 * 86400) / (205.3 * 1.602176634e-13) / (4 * Math.PI * 1710 ** 2);
  const density = (E: number) => fissionsPerCm2 * perFission(E);
  const more = await predicted(
    'high-closed',
    study(
      'high-closed',
      'source: { use: sources/brokdorf, exposure: 1 d, low-energy: cut, high-energy: polynomial, energy-per-fission: 205.3 MeV }',
      '{ material: Ge, mass: 1 kg }',
      '0.01 keVee',
      [1.2, 3.7],
      '0.01 keVee',
    ),
  );
  const expected = events(GERMANIUM, 1000, { fromMeV: 2, endMeV: 10, density }, 1.2e-3, 1e-5);
  expect(Math.abs(more.events / expected - 1)).toBeLessThan(5e-4);
});

test('the uncertainty of an isotope moves its neutrinos alone, and that of the extrapolation the others', async () => {
  const inputs = `source: { use: sources/brokdorf, exposure: 1 d, fission-fractions: { U235: 1, U238: 0, Pu239: 0, Pu241: 0 }, uncertainties: { U235: 2 %, extrapolated: 10 % } }`;
  const text = study('pulls', inputs, '{ material: Ge, mass: 1 kg }', '0.002 keVee', [0.02, 2.52], '0.01 keVee');
  const more = `systematics: { spectra: { varies: inputs.source } }
analysis: { prediction: predict, uranium: { kind: predict, at: { flux-u235: 1 } }, below: { kind: predict, at: { flux-extrapolated: -2 } } }
`;
  const { analysis, flux } = await predicted('pulls', text.replace(/analysis: .*\n$/, more));
  const part = flux!['extrapolated-fraction'];
  const ratio = (name: string) =>
    (analysis[name] as PredictResult).total / (analysis.prediction as PredictResult).total;
  expect(ratio('uranium')).toBeCloseTo(1 + 0.02 * (1 - part), 9);
  expect(ratio('below')).toBeCloseTo(1 - 2 * 0.1 * part, 9);
});

test('wholly correlated 3 % of a spectrum scale its events, and independent errors of two energies add in squares', async () => {
  const energies = Array.from({ length: 13 }, (_, i) => 2 + 0.5 * i);
  writeFileSync(
    join(folder, 'fission.csv'),
    `energy_MeV,u\n${energies.map((E) => `${E},${Math.exp(-0.8 * E)}`).join('\n')}\n`,
  );
  const covariance = (of: (i: number, j: number) => number) =>
    `${energies.map((_, i) => `e${i}`).join(',')}\n${energies.map((_, i) => energies.map((_e, j) => of(i, j)).join(',')).join('\n')}\n`;
  const ratios = async (name: string, of: (i: number, j: number) => number, pulls: number) => {
    writeFileSync(join(folder, `${name}.csv`), covariance(of));
    const inputs = `source:
    model: reactor
    thermal-power: 3 GW
    exposure: 10 d
    fission-fractions: { U235: 1 }
    spectra: { model: table, table: fission.csv, columns: { U235: u }, covariance: { table: ${name}.csv } }
    low-energy: cut
  baseline: 20 m`;
    const text = study(name, inputs, '{ material: Ge, mass: 1 kg }', '0.002 keVee', [0.02, 2.52], '0.01 keVee');
    const at = Array.from({ length: pulls }, (_, i) => `f${i}: { kind: predict, at: { flux-${i}: 1 } }`).join(', ');
    const more = `systematics: { spectra: { varies: inputs.source.spectra, keep: 100 % } }
analysis: { prediction: predict, ${at} }
`;
    const { analysis, conventions } = await predicted(name, text.replace(/analysis: .*\n$/, more));
    expect(conventions).toMatchObject({ source: { covariance: { variations: pulls, variance: 1 } } });
    const total = (own: string) => (analysis[own] as PredictResult).total;
    return Array.from({ length: pulls }, (_, i) => total(`f${i}`) / total('prediction') - 1);
  };
  const [norm] = await ratios('norm', () => 9e-4, 1);
  expect(norm).toBeCloseTo(0.03, 11);
  // What 2 % at 3 MeV and 5 % at 5 MeV alone do is what they do together, in squares.
  const alone = async (name: string, k: number, error: number) => {
    const [found] = await ratios(name, (i, j) => (i === k && j === k ? error ** 2 : 0), 1);
    return found!;
  };
  const two = await ratios('two', (i, j) => (i !== j ? 0 : i === 2 ? 4e-4 : i === 6 ? 2.5e-3 : 0), 2);
  const expected = (await alone('three', 2, 0.02)) ** 2 + (await alone('five', 6, 0.05)) ** 2;
  expect(two.reduce((sum, each) => sum + each ** 2, 0) / expected).toBeCloseTo(1, 9);
}, 60_000);

test('8B neutrinos on xenon above 0.5 keVnr: all flavours, by the table', async () => {
  const inputs = 'source: { use: sources/solar-8b, exposure: 365 d }';
  const text = study('xe', inputs, '{ material: Xe, mass: 1 t }', '0.1 keVee', [0.5, 8.5], '0.1 keVee');
  const { events: found, flux } = await predicted('xe', text);
  const rows = readFileSync(join(home, 'configs/sources/spectra/b8.csv'), 'utf8').trim().split('\n').slice(1);
  const table = rows.map((row) => row.split(',').map(Number) as [number, number]);
  const [first, last] = [table[0]![0], table[table.length - 1]![0]];
  // Rows are evenly spaced but for rounding.
  const step = (last - first) / (table.length - 1);
  const shape = (E: number) => {
    const row = Math.min(table.length - 2, Math.max(0, Math.floor((E - first) / step)));
    const [[a, atA], [b, atB]] = [table[row]!, table[row + 1]!];
    return Math.max(0, atA + ((E - a) / (b - a)) * (atB - atA));
  };
  const norm = table
    .slice(1)
    .reduce((sum, [E, value], i) => sum + ((E - table[i]![0]) * (value + table[i]![1])) / 2, 0);
  const beam = { fromMeV: first, endMeV: last, density: (E: number) => (5.25e6 * 365 * 86400 * shape(E)) / norm };
  expect(Math.abs(found / events(XENON, 1e6, beam, 5e-4, 1e-4) - 1)).toBeLessThan(5e-4);
  expect(flux).toBeUndefined();
});

test.each([
  ['Ge', GERMANIUM, 1.5],
  ['NaI', SODIUM_IODIDE, 5],
] as const)(
  'the SNS at 1.4 MW and 20 m for a year on 10 kg of %s, above a threshold',
  async (material, target, thresholdKeV) => {
    const inputs = 'source: { use: sources/sns-fts, exposure: 365 d }\n  baseline: 20 m';
    const edges = [thresholdKeV, thresholdKeV + 350];
    const text = study(
      material.toLowerCase(),
      inputs,
      `{ material: ${material}, mass: 10 kg }`,
      '0.2 keVee',
      edges,
      '0.5 keVee',
    );
    const { events: found } = await predicted(material, text);
    const protons = (1.4e6 / (1000 * 1.602176634e-13)) * 365 * 86400;
    const perCm2 = (0.08 * protons) / (4 * Math.PI * 2000 ** 2);
    const muon = 105.6583755;
    const pion = 139.57039;
    const michel = (E: number) => {
      const x = (2 * E) / muon;
      return (2 / muon) * (12 * x * x * (1 - x) + 2 * x * x * (3 - 2 * x));
    };
    const beam = {
      fromMeV: 0,
      endMeV: muon / 2,
      density: (E: number) => perCm2 * michel(E),
      line: { energyMeV: (pion * pion - muon * muon) / (2 * pion), perCm2 },
    };
    expect(Math.abs(found / events(target, 1e4, beam, thresholdKeV / 1000, 2e-4) - 1)).toBeLessThan(2e-4);
  },
);
