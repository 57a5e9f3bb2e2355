import { readFileSync } from 'node:fs';
import { quenching as constant } from '@cevns/detectors/quenching/constant';
import { recoilGrid } from '@cevns/detectors/recoil-grid';
import { buildResponse, fold } from '@cevns/detectors/response';
import { smearing as poisson } from '@cevns/detectors/smearing/poisson';
import { couplingsFromNumbers } from '@cevns/physics/couplings/couplings';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import { differentialCrossSection } from '@cevns/physics/interactions/differential-cross-section';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { source } from '@cevns/sources/models/stopped-pion';
import { describe, expect, test } from 'vitest';

const fixture = JSON.parse(readFileSync(new URL('./fixtures/response-csi.json', import.meta.url), 'utf8')) as {
  readonly tolerance: { readonly relative: number };
  readonly inputs: {
    readonly massKg: number;
    readonly distanceM: number;
    readonly powerMW: number;
    readonly protonEnergyMeV: number;
    readonly neutrinosPerProtonPerFlavour: number;
    readonly hours: number;
    readonly couplings: { readonly gvp: number; readonly gvn: number };
    readonly quenchingFactor: number;
    readonly lightYieldPePerKeVee: number;
    readonly constants: {
      readonly avogadroPerMol: number;
      readonly elementaryChargeC: number;
      readonly atomicMassUnitMeV: number;
    };
    readonly nuclearMassesMeV: { readonly Cs133: number; readonly I127: number };
  };
  readonly values: readonly { readonly id: string; readonly value: number }[];
};
const { inputs } = fixture;
const couplings = couplingsFromNumbers(inputs.couplings);
const { Cs133, I127 } = inputs.nuclearMassesMeV;

// The reference counts nuclei by nuclear masses; the product counts atoms, so the number is made here.
const nucleiOfEach =
  (1000 * inputs.massKg * inputs.constants.avogadroPerMol * inputs.constants.atomicMassUnitMeV) / (Cs133 + I127);
const nuclei = [
  { symbol: 'Cs', Z: 55, A: 133, nuclearMassMeV: Cs133 },
  { symbol: 'I', Z: 53, A: 127, nuclearMassMeV: I127 },
];
const protons =
  (inputs.powerMW * 1e6 * inputs.hours * 3600) / (inputs.protonEnergyMeV * 1e6 * inputs.constants.elementaryChargeC);
const flux = source.flavours(
  { exposure: protons, 'neutrinos-per-proton-per-flavour': inputs.neutrinosPerProtonPerFlavour },
  inputs.distanceM,
);
const endPointsMeV = nuclei.flatMap(({ nuclearMassMeV }) =>
  flux.map(({ spectrum }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, nuclearMassMeV)),
);
const cutEnergyMeV = (photoelectrons: number) =>
  photoelectrons / (1000 * inputs.lightYieldPePerKeVee * inputs.quenchingFactor);

const grid = recoilGrid(endPointsMeV, 20, [cutEnergyMeV(4.5), cutEnergyMeV(5)]);
const ratePerMeV = new Float64Array(grid.recoilEnergiesMeV.length);
for (const { flavour, spectrum, fluencePerCm2 } of flux) {
  for (const nucleus of nuclei) {
    const prepared = formFactor.prepare({ ...nucleus, chargeRadiusFm: null }, 'proton', {});
    const target = {
      ...{ ...nucleus, chargeRadiusFm: null, N: nucleus.A - nucleus.Z },
      ...{ protonFormFactor: prepared, neutronFormFactor: prepared },
    };
    const scattering = { target, flavour, moments: spectrum.moments, couplings };
    differentialCrossSection(scattering, grid.recoilEnergiesMeV).forEach((crossSection, i) => {
      ratePerMeV[i]! += fluencePerCm2 * nucleiOfEach * crossSection;
    });
  }
}

const most = 200;
const fineEdges = Float64Array.from({ length: most + 1 }, (_, n) => n);
const perCount = fold(
  ratePerMeV,
  grid.weightsMeV,
  buildResponse({
    recoilEnergiesMeV: grid.recoilEnergiesMeV,
    quenching: constant.prepare({ factor: inputs.quenchingFactor }),
    smearing: poisson.prepare({ 'light-yield': inputs.lightYieldPePerKeVee }),
    efficiency: () => 1,
    fineEdges,
    edges: fineEdges,
  }),
);
const counts = (from: number, to: number) => perCount.subarray(from, to + 1).reduce((sum, n) => sum + n, 0);
const aboveMeV = (cut: number) =>
  grid.recoilEnergiesMeV.reduce((sum, T, i) => (T > cut ? sum + grid.weightsMeV[i]! * ratePerMeV[i]! : sum), 0);

function predicted(id: string): number {
  const quantity = id.replace('response.csi.', '');
  const one = /^n=(\d+)$/.exec(quantity);
  if (one !== null) return perCount[Number(one[1])]!;
  const sharp = /^sharp>=([\d.]+)PE$/.exec(quantity);
  if (sharp !== null) return aboveMeV(cutEnergyMeV(Number(sharp[1])));
  if (quantity === 'n>=5') return counts(5, most);
  if (quantity === '5<=n<=30') return counts(5, 30);
  if (quantity === 'total') return counts(0, most);
  throw new Error(`Expected a known quantity, got ${id}`);
}

describe('photoelectrons counted on CsI at a stopped-pion source, constant quenching', () => {
  test.each(fixture.values)('$id', ({ id, value }) => {
    expect(Math.abs(predicted(id) / value - 1)).toBeLessThan(fixture.tolerance.relative);
  });

  test('all counts together are all recoils: nothing is lost in the response', () => {
    expect(Math.abs(counts(0, most) / aboveMeV(0) - 1)).toBeLessThan(1e-13);
  });
});
