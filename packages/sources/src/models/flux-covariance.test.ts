import { expect, test } from 'vitest';
import type { FissileIsotope } from '../fission-spectra/fission-spectra.ts';
import { huberCovariance } from '../fission-spectra/huber-errors.ts';
import { spectrumVariations, variationsKept } from './flux-covariance.ts';
import { type Reactor, reactorEmission, source, variationPart } from './reactor.ts';

const reactor = (changes: object = {}): Reactor =>
  ({
    'thermal-power': 3e3,
    exposure: 1e6,
    'fission-fractions': { U235: 0.56, U238: 0.08, Pu239: 0.3, Pu241: 0.06 },
    spectra: 'huber-tables',
    'low-energy': 'cut',
    ...changes,
  }) as unknown as Reactor;

const partsOf = (settings: Reactor) => {
  const [flux] = source.flavours(settings, 20);
  const { parts } = reactorEmission(settings).variations()!;
  return { flux: flux!, parts, changes: parts.map((_, m) => flux!.part!(variationPart(m))!) };
};
/** Neutrinos per cm^2 above an energy, times E^-k. */
const momentsOf = (
  { fluencePerCm2, moments }: { fluencePerCm2: number; moments: (e: number, out: Float64Array) => void },
  energyMeV: number,
) => {
  const out = new Float64Array(3);
  moments(energyMeV, out);
  return out.map((each) => fluencePerCm2 * each);
};

test('unit normal pulls of all variations have the covariance of the mixture', () => {
  const { densityOf, density, variations } = reactorEmission(reactor());
  const { parts, relative, energiesMeV } = variations()!;
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
  expect([...parts].sort((a, b) => b - a)).toEqual(parts);
  const isotopes: readonly FissileIsotope[] = ['U235', 'U238', 'Pu239', 'Pu241'];
  for (const k of [0, 8, 20, 24]) {
    for (const l of [0, 8, 21]) {
      let due = 0;
      for (const a of isotopes) {
        for (const b of isotopes) {
          due += densityOf(a, energiesMeV[k]!) * densityOf(b, energiesMeV[l]!) * huberCovariance.between(a, k, b, l);
        }
      }
      due /= density(energiesMeV[k]!) * density(energiesMeV[l]!);
      const sum = parts.reduce((all, _, m) => all + relative(m, energiesMeV[k]!) * relative(m, energiesMeV[l]!), 0);
      expect(sum, `${k}, ${l}`).toBeCloseTo(due, 14);
    }
  }
});

test("the total errors of Huber's tables at 4 MeV: 2.14, 3.43 and 2.57 %, and 7.0 % of 235U at 8 MeV", () => {
  const error = (isotope: FissileIsotope, i: number) => Math.sqrt(huberCovariance.between(isotope, i, isotope, i));
  expect(error('U235', 8)).toBeCloseTo(0.0214, 3);
  expect(error('Pu239', 8)).toBeCloseTo(0.0343, 3);
  expect(error('Pu241', 8)).toBeCloseTo(0.0257, 3);
  expect(error('U235', 24)).toBeCloseTo(0.07, 2);
});

/** A table of the study with a covariance of its own. */
const given = (covariance: readonly (readonly number[])[], energies = [2, 3.5, 5, 8]) =>
  reactor({
    'fission-fractions': { U235: 0.7, Pu239: 0.3 },
    spectra: {
      model: 'table',
      table: {
        energy_MeV: Float64Array.from(energies),
        u: Float64Array.from(energies, (energy) => Math.exp(-energy)),
        p: Float64Array.from(energies, (energy) => (8 - energy) / 20),
      },
      columns: { U235: 'u', Pu239: 'p' },
      covariance: {
        table: Object.fromEntries(
          energies.map((_, column) => [`c${column}`, Float64Array.from(covariance, (row) => row[column]!)]),
        ),
      },
    },
  });

test('wholly correlated 3 % are a norm of 3 %', () => {
  const { flux, parts, changes } = partsOf(given(Array.from({ length: 4 }, () => [9e-4, 9e-4, 9e-4, 9e-4])));
  expect(parts).toEqual([1]);
  for (const energyMeV of [2.1, 3.7, 6]) {
    const nominal = momentsOf({ fluencePerCm2: flux.fluencePerCm2, moments: flux.spectrum.moments }, energyMeV);
    const change = momentsOf(changes[0]!, energyMeV);
    for (let k = 0; k < 3; k++) expect(Math.abs(change[k]! / (0.03 * nominal[k]!) - 1)).toBeLessThan(1e-12);
  }
});

test('the variance of a rate is J C J^T, with J by an integral of its own', () => {
  const errors = [0.02, 0.03, 0.05, 0.1];
  const correlation = [
    [1, 0.5, 0.2, 0],
    [0.5, 1, 0.6, 0.1],
    [0.2, 0.6, 1, 0.4],
    [0, 0.1, 0.4, 1],
  ];
  const covariance = correlation.map((row, i) => row.map((each, j) => each * errors[i]! * errors[j]!));
  const settings = given(covariance);
  const { flux, changes } = partsOf(settings);
  const { density } = reactorEmission(settings);
  const energies = [2, 3.5, 5, 8];
  const perDensity = flux.fluencePerCm2 / integral(density, 2, 8);
  const hat = (k: number) => (energyMeV: number) => {
    const [before, own, after] = [energies[k - 1], energies[k]!, energies[k + 1]];
    if (energyMeV <= own)
      return before === undefined ? Number(energyMeV === own) : Math.max(0, (energyMeV - before) / (own - before));
    return after === undefined ? 0 : Math.max(0, (after - energyMeV) / (after - own));
  };
  // Neutrinos above 3 MeV.
  const slopes = energies.map((_, k) => {
    const change = (energyMeV: number) => density(energyMeV) * hat(k)(energyMeV);
    return perDensity * (integral(change, 3, 3.5) + integral(change, 3.5, 5) + integral(change, 5, 8));
  });
  const due = covariance.reduce(
    (sum, row, i) => sum + row.reduce((own, each, j) => own + slopes[i]! * each * slopes[j]!, 0),
    0,
  );
  const found = changes.reduce((sum, part) => sum + momentsOf(part, 3)[0]! ** 2, 0);
  expect(found / due).toBeCloseTo(1, 8);
});

/** Simpson's rule over 2000 panels. */
function integral(density: (energyMeV: number) => number, from: number, to: number): number {
  const n = 2000;
  const step = (to - from) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const at = from + i * step;
    const edge = 1e-12;
    sum += (step / 6) * (density(at + edge) + 4 * density(at + step / 2) + density(at + step - edge));
  }
  return sum;
}

test('no more variations are kept than a part of the variance needs', () => {
  const parts = [0.8, 0.1, 0.06, 0.04];
  expect([0.5, 0.8, 0.81, 0.95, 1].map((keep) => variationsKept({ parts }, keep))).toEqual([1, 1, 2, 3, 4]);
});

test('a spectrum without errors has no variations', () => {
  expect(reactorEmission(reactor({ spectra: 'mueller' })).variations()).toBeUndefined();
  expect(source.flavours(reactor({ spectra: 'mueller' }), 20)[0]!.part!(variationPart(0))).toBeUndefined();
});

test('variations of nothing are nothing', () => {
  const all = spectrumVariations(
    { energiesMeV: [1, 2], isotopes: ['U235'], between: () => 0 },
    { isotopes: ['U235'], densityOf: () => 1 },
  );
  expect(all.parts).toEqual([]);
  expect(all.relative(0, 1.5)).toBe(0);
});

test.each([
  [
    [
      [1e-4, 0],
      [0, 1e-4],
    ],
    '4 rows of 4 numbers, got 2 rows of 4 numbers',
  ],
  [
    [
      [1, 0, 0, 0],
      [0.5, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ],
    "0 as in row 1 of 'c1', got 0.5",
  ],
  [
    [
      [1, 2, 0, 0],
      [2, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ],
    'eigenvalues of 0 or more, got one of -1, and 3 as the largest',
  ],
  [
    [
      [1, 0, 0, 0],
      [0, -1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ],
    'variances of 0 or more, got -1',
  ],
])('a covariance %j is refused', (covariance, message) => {
  expect(() => reactorEmission(given(covariance))).toThrow(message);
});
