import { readFileSync } from 'node:fs';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { ATOMIC_MASS_UNIT_MEV, AVOGADRO_PER_MOL, ELEMENTARY_CHARGE_C } from '@cevns/physics/constants';
import { formFactor } from '@cevns/physics/form-factors/helm-lewin-smith';
import { maximumRecoilEnergyMeV, minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '@cevns/physics/kinematics';
import { FISSILE_ISOTOPES, type FissileIsotope } from '@cevns/sources/fission-spectra/fission-spectra';
import { fissionSpectra } from '@cevns/sources/fission-spectra/mueller';
import { lowEnergySpectra } from '@cevns/sources/low-energy-spectra/registry';
import { type Reactor, reactorEmission, source } from '@cevns/sources/models/reactor';
import { describe, expect, test } from 'vitest';

interface FixtureNucleus {
  readonly symbol: string;
  readonly Z: number;
  readonly A: number;
  readonly nuclearMassMeV: number;
}

const { inputs, nuclei, tolerance, spectra, fissionsPerCm2PerS, rates } = JSON.parse(
  readFileSync(new URL('./fixtures/reactor.json', import.meta.url), 'utf8'),
) as {
  readonly inputs: {
    readonly powerGW: number;
    readonly distanceM: number;
    readonly energyPerFissionMeV: number;
    readonly fissionFractions: Readonly<Record<FissileIsotope, number>>;
    readonly couplings: { readonly gvp: number; readonly gvn: number };
  };
  readonly nuclei: Readonly<Record<string, FixtureNucleus>>;
  readonly tolerance: { readonly relative: number };
  readonly spectra: readonly {
    readonly id: string;
    readonly isotope: FissileIsotope;
    readonly energyMeV: number;
    readonly value: number;
  }[];
  readonly fissionsPerCm2PerS: number;
  readonly rates: readonly {
    readonly id: string;
    readonly target: string;
    readonly recoilEnergyKeV: number;
    readonly perKgDayKeV: number;
  }[];
};

const DAY_US = 86400e6;
const reactor: Reactor = {
  'thermal-power': (inputs.powerGW * 1e9) / (ELEMENTARY_CHARGE_C * 1e6) / 1e6,
  exposure: DAY_US,
  'fission-fractions': inputs.fissionFractions,
  'energy-per-fission': inputs.energyPerFissionMeV,
  spectra: 'mueller',
  'low-energy': 'cut',
};
const PREFACTOR_CM2_PER_MEV2 = (1.1663787e-11 ** 2 * 197.3269804e-13 ** 2) / (2 * Math.PI);

/** Events per kg, day and keV; nuclei counted as the fixture does. */
function ratePerKgDayKeV(nucleus: FixtureNucleus, recoilEnergyMeV: number, settings: Reactor): number {
  const [flux] = source.flavours(settings, inputs.distanceM);
  const moments = new Float64Array(3);
  const M = nucleus.nuclearMassMeV;
  flux!.spectrum.moments(minimumNeutrinoEnergyMeV(recoilEnergyMeV, M), moments);
  const kinematics =
    2 * moments[0]! - 2 * recoilEnergyMeV * moments[1]! - recoilEnergyMeV * (M - recoilEnergyMeV) * moments[2]!;
  return perKeV(nucleus, recoilEnergyMeV, flux!.fluencePerCm2 * kinematics);
}

/** What multiplies the neutrinos and their kinematics. */
function perKeV(nucleus: FixtureNucleus, recoilEnergyMeV: number, neutrinos: number): number {
  const { Z, A, nuclearMassMeV: M } = nucleus;
  const { gvp, gvn } = inputs.couplings;
  const F = formFactor.prepare(
    { ...nucleus, chargeRadiusFm: null },
    'neutron',
    {},
  )(momentumTransferPerFm(recoilEnergyMeV, M));
  const nucleiPerKg = (1000 * AVOGADRO_PER_MOL * ATOMIC_MASS_UNIT_MEV) / M;
  return (nucleiPerKg * neutrinos * PREFACTOR_CM2_PER_MEV2 * M * ((gvp * Z + gvn * (A - Z)) * F) ** 2) / 1000;
}

/** The same rate as a plain integral over neutrino energy, split where the emission breaks. */
function slowRate(nucleus: FixtureNucleus, T: number, settings: Reactor): number {
  const { nodes, weights } = gaussLegendre(40);
  const { density, breakPointsMeV } = reactorEmission(settings);
  const M = nucleus.nuclearMassMeV;
  const least = minimumNeutrinoEnergyMeV(T, M);
  const points = [least, ...breakPointsMeV.filter((point) => point > least)];
  let sum = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const half = (points[i + 1]! - points[i]!) / 2;
    nodes.forEach((x, j) => {
      const E = points[i]! + half * (1 + x);
      sum += half * weights[j]! * density(E) * (2 - (2 * T) / E - (M * T) / E ** 2 + (T / E) ** 2);
    });
  }
  return perKeV(nucleus, T, fissionsPerCm2PerS * 86400 * sum);
}

describe('reactor antineutrinos', () => {
  test.each(spectra)('$id', ({ isotope, energyMeV, value }) => {
    expect(Math.abs(fissionSpectra.density(isotope, energyMeV) / value - 1)).toBeLessThan(tolerance.relative);
    const alone = { ...reactor, 'fission-fractions': { [isotope]: 1 } };
    expect(Math.abs(reactorEmission(alone).density(energyMeV) / value - 1)).toBeLessThan(tolerance.relative);
  });

  test('all spectra and rates of the fixture are here', () => {
    expect(spectra).toHaveLength(5 * FISSILE_ISOTOPES.length);
    expect(rates).toHaveLength(10);
  });

  test('fissions per cm^2 and s', () => {
    const [flux] = source.flavours({ ...reactor, exposure: 1e6 }, inputs.distanceM);
    const { density, breakPointsMeV } = reactorEmission(reactor);
    const { nodes, weights } = gaussLegendre(60);
    const [from, to] = [breakPointsMeV[0]!, breakPointsMeV.at(-1)!];
    const perFission = nodes.reduce(
      (sum, x, j) => sum + ((to - from) / 2) * weights[j]! * density(from + ((to - from) / 2) * (1 + x)),
      0,
    );
    expect(Math.abs(flux!.fluencePerCm2 / perFission / fissionsPerCm2PerS - 1)).toBeLessThan(tolerance.relative);
  });

  test.each(rates)('$id', ({ target, recoilEnergyKeV, perKgDayKeV }) => {
    const rate = ratePerKgDayKeV(nuclei[target]!, recoilEnergyKeV / 1000, reactor);
    expect(Math.abs(rate / perKgDayKeV - 1)).toBeLessThan(tolerance.relative);
  });

  // Nuclei, recoil energies and conventions of which the fixture has no numbers.
  const others: Record<string, FixtureNucleus> = {
    Si28: { symbol: 'Si', Z: 14, A: 28, nuclearMassMeV: 26053.19 },
    Xe132: { symbol: 'Xe', Z: 54, A: 132, nuclearMassMeV: 122840.35 },
  };
  test.each(
    Object.keys(lowEnergySpectra).flatMap((lowEnergy) =>
      Object.keys(others).map((target) => [lowEnergy, target] as const),
    ),
  )('%s below 2 MeV, %s: the rate is the plain integral over neutrino energy', (lowEnergy, target) => {
    const settings = { ...reactor, spectra: 'huber-mueller', 'low-energy': lowEnergy };
    const most = maximumRecoilEnergyMeV(8, others[target]!.nuclearMassMeV);
    for (const part of [0.0005, 0.003, 0.02, 0.0624, 0.0626, 0.3, 0.8, 0.97]) {
      const rate = ratePerKgDayKeV(others[target]!, part * most, settings);
      expect(Math.abs(rate / slowRate(others[target]!, part * most, settings) - 1), `${part}`).toBeLessThan(1e-8);
    }
  });
});
