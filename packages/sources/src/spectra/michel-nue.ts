import { MUON_MASS_MEV } from '@cevns/physics/constants';
import { closedFormMoments } from '@cevns/physics/flux-moments';
import type { SpectrumModel } from './spectrum.ts';

const PER_X = 2 / MUON_MASS_MEV;

/**
 * Electron neutrinos from mu+ at rest: phi(E) = (2/m) 12 x^2 (1 - x) with x = 2 E / m, 0 < x < 1, electron mass neglected.
 *
 * The moments are polynomials in which the zero at the end point is factored out, so that none of their digits cancel there.
 *
 * @see L. Michel, Proc. Phys. Soc. A 63 (1950) 514; review of muon decay parameters of the Particle Data Group
 */
export const spectrum: SpectrumModel = {
  prepare: () => ({
    endPointMeV: MUON_MASS_MEV / 2,
    density(energyMeV) {
      const x = PER_X * energyMeV;
      return x > 0 && x < 1 ? PER_X * 12 * x * x * (1 - x) : 0;
    },
    moments: closedFormMoments(
      (energyMinMeV, out) => {
        const x = Math.max(0, PER_X * energyMinMeV);
        out[0] = zeroth(x);
        out[1] = first(x);
        out[2] = second(x);
      },
      (energyMinMeV, [m0, m1, m2]) => {
        for (let i = 0; i < energyMinMeV.length; i++) {
          const x = Math.max(0, PER_X * energyMinMeV[i]!);
          m0[i] = zeroth(x);
          m1[i] = first(x);
          m2[i] = second(x);
        }
      },
    ),
  }),
};

// Of x >= 0; all vanish from 1 on.
const zeroth = (x: number): number => (x < 1 ? (1 - x) * (1 - x) * (1 + x * (2 + 3 * x)) : 0);
const first = (x: number): number => (x < 1 ? PER_X * 2 * (1 - x) * (1 - x) * (1 + 2 * x) : 0);
const second = (x: number): number => (x < 1 ? PER_X * PER_X * 6 * (1 - x) * (1 - x) : 0);
