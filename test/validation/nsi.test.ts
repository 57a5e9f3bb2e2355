import { readFileSync } from 'node:fs';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { couplingsFromNumbers } from '@cevns/physics/couplings/couplings';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import type { TargetNucleus } from '@cevns/physics/interactions/interaction';
import { interaction as nsi } from '@cevns/physics/interactions/nsi';
import { interaction as standardModel } from '@cevns/physics/interactions/standard-model';
import { crossSection, term } from '@cevns/physics/interactions/testing/cross-section';
import { maximumRecoilEnergyMeV, momentumTransferPerFm } from '@cevns/physics/kinematics';
import type { FlavourFlux } from '@cevns/sources/models/source';
import { source } from '@cevns/sources/models/stopped-pion';
import { expect, test } from 'vitest';

interface FixtureNucleus {
  readonly symbol: string;
  readonly Z: number;
  readonly A: number;
  readonly nuclearMassMeV: number;
}
const fixture = JSON.parse(readFileSync(new URL('./fixtures/nsi.json', import.meta.url), 'utf8')) as {
  readonly inputs: {
    readonly epsilon: Readonly<Record<string, number>>;
    readonly couplings: { readonly gvp: number; readonly gvn: number };
  };
  readonly nuclei: Readonly<Record<string, FixtureNucleus>>;
  readonly tolerance: { readonly relative: number };
  readonly crossSectionCm2: number;
  readonly ratioToStandardModel: number;
};
const { epsilon, couplings } = fixture.inputs;

const flavours = source.flavours({ exposure: 1, 'neutrinos-per-proton-per-flavour': 1 }, 1);
const targets = Object.values(fixture.nuclei).map((nucleus): TargetNucleus => {
  const F = formFactor.prepare({ ...nucleus, chargeRadiusFm: null }, 'neutron', {});
  return {
    ...{ ...nucleus, chargeRadiusFm: null, N: nucleus.A - nucleus.Z },
    ...{ protonFormFactor: F, neutronFormFactor: F },
  };
});
const rule = gaussLegendre(40);

/** Total cross section of one nucleus for one flavour, cm^2; T = u^2 makes the integrand smooth at T = 0. */
function total(target: TargetNucleus, { flavour, spectrum }: FlavourFlux, parameters: Record<string, number>): number {
  const to = Math.sqrt(maximumRecoilEnergyMeV(spectrum.endPointMeV, target.nuclearMassMeV));
  const u = rule.nodes.map((x) => (to / 2) * (1 + x));
  const values = crossSection({
    terms: [term(standardModel, {}), term(nsi, {})],
    ...{ flavour, target, parameters, couplings: couplingsFromNumbers(couplings), moments: spectrum.moments },
    recoilEnergyMeV: u.map((root) => root * root),
  });
  return values.reduce((sum, value, i) => sum + to * rule.weights[i]! * u[i]! * value, 0);
}

/** Mean over atoms and flavours. */
function mean(of: (target: TargetNucleus, flux: FlavourFlux) => number): number {
  const each = targets.flatMap((target) => flavours.map((flux) => of(target, flux)));
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** Q^2 as the published rule writes it out for a flavour that comes in. */
function chargeSquared({ Z, N }: TargetNucleus, flavour: string, values: Readonly<Record<string, number>>): number {
  const eps = (a: string, b: string, quark: string) =>
    values[`eps_${a}${b}_${quark}`] ?? values[`eps_${b}${a}_${quark}`] ?? 0;
  const own = flavour.startsWith('nue') ? 'e' : 'mu';
  return ['e', 'mu', 'tau'].reduce((sum, other) => {
    const [u, d] = [eps(own, other, 'u'), eps(own, other, 'd')];
    const kept = own === other ? 1 : 0;
    return sum + (Z * (kept * couplings.gvp + 2 * u + d) + N * (kept * couplings.gvn + u + 2 * d)) ** 2;
  }, 0);
}

/** The same by a double integral over recoil and neutrino energy, the density of the flavour or its line. */
function slowTotal(target: TargetNucleus, { flavour, spectrum }: FlavourFlux, values: Record<string, number>): number {
  const { nuclearMassMeV: M } = target;
  const prefactor = ((1.1663787e-11 * 197.3269804e-13) ** 2 * M) / (2 * Math.PI);
  const overRecoils = (E: number) => {
    const to = Math.sqrt((2 * E * E) / (M + 2 * E));
    return rule.nodes.reduce((sum, x, i) => {
      const u = (to / 2) * (1 + x);
      const T = u * u;
      const F = target.neutronFormFactor(momentumTransferPerFm(T, M));
      return sum + to * rule.weights[i]! * u * F * F * (2 - (2 * T) / E - (M * T) / E ** 2 + (T / E) ** 2);
    }, 0);
  };
  const end = spectrum.endPointMeV;
  const { density } = spectrum;
  const averaged =
    density === null
      ? overRecoils(end)
      : rule.nodes.reduce((sum, x, i) => {
          const E = (end / 2) * (1 + x);
          return sum + (end / 2) * rule.weights[i]! * density(E) * overRecoils(E);
        }, 0);
  return prefactor * chargeSquared(target, flavour, values) * averaged;
}

const expectRelative = (actual: number, expected: number, tolerance: number) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);

test('CsI at a stopped-pion source: reference cross section, and its ratio to the Standard Model', () => {
  const withNsi = mean((target, flux) => total(target, flux, epsilon));
  const without = mean((target, flux) => total(target, flux, {}));
  expectRelative(withNsi, fixture.crossSectionCm2, fixture.tolerance.relative);
  expectRelative(withNsi / without, fixture.ratioToStandardModel, fixture.tolerance.relative);
});

test.each([
  ['those of the reference', epsilon],
  ['one quark, diagonal', { eps_ee_u: -0.7 }],
  ['flavour-changing alone', { eps_mutau_u: 0.4, eps_emu_u: -0.2, eps_etau_d: 0.3 }],
  [
    'all',
    Object.fromEntries(
      ['ee', 'mumu', 'tautau', 'emu', 'etau', 'mutau'].flatMap((pair, i) => [
        [`eps_${pair}_u`, 0.13 * (i - 2)],
        [`eps_${pair}_d`, 0.07 * (3 - i)],
      ]),
    ),
  ],
] as const)(
  'every flavour and nucleus equals the double integral, couplings: %s',
  (_, values: Record<string, number>) => {
    for (const target of targets) {
      for (const flux of flavours) expectRelative(total(target, flux, values), slowTotal(target, flux, values), 1e-10);
    }
  },
);
