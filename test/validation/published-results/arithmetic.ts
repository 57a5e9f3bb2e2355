import { quenching } from '@cevns/detectors/quenching/constant';
import { ELEMENTARY_CHARGE_C, PROTON_MASS_MEV } from '@cevns/physics/constants';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { spectrum as michelNue } from '@cevns/sources/spectra/michel-nue';
import type { Computations } from './row.ts';

/** A nuclear-recoil threshold in keVnr that a constant quenching takes to a threshold in keVee. */
function recoilThresholdKeV(thresholdKeVee: number, factor: number): number {
  return thresholdKeVee / quenching.prepare({ factor })(0.001);
}

function quadratureSum(...parts: readonly number[]): number {
  return Math.hypot(...parts);
}

/** Ratio of the spreads of the mean of n samples and of one, from numbers that a linear congruence spreads evenly. */
function spreadOfMean(n: number): number {
  let state = 12345;
  const uniform = (): number => {
    state = (1103515245 * state + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
  const trials = 2000;
  let squares = 0;
  for (let i = 0; i < trials; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += uniform();
    squares += (sum / n) ** 2;
  }
  return Math.sqrt((12 * squares) / trials);
}

const nuclei = { c12: 12, na23: 23, ar40: 40, ge74: 74, cs133: 133 };

/** What follows from other stated numbers, and the kinematics. */
export const arithmetic: Computations = {
  'pidar.energy-max': michelNue.prepare({}).endPointMeV,
  'conus.threshold-nr-min': recoilThresholdKeV(0.3, 0.4),
  'conus.threshold-nr-max': recoilThresholdKeV(0.3, 0.15),
  'qf-csi.anode-electrons': 1200 * 2e6,
  'qf-csi.anode-charge': 2.4e9 * ELEMENTARY_CHARGE_C,
  'qf-csi.anode-current': (4e-10 / 300e-9) * 1e3,
  'coherent-csi-2017.relative-uncertainty': (100 * 48) / 173,
  'coherent-csi-2017.years-after-prediction': 2017 - 1974,
  'coherent-csi-2021.relative-uncertainty-003': (100 * quadratureSum(11, 42)) / 341,
  'coherent-csi-2021.relative-uncertainty-000': (100 * (30 + 25)) / 2 / 165,
  'coherent-ar-2020-a.syst-total': quadratureSum(3.6, 0.8, 7.8, 1, 2, 10),
  'coherent-ar-2020-b.syst-total': quadratureSum(1.6, 4.6, 3.3, 1, 2, 10),
  'csi-neutron-radius.relative-uncertainty': (100 * (0.9 + 1.1)) / 2 / 5.5,
  'atucha-skipper.noise-scaling': () => Math.log(spreadOfMean(400) / spreadOfMean(1)) / Math.log(400),
  ...Object.fromEntries(
    Object.entries(nuclei).flatMap(([name, A]) =>
      [5, 30].map((energyMeV) => [
        `tmax-${name}-${energyMeV}mev`,
        1e3 * maximumRecoilEnergyMeV(energyMeV, A * PROTON_MASS_MEV),
      ]),
    ),
  ),
};
