import { readFileSync } from 'node:fs';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactor } from '@cevns/physics/form-factors/helm-lewin-smith';
import type { TargetNucleus } from '@cevns/physics/interactions/interaction';
import { interaction } from '@cevns/physics/interactions/magnetic-moment';
import { crossSection, lineMoments, term } from '@cevns/physics/interactions/testing/cross-section';
import { momentumTransferPerFm } from '@cevns/physics/kinematics';
import { type Reactor, source as reactor, reactorEmission } from '@cevns/sources/models/reactor';
import { PROMPT_ENERGY_MEV, source as stoppedPion } from '@cevns/sources/models/stopped-pion';
import { describe, expect, test } from 'vitest';

interface FixtureNucleus {
  readonly symbol: string;
  readonly Z: number;
  readonly A: number;
  readonly nuclearMassMeV: number;
}
const fixture = JSON.parse(readFileSync(new URL('./fixtures/magnetic-moment.json', import.meta.url), 'utf8')) as {
  readonly tolerance: { readonly relative: number };
  readonly nuclei: Readonly<Record<string, FixtureNucleus>>;
  readonly values: readonly {
    readonly id: string;
    readonly target: string;
    readonly energyMeV: number;
    readonly recoilEnergyKeV: number;
    readonly spin0Term: boolean;
    readonly crossSectionCm2PerMeV: number;
  }[];
};

function targetOf(nucleus: FixtureNucleus): TargetNucleus {
  const known = { ...nucleus, chargeRadiusFm: null, N: nucleus.A - nucleus.Z };
  const F = formFactor.prepare(known, 'proton', {});
  // The moment sees charge only: form factors of neutrons must not matter.
  return { ...known, protonFormFactor: F, neutronFormFactor: () => Number.NaN };
}

const moment = { mu_nu_e: 1, mu_nu_mu: 1 };
const set = couplings['tree-level']!;

describe('reference cross sections of a moment of 1e-10 Bohr magnetons', () => {
  test('there are sixteen', () => expect(fixture.values).toHaveLength(16));

  test.each(fixture.values)('$id', ({ target, energyMeV, recoilEnergyKeV, spin0Term, crossSectionCm2PerMeV }) => {
    const [actual] = crossSection({
      terms: [term(interaction, { ...moment, 'spin-0-term': spin0Term })],
      ...{ flavour: 'numu', couplings: set, target: targetOf(fixture.nuclei[target]!) },
      moments: lineMoments(energyMeV),
      recoilEnergyMeV: Float64Array.of(recoilEnergyKeV / 1000),
    });
    expect(Math.abs(actual! / crossSectionCm2PerMeV - 1)).toBeLessThan(fixture.tolerance.relative);
  });
});

const rule = gaussLegendre(60);

/** Integral of f from a to b, in pieces between the points. */
function integral(f: (x: number) => number, points: readonly number[]): number {
  return points.slice(1).reduce((total, to, i) => {
    const half = (to - points[i]!) / 2;
    return total + rule.nodes.reduce((sum, x, j) => sum + half * rule.weights[j]! * f(points[i]! + half * (1 + x)), 0);
  }, 0);
}

/** dsigma/dT of the published formula with numbers of its own: alpha^2 (hbar c)^2 / m_e^2 is the square of the classical electron radius. */
function formula({ Z, nuclearMassMeV, protonFormFactor }: TargetNucleus, E: number, T: number): number {
  const radiusCm = 2.8179403262e-13;
  const charge = Z * protonFormFactor(momentumTransferPerFm(T, nuclearMassMeV));
  return Math.PI * radiusCm ** 2 * 1e-20 * charge ** 2 * (1 / T - 1 / E);
}

const xenon = targetOf({ symbol: 'Xe', Z: 54, A: 132, nuclearMassMeV: 122840.34857614001 });
const germanium = targetOf({ symbol: 'Ge', Z: 32, A: 74, nuclearMassMeV: 68840.78921268 });
const leastEnergyMeV = (T: number, { nuclearMassMeV: M }: TargetNucleus) => (T + Math.sqrt(T * T + 2 * M * T)) / 2;

test('all flavours of a stopped-pion source on xenon equal the integral over the published formula', () => {
  const flavours = stoppedPion.flavours({ exposure: 1, 'neutrinos-per-proton-per-flavour': 1 }, 1);
  for (const { flavour, spectrum } of flavours) {
    for (const T of [1e-4, 1e-3, 5e-3, 0.0139]) {
      const [actual] = crossSection({
        terms: [term(interaction, moment)],
        ...{ flavour, couplings: set, target: xenon, moments: spectrum.moments },
        recoilEnergyMeV: Float64Array.of(T),
      });
      const expected =
        spectrum.density === null
          ? formula(xenon, PROMPT_ENERGY_MEV, T)
          : integral(
              (E) => spectrum.density!(E) * formula(xenon, E, T),
              [leastEnergyMeV(T, xenon), spectrum.endPointMeV],
            );
      expect(Math.abs(actual! / expected - 1), `${flavour} ${T}`).toBeLessThan(1e-8);
    }
  }
});

test('a reactor on germanium equals the integral over the published formula, with kinks of the spectrum', () => {
  const settings: Reactor = {
    ...{ 'thermal-power': 1, exposure: 1, spectra: 'huber-mueller', 'low-energy': 'vogel-engel' },
    'fission-fractions': { U235: 0.6, U238: 0.07, Pu239: 0.28, Pu241: 0.05 },
  };
  const { density, breakPointsMeV } = reactorEmission(settings);
  const perFission = integral(density, breakPointsMeV);
  const { flavour, spectrum } = reactor.flavours(settings, 10)[0]!;
  for (const T of [1e-6, 5e-5, 2e-4, 1e-3]) {
    const [actual] = crossSection({
      terms: [term(interaction, moment)],
      ...{ flavour, couplings: set, target: germanium, moments: spectrum.moments },
      recoilEnergyMeV: Float64Array.of(T),
    });
    const from = leastEnergyMeV(T, germanium);
    const points = [from, ...breakPointsMeV.filter((E) => E > from)];
    const expected = integral((E) => density(E) * formula(germanium, E, T), points) / perFission;
    expect(Math.abs(actual! / expected - 1), `${T}`).toBeLessThan(1e-8);
  }
});
