import { expect, test } from 'vitest';
import { flavourParts, source } from './given-flux.ts';

const table = {
  energy_MeV: Float64Array.of(1, 2, 3),
  density_per_MeV: Float64Array.of(0, 4, 0),
  nue: Float64Array.of(1, 1, 1),
};

test('fluence = flux * exposure, shared among flavours; a table alone is in /cm^2/s/MeV', () => {
  const fluxes = source.flavours({
    exposure: 1e7,
    components: {
      a: { flavours: { nue: 0.25, numubar: 0.75 }, flux: 8, spectrum: { model: 'table', table } },
      b: { flavours: 'nue', spectrum: { model: 'table', table, density: 'nue' } },
      c: { flavours: 'nue', flux: 1, spectrum: { model: 'line', energy: 2.5 } },
    },
  });
  const byFlavour = Object.fromEntries(fluxes.map(({ flavour, fluencePerCm2 }) => [flavour, fluencePerCm2]));
  expect(byFlavour.numubar).toBe(6e7);
  // 2e7 of a, 2 /cm^2/s for 10 s of b, 1e7 of c.
  expect(byFlavour.nue).toBeCloseTo(3e7 + 20, 5);
});

test('refuses parts that do not add up, spectra that are not known, and a flux that is missing', () => {
  expect(() => flavourParts({ nue: 0.5, numu: 0.4 })).toThrow(/add up/);
  const flavours = (spectrum: object, flux?: number) =>
    source.flavours({
      exposure: 1,
      components: { a: { flavours: 'nue', spectrum: spectrum as never, ...(flux === undefined ? {} : { flux }) } },
    });
  expect(() => flavours({ model: 'lien', energy: 1 }, 1)).toThrow(/got lien/);
  expect(() => flavours({ model: 'line', energy: 1 })).toThrow(/flux/);
});
