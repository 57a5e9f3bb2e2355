import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, describe, expect, test } from 'vitest';

/** The fits of COHERENT's CsI[Na] data through the whole of the product, against two independent programs and the paper. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-fits-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { targets, tolerance } = JSON.parse(
  readFileSync(join(home, 'test/validation/fixtures/csi-fits.json'), 'utf8'),
) as {
  readonly targets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly tolerance: Readonly<Record<string, number>>;
};

type FitResult = Extract<Summary['analysis'][string], { kind: 'fit' }>;
type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;
type SignificanceResult = Extract<Summary['analysis'][string], { kind: 'significance' }>;

let runs = 0;
async function analyse(file: string, sets: readonly string[] = []): Promise<Summary['analysis']> {
  const study = await openStudy({ file: join(home, 'pipelines', file), home, sets });
  const { summary } = await runStudy(study, {
    code,
    store,
    folder: join(folder, String(runs++)),
    version: 'test',
    jobs: 1,
  });
  return (JSON.parse(summary) as Summary).analysis;
}

const kleinNystrand = [
  'inputs.interaction.form-factor=klein-nystrand',
  'inputs.interaction.couplings={ gvp: { nue: 0.0382, numu: 0.0300 }, gvn: -0.5117 }',
];

function expectFit({ parameters, components, statistic, deviance, bins, status }: FitResult, name: string): void {
  const target = targets[name]!;
  const within = (what: string, value: number, digits: string) => {
    expect(
      Math.abs(value - target[what]!),
      `${name}: ${what} = ${value}, expected ${target[what]}`,
    ).toBeLessThanOrEqual(tolerance[digits]!);
  };
  expect(bins).toBe(99);
  expect(status.converged).toBe(true);
  expect(status['positive-definite']).toBe(true);
  expect(status.edm).toBeLessThan(1e-8);
  within('N-cevns', components.cevns!, 'N-cevns');
  within('strength', parameters['cevns-strength']!.value, 'strength');
  within('BRN', components.brn!, 'BRN');
  within('NIN', components.nin!, 'NIN');
  within('SSB', components['steady-state']!, 'SSB');
  within('quenching-0', parameters['quenching-0']!.value, 'pulls');
  within('quenching-1', parameters['quenching-1']!.value, 'pulls');
  within('efficiency', parameters.efficiency!.value, 'pulls');
  within('t0', parameters['onset-time']!.value, 't0');
  within('chi2', statistic, 'chi2');
  within('deviance', deviance, 'chi2');
}

describe('tree-level couplings, Lewin-Smith Helm form factor', async () => {
  const analysis = await analyse('coherent-csi-2021.yaml');
  const strength = analysis.strength as FitResult;
  const prediction = analysis.prediction as PredictResult;

  test('prediction: 347.16 CEvNS events, deviance of the data at the nominal point 85.546', () => {
    expect(prediction.components.cevns! / 347.1645).toBeCloseTo(1, 4);
    expect(Math.abs(prediction.statistic! - 85.5464)).toBeLessThanOrEqual(0.002);
    // No more than 10 % from the collaboration's own prediction, 341 events.
    expect(Math.abs(prediction.components.cevns! / 341 - 1)).toBeLessThan(0.1);
  });

  test('strength, all nuisances', () => expectFit(strength, 'helm-lewin-smith, tree-level'));

  test('discovery: 11.605 standard deviations', () => {
    const { z, statistic } = analysis.discovery as SignificanceResult;
    expect(Math.abs(z - 11.605)).toBeLessThanOrEqual(0.01);
    expect(z).toBeCloseTo(Math.sqrt(statistic), 12);
  });

  test('cross section with the flux pull: 0.874 +0.149 -0.128', () => {
    const { parameters, statistic } = analysis['cross-section'] as FitResult;
    const { value, plus, minus } = parameters['cevns-strength']!;
    expect(Math.abs(value - 0.874)).toBeLessThanOrEqual(0.002);
    expect(Math.abs(plus! - 0.149)).toBeLessThanOrEqual(0.002);
    expect(Math.abs(minus! - 0.1278)).toBeLessThanOrEqual(0.002);
    expect(Math.abs(statistic - 81.163)).toBeLessThanOrEqual(0.01);
    // Published: (165 +30 -25) over 189.
    expect(Math.abs(value - 165 / 189)).toBeLessThan(0.02);
  });

  test('agrees with the publication: events, deviance, significance', () => {
    expect(Math.abs(strength.components.cevns! - 306)).toBeLessThan(10);
    expect(Math.abs(strength.deviance - 82.6)).toBeLessThan(3);
    expect(Math.abs((analysis.discovery as SignificanceResult).z - 11.6)).toBeLessThan(0.2);
  });
});

describe('variants', () => {
  test('Klein-Nystrand, couplings by flavour', async () => {
    const analysis = await analyse('coherent-csi-2021.yaml', kleinNystrand);
    expectFit(analysis.strength as FitResult, 'klein-nystrand, 0.0382/0.0300/-0.5117');
    expect(Math.abs((analysis.discovery as SignificanceResult).z - 11.629)).toBeLessThanOrEqual(0.01);
  });

  test.each([
    ['helm-lewin-smith, tree-level', []],
    ['klein-nystrand, 0.0382/0.0300/-0.5117', kleinNystrand],
  ] as const)('shape pulls held: %s', async (name, sets) => {
    const shapes = 'quenching-0, quenching-1, efficiency';
    const analysis = await analyse('coherent-csi-2021.yaml', [
      ...sets,
      `analysis.strength.fixed=[neutrino-flux, ${shapes}]`,
      `analysis.discovery.fixed=[neutrino-flux, ${shapes}]`,
    ]);
    const target = targets[`${name}, shape pulls held`]!;
    const { parameters, components, statistic } = analysis.strength as FitResult;
    const { value, plus, minus } = parameters['cevns-strength']!;
    const perStrength = components.cevns! / value;
    expect(Math.abs(components.cevns! - target['N-cevns']!)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(plus! * perStrength - target.plus!)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(minus! * perStrength - target.minus!)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(statistic - target.chi2!)).toBeLessThanOrEqual(0.01);
    const discovery = analysis.discovery as SignificanceResult;
    expect(Math.abs(discovery.statistic - target['delta-chi2-no-cevns']!)).toBeLessThanOrEqual(0.1);
    expect(Math.abs(discovery.z - target.significance!)).toBeLessThanOrEqual(0.01);
  });

  test('backgrounds held: the statistical width of the number of events', async () => {
    const held = [
      'neutrino-flux: 1, quenching-0: 0, quenching-1: 0, efficiency: 0, onset-time: 0.5',
      `steady-state: ${1273 / 1286}, brn: ${17.3 / 18.4}, nin: ${5.5 / 5.6}`,
    ].join(', ');
    const analysis = await analyse('coherent-csi-2021.yaml', [`analysis.strength.fixed={ ${held} }`]);
    const { parameters, components } = analysis.strength as FitResult;
    const { value, plus, minus } = parameters['cevns-strength']!;
    const perStrength = components.cevns! / value;
    expect(Math.abs(components.cevns! - 313.4)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(plus! * perStrength - 30.4)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(minus! * perStrength - 29.6)).toBeLessThanOrEqual(0.3);
  });

  test('weak mixing angle: 0.2164 +0.0260 -0.0242', async () => {
    const analysis = await analyse('coherent-csi-2021-weak-mixing-angle.yaml');
    const { parameters, statistic } = analysis['weak-mixing-angle'] as FitResult;
    const { value, plus, minus } = parameters.sin2_theta_W!;
    expect(Math.abs(value - 0.2164)).toBeLessThanOrEqual(0.0005);
    expect(Math.abs(plus! - 0.026)).toBeLessThanOrEqual(0.0005);
    expect(Math.abs(minus! - 0.0242)).toBeLessThanOrEqual(0.0005);
    expect(Math.abs(statistic - 81.164)).toBeLessThanOrEqual(0.01);
  });

  test('Asimov data give back what they were made of', async () => {
    const analysis = await analyse('coherent-csi-2021.yaml', ['inputs.data=asimov']);
    const { parameters, statistic } = analysis.strength as FitResult;
    expect(statistic).toBeLessThan(1e-9);
    expect(parameters['cevns-strength']!.value).toBeCloseTo(1, 6);
    expect(parameters['onset-time']!.value).toBeCloseTo(0.5, 6);
  });

  test('a region cut to half of the bins takes the share of each background that lies in it', async () => {
    const analysis = await analyse('coherent-csi-2021.yaml', ['region.PE=[8 PE, 60 PE]']);
    const { components, bins } = analysis.prediction as PredictResult;
    expect(bins).toBe(88);
    // 4 of the 1295 anticoincidence events, and the shares of the templates, lie below 8 PE.
    expect(components['steady-state']!).toBeCloseTo(1286 * (1 - 4 / 1295), 9);
    expect(components.brn! / 18.4).toBeCloseTo(1 - 0.00291701, 6);
    expect(components.nin! / 5.6).toBeCloseTo(1 - 0.00280702, 6);
  });
});
