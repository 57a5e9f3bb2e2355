import { efficiency as logistic } from '@cevns/detectors/efficiency/logistic';
import { quenching as polynomial } from '@cevns/detectors/quenching/polynomial';
import { recoilGrid } from '@cevns/detectors/recoil-grid';
import { buildResponse, fold } from '@cevns/detectors/response';
import { smearing as gamma } from '@cevns/detectors/smearing/gamma';
import { targetNuclei } from '@cevns/detectors/target';
import { AVOGADRO_PER_MOL } from '@cevns/physics/constants';
import type { CouplingSet } from '@cevns/physics/couplings/couplings';
import type { FormFactorModel } from '@cevns/physics/form-factors/form-factor';
import { differentialCrossSection } from '@cevns/physics/interactions/differential-cross-section';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { type Isotope, nuclearMassMeV } from '@cevns/physics/nuclei';
import { source } from '@cevns/sources/models/stopped-pion';
import { csiFixture } from './csi-fixture.ts';

const { inputs } = csiFixture;
const fineEdges = Float64Array.from({ length: 61 }, (_, i) => i);
const isotope = (symbol: string, Z: number, A: number, atomicMassU: number): Isotope => ({
  ...{ symbol, Z, A, atomicMassU, abundance: 1, spinParity: '7/2+', chargeRadiusFm: null },
});
const isotopes = new Map([
  ['Cs', [isotope('Cs', 55, 133, 132.905451958)]],
  ['I', [isotope('I', 53, 127, 126.904472592)]],
]);
const target = targetNuclei('CsI', inputs.massKg, (symbol) => isotopes.get(symbol), AVOGADRO_PER_MOL).map((entry) => ({
  ...entry,
  massMeV: nuclearMassMeV(entry.isotope.Z, entry.isotope.atomicMassU),
}));
const flux = source.flavours(
  { exposure: inputs.protonsOnTarget, 'neutrinos-per-proton-per-flavour': inputs.neutrinosPerProtonPerFlavour },
  inputs.baselineM,
);
const endPointsMeV = target.flatMap(({ massMeV }) =>
  flux.map(({ spectrum }) => maximumRecoilEnergyMeV(spectrum.endPointMeV, massMeV)),
);

/** Events per PE bin without time efficiency, by time structure. */
export interface CsiPrediction {
  readonly prompt: Float64Array;
  readonly delayed: Float64Array;
}

export interface CsiDetector {
  readonly quenching: readonly number[];
  readonly efficiency: readonly number[];
  readonly nodesPerSegment?: number;
}

/** CEvNS events of the COHERENT CsI[Na] run per PE bin, put together from the parts by the recipe of the fixture. */
export function predictCsi(formFactor: FormFactorModel, couplings: CouplingSet, detector: CsiDetector): CsiPrediction {
  const grid = recoilGrid(endPointsMeV, detector.nodesPerSegment ?? 13);
  const [height = 0, steepness = 0, midpoint = 0, offset = 0] = detector.efficiency;
  const response = buildResponse({
    recoilEnergiesMeV: grid.recoilEnergiesMeV,
    quenching: polynomial.prepare({
      coefficients: detector.quenching,
      'recoil-energy-unit': 'MeVnr',
      'electron-equivalent-energy-unit': 'MeVee',
    }),
    smearing: gamma.prepare({
      'energy-per-photoelectron': inputs.energyPerPhotoelectronKeVee,
      'shape-slope': inputs.shapeSlopePerKeVee,
    }),
    efficiency: logistic.prepare({ height, steepness, midpoint, offset }),
    fineEdges,
    edges: Float64Array.from(inputs.peEdges),
  });
  const counts = { prompt: new Float64Array(9), delayed: new Float64Array(9) };
  for (const { flavour, spectrum, fluencePerCm2, timing } of flux) {
    for (const { isotope: nucleus, nuclei, massMeV } of target) {
      const targetNucleus = {
        ...{ ...nucleus, N: nucleus.A - nucleus.Z, nuclearMassMeV: massMeV },
        protonFormFactor: formFactor.prepare(nucleus, 'proton', {}),
        neutronFormFactor: formFactor.prepare(nucleus, 'neutron', {}),
      };
      const ratePerMeV = differentialCrossSection(
        { target: targetNucleus, flavour, moments: spectrum.moments, couplings },
        grid.recoilEnergiesMeV,
      ).map((value) => fluencePerCm2 * nuclei * value);
      const events = fold(ratePerMeV, grid.weightsMeV, response);
      const into = timing === 'prompt' ? counts.prompt : counts.delayed;
      for (let j = 0; j < into.length; j++) into[j]! += events[j]!;
    }
  }
  return counts;
}
