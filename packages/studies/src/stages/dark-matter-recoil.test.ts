import { CM2_PER_FM2, FINE_STRUCTURE_CONSTANT, HBAR_C_MEV_FM } from '@cevns/physics/constants';
import * as pionSource from '@cevns/physics/dark-matter/pion-source';
import { darkMatterOf, darkMatterRecoils } from '@cevns/physics/dark-matter/scattering';
import { formFactor as helm } from '@cevns/physics/form-factors/helm-lewin-smith';
import { formFactor as unity } from '@cevns/physics/form-factors/unity';
import { expect, test } from 'vitest';
import { call, numbers } from '../testing/artifacts.ts';
import { run } from './dark-matter-recoil.ts';
import type { Flux } from './flux.ts';
import { run as predict, type Signal } from './prediction.ts';
import type { TemplateCrossSections } from './recoil-spectra.ts';

const caesium = { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: null, nuclearMassMeV: 123_800, count: 2e25 };
const iodine = { symbol: 'I', Z: 53, A: 127, chargeRadiusFm: null, nuclearMassMeV: 118_200, count: 1e25 };
const darkMatter = { portal: 'vector', particle: 'scalar', m_chi: 25, 'mass-ratio': 3 } as const;
const flux = {
  'neutral-pions-per-proton': 0.1,
  'neutral-pion-momenta': [
    { momentum: 0, weight: 1 },
    { momentum: 250, weight: 2 },
  ],
};
const exposure = { protonsOnTarget: 3e23, baselineM: 20 };
const parameters = {
  darkMatter,
  flux,
  exposure,
  nuclei: [caesium, iodine],
  formFactor: { proton: {}, neutron: {}, same: true },
  nodesPerPanel: 12,
};
const without = { flux: pionSource, proton: { formFactor: unity }, neutron: { formFactor: unity } };
const withHelm = { flux: pionSource, proton: { formFactor: helm }, neutron: { formFactor: helm } };

type Outputs = Awaited<ReturnType<typeof call>>;
const recoils = (changes: object = {}, modules: object = withHelm) =>
  call(run, { parameters: { ...parameters, ...changes }, modules: modules as never });

/** Integral of a spectrum over recoil energy. */
function events(outputs: Outputs, isotope: string): number {
  const weights = numbers(outputs.grid!, 'weightsMeV');
  return numbers(outputs.spectra!, `dark-matter/${isotope}/coherent`).reduce(
    (sum, rate, i) => sum + rate * weights[i]!,
    0,
  );
}

test('the total is the double integral over energies and recoils of the formula of the documentation', async () => {
  // sigma(E) without form factor by midpoints in T, with Z^2 alone: eps = alpha_D = 1.
  const { spectrum, fluencePerCm2 } = pionSource.flux.prepare(flux, darkMatterOf(darkMatter), exposure);
  const [m, mV, M, Z] = [25, 75, caesium.nuclearMassMeV, 55];
  const sigma = (E: number): number => {
    const p2 = E * E - m * m;
    const end = (2 * M * p2) / (M * M + m * m + 2 * M * E);
    const steps = 400;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const T = (end * (i + 0.5)) / steps;
      sum += (E * E * (1 - T / (2 * E)) ** 2) / (p2 * (2 * M * T + mV * mV) ** 2);
    }
    return 8 * Math.PI * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2 * FINE_STRUCTURE_CONSTANT * Z * Z * M * sum * (end / steps);
  };
  const [lowest, highest] = [spectrum.breakpointsMeV[0]!, spectrum.breakpointsMeV.at(-1)!];
  let average = 0;
  const steps = 20_000;
  for (let i = 0; i < steps; i++) {
    const E = lowest + ((highest - lowest) * (i + 0.5)) / steps;
    const density = spectrum.density(E);
    if (density > 0) average += density * sigma(E) * ((highest - lowest) / steps);
  }
  const outputs = await recoils({ nuclei: [caesium] }, without);
  expect(events(outputs, 'Cs133') / (fluencePerCm2 * caesium.count * average)).toBeCloseTo(1, 4);
  const { coherent } = (outputs.crossSections!.json() as unknown as TemplateCrossSections)['dark-matter']!;
  expect(coherent![0]! / average).toBeCloseTo(1, 4);
  expect(outputs.flux!.json()).toEqual([
    { flavour: 'dark-matter', fluencePerCm2, endPointMeV: highest, timing: 'beam' },
  ] satisfies Flux);
});

test.each([
  ['vector', 'scalar', 2, [0]],
  ['vector', 'scalar', 2, [100, 300, 500]],
  ['leptophobic', 'dirac', 44, [0]],
  ['leptophobic', 'dirac', 30, [200, 400]],
] as const)(
  '%s %s of %d MeV from pions of %j MeV: bins behind a threshold are good to 1e-4',
  async (portal, particle, m_chi, momenta) => {
    const own = { portal, particle, m_chi };
    const source = { ...flux, 'neutral-pion-momenta': momenta.map((momentum) => ({ momentum, weight: 1 })) };
    const of = async (nodesPerPanel: number) => {
      const { grid, spectra } = await recoils({ darkMatter: own, flux: source, nuclei: [caesium], nodesPerPanel });
      const [T, weights, errors] = ['recoilEnergiesMeV', 'weightsMeV', 'errorWeightsMeV'].map((name) =>
        numbers(grid!, name),
      );
      const rate = numbers(spectra!, 'dark-matter/Cs133/coherent');
      const kept = (i: number) => rate[i]! / (1 + Math.exp((0.012 - T![i]!) / 0.001));
      return {
        value: rate.reduce((sum, _, i) => sum + weights![i]! * kept(i), 0),
        error: Math.abs(rate.reduce((sum, _, i) => sum + errors![i]! * kept(i), 0)),
      };
    };
    const { value, error } = await of(12);
    expect(value / (await of(40)).value).toBeCloseTo(1, 4);
    expect(error / value).toBeLessThan(1e-4);
  },
);

test('a free mass tabulates the spectra on one grid; at a knot they are those of that mass', async () => {
  const shape = {
    ...{ parameter: 'm_chi', owner: 'dark-matter', of: [], setting: 'm_chi' },
    ...{ scale: 'log', from: 10, to: 40, knots: 3 },
  };
  const { m_chi: _, ...massless } = darkMatter;
  const outputs = await recoils({ shape, darkMatter: massless });
  const T = Float64Array.from(numbers(outputs.grid!, 'recoilEnergiesMeV'));
  const all = numbers(outputs.spectra!, 'dark-matter/I127/coherent');
  expect(all).toHaveLength(3 * T.length);
  const middle = darkMatterOf({ ...darkMatter, m_chi: 20 });
  const prepared = pionSource.flux.prepare(flux, middle, exposure);
  const formFactor = helm.prepare(iodine, 'proton', {});
  const target = { ...iodine, N: 74, protonFormFactor: formFactor, neutronFormFactor: formFactor };
  const [direct] = darkMatterRecoils(middle, prepared, [target], T);
  direct!.forEach((rate, i) => {
    const expected = iodine.count * rate;
    expect(Math.abs(all[T.length + i]! - expected)).toBeLessThanOrEqual(1e-9 * expected);
  });
});

test('events go as the weight times the spectra, arrive with the beam, and are those of direct calls', async () => {
  const outputs = await recoils();
  const points = numbers(outputs.grid!, 'weightsMeV').length;
  const { signal } = await call(predict, {
    parameters: {
      weights: [
        {
          species: 'dark-matter',
          flavour: 'dark-matter',
          templates: { coherent: [{ coefficient: 0.5, powers: { eps: 4 } }] },
        },
      ],
      variations: [],
    },
    inputs: {
      flux: { json: outputs.flux!.json() },
      grid: { arrays: outputs.grid!.arrays() },
      spectra: { arrays: outputs.spectra!.arrays() },
      crossSections: { json: outputs.crossSections!.json() },
      matrices: {
        arrays: {
          nominal: { shape: [points, 1], data: new Float64Array(points).fill(1) },
          error: { shape: [points, 1], data: new Float64Array(points).fill(1) },
          change: { shape: [points, 1], data: new Float64Array(points) },
        },
      },
    },
  });
  const { terms, crossSections } = signal!.json() as unknown as Signal;
  expect(terms).toHaveLength(1);
  expect(terms[0]).toMatchObject({ timing: 'beam', powers: { eps: 4 }, knots: 1 });
  const total = events(outputs, 'Cs133') + events(outputs, 'I127');
  expect(terms[0]!.nominal[0]! / (0.5 * total)).toBeCloseTo(1, 12);
  const [{ fluencePerCm2 }] = outputs.flux!.json() as unknown as Flux as [Flux[number]];
  const atoms = caesium.count + iodine.count;
  expect((crossSections[0]![0]!.coefficient * fluencePerCm2 * atoms) / terms[0]!.nominal[0]!).toBeCloseTo(1, 12);
});

test('slow particles are warned of, once for all knots', async () => {
  const shape = {
    ...{ parameter: 'm_chi', owner: 'dark-matter', of: [], setting: 'm_chi' },
    ...{ scale: 'log', from: 30, to: 60, knots: 3 },
  };
  const slow = {
    darkMatter: { ...darkMatter, 'mass-ratio': 2.1 },
    flux: { ...flux, 'neutral-pion-momenta': [{ momentum: 0, weight: 1 }] },
  };
  expect((await recoils()).warnings!.json()).toEqual([]);
  const warnings = (
    await recoils({ ...slow, shape, exposure: { ...exposure, baselineM: 60 } })
  ).warnings!.json() as string[];
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^dark-matter: dark matter of 60 MeV arrives/);
});
