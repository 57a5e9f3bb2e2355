import { cpuUsage } from 'node:process';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { AVOGADRO_PER_MOL, ELEMENTARY_CHARGE_C } from '@cevns/physics/constants';
import { couplingsFromNumbers, protonCoupling } from '@cevns/physics/couplings/couplings';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import { CONTACT_AMPLITUDES } from '@cevns/physics/interactions/contact-amplitudes';
import { vectorKinematics } from '@cevns/physics/interactions/vector-kinematics';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { nuclearMassMeV } from '@cevns/physics/nuclei';
import { source } from '@cevns/sources/models/stopped-pion';

const SECONDS_PER_8760_H = 3600 * 8760;
const MASSES_U = { Cs133: 132.905451958, I127: 126.904472592 };
/** Counts per kg with atoms counted by atomic masses; 83.08239242807 with nuclear masses, which are 0.022 % lighter. */
const EXPECTED_COUNTS = 83.08239242807;
const MEAN_NUCLEAR_OVER_ATOMIC = 120978.1123713 / (931.49410242 * 129.904962275);

const couplings = couplingsFromNumbers({ gvp: 0.0227, gvn: -0.5117 });
const flavours = source.flavours(
  {
    exposure: (1e6 * SECONDS_PER_8760_H) / (1e9 * ELEMENTARY_CHARGE_C),
    'neutrinos-per-proton-per-flavour': 0.08,
  },
  20,
);
const nuclei = [
  { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: null, massU: MASSES_U.Cs133 },
  { symbol: 'I', Z: 53, A: 127, chargeRadiusFm: null, massU: MASSES_U.I127 },
].map((nucleus) => ({ ...nucleus, massMeV: nuclearMassMeV(nucleus.Z, nucleus.massU) }));

/** 500 recoil energies with weights: 125 Gauss-Legendre nodes in sqrt(T) on each stretch between end points. */
function grid(): { recoil: Float64Array; weight: Float64Array } {
  const ends = flavours.flatMap(({ spectrum }) =>
    nuclei.map(({ massMeV }) => Math.sqrt(maximumRecoilEnergyMeV(spectrum.endPointMeV, massMeV))),
  );
  const edges = [0, ...new Set(ends)].sort((a, b) => a - b);
  const { nodes, weights } = gaussLegendre(500 / (edges.length - 1));
  const u = edges
    .slice(1)
    .flatMap((to, i) => Array.from(nodes, (node) => edges[i]! + 0.5 * (to - edges[i]!) * (1 + node)));
  const width = edges.slice(1).flatMap((to, i) => Array.from(weights, (weight) => 0.5 * (to - edges[i]!) * weight));
  return {
    recoil: Float64Array.from(u, (root) => root * root),
    weight: Float64Array.from(u, (root, i) => 2 * root * width[i]!),
  };
}

/**
 * The CsI recoil spectrum of a stopped-pion source, two nuclei, three flavours, 500 energies, Klein-Nystrand form factor: CPU time of
 * one spectrum when warm, and its integral against the converged number of events.
 *
 * @throws Error if the integral is off by more than 1e-8
 */
export function race(): void {
  const { recoil, weight } = grid();
  const points = recoil.length;
  const protons = new Float64Array(points);
  const neutrons = new Float64Array(points);
  const kinematics = new Float64Array(points);
  const spectrum = new Float64Array(points);
  const perNucleus = (1000 * AVOGADRO_PER_MOL) / (MASSES_U.Cs133 + MASSES_U.I127);
  const charges = flavours.map(({ flavour, fluencePerCm2 }) => ({
    gvp: evaluatePolynomial(protonCoupling(couplings, flavour), {}),
    gvn: evaluatePolynomial(couplings.gvn, {}),
    scale: fluencePerCm2 * perNucleus,
  }));

  const compute = () => {
    spectrum.fill(0);
    for (const nucleus of nuclei) {
      const F = formFactor.prepare(nucleus, 'neutron', {});
      const { Z, A, massMeV } = nucleus;
      const target = { ...nucleus, N: A - Z, nuclearMassMeV: massMeV, protonFormFactor: F, neutronFormFactor: F };
      CONTACT_AMPLITUDES.p(target, recoil, protons);
      CONTACT_AMPLITUDES.n(target, recoil, neutrons);
      flavours.forEach((flavour, f) => {
        const { gvp, gvn, scale } = charges[f]!;
        vectorKinematics(massMeV, flavour.spectrum.moments, recoil, kinematics);
        for (let i = 0; i < points; i++) {
          spectrum[i]! += scale * (gvp * protons[i]! + gvn * neutrons[i]!) ** 2 * kinematics[i]!;
        }
      });
    }
  };

  for (let i = 0; i < 300; i++) compute();
  const rounds = 2000;
  const before = cpuUsage();
  for (let i = 0; i < rounds; i++) compute();
  const { user, system } = cpuUsage(before);

  const counts = spectrum.reduce((sum, value, i) => sum + weight[i]! * value, 0);
  const deviation = counts / (EXPECTED_COUNTS * MEAN_NUCLEAR_OVER_ATOMIC) - 1;
  const time = ((user + system) / rounds).toFixed(1);
  process.stdout.write(
    `recoil: CsI, 2 nuclei x 3 flavours x ${points} energies: ${time} us CPU, ${counts.toFixed(6)} events per kg, off by ${deviation.toExponential(1)}\n`,
  );
  if (!(Math.abs(deviation) < 1e-8))
    throw new Error(`recoil: expected the converged number of events, got a deviation of ${deviation}`);
}
