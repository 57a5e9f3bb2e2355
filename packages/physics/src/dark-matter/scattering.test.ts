import { expect, test } from 'vitest';
import { caesium } from '../interactions/testing/cross-section.ts';
import { flux as pionSource } from './pion-source.ts';
import { darkMatterRecoilSpectrum } from './recoil.ts';
import {
  type DarkMatterSettings,
  darkMatterOf,
  darkMatterParameters,
  darkMatterRecoils,
  darkMatterShapes,
  darkMatterWarnings,
  darkMatterWeight,
} from './scattering.ts';
import { darkMatterMoments } from './spectrum-moments.ts';
import { flux as tabulated } from './tabulated.ts';

const settings: DarkMatterSettings = { portal: 'vector', m_chi: 20, eps: 1e-4 };
const exposure = { protonsOnTarget: 1e23, baselineM: 20 };
const source = { 'neutral-pions-per-proton': 0.1, 'neutral-pion-momenta': [{ momentum: 150, weight: 1 }] };

test('the mediator is three times as heavy unless the study says otherwise', () => {
  expect(darkMatterOf(settings)).toMatchObject({ kind: 'scalar', massMeV: 20, mediatorMassMeV: 60 });
  expect(darkMatterOf({ ...settings, 'mass-ratio': 5 }).mediatorMassMeV).toBe(100);
  expect(darkMatterOf({ ...settings, m_V: 90 }).mediatorMassMeV).toBe(90);
  expect(() => darkMatterOf({ ...settings, m_V: 90, 'mass-ratio': 3 })).toThrow(/got both/);
  expect(() => darkMatterOf({ ...settings, m_V: 40 })).toThrow(/heavier than two/);
  expect(() => darkMatterOf({ portal: 'vector' })).toThrow(/m_chi/);
});

test('parameters, weights and shapes of the portals', () => {
  expect(darkMatterParameters(settings)).toMatchObject({ eps: { value: 1e-4 }, alpha_D: { value: 0.5 } });
  expect(Object.keys(darkMatterParameters({ ...settings, portal: 'leptophobic' }))).toEqual(['alpha_B', 'alpha_chi']);
  expect(darkMatterWeight(settings)).toEqual([{ coefficient: 1, powers: { eps: 4, alpha_D: 1 } }]);
  expect(Object.keys(darkMatterShapes(settings))).toEqual(['m_chi', 'm_V']);
  expect(Object.keys(darkMatterShapes({ ...settings, 'mass-ratio': 4 }))).toEqual(['m_chi']);
  expect(darkMatterShapes(settings).m_chi!.knots(1, 60)).toBeGreaterThan(40);
});

test('events per nucleus are fluence times cross section', () => {
  const darkMatter = darkMatterOf(settings);
  const flux = pionSource.prepare(source, darkMatter, exposure);
  const T = Float64Array.of(0.005, 0.02);
  const [first, second] = darkMatterRecoils(darkMatter, flux, [caesium, { ...caesium, Z: 27.5 }], T);
  const out = new Float64Array(2);
  darkMatterRecoilSpectrum(caesium, darkMatter, darkMatterMoments(flux.spectrum), T, out);
  for (const i of [0, 1]) {
    expect(first![i]! / (flux.fluencePerCm2 * out[i]!)).toBeCloseTo(1, 12);
    expect(second![i]! / first![i]!).toBeCloseTo(0.25, 12);
  }
});

test('a table of the flux of the pion source gives its recoils', () => {
  const darkMatter = darkMatterOf(settings);
  const flux = pionSource.prepare(source, darkMatter, exposure);
  const [from, to] = [flux.spectrum.breakpointsMeV[0]!, flux.spectrum.breakpointsMeV.at(-1)!];
  const points = Array.from({ length: 400 }, (_, i) => {
    const energy = from + ((to - from) * i) / 399;
    return { energy, fluence: (flux.fluencePerCm2 * flux.spectrum.density(energy)) / exposure.protonsOnTarget };
  });
  const T = Float64Array.of(0.003, 0.02, 0.1);
  const [analytic] = darkMatterRecoils(darkMatter, flux, [caesium], T);
  const [table] = darkMatterRecoils(darkMatter, tabulated.prepare({ points }, darkMatter, exposure), [caesium], T);
  for (const i of [0, 1, 2]) expect(Math.abs(table![i]! / analytic![i]! - 1)).toBeLessThan(1e-3);
});

test('slow particles get a warning, fast ones none', () => {
  const fast = darkMatterOf({ ...settings, m_chi: 1 });
  expect(darkMatterWarnings(fast, pionSource.prepare(source, fast, exposure), 20)).toEqual([]);
  const slow = darkMatterOf(settings);
  const flux = tabulated.prepare(
    {
      points: [
        { energy: 20.1, fluence: 1 },
        { energy: 21, fluence: 1 },
      ],
    },
    slow,
    exposure,
  );
  expect(darkMatterWarnings(slow, flux, 20)).toEqual([expect.stringContaining('after light over 20 m')]);
});
