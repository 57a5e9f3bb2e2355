import { readFileSync } from 'node:fs';
import { quenching as polynomial } from '@cevns/detectors/quenching/polynomial';
import { recoilGrid } from '@cevns/detectors/recoil-grid';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { ATOMIC_MASS_UNIT_MEV, AVOGADRO_PER_MOL, ELEMENTARY_CHARGE_C } from '@cevns/physics/constants';
import { couplingsFromNumbers } from '@cevns/physics/couplings/couplings';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import type { TargetNucleus } from '@cevns/physics/interactions/interaction';
import { interaction as standardModel } from '@cevns/physics/interactions/standard-model';
import { crossSection, term } from '@cevns/physics/interactions/testing/cross-section';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { source } from '@cevns/sources/models/stopped-pion';
import { expect, test } from 'vitest';

const { inputs, tolerance, values } = JSON.parse(
  readFileSync(new URL('./fixtures/response-argon.json', import.meta.url), 'utf8'),
) as {
  readonly inputs: {
    readonly massKg: number;
    readonly distanceM: number;
    readonly powerMW: number;
    readonly protonEnergyMeV: number;
    readonly neutrinosPerProtonPerFlavour: number;
    readonly hours: number;
    readonly couplings: { readonly gvp: number; readonly gvn: number };
    readonly nuclearMassMeV: number;
  };
  readonly tolerance: { readonly relative: number };
  readonly values: readonly { readonly id: string; readonly value: number }[];
};

const { nuclearMassMeV } = inputs;
// The reference counts nuclei by nuclear masses; the product counts atoms, so the number is made here.
const nuclei = (1000 * inputs.massKg * AVOGADRO_PER_MOL * ATOMIC_MASS_UNIT_MEV) / nuclearMassMeV;
const protons = (inputs.powerMW * 1e6 * inputs.hours * 3600) / (inputs.protonEnergyMeV * 1e6 * ELEMENTARY_CHARGE_C);
const flux = source.flavours(
  { exposure: protons, 'neutrinos-per-proton-per-flavour': inputs.neutrinosPerProtonPerFlavour },
  inputs.distanceM,
);
const F = formFactor.prepare({ symbol: 'Ar', Z: 18, A: 40, chargeRadiusFm: null }, 'neutron', {});
const argon: TargetNucleus = {
  ...{ symbol: 'Ar', Z: 18, A: 40, N: 22, chargeRadiusFm: null, nuclearMassMeV },
  ...{ protonFormFactor: F, neutronFormFactor: F },
};
const electronEquivalentKeVee = polynomial.prepare({
  coefficients: [0.246, 0.78],
  ...{ 'recoil-energy-unit': 'MeVnr', 'electron-equivalent-energy-unit': 'MeVee' },
});
const endPointsMeV = flux.map(({ spectrum }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, nuclearMassMeV));

/** Events per MeV of recoil energy. */
function ratePerMeV(recoilEnergyMeV: Float64Array): Float64Array {
  const sum = new Float64Array(recoilEnergyMeV.length);
  for (const { flavour, spectrum, fluencePerCm2 } of flux) {
    const each = crossSection({
      terms: [term(standardModel, {})],
      ...{ flavour, target: argon, moments: spectrum.moments, recoilEnergyMeV },
      couplings: couplingsFromNumbers(inputs.couplings),
    });
    each.forEach((value, i) => {
      sum[i]! += fluencePerCm2 * nuclei * value;
    });
  }
  return sum;
}

const recoilAt = (keVee: number) => brentRoot((T) => electronEquivalentKeVee(T) - keVee, 0, 0.2).x;

/** Events with an electron-equivalent energy from one on. */
function eventsAbove(keVee: number): number {
  const cut = keVee === 0 ? 0 : recoilAt(keVee);
  const { recoilEnergiesMeV, weightsMeV } = recoilGrid(endPointsMeV, 30, [cut]);
  return ratePerMeV(recoilEnergiesMeV).reduce(
    (sum, rate, i) => (recoilEnergiesMeV[i]! > cut ? sum + weightsMeV[i]! * rate : sum),
    0,
  );
}

/** Events per MeVee: the rate in recoil energy over the slope dE_ee/dT, which for a parabola is a central difference exactly. */
function densityPerMeVee(keVee: number): number {
  const T = recoilAt(keVee);
  const slope = (electronEquivalentKeVee(1.1 * T) - electronEquivalentKeVee(0.9 * T)) / (1000 * 0.2 * T);
  return ratePerMeV(Float64Array.of(T))[0]! / slope;
}

function predicted(id: string): number {
  const quantity = id.replace('response.ar.', '');
  if (quantity === 'total') return eventsAbove(0);
  if (quantity === '>5keVee') return eventsAbove(5);
  if (quantity === '5-30keVee') return eventsAbove(5) - eventsAbove(30);
  const recoil = /^T_at_(\d+)keVee$/.exec(quantity);
  if (recoil !== null) return 1000 * recoilAt(Number(recoil[1]));
  const density = /^dNdEee\.(\d+)keVee$/.exec(quantity);
  if (density !== null) return densityPerMeVee(Number(density[1]));
  throw new Error(`Expected a known quantity, got ${id}`);
}

test('the fixture has all its values', () => expect(values).toHaveLength(11));

test.each(values)('$id: argon at a stopped-pion source, quenched', ({ id, value }) => {
  expect(Math.abs(predicted(id) / value - 1)).toBeLessThan(tolerance.relative);
});
