/** `cevns explain` as seen from outside: what it says each convention changes is what a run with that convention gives. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Compared, ExplainedAlternative, Explanation } from '../packages/studies/src/explain/explanation.ts';
import { CommandServers } from './command-servers.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cevns-explain-')));
let servers: CommandServers;
beforeAll(async () => {
  servers = await CommandServers.open(1);
}, 60_000);
afterAll(() => {
  servers.close();
  fs.rmSync(folder, { recursive: true });
});

const cevns = (...args: readonly string[]) => servers.call(folder, [...args, '--store', join(folder, 'store')]);

async function explained(...args: readonly string[]): Promise<Explanation> {
  const { status, stdout, stderr } = await cevns('explain', ...args, '--json');
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Explanation;
}

/** Events that a run of the study predicts, by component. */
async function predicted(study: string, sets: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const { status, stdout, stderr } = await cevns('run', study, ...sets.flatMap((set) => ['--set', set]), '--json');
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout).analysis.prediction.components;
}

function alternative({ choices }: Explanation, choice: string, name: string): ExplainedAlternative {
  const found = choices.find((each) => each.choice === choice)?.alternatives.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${choice} ${name}`);
  return found;
}

function change(explanation: Explanation, choice: string, name: string): number {
  return (alternative(explanation, choice, name) as Compared).change!;
}

describe('COHERENT CsI[Na] 2021', () => {
  const csi = join(home, 'pipelines', 'coherent-csi-2021.yaml');

  test('conventions change the prediction as they should', async () => {
    const explanation = await explained(csi);
    // Events are proportional to the neutrinos.
    expect(change(explanation, 'flux per proton', '0.08 (COHERENT 2017)')).toBeCloseTo(100 * (0.08 / 0.0848 - 1), 9);
    // A nucleus without extension scatters most; one that is larger, or whose neutrons reach farther out, less.
    expect(change(explanation, 'form factor', 'unity')).toBeGreaterThan(50);
    expect(change(explanation, 'form factor', 'klein-nystrand')).toBeLessThan(-5);
    const [near, far] = ['skin 0.1 fm', 'skin 0.2 fm'].map((skin) => change(explanation, 'neutron radius', skin));
    expect(near).toBeLessThan(0);
    expect(far).toBeLessThan(near!);
    // What is left out of the kinematics is positive and of the order of T / E.
    const leading = change(explanation, 'kinematics', 'leading');
    expect(leading).toBeGreaterThan(0);
    expect(leading).toBeLessThan(0.5);
    expect(explanation.choices.flatMap(({ alternatives }) => alternatives.map(({ name }) => name))).not.toContain(
      'helm-lewin-smith',
    );
    expect(explanation.largest).toMatchObject({ choice: 'form factor', lowest: { name: 'klein-nystrand' } });
  });

  test('what cannot be computed is listed with the reason, and is no failure', async () => {
    const explanation = await explained(csi);
    expect(alternative(explanation, 'form factor', 'sum-of-gaussians')).toMatchObject({
      reason: expect.stringContaining('Cs133'),
    });
  });

  test('a second call computes nothing, and no call writes results', async () => {
    await cevns('explain', csi);
    const { stdout, stderr } = await cevns('explain', csi);
    expect(stderr).toContain(': 0 stages computed, ');
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(fs.readdirSync(folder).filter((name) => !['store', 'small.yaml'].includes(name))).toEqual([]);
  });
});

test('the same events as runs with the overrides that it names', async () => {
  // A radius, a coupling and a strength that are free, and start elsewhere.
  const text = `schema: cevns/1.0
study: small
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.09 }
  baseline: 20 m
  interaction:
    couplings: tree-level
    form-factor: { model: helm-rms, skin: 0.1 fm }
    terms: [standard-model, axial, electron-scattering]
  data: asimov
detector:
  target: { material: Xe, mass: 10 kg }
  quenching: { model: constant, factor: 0.15 }
  smearing: { model: poisson, light-yield: 8 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables:
    PE: { binning: { edges: [0, 20, 60], unit: PE }, fine-bin-width: 1 PE }
    time:
      binning: { edges: [0, 1, 3], unit: us }
      onset: { start: 0.5 us, range: [0.2 us, 0.9 us] }
      efficiency: { model: plateau-exponential, plateau-end: 0.52 us, rate: 0.05 /us }
systematics: { onset: { varies: detector.observables.time.onset } }
parameters:
  strength: { scales: [cevns, electron-scattering], start: 0.7 }
  sin2_theta_W: { of: standard-model, start: 0.25 }
  thickness: { of: form-factor.skin, range: [0 fm, 0.3 fm], start: 0.15 fm }
analysis: { prediction: predict }
`;
  const file = join(folder, 'small.yaml');
  fs.writeFileSync(file, text);
  const explanation = await explained(file);
  const total = (events: Readonly<Record<string, number>>) => Object.values(events).reduce((sum, own) => sum + own, 0);
  const expectSame = (found: Explanation['baseline'], expected: Explanation['baseline'], tolerance: number) => {
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [component, events] of Object.entries(expected))
      expect(Math.abs(found[component]! / events - 1)).toBeLessThan(tolerance);
  };
  // Templates between the knots of a radius: two ways of interpolation.
  const betweenKnots = 1e-8;
  const baseline = await predicted(file, []);
  expectSame(explanation.baseline, baseline, betweenKnots);
  const chosen = [
    ['couplings', 'scholberg'],
    ['form factor', 'klein-nystrand'],
    ['neutron radius', 'skin 0.2 fm'],
    ['recoiling mass', 'mass-number'],
    ['flux per proton', '0.08 (COHERENT 2017)'],
    ['terms', 'without axial'],
    ['terms', 'without electron-scattering'],
  ] as const;
  for (const [choice, name] of chosen) {
    const found = alternative(explanation, choice, name) as Compared;
    // With what replaces the form factor goes the skin that is free, and with it the knots.
    const isExact = found.set.includes('parameters.thickness=null');
    const events = await predicted(file, found.set);
    expectSame(found.events, events, isExact ? 1e-12 : betweenKnots);
    expect(found.change).toBeCloseTo(100 * (total(events) / total(baseline) - 1), 5);
  }
  expect((alternative(explanation, 'couplings', 'scholberg') as Compared).set).toContain(
    'parameters.sin2_theta_W=null',
  );
}, 60_000);

test('a signal that is a template, or cut in what only a template says, is not explained', async () => {
  const pipeline = (name: string) => join(home, 'pipelines', `${name}.yaml`);
  const template = await cevns('explain', pipeline('coherent-lar-2020'));
  expect([template.status, template.stdout]).toEqual([2, '']);
  expect(template.stderr).toContain('has a template as its signal');
  const cut = await cevns('explain', pipeline('coherent-lar-2020-prediction'), '--set', 'region.F90=[0.6, 0.9]');
  expect([cut.status, cut.stdout]).toEqual([2, '']);
  expect(cut.stderr).toContain('has a region in F90');
});

test('a signal in three observables is explained as it is predicted', async () => {
  const study = join(home, 'pipelines', 'coherent-lar-2020-prediction.yaml');
  const { baseline } = await explained(study);
  expect(baseline.cevns! / (await predicted(study, [])).cevns!).toBeCloseTo(1, 9);
});
