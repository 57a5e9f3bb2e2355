import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

/** Parts of detectors through the whole of the product, against closed forms. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-detector-parts-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const study = (detector: string, more: string) => `
schema: cevns/1.0
study: parts
inputs:
  source:
    model: reactor
    thermal-power: 2.8 GW
    exposure: 365 d
    fission-fractions: { U235: 55 %, U238: 7 %, Pu239: 32 %, Pu241: 6 % }
    spectra: huber-mueller
    low-energy: vogel-engel
  baseline: 23.7 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov
detector:
${detector}
${more}
`;

/** What predictions and significances have of these. */
interface Found {
  readonly components: Readonly<Record<string, number>>;
  readonly z: number;
}

async function analysesOf(name: string, detector: string, more: string): Promise<Record<string, Found>> {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, study(detector, more));
  const options = { code, store, folder: join(folder, name), version: 'test', jobs: 1 };
  const { summary } = await runStudy(await openStudy({ file, home }), options);
  return (JSON.parse(summary) as Summary).analysis as unknown as Record<string, Found>;
}

const germanium = (threshold: string, more = '') => `
  target: { material: Ge, mass: 10 kg }
  quenching: { model: lindhard, Z: 32, A: 72.63, k: 0.162 }
  smearing: { model: fano, fano-factor: 0.11, energy-per-electron: 2.96 eVee/electron, noise: 30 eVee }
  threshold: ${threshold}
  observables: { energy: { binning: { edges: [0.1, 0.3, 0.5], unit: keVee } } }${more}`;

const predict = 'analysis: { prediction: predict }';

test('a threshold between two edges of bins divides their events, whatever unit it is in', async () => {
  const backgrounds = '\n  backgrounds: { ambient: { rate: 8 /keVee/kg/d, energy: flat } }';
  const [all, above] = await Promise.all(
    ['100 eVee', '235 eVee'].map(async (threshold) => {
      const found = await analysesOf(`above-${threshold}`, germanium(threshold, backgrounds), predict);
      return found.prediction!.components;
    }),
  );
  // The bins of the whole, cut at 235 eVee.
  const cut = germanium('100 eVee').replace('[0.1, 0.3, 0.5]', '[0.1, 0.235]');
  const below = (await analysesOf('below', cut, predict)).prediction!.components;
  expect((above!.cevns! + below.cevns!) / all!.cevns!).toBeCloseTo(1, 8);
  expect(above!.ambient).toBeCloseTo(8 * 0.265 * 10 * 365, 6);
  // Lindhard written out: a threshold in keVnr is what it is quenched to.
  const eps = (keV: number) => 11.5 * 32 ** (-7 / 3) * keV;
  const g = (keV: number) => 3 * eps(keV) ** 0.15 + 0.7 * eps(keV) ** 0.6 + eps(keV);
  const recoil = 1.3;
  const quenched = (1000 * recoil * 0.162 * g(recoil)) / (1 + 0.162 * g(recoil));
  const inRecoil = await analysesOf('recoil', germanium(`${recoil} keVnr`), predict);
  const inKeVee = await analysesOf('quenched', germanium(`${quenched} eVee`), predict);
  const events = (found: Record<string, Found>) => found.prediction!.components.cevns!;
  expect(events(inRecoil) / events(inKeVee)).toBeCloseTo(1, 9);
});

test('reactor on and off: the significance is that of Li and Ma in every bin', async () => {
  const backgrounds = `
  backgrounds: { ambient: { rate: 8 /keVee/kg/d, energy: flat, measured: { live-time: 100 d } } }`;
  const own =
    'parameters: { strength: { scales: cevns } }\nanalysis: { discovery: { kind: significance, against: { strength: 0 } } }';
  const found = await analysesOf('on-off', germanium('100 eVee', backgrounds), own);
  const signal = await Promise.all(
    ['[0.1, 0.3]', '[0.3, 0.5]'].map(async (edges) => {
      const bin = germanium('300 eVee').replace('threshold: 300 eVee', '').replace('[0.1, 0.3, 0.5]', edges);
      return (await analysesOf(`bin-${edges}`, bin, predict)).prediction!.components.cevns!;
    }),
  );
  const background = 8 * 0.2 * 10 * 365;
  const tau = 100 / 365;
  const squares = signal.map((events) => {
    const [on, off] = [events + background, tau * background];
    const alpha = 1 / tau;
    return (
      2 * (on * Math.log(((1 + alpha) / alpha) * (on / (on + off))) + off * Math.log((1 + alpha) * (off / (on + off))))
    );
  });
  const z = found.discovery!.z;
  expect(z ** 2 / (squares[0]! + squares[1]!)).toBeCloseTo(1, 7);
});

test('a free k predicts what a detector with this k does', async () => {
  const free =
    'parameters: { k: { of: detector.quenching, range: [0.1, 0.25] } }\nanalysis: { at: { kind: predict, at: { k: 0.19 } } }';
  const tabulated = (await analysesOf('free', germanium('200 eVee'), free)).at!.components.cevns!;
  const fixed = await analysesOf('fixed', germanium('200 eVee').replace('0.162', '0.19'), predict);
  expect(tabulated / fixed.prediction!.components.cevns!).toBeCloseTo(1, 6);
});

test('decays of 39Ar: all of them, and those in a window of the spectrum', async () => {
  const argon = (edges: string) => `
  target: { material: Ar, mass: 20 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: none
  efficiency: { model: constant, value: 50 % }
  observables: { energy: { binning: { edges: ${edges}, unit: keVee } } }
  backgrounds: { ar39: { activity: 1 Bq/kg, energy: argon-39 } }`;
  const events = async (name: string, edges: string) =>
    (await analysesOf(name, argon(edges), predict)).prediction!.components.ar39!;
  const decays = 20 * 365 * 86400;
  expect((await events('all', '[0, 600]')) / (0.5 * decays)).toBeCloseTo(1, 8);
  const [low, high] = [await events('low', '[0, 120]'), await events('high', '[120, 600]')];
  expect((low + high) / (0.5 * decays)).toBeCloseTo(1, 8);
  expect(low / (low + high)).toBeGreaterThan(0.2);
  expect(low / (low + high)).toBeLessThan(0.35);
});
