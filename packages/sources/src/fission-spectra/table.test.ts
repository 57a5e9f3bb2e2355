import { expect, test } from 'vitest';
import { type Reactor, reactorEmission } from '../models/reactor.ts';
import { fissionSpectra } from './table.ts';

const table = {
  energy_MeV: Float64Array.of(1.5, 2, 5),
  u: Float64Array.of(2, 1, 0),
  broken: Float64Array.of(1, -1, 0),
};

test('linear between the rows of the study', () => {
  const spectra = fissionSpectra.prepare({ table, columns: { U235: 'u' } });
  expect(spectra.rangeMeV).toEqual([1.5, 5]);
  expect(spectra.density('U235', 1.75)).toBe(1.5);
  expect(spectra.density('U235', 3.5)).toBe(0.5);
  expect(() => spectra.density('U238', 3)).toThrow(/U238/);
});

test('a reactor of it ends and begins with the table', () => {
  const emission = reactorEmission({
    'fission-fractions': { U235: 1 },
    spectra: { model: 'table', table, columns: { U235: 'u' } },
    'low-energy': 'cut',
  } as unknown as Reactor);
  expect(emission.breakPointsMeV).toEqual([1.5, 2, 5]);
  expect(emission.density(1.4)).toBe(0);
  expect(emission.density(2)).toBe(1);
});

test('refuses columns that are missing, negative, or energies that do not ascend', () => {
  expect(() => fissionSpectra.prepare({ table, columns: { U235: 'v' } })).toThrow(/column 'v'/);
  expect(() => fissionSpectra.prepare({ table, columns: { U235: 'broken' } })).toThrow(/negative/);
  expect(() => fissionSpectra.prepare({ table, energy: 'u', columns: { U235: 'u' } })).toThrow(/ascending/);
});
