import * as helmRms from '@cevns/physics/form-factors/helm-rms';
import { formFactor as unity } from '@cevns/physics/form-factors/unity';
import * as standardModel from '@cevns/physics/interactions/standard-model';
import * as stoppedPion from '@cevns/sources/models/stopped-pion';
import * as sterile from '@cevns/sources/oscillations/sterile';
import { expect, test } from 'vitest';
import { call, numbers } from '../testing/artifacts.ts';
import { run } from './recoil.ts';
import type { TemplateCrossSections } from './recoil-spectra.ts';

const caesium = { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: null, nuclearMassMeV: 123_800, count: 2e25 };
const iodine = { symbol: 'I', Z: 53, A: 127, chargeRadiusFm: null, nuclearMassMeV: 118_200, count: 1e25 };
const FERMI_PER_MEV2 = 1.1663787e-11;
const HBAR_C_CM = 197.3269804e-13;

const parameters = {
  source: { exposure: 1e23, 'neutrinos-per-proton-per-flavour': 0.08 },
  baselineM: 20,
  nuclei: [caesium],
  formFactor: { proton: {}, neutron: {}, same: true },
  kinematics: 'exact',
  terms: { 'standard-model': {} },
  nodesPerSegment: 24,
};
const fluencePerCm2 = (1e23 * 0.08) / (4 * Math.PI * 2000 ** 2);
const modules = {
  source: stoppedPion,
  proton: { formFactor: unity },
  neutron: { formFactor: unity },
  'term:standard-model': standardModel,
};

const recoils = (changes: object = {}) => call(run, { parameters: { ...parameters, ...changes }, modules });

/** Events of one template: the integral of its spectrum over recoil energy. */
function events(outputs: Awaited<ReturnType<typeof recoils>>, name: string): number {
  const weights = numbers(outputs.grid!, 'weightsMeV');
  return numbers(outputs.spectra!, name).reduce((sum, rate, i) => sum + rate * weights[i]!, 0);
}

test('without a form factor the cross section of the line is the closed form integrated over recoils', async () => {
  const outputs = await recoils();
  // integral of 2 - 2 T/E - M T/E^2 + T^2/E^2 from 0 to T_max = 2 E^2 / (M + 2 E), times G_F^2 M / (2 pi) N^2.
  const E = stoppedPion.PROMPT_ENERGY_MEV;
  const M = caesium.nuclearMassMeV;
  const T = (2 * E * E) / (M + 2 * E);
  const integral = 2 * T - (T * T) / E - (M * T * T) / (2 * E * E) + T ** 3 / (3 * E * E);
  const expected = ((FERMI_PER_MEV2 ** 2 * HBAR_C_CM ** 2 * M) / (2 * Math.PI)) * integral * 78 ** 2;
  const found = (outputs.crossSections!.json() as unknown as TemplateCrossSections).numu!['n*n']![0]!;
  expect(found / expected).toBeCloseTo(1, 6);
});

test('events are fluence times nuclei times cross section', async () => {
  const outputs = await recoils();
  const crossSections = outputs.crossSections!.json() as unknown as TemplateCrossSections;
  for (const flavour of ['nue', 'numu', 'numubar']) {
    const expected = fluencePerCm2 * caesium.count * crossSections[flavour]!['n*n']![0]!;
    expect(events(outputs, `${flavour}/Cs133/n*n`) / expected).toBeCloseTo(1, 12);
  }
});

test('with equal form factors the templates are in the ratio Z^2 : 2 Z N : N^2', async () => {
  const outputs = await recoils();
  const [pp, pn, nn] = ['p*p', 'n*p', 'n*n'].map((template) => events(outputs, `nue/Cs133/${template}`));
  expect(pp! / nn!).toBeCloseTo((55 / 78) ** 2, 12);
  expect(pn! / nn!).toBeCloseTo((2 * 55) / 78, 12);
});

test('the cross section of a compound is the mean over its nuclei', async () => {
  const of = async (nuclei: object[]) =>
    ((await recoils({ nuclei })).crossSections!.json() as unknown as TemplateCrossSections).nue!['n*n']![0]!;
  const mean = (2 * (await of([caesium])) + (await of([iodine]))) / 3;
  expect((await of([caesium, iodine])) / mean).toBeCloseTo(1, 9);
});

test('form factors apart: only that of the neutron changes the neutron template', async () => {
  const half = { formFactor: { prepare: () => () => 0.5 } };
  const apart = { ...parameters, formFactor: { ...parameters.formFactor, same: false } };
  const outputs = await call(run, { parameters: apart, modules: { ...modules, neutron: half } });
  const coherent = await recoils();
  const ratio = (template: string) =>
    events(outputs, `nue/Cs133/${template}`) / events(coherent, `nue/Cs133/${template}`);
  expect([ratio('p*p'), ratio('n*p'), ratio('n*n')]).toEqual([1, 0.5, 0.25].map((value) => expect.closeTo(value, 12)));
});

test('a free radius of the neutrons tabulates the spectra; at a knot they are those of that radius, and protons know nothing of it', async () => {
  const modulesRms = { ...modules, proton: helmRms, neutron: helmRms };
  const formFactor = { proton: { 'rms-radius': 4.8 }, neutron: { 'rms-radius': 5 }, same: false };
  const shape = {
    ...{ parameter: 'radius', owner: 'form-factor', of: ['neutron'], setting: 'rms-radius' },
    ...{ scale: 'linear', from: 4, to: 6, knots: 5 },
  };
  const tabulated = await call(run, { parameters: { ...parameters, formFactor, shape }, modules: modulesRms });
  const single = await call(run, { parameters: { ...parameters, formFactor }, modules: modulesRms });
  const points = single.grid!.arrays().weightsMeV!.data.length;
  for (const template of ['p*p', 'n*p', 'n*n']) {
    const all = numbers(tabulated.spectra!, `nue/Cs133/${template}`);
    expect(all).toHaveLength(5 * points);
    expect(all.slice(2 * points, 3 * points)).toEqual(numbers(single.spectra!, `nue/Cs133/${template}`));
  }
  const protons = numbers(tabulated.spectra!, 'nue/Cs133/p*p');
  expect(protons.slice(0, points)).toEqual(protons.slice(4 * points));
  const [first, , , , last] = (tabulated.crossSections!.json() as unknown as TemplateCrossSections).nue!['n*n']!;
  expect(first!).toBeGreaterThan(last!);
});

test('what an oscillation warns of is among the warnings, with its name', async () => {
  const warnings = async (baselineM: number) =>
    (
      await call(run, {
        parameters: { ...parameters, baselineM, oscillation: { dm2_41: 1 } },
        modules: { ...modules, oscillation: sterile },
      })
    ).warnings!.json();
  expect(await warnings(20)).toEqual([]);
  expect(await warnings(2000)).toEqual([expect.stringMatching(/^oscillation: Oscillation over 2000 m is not short/)]);
});
