import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { home, larFixture, type PredictResult, StudyRuns } from './lar-study.ts';

/** CEvNS in CENNS-10 from flux, nucleus, quenching, resolution and efficiency, beside the 128 +- 17 events of the release. */
const runs = new StudyRuns();
afterAll(() => runs.remove());
const { prediction: reference } = larFixture;

const pipeline = join(home, 'pipelines/coherent-lar-2020-prediction.yaml');

/** The shipped detector with its energy alone: neither F90 nor time, and so over all times. */
function energyAlone(efficiency: string): string {
  const file = join(runs.folder, 'energy-alone.yaml');
  const text = `
schema: cevns/1.0
study: energy-alone
inputs:
  source: { use: sources/sns, exposure: 1.38e23 POT, neutrinos-per-proton-per-flavour: 0.09 }
  baseline: 27.5 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov
detector:
  target: { material: Ar, mass: 24.4 kg }
  quenching:
    { model: polynomial, recoil-energy-unit: keVnr, electron-equivalent-energy-unit: keVee, coefficients: [0.246, 0.00078] }
  smearing: { model: gaussian, stochastic: 0.58 keVee }
  efficiency: ${efficiency}
  observables:
    energy: { binning: { edges: [0, 10, 20, 30, 40, 50, 120], unit: keVee }, fine-bin-width: 0.5 keVee }
analysis: { prediction: predict }
outputs: [{ kind: table, of: prediction, axis: energy, file: energy.csv }]
`;
  writeFileSync(file, text);
  return file;
}

const events = async (file: string, sets: readonly string[] = []): Promise<number> =>
  ((await runs.analyse(file, sets)).prediction as PredictResult).components.cevns!;

describe('over all times', () => {
  const table = join(home, 'configs/data/coherent-lar-2020/efficiency.csv');
  const measured = `{ model: tabulated, table: "${table}", at: energy_kevee, content: efficiency }`;

  test('the efficiency taken at the reconstructed energy', async () => {
    const expected = reference.inReconstructedEnergy;
    const total = await events(energyAlone(measured));
    expect(Math.abs(total / expected - 1), `${total} events`).toBeLessThan(reference.relativeTolerance);
    const rows = readFileSync(join(runs.folder, '0/tables/energy.csv'), 'utf8').trim().split('\n').slice(1);
    reference.per10KeVee.forEach((own, bin) => {
      const [low, , cevns] = rows[bin]!.split(',').map(Number);
      // The reference has one decimal.
      expect(Math.abs(cevns! - own), `from ${low} keVee: ${cevns}`).toBeLessThan(
        0.05 + reference.relativeTolerance * own,
      );
    });
  });

  test('without efficiency', async () => {
    const all = join(runs.folder, 'all.csv');
    writeFileSync(all, 'energy_kevee,efficiency\n0,1\n120,1\n');
    const total = await events(
      energyAlone(`{ model: tabulated, table: "${all}", at: energy_kevee, content: efficiency }`),
    );
    const { withoutEfficiency, relativeTolerance } = reference;
    expect(Math.abs(total / withoutEfficiency - 1), `${total} events`).toBeLessThan(relativeTolerance);
  });
});

describe('in the window of the analysis', () => {
  test('128 +- 17 events, within 10 %', async () => {
    const { value, sigma } = reference.published;
    const total = await events(pipeline);
    expect(Math.abs(total - value)).toBeLessThan(sigma);
    expect(Math.abs(total / value - 1), `${total} events`).toBeLessThan(0.1);
  });

  test('a region in F90 or time keeps its part', async () => {
    const whole = await events(pipeline);
    const halves = await Promise.all(
      ['[0.5, 0.7]', '[0.7, 0.9]'].map((range) => events(pipeline, [`region.F90=${range}`])),
    );
    expect(halves[0]! + halves[1]!).toBeCloseTo(whole, 9);
    const early = await events(pipeline, ['region.time=[-0.1 us, 1.9 us]']);
    // The template of the release has 0.660 of its events before 1.9 us.
    expect(early / whole).toBeCloseTo(0.66, 1);
  });
});
