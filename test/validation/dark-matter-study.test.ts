import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { formFactor } from '@cevns/physics/form-factors/helm-lewin-smith';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

/** A study of dark matter through the whole of the product: pi0 at rest, scalars, sodium iodide that counts photoelectrons against time. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'cevns-dark-matter-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;

const study = `
schema: cevns/1.0
study: dark-matter
inputs:
  source:
    model: stopped-pion
    exposure: 5e23 POT
    neutrinos-per-proton-per-flavour: 0.08
    pulse: { model: gaussian, sigma: 0.15 us }
  baseline: 22 m
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  dark-matter:
    portal: vector
    m_V: 66 MeV
    eps: 2e-4
    alpha_D: 0.3
    flux: { model: pion-source, neutral-pions-per-proton: 0.12, neutral-pion-momenta: [{ momentum: 0 MeV, weight: 1 }] }
  data: asimov
detector:
  target: { material: NaI, mass: 15 kg }
  quenching: { model: constant, factor: 0.1 }
  smearing: { model: poisson, light-yield: 22 PE/keVee }
  # Keeps every event.
  efficiency: { model: logistic, height: 1, steepness: 100 /PE, midpoint: 0 PE, offset: 0 }
  observables:
    PE: { binning: { edges: [4, 6, 10, 30], unit: PE }, fine-bin-width: 1 PE }
    time:
      binning: { edges: [0, 2, 6], unit: us }
      onset: { start: 2 us }
      efficiency: { model: plateau-exponential, plateau-end: 6 us, rate: 0 /us }
parameters:
  m_chi: { of: dark-matter, start: 20.3 MeV, range: [15 MeV, 32 MeV] }
analysis:
  prediction: { kind: predict }
  heavy: { kind: predict, at: { m_chi: 27.1 MeV } }
`;

const { nodes, weights } = gaussLegendre(60);

function integral(f: (x: number) => number, from: number, to: number, pieces = 1): number {
  const half = (to - from) / (2 * pieces);
  let total = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const middle = from + (2 * piece + 1) * half;
    for (let j = 0; j < nodes.length; j++) total += half * weights[j]! * f(middle + half * nodes[j]!);
  }
  return total;
}

/** Probability of 4 to 29 photoelectrons when mean ones are expected. */
function seen(mean: number): number {
  let probability = 0;
  let term = Math.exp(-mean);
  for (let n = 0; n < 30; n++) {
    if (n >= 4) probability += term;
    term *= mean / (n + 1);
  }
  return probability;
}

/** The same number of events as a double integral over the angle of the decay of V and the recoil energy, from formulae written out here. */
function slowEvents(m: number): number {
  const [pion, mV] = [134.9768, 66];
  const energyV = (pion ** 2 + mV ** 2) / (2 * pion);
  const momentumV = (pion ** 2 - mV ** 2) / (2 * pion);
  const p = Math.sqrt(mV ** 2 / 4 - m ** 2);
  const perProton = 2 * 0.12 * 2 * 2e-4 ** 2 * (1 - (mV / pion) ** 2) ** 3;
  const perCm2 = (5e23 * perProton) / (4 * Math.PI * 2200 ** 2);
  const atomicMassesU = [22.989769282, 126.904472592] as const;
  const nuclei = (15000 * 6.02214076e23) / (atomicMassesU[0] + atomicMassesU[1]);
  let events = 0;
  [
    { symbol: 'Na', Z: 11, A: 23, massU: atomicMassesU[0] },
    { symbol: 'I', Z: 53, A: 127, massU: atomicMassesU[1] },
  ].forEach(({ massU, ...nucleus }) => {
    const M = massU * 931.49410242 - nucleus.Z * 0.51099895;
    const F = formFactor.prepare({ ...nucleus, chargeRadiusFm: null }, 'proton', {});
    const alpha = 1 / 137.035999084;
    const scale = 8 * Math.PI * 197.3269804 ** 2 * 1e-26 * 2e-4 ** 2 * alpha * 0.3 * nucleus.Z ** 2 * M;
    // Scalars of a transverse V go as 3/4 sin^2.
    const perNucleus = integral(
      (cosine) => {
        const E = (energyV * (mV / 2) + momentumV * p * cosine) / mV;
        const k2 = E * E - m * m;
        const end = (2 * M * k2) / (M * M + m * m + 2 * M * E);
        const average = integral(
          (u) => {
            const T = u * u;
            const shape = (E * E * (1 - T / (2 * E)) ** 2) / (k2 * (2 * M * T + mV * mV) ** 2);
            return 2 * u * scale * shape * F(Math.sqrt(2 * M * T) / 197.3269804) ** 2 * seen(2.2 * 1000 * T);
          },
          0,
          Math.sqrt(end),
        );
        return 0.75 * (1 - cosine * cosine) * average;
      },
      -1,
      1,
      4,
    );
    events += perCm2 * nuclei * perNucleus;
  });
  return events;
}

test('events of dark matter on NaI equal a double integral, between the knots of a free mass', async () => {
  const file = join(folder, 'study.yaml');
  writeFileSync(file, study);
  const options = { code: codeOf(home), store, folder: join(folder, 'results'), version: 'test', jobs: 1 };
  const { summary } = await runStudy(await openStudy({ file, home }), options);
  const { accuracy, analysis } = JSON.parse(summary) as Summary;
  const eventsOf = (name: string) => (analysis[name] as PredictResult).components['dark-matter']!;
  expect(eventsOf('prediction') / slowEvents(20.3)).toBeCloseTo(1, 5);
  expect(eventsOf('heavy') / slowEvents(27.1)).toBeCloseTo(1, 5);
  expect(accuracy.quadrature).toBeLessThan(1e-4);
  expect(accuracy.tabulation).toBeLessThan(1e-4);
});
