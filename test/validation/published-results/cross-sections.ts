import { gaussLegendre } from '@cevns/numerics/quadrature';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import { differentialCrossSection } from '@cevns/physics/interactions/differential-cross-section';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { nuclearMassMeV } from '@cevns/physics/nuclei';
import { source } from '@cevns/sources/models/stopped-pion';
import type { Computations } from './row.ts';

const flavours = source.flavours({ exposure: 1, 'neutrinos-per-proton-per-flavour': 1 }, 1);
const rule = gaussLegendre(40);

/** Cross section per nucleus in cm^2, mean over the three flavours of pions and muons at rest. */
function stoppedPionCrossSection(symbol: string, Z: number, A: number, atomicMassU: number): number {
  const known = { symbol, Z, A, N: A - Z, chargeRadiusFm: null, nuclearMassMeV: nuclearMassMeV(Z, atomicMassU) };
  const F = formFactor.prepare(known, 'proton', {});
  const target = { ...known, protonFormFactor: F, neutronFormFactor: F };
  const each = flavours.map(({ flavour, spectrum }) => {
    // T = u^2 makes the integrand smooth at T = 0.
    const to = Math.sqrt(maximumRecoilEnergyMeV(spectrum.endPointMeV, known.nuclearMassMeV));
    const u = rule.nodes.map((x) => (to / 2) * (1 + x));
    const scattering = { target, flavour, moments: spectrum.moments, couplings: couplings.scholberg! };
    const spectrumAt = differentialCrossSection(
      scattering,
      Float64Array.from(u, (root) => root * root),
    );
    return spectrumAt.reduce((sum, value, i) => sum + to * rule.weights[i]! * u[i]! * value, 0);
  });
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** Of argon-40. */
export const argonCrossSection = (): number => stoppedPionCrossSection('Ar', 18, 40, 39.9623831);

/** Flux-averaged cross sections. */
export const crossSections: Computations = {
  'coherent-ar-2020.sigma-sm': argonCrossSection,
  'sigma-csi-sm': () =>
    (stoppedPionCrossSection('Cs', 55, 133, 132.905452) + stoppedPionCrossSection('I', 53, 127, 126.904473)) / 2,
};
