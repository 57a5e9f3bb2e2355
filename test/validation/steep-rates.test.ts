import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, expect, test } from 'vitest';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-steep-rates-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Events of the study and what it says of its integrals: neutrinos of one energy on pure 74Ge, without form factor, above a sharp threshold. */
async function predicted(name: string, terms: string, thresholdKeV: number) {
  const text = `
schema: cevns/1.0
study: ${name}
inputs:
  source: { model: given-flux, exposure: 1 d, components: { beam: { flavours: nue, flux: 1e12 /cm^2/s, spectrum: { model: line, energy: 8 MeV } } } }
  interaction: { couplings: tree-level, form-factor: unity, terms: ${terms} }
  data: asimov
detector:
  target: { material: 74Ge, mass: 1 kg }
  quenching: { model: constant, factor: 1 }
  smearing: none
  observables: { energy: { binning: { edges: [${thresholdKeV}, 3], unit: keVee } } }
analysis: { prediction: predict }
`;
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  const options = { code, store, folder: join(folder, name), version: 'test', jobs: 1 };
  const { summary } = await runStudy(await openStudy({ file, home }), options);
  const { analysis, accuracy } = JSON.parse(summary) as Summary;
  const { components } = analysis.prediction as Extract<Summary['analysis'][string], { kind: 'predict' }>;
  return { events: components.cevns!, quadrature: accuracy!.quadrature! };
}

test.each([0.002, 0.02, 0.2])(
  'a magnetic moment above a threshold of %d keV, far below the end point, is its integral in closed form',
  async (thresholdKeV) => {
    const name = `threshold-${1e6 * thresholdKeV}`;
    const alone = await predicted(`${name}-alone`, '[standard-model]', thresholdKeV);
    const terms = '[standard-model, { term: magnetic-moment, mu_nu_e: 10 }]';
    const found = await predicted(name, terms, thresholdKeV);
    const massMeV = 73.92117776 * 931.49410242 - 32 * 0.51099895;
    const [energy, from] = [8, thresholdKeV / 1000];
    const end = (2 * energy ** 2) / (massMeV + 2 * energy);
    // pi alpha^2 (hbar c)^2 / m_e^2 mu^2 Z^2, times the integral of 1/T - 1/E.
    const prefactor = Math.PI * ((197.3269804e-13 * 10e-10) / 137.035999084 / 0.51099895) ** 2 * 32 ** 2;
    const nuclei = (1000 / 73.92117776) * 6.02214076e23;
    const expected = 1e12 * 86400 * nuclei * prefactor * (Math.log(end / from) - (end - from) / energy);
    expect((found.events - alone.events) / expected).toBeCloseTo(1, 6);
    expect(found.quadrature).toBeLessThan(1e-3);
  },
);
