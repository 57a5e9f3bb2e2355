import { readFileSync } from 'node:fs';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { ATOMIC_MASS_UNIT_MEV, AVOGADRO_PER_MOL, ELEMENTARY_CHARGE_C } from '@cevns/physics/constants';
import { type CouplingSet, couplingsFromNumbers, type NumericCouplings } from '@cevns/physics/couplings/couplings';
import { couplings as couplingSets } from '@cevns/physics/couplings/registry';
import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import { formFactors } from '@cevns/physics/form-factors/registry';
import { differentialCrossSection } from '@cevns/physics/interactions/differential-cross-section';
import type { TargetNucleus } from '@cevns/physics/interactions/interaction';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { source } from '@cevns/sources/models/stopped-pion';
import { spectrum as line } from '@cevns/sources/spectra/line';
import type { Spectrum } from '@cevns/sources/spectra/spectrum';
import { describe, expect, test } from 'vitest';

type FormFactorName = keyof typeof formFactors;

interface Fixture<Value> {
  readonly inputs: { readonly beam: Beam };
  readonly nuclei: Readonly<Record<string, FixtureNucleus>>;
  readonly tolerance: { readonly relative: number };
  readonly values: readonly (Value & { readonly id: string; readonly target: string; readonly value: number })[];
}

interface FixtureNucleus {
  readonly symbol: string;
  readonly Z: number;
  readonly A: number;
  readonly nuclearMassMeV: number;
}

interface Beam {
  readonly powerW: number;
  readonly protonEnergyMeV: number;
  readonly neutrinosPerProtonPerFlavour: number;
  readonly hours: number;
  readonly baselineM: number;
}

function fixture<Value>(name: string, length: number): Fixture<Value> {
  const read = JSON.parse(
    readFileSync(new URL(`./fixtures/physics-${name}.json`, import.meta.url), 'utf8'),
  ) as Fixture<Value>;
  expect(read.values).toHaveLength(length);
  return read;
}

const models = new Map<string, FormFactorModel>();
for (const [name, specifier] of Object.entries(formFactors)) models.set(name, (await import(specifier)).formFactor);
const sets = new Map<string, CouplingSet>(Object.entries(couplingSets));

const stoppedPion = (exposure: number, perProton: number, baselineM: number) =>
  source.flavours({ exposure, 'neutrinos-per-proton-per-flavour': perProton }, baselineM);
const flavours = stoppedPion(1, 1, 1);
const plainNumbers = couplingsFromNumbers({ gvp: 0.0227, gvn: -0.5117 });

function targetNucleus(nucleus: FixtureNucleus, formFactor: string): TargetNucleus {
  const { Z, A } = nucleus;
  const model = models.get(formFactor)!;
  const F = model.prepare({ ...nucleus, chargeRadiusFm: null }, 'neutron', {});
  return { ...nucleus, chargeRadiusFm: null, N: A - Z, protonFormFactor: F, neutronFormFactor: F };
}

/** dsigma/dT in cm^2/MeV on a list of recoil energies. */
function differential(
  target: TargetNucleus,
  spectrum: Spectrum,
  flavour: NeutrinoFlavour,
  couplings: CouplingSet,
  recoilEnergyMeV: Float64Array,
): number[] {
  return [...differentialCrossSection({ target, flavour, moments: spectrum.moments, couplings }, recoilEnergyMeV)];
}

/** Total cross section above a threshold in cm^2; T = u^2 makes the integrand smooth at T = 0. */
function total(
  target: TargetNucleus,
  spectrum: Spectrum,
  flavour: NeutrinoFlavour,
  couplings: CouplingSet,
  thresholdMeV = 0,
): number {
  const from = Math.sqrt(thresholdMeV);
  const to = Math.sqrt(maximumRecoilEnergyMeV(spectrum.endPointMeV, target.nuclearMassMeV));
  if (from >= to) return 0;
  const { nodes, weights } = gaussLegendre(30);
  const u = nodes.map((node) => from + 0.5 * (to - from) * (1 + node));
  const values = differential(
    target,
    spectrum,
    flavour,
    couplings,
    u.map((root) => root * root),
  );
  return values.reduce((sum, value, i) => sum + (to - from) * weights[i]! * u[i]! * value, 0);
}

/** Nuclei of a target with their atom fractions. */
function composition(name: string, nuclei: Readonly<Record<string, FixtureNucleus>>): [FixtureNucleus, number][] {
  return name === 'CsI'
    ? [
        [nuclei.Cs133!, 0.5],
        [nuclei.I127!, 0.5],
      ]
    : [[nuclei[name]!, 1]];
}

/** Mean over atoms and over the flavours that are asked for, in cm^2. */
function meanTotal(
  target: string,
  nuclei: Readonly<Record<string, FixtureNucleus>>,
  formFactor: string,
  couplings: CouplingSet,
  flavour: string,
  thresholdMeV = 0,
): number {
  const wanted = flavours.filter((each) => flavour === 'avg' || each.flavour === flavour);
  let sum = 0;
  for (const [nucleus, fraction] of composition(target, nuclei)) {
    const prepared = targetNucleus(nucleus, formFactor);
    for (const each of wanted) {
      sum += (fraction / wanted.length) * total(prepared, each.spectrum, each.flavour, couplings, thresholdMeV);
    }
  }
  return sum;
}

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('total cross sections', () => {
  const { nuclei, tolerance, values } = fixture<{ formFactor: FormFactorName; flavour: string }>('cross-sections', 52);
  test.each(values.map((value) => [value.id, value] as const))('%s', (_, { target, formFactor, flavour, value }) => {
    expectRelative(meanTotal(target, nuclei, formFactor, plainNumbers, flavour), value, tolerance.relative);
  });
});

describe('differential cross sections', () => {
  const { nuclei, tolerance, values } = fixture<{
    formFactor: FormFactorName;
    recoilEnergyKeV: number;
    flavour?: NeutrinoFlavour;
    energyMeV?: number;
  }>('differential', 68);
  test.each(values.map((value) => [value.id, value] as const))('%s', (_, { target, formFactor, value, ...point }) => {
    const flavour = point.flavour ?? 'numu';
    const spectrum =
      point.energyMeV === undefined
        ? flavours.find((each) => each.flavour === flavour)!.spectrum
        : line.prepare({ energy: point.energyMeV });
    const recoil = Float64Array.of(point.recoilEnergyKeV / 1000);
    const [actual] = differential(targetNucleus(nuclei[target]!, formFactor), spectrum, flavour, plainNumbers, recoil);
    expectRelative(actual!, value, tolerance.relative);
  });
});

describe('couplings by name give the totals of their numbers', () => {
  const { nuclei, tolerance, values } = fixture<{ couplings: string | NumericCouplings; numbers: NumericCouplings }>(
    'couplings',
    16,
  );
  test.each(values.map((value) => [value.id, value] as const))('%s', (_, { target, couplings, numbers, value }) => {
    const set = typeof couplings === 'string' ? sets.get(couplings)! : couplingsFromNumbers(couplings);
    expectRelative(meanTotal(target, nuclei, 'klein-nystrand', set, 'avg'), value, tolerance.relative);
    const plain = couplingsFromNumbers(numbers);
    expectRelative(meanTotal(target, nuclei, 'klein-nystrand', plain, 'avg'), value, tolerance.relative);
  });
});

describe('counts above threshold', () => {
  const { inputs, nuclei, tolerance, values } = fixture<{ formFactor: FormFactorName; thresholdKeV: number }>(
    'rates',
    30,
  );
  const { powerW, protonEnergyMeV, neutrinosPerProtonPerFlavour, hours, baselineM } = inputs.beam;
  const exposure = (powerW * 3600 * hours) / (protonEnergyMeV * 1e6 * ELEMENTARY_CHARGE_C);
  const atBaseline = stoppedPion(exposure, neutrinosPerProtonPerFlavour, baselineM);
  test.each(values.map((value) => [value.id, value] as const))(
    '%s',
    (_, { target, formFactor, thresholdKeV, value }) => {
      const parts = composition(target, nuclei);
      // The reference counts atoms with nuclear masses.
      const meanMassU = parts.reduce(
        (sum, [nucleus, part]) => sum + (part * nucleus.nuclearMassMeV) / ATOMIC_MASS_UNIT_MEV,
        0,
      );
      const nucleiPerKg = (1000 * AVOGADRO_PER_MOL) / meanMassU;
      let counts = 0;
      for (const [nucleus, fraction] of parts) {
        const prepared = targetNucleus(nucleus, formFactor);
        for (const { flavour, spectrum, fluencePerCm2 } of atBaseline) {
          const crossSection = total(prepared, spectrum, flavour, plainNumbers, thresholdKeV / 1000);
          counts += nucleiPerKg * fraction * fluencePerCm2 * crossSection;
        }
      }
      expectRelative(counts, value, tolerance.relative);
    },
  );
});

test('the normalisation with the weak charge, G_F^2 M/(4 pi) Q_W^2 [1 - ...], gives the same cross section', () => {
  const argon = fixture('cross-sections', 52).nuclei.Ar40!;
  const s2w = sets.get('tree-level')!.parameters.sin2_theta_W!;
  const weakCharge = argon.A - argon.Z - (1 - 4 * s2w) * argon.Z;
  const E = 30;
  const T = 0.01;
  const kinematics = 1 - T / E - (argon.nuclearMassMeV * T) / (2 * E * E) + (T * T) / (2 * E * E);
  const expected = ((1.1663787e-11 ** 2 * argon.nuclearMassMeV) / (4 * Math.PI)) * weakCharge ** 2 * kinematics;
  const unitsCm2 = 197.3269804e-13 ** 2;
  const [actual] = differential(
    targetNucleus(argon, 'unity'),
    line.prepare({ energy: E }),
    'numu',
    sets.get('tree-level')!,
    Float64Array.of(T),
  );
  expectRelative(actual!, expected * unitsCm2, 1e-13);
});
