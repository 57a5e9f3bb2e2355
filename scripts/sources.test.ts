import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fluxes, readEntry } from './sources/rates.ts';
import { fissionsPerCm2PerS, impliedPerFission, sites } from './sources/talks.ts';
import { sourcesPage } from './sources.ts';

const home = new URL('..', import.meta.url).pathname.replace(/\/$/, '');

test('docs/sources.md is what the catalogue gives', async () => {
  expect(readFileSync(new URL('../docs/sources.md', import.meta.url), 'utf8')).toBe(await sourcesPage());
});

test('SNS: 1.4 MW of 1 GeV protons, 8.74e15 per s; three flavours, 0.08 each, at 20 m: 4.17e7 /cm^2/s', async () => {
  const flux = fluxes(await readEntry(home, 'sns-fts'), 20);
  const protonsPerS = 1.4e6 / (1e9 * 1.602176634e-19);
  expect(protonsPerS / 8.74e15).toBeCloseTo(1, 3);
  const total = Object.values(flux).reduce((sum, each) => sum + each, 0);
  expect(total / ((3 * 0.08 * protonsPerS) / (4 * Math.PI * 2000 ** 2))).toBeCloseTo(1, 12);
  expect(total / 4.17e7).toBeCloseTo(1, 2);
  // With 0.97 GeV in place of 1 GeV it is the 4.3e7 of the talks.
  expect(total / 0.97 / 4.3e7).toBeCloseTo(1, 2);
});

test('a reactor: 1.82e20 and 2.19e20 antineutrinos per s and GW at 205.3 MeV per fission, 6.0 and 7.2 of them', () => {
  const perSecond = fissionsPerCm2PerS({ powerGW: 1, distancesM: [1] }) * 4 * Math.PI * 100 ** 2;
  expect((6.0 * perSecond) / 1.82e20).toBeCloseTo(1, 2);
  expect((7.2 * perSecond) / 2.19e20).toBeCloseTo(1, 2);
});

test.each(['Brokdorf', 'Angra 2', 'ILL', 'Atucha 2', 'Hanbit 6', 'Dresden-II', 'TAMU at 2 m'])(
  '%s: power, distance and flux of the talks go with 5.9 to 7.4 antineutrinos per fission',
  (name) => {
    const found = sites.filter(({ site }) => site === name).map(impliedPerFission);
    expect(found.length).toBeGreaterThan(0);
    for (const perFission of found) {
      expect(perFission).toBeGreaterThan(5.85);
      expect(perFission).toBeLessThan(7.4);
    }
  },
);

test('the flux of nuGeN fits 10 m, not 11 m; powers of Chooz and Kalinin are per core', () => {
  const implied = (name: string) => impliedPerFission(sites.find(({ site }) => site === name)!);
  expect(implied('Kalinin, nuGeN at 10 m')).toBeLessThan(7.4);
  expect(implied('Kalinin, nuGeN')).toBeGreaterThan(7.5);
  expect(implied('Chooz')).toBeGreaterThan(5.9);
  expect(implied('Chooz')).toBeLessThan(7.4);
  expect(implied('Kalinin')).toBeGreaterThan(5.9);
  expect(implied('Kalinin')).toBeLessThan(7.4);
});
