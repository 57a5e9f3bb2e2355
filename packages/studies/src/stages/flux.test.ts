import * as stoppedPion from '@cevns/sources/models/stopped-pion';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { type Flux, run } from './flux.ts';

const source = { exposure: 3.198e23, 'neutrinos-per-proton-per-flavour': 0.0848 };
const modules = { source: stoppedPion };
const fluxAt = async (baselineM: number) => call(run, { parameters: { source, baselineM }, modules });

test('neutrinos spread over a sphere', async () => {
  const near = (await fluxAt(19.3)).flux!.json() as unknown as Flux;
  const far = (await fluxAt(38.6)).flux!.json() as unknown as Flux;
  expect(near.map(({ flavour }) => flavour)).toEqual(['nue', 'numu', 'numubar']);
  near.forEach(({ fluencePerCm2 }, i) => {
    expect(fluencePerCm2 / ((3.198e23 * 0.0848) / (4 * Math.PI * 1930 ** 2))).toBeCloseTo(1, 12);
    expect(fluencePerCm2 / far[i]!.fluencePerCm2).toBeCloseTo(4, 12);
  });
});

test('end points: half the mass of the muon, and the line of the pion', async () => {
  const flux = (await fluxAt(20)).flux!.json() as unknown as Flux;
  const endPoints = Object.fromEntries(flux.map(({ flavour, endPointMeV }) => [flavour, endPointMeV]));
  expect(endPoints.nue).toBeCloseTo(105.658 / 2, 2);
  expect(endPoints.numubar).toBe(endPoints.nue);
  expect(endPoints.numu).toBeCloseTo((139.57 ** 2 - 105.658 ** 2) / (2 * 139.57), 2);
});

test('every flavour has a time structure, which the baseline does not change', async () => {
  const [near, far] = [await fluxAt(10), await fluxAt(20)];
  expect(near.timing!.digest).toBe(far.timing!.digest);
  const structures = Object.keys(near.timing!.json() as object).sort();
  const named = (near.flux!.json() as unknown as Flux).map(({ timing }) => timing);
  expect([...new Set(named)].sort()).toEqual(structures);
});
