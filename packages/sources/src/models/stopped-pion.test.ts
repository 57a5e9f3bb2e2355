import { expect, test } from 'vitest';
import { PROMPT_ENERGY_MEV, source } from './stopped-pion.ts';

const parameters = { exposure: 3.198e23, 'neutrinos-per-proton-per-flavour': 0.0848 };

test('three flavours in equal numbers, fluence = exposure x yield / (4 pi L^2)', () => {
  const flavours = source.flavours(parameters, 19.3);
  expect(flavours.map(({ flavour, timing }) => [flavour, timing])).toEqual([
    ['nue', 'delayed'],
    ['numu', 'prompt'],
    ['numubar', 'delayed'],
  ]);
  for (const { fluencePerCm2 } of flavours) expect(fluencePerCm2 / 5.793617638e14).toBeCloseTo(1, 9);
});

test('the pion decays into a nu_mu of 29.792 MeV', () => {
  expect(PROMPT_ENERGY_MEV).toBeCloseTo(29.792140909877446, 12);
  expect(source.flavours(parameters, 1)[1]!.spectrum.endPointMeV).toBe(PROMPT_ENERGY_MEV);
});

test('time structures: mean delay of one and of both mean lives, weights add up to one', () => {
  const { prompt, delayed } = source.timing(parameters);
  const mean = (decays: typeof prompt) => decays!.reduce((sum, { weight, ratePerUs }) => sum + weight / ratePerUs, 0);
  expect(mean(prompt)).toBeCloseTo(0.026, 15);
  expect(mean(delayed)).toBeCloseTo(2.223, 14);
  expect(delayed!.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 15);
  const measured = source.timing({ ...parameters, lifetimes: { pion: 0.026033, muon: 2.196981 } });
  expect(mean(measured.prompt)).toBeCloseTo(0.026033, 15);
});

test('refuses numbers that are not positive, and lifetimes that are equal', () => {
  expect(() => source.flavours({ ...parameters, exposure: 0 }, 19.3)).toThrow(/exposure/);
  expect(() => source.flavours({ ...parameters, 'neutrinos-per-proton-per-flavour': -1 }, 19.3)).toThrow(/per proton/);
  expect(() => source.flavours(parameters, Number.NaN)).toThrow(/baseline/);
  expect(() => source.timing({ ...parameters, lifetimes: { pion: 1, muon: 1 } })).toThrow(RangeError);
  expect(() => source.timing({ ...parameters, lifetimes: { pion: 0, muon: 1 } })).toThrow(RangeError);
});
