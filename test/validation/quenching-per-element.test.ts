import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

/** A compound whose elements are quenched differently, through the whole of the product. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-elements-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type FitResult = Extract<Summary['analysis'][string], { kind: 'fit' }>;

const [SODIUM_U, IODINE_U] = [22.98976928195, 126.904472592] as const;
const SODIUM_KG = (1000 * SODIUM_U) / (SODIUM_U + IODINE_U);

const NAI = '{ material: NaI, mass: 1000 kg }';
const EDGES = [1, 1.5, 2, 3, 5, 8, 12, 20, 50];
const RESOLVED = '{ model: gaussian, noise: 0.25 keVee, stochastic: 0.1 keVee }';

interface Written {
  readonly target?: string;
  readonly quenching: string;
  readonly smearing?: string;
  readonly terms?: string;
  /** Sections beside the detector. */
  readonly more?: string;
  /** Analyses of which bins are wanted. */
  readonly of?: readonly string[];
}

const study = ({ target = NAI, quenching, smearing = RESOLVED, terms = 'standard-model', more, of }: Written) => `
schema: cevns/1.0
study: elements
inputs:
  source: { model: stopped-pion, exposure: 1.0e+23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 25 m
  interaction: { couplings: { gvp: 0.0227, gvn: -0.5117 }, form-factor: helm-lewin-smith, terms: [${terms}] }
  data: asimov
detector:
  target: ${target}
  quenching: ${quenching}
  smearing: ${smearing}
  observables: { energy: { binning: { edges: [${EDGES.join(', ')}], unit: keVee } } }
${more ?? 'analysis: { prediction: predict }'}
outputs: [${(of ?? ['prediction']).map((name) => `{ kind: table, of: ${name}, file: ${name}.csv }`).join(', ')}]
`;

let count = 0;

/** The summary of a study, and a column of the tables of its analyses. */
async function run(written: Written) {
  const own = join(folder, String(count++));
  writeFileSync(`${own}.yaml`, study(written));
  const options = { code, store, folder: own, version: 'test', jobs: 1 };
  const { summary } = await runStudy(await openStudy({ file: `${own}.yaml`, home }), options);
  return {
    summary: JSON.parse(summary) as Summary,
    bins: (name = 'prediction', column = 'cevns'): number[] => {
      const [header, ...rows] = readFileSync(join(own, 'tables', `${name}.csv`), 'utf8')
        .trim()
        .split('\n');
      const at = header!.split(',').indexOf(column);
      return rows.map((row) => Number(row.split(',')[at]));
    },
  };
}

/** Largest difference of bins, in parts of the largest bin. */
function difference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) / Math.max(...a.map(Math.abs));
}

test('the spectrum of a compound is that of a detector of each element', async () => {
  const compound = await run({ quenching: '{ Na: { model: lindhard }, I: { model: constant, factor: 6 % } }' });
  const [sodium, iodine] = await Promise.all([
    run({
      target: `{ material: Na, mass: ${SODIUM_KG} kg }`,
      quenching: `{ model: lindhard, Z: 11, A: ${SODIUM_U} }`,
    }),
    run({ target: `{ material: I, mass: ${1000 - SODIUM_KG} kg }`, quenching: '{ model: constant, factor: 6 % }' }),
  ]);
  const [one, other] = [sodium.bins(), iodine.bins()];
  expect(Math.max(...other)).toBeGreaterThan(100);
  const sum = one.map((value, i) => value + other[i]!);
  expect(difference(compound.bins(), sum)).toBeLessThan(1e-12);
});

test('elements of equal quenching are a compound of one quenching', async () => {
  const own = '{ model: lindhard, Z: 11, A: 22.99, k: 0.12 }';
  const [each, all] = await Promise.all([run({ quenching: `{ Na: ${own}, I: ${own} }` }), run({ quenching: own })]);
  expect(difference(each.bins(), all.bins())).toBeLessThan(1e-14);
});

test('electrons are not quenched, and templates of the other terms follow the quenching of their element', async () => {
  const terms = 'standard-model, axial, electron-scattering';
  const of = { terms, smearing: RESOLVED };
  const [each, all] = await Promise.all([
    run({ ...of, quenching: '{ Na: { model: constant, factor: 0.1 }, I: { model: constant, factor: 0.1 } }' }),
    run({ ...of, quenching: '{ model: constant, factor: 0.1 }' }),
  ]);
  expect(each.bins('prediction', 'electron-scattering')).toEqual(all.bins('prediction', 'electron-scattering'));
  expect(difference(each.bins(), all.bins())).toBeLessThan(1e-14);
});

const { nodes, weights } = gaussLegendre(60);

function integral(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / 2;
  return nodes.reduce((sum, x, i) => sum + half * weights[i]! * f(from + half * (1 + x)), 0);
}

/** Lindhard's E_ee in keVee of a recoil in keVnr, and the recoil of an E_ee. */
function lindhard(Z: number, A: number) {
  const k = (0.133 * Z ** (2 / 3)) / Math.sqrt(A);
  const energy = (T: number) => {
    const eps = 11.5 * Z ** (-7 / 3) * T;
    const g = 3 * eps ** 0.15 + 0.7 * eps ** 0.6 + eps;
    return (T * k * g) / (1 + k * g);
  };
  const recoil = (energyKeVee: number) => {
    let [low, high] = [0, 100 * energyKeVee];
    for (let i = 0; i < 200; i++) {
      const middle = (low + high) / 2;
      if (energy(middle) < energyKeVee) low = middle;
      else high = middle;
    }
    return low;
  };
  return { energy, recoil };
}

/** Form factor of Helm with the radii of Lewin and Smith, q in 1/fm. */
function helm(A: number, q: number): number {
  const c = 1.23 * Math.cbrt(A) - 0.6;
  const R = Math.sqrt(c * c + (7 / 3) * (Math.PI * 0.52) ** 2 - 5 * 0.81);
  const x = q * R;
  return ((3 * (Math.sin(x) - x * Math.cos(x))) / x ** 3) * Math.exp(-0.5 * (0.9 * q) ** 2);
}

const [PION_MEV, MUON_MEV] = [139.57039, 105.6583755];
const LINE_MEV = (PION_MEV ** 2 - MUON_MEV ** 2) / (2 * PION_MEV);

/** Events of a stopped-pion source per nucleus in each bin of E_ee, with formulae written out here. */
function eventsPerNucleus(Z: number, A: number, massU: number): number[] {
  const M = massU * 931.49410242 - Z * 0.51099895;
  const fluence = (1e23 * 0.08) / (4 * Math.PI * 2500 ** 2);
  const charge = 0.0227 * Z - 0.5117 * (A - Z);
  const prefactor = ((1.1663787e-11 * 197.3269804e-13) ** 2 * M * charge ** 2) / (2 * Math.PI);
  const michel = (E: number) => (96 * E * E * (MUON_MEV - 2 * E) + 16 * E * E * (3 * MUON_MEV - 4 * E)) / MUON_MEV ** 4;
  const rate = (T: number): number => {
    const least = (T + Math.sqrt(T * T + 2 * M * T)) / 2;
    const kinematics = (E: number) => 2 - (2 * T) / E - (M * T) / (E * E) + (T / E) ** 2;
    const delayed = least < MUON_MEV / 2 ? integral((E) => michel(E) * kinematics(E), least, MUON_MEV / 2) : 0;
    const prompt = least < LINE_MEV ? kinematics(LINE_MEV) : 0;
    const q = Math.sqrt(2 * M * T) / 197.3269804;
    return fluence * prefactor * helm(A, q) ** 2 * (delayed + prompt);
  };
  const ends = [LINE_MEV, MUON_MEV / 2].map((E) => (2 * E * E) / (M + 2 * E));
  const { recoil } = lindhard(Z, massU);
  const limits = EDGES.map((edge) => recoil(edge) / 1000);
  return limits.slice(1).map((to, bin) => {
    const from = limits[bin]!;
    const points = [from, ...ends.filter((end) => end > from && end < to), Math.min(to, ends[1]!)];
    return points.slice(1).reduce((sum, next, i) => sum + Math.max(0, integral(rate, points[i]!, next)), 0);
  });
}

test('sodium and iodine at a stopped-pion source: an integral written out, with the k of the theory of each', async () => {
  const { bins } = await run({
    quenching: '{ I: { model: lindhard }, Na: { model: lindhard } }',
    smearing: 'none',
  });
  const perElement = (1e6 * 6.02214076e23) / (SODIUM_U + IODINE_U);
  const sodium = eventsPerNucleus(11, 23, SODIUM_U);
  const iodine = eventsPerNucleus(53, 127, IODINE_U);
  const sum = sodium.map((value, i) => perElement * (value + iodine[i]!));
  expect(difference(bins(), sum)).toBeLessThan(1e-6);
});

const VARIED = `{
    Na: { model: lindhard, k: 0.137, variations: {
      quenching-Na-0: { up: { k: 0.15 }, down: { k: 0.12 } }, yield: { up: { k: 0.14 }, down: { k: 0.134 } } } },
    I: { model: constant, factor: 0.06, variations: {
      quenching-I-0: { up: { factor: 0.07 }, down: { factor: 0.05 } }, yield: { up: { factor: 0.061 }, down: { factor: 0.059 } } } } }`;
const NOMINAL = { Na: '{ model: lindhard, k: 0.137 }', I: '{ model: constant, factor: 0.06 }' };
const elements = ({ Na, I } = NOMINAL) => `{ Na: ${Na}, I: ${I} }`;

test('a variation moves the recoils of its element, one of the same name under both elements moves both', async () => {
  const more = `systematics: { quenching: { varies: detector.quenching } }
analysis:
  none: predict
  sodium: { kind: predict, at: { quenching-Na-0: 1 } }
  iodine: { kind: predict, at: { quenching-I-0: -1 } }
  both: { kind: predict, at: { yield: 1 } }`;
  const varied = await run({ quenching: VARIED, more, of: ['none', 'sodium', 'iodine', 'both'] });
  const fixed = await Promise.all([
    run({ quenching: elements() }),
    run({ quenching: elements({ ...NOMINAL, Na: '{ model: lindhard, k: 0.15 }' }) }),
    run({ quenching: elements({ ...NOMINAL, I: '{ model: constant, factor: 0.05 }' }) }),
    run({ quenching: elements({ Na: '{ model: lindhard, k: 0.14 }', I: '{ model: constant, factor: 0.061 }' }) }),
  ]);
  ['none', 'sodium', 'iodine', 'both'].forEach((name, i) => {
    // As many panels per segment as resolve the nominal response serve its variations.
    expect(difference(varied.bins(name), fixed[i]!.bins())).toBeLessThan(i === 0 ? 1e-12 : 1e-7);
  });
});

test('errors of a fit by a pull of sodium are those of finite differences', async () => {
  const step = 1e-3;
  const more = `systematics: { quenching: { varies: detector.quenching.Na, interpolation: quadratic, prior: none } }
parameters: { strength: { scales: cevns } }
analysis:
  fitted: { kind: fit, parameters: [quenching-Na-0], fixed: [strength, yield] }
  up: { kind: predict, at: { quenching-Na-0: ${step} } }
  down: { kind: predict, at: { quenching-Na-0: -${step} } }
  none: predict`;
  const { summary, bins } = await run({ quenching: VARIED, more, of: ['none', 'up', 'down'] });
  const [none, up, down] = [bins('none'), bins('up'), bins('down')];
  // Of Asimov data the second derivative of the statistic is 2 sum (dn/da)^2 / n.
  const curvature = none.reduce((sum, n, i) => sum + (2 * ((up[i]! - down[i]!) / (2 * step)) ** 2) / n, 0);
  const { error } = (summary.analysis.fitted as FitResult).parameters['quenching-Na-0']!;
  expect(error! * Math.sqrt(curvature / 2)).toBeCloseTo(1, 8);
  expect(Object.keys((summary.analysis.fitted as FitResult).parameters)).not.toContain('quenching-I-0');
});

test('a free k of sodium predicts what a detector with this k does', async () => {
  const more = `parameters: { k-Na: { of: detector.quenching.Na.k, range: [0.1, 0.18] } }
analysis: { at: { kind: predict, at: { k-Na: 0.16 } } }`;
  const [free, fixed] = await Promise.all([
    run({ quenching: elements(), more, of: ['at'] }),
    run({ quenching: elements({ ...NOMINAL, Na: '{ model: lindhard, k: 0.16 }' }) }),
  ]);
  expect(difference(free.bins('at'), fixed.bins())).toBeLessThan(1e-6);
});
