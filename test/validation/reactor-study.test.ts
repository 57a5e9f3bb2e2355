import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quenching } from '@cevns/detectors/quenching/lindhard';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { formFactor } from '@cevns/physics/form-factors/helm-lewin-smith';
import { Store } from '@cevns/runner/store';
import { reactorEmission } from '@cevns/sources/models/reactor';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

/** A study of a reactor through the whole of the product: sodium iodide that counts photoelectrons, without time. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'cevns-reactor-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;
type FitResult = Extract<Summary['analysis'][string], { kind: 'fit' }>;

const study = (lowEnergy: string) => `
schema: cevns/1.0
study: reactor
inputs:
  source:
    model: reactor
    thermal-power: 2.8 GW
    exposure: 365 d
    duty-cycle: 90 %
    fission-fractions: { U235: 55 %, U238: 7 %, Pu239: 32 %, Pu241: 6 % }
    energy-per-fission: 205.3 MeV
    spectra: huber-mueller
    low-energy: ${lowEnergy}
  baseline: 23.7 m
  interaction: { couplings: { gvp: 0.0227, gvn: -0.5117 }, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov
detector:
  target: { material: NaI, mass: 15 kg }
  quenching: { model: lindhard, Z: 11, A: 22.99, k: 0.12 }
  smearing: { model: poisson, light-yield: 22 PE/keVee }
  # Keeps every event.
  efficiency: { model: logistic, height: 1, steepness: 100 /PE, midpoint: 0 PE, offset: 0 }
  observables: { PE: { binning: { edges: [4, 6, 10, 30], unit: PE }, fine-bin-width: 1 PE } }
region: { PE: [4 PE, 30 PE] }
parameters: { strength: { scales: cevns } }
analysis: { prediction: { kind: predict }, strength: { kind: fit } }
`;

const { nodes, weights } = gaussLegendre(40);

/** Integral of f between the first and the last of ascending points, in pieces. */
function integral(f: (x: number) => number, points: readonly number[]): number {
  return points.slice(1).reduce((total, to, i) => {
    const half = (to - points[i]!) / 2;
    return total + nodes.reduce((sum, x, j) => sum + half * weights[j]! * f(points[i]! + half * (1 + x)), 0);
  }, 0);
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

/** The same number of events as a double integral, from formulae written out here. */
function slowEvents(lowEnergy: string): number {
  const { density, breakPointsMeV } = reactorEmission({
    ...{ 'thermal-power': 1, exposure: 1, spectra: 'huber-mueller', 'low-energy': lowEnergy },
    'fission-fractions': { U235: 0.55, U238: 0.07, Pu239: 0.32, Pu241: 0.06 },
  });
  const fissionsPerCm2 = (0.9 * 2.8e9 * 365 * 86400) / (205.3 * 1.602176634e-13) / (4 * Math.PI * 2370 ** 2);
  const atomicMassesU = [22.989769282, 126.904472592] as const;
  const nuclei = (15000 * 6.02214076e23) / (atomicMassesU[0] + atomicMassesU[1]);
  const electronEquivalentKeVee = quenching.prepare({ Z: 11, A: 22.99, k: 0.12 });
  let events = 0;
  [
    { symbol: 'Na', Z: 11, A: 23, massU: atomicMassesU[0] },
    { symbol: 'I', Z: 53, A: 127, massU: atomicMassesU[1] },
  ].forEach(({ massU, ...nucleus }) => {
    const M = massU * 931.49410242 - nucleus.Z * 0.51099895;
    const F = formFactor.prepare({ ...nucleus, chargeRadiusFm: null }, 'neutron', {});
    const charge = 0.0227 * nucleus.Z - 0.5117 * (nucleus.A - nucleus.Z);
    const prefactor = ((1.1663787e-11 * 197.3269804e-13) ** 2 * M * charge ** 2) / (2 * Math.PI);
    const perFission = (T: number) => {
      const least = (T + Math.sqrt(T * T + 2 * M * T)) / 2;
      const points = [least, ...breakPointsMeV.filter((E) => E > least)];
      return integral((E) => density(E) * (2 - (2 * T) / E - (M * T) / E ** 2 + (T / E) ** 2), points);
    };
    const roots = [0, ...breakPointsMeV.filter((E) => E > 0).map((E) => Math.sqrt((2 * E * E) / (M + 2 * E)))];
    const perNucleus = integral((u) => {
      const T = u * u;
      const q = Math.sqrt(2 * M * T) / 197.3269804;
      return 2 * u * perFission(T) * prefactor * F(q) ** 2 * seen(22 * electronEquivalentKeVee(T));
    }, roots);
    events += fissionsPerCm2 * nuclei * perNucleus;
  });
  return events;
}

test.each(['cut', 'vogel-engel'])(
  'events on NaI equal a double integral, %s below 2 MeV; the fit finds them',
  async (lowEnergy) => {
    const file = join(folder, `${lowEnergy}.yaml`);
    writeFileSync(file, study(lowEnergy));
    const options = { code: codeOf(home), store, folder: join(folder, lowEnergy), version: 'test', jobs: 1 };
    const { summary } = await runStudy(await openStudy({ file, home }), options);
    const { prediction, strength } = (JSON.parse(summary) as Summary).analysis;
    expect(Math.abs((prediction as PredictResult).components.cevns! / slowEvents(lowEnergy) - 1)).toBeLessThan(1e-9);
    expect((strength as FitResult).parameters.strength!.value).toBeCloseTo(1, 9);
  },
);
