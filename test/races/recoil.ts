import { gaussLegendre } from '@cevns/numerics/quadrature';
import {
  AVOGADRO_PER_MOL,
  CM2_PER_FM2,
  ELEMENTARY_CHARGE_C,
  FERMI_CONSTANT_PER_MEV2,
  HBAR_C_MEV_FM,
} from '@cevns/physics/constants';
import { couplingsFromNumbers } from '@cevns/physics/couplings/couplings';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { formFactor } from '@cevns/physics/form-factors/klein-nystrand';
import { addRecoilSpectrum, amplitudesOf, roomForAmplitudes } from '@cevns/physics/interactions/recoil-templates';
import { interaction } from '@cevns/physics/interactions/standard-model';
import { pairWeights } from '@cevns/physics/interactions/template-weights';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { nuclearMassMeV } from '@cevns/physics/nuclei';
import { source } from '@cevns/sources/models/stopped-pion';
import { warmMs } from './cpu-time.ts';

const SECONDS_PER_8760_H = 3600 * 8760;
const MASSES_U = { Cs133: 132.905451958, I127: 126.904472592 };
/** Counts per kg with atoms counted by atomic masses; 83.08239242807 with nuclear masses, which are 0.022 % lighter. */
const EXPECTED_COUNTS = 83.08239242807;
const MEAN_NUCLEAR_OVER_ATOMIC = 120978.1123713 / (931.49410242 * 129.904962275);

const GVP = 0.0227;
const GVN = -0.5117;
const couplings = couplingsFromNumbers({ gvp: GVP, gvn: GVN });
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

const perNucleus = (1000 * AVOGADRO_PER_MOL) / (MASSES_U.Cs133 + MASSES_U.I127);

/** The weights of pairs of amplitudes, which a study knows before any spectrum. */
const weighted = flavours.map((each) => {
  const polynomials = pairWeights([interaction.coefficients!(each.flavour, {}, couplings)]);
  const entries = Object.entries(polynomials).map(([pair, polynomial]) => [pair, evaluatePolynomial(polynomial, {})]);
  return { ...each, weights: Object.fromEntries(entries) as Readonly<Record<string, number>> };
});

/** Room for amplitudes, used again for each nucleus and spectrum. */
const room = roomForAmplitudes(500);

/** The spectrum, events/MeV: amplitudes and lowest energies per nucleus, moments per flavour, weights of pairs of amplitudes. */
function spectrumOf(recoilMeV: Float64Array): Float64Array {
  const spectrum = new Float64Array(recoilMeV.length);
  const parts = { amplitudes: interaction.amplitudes!({}), templates: {} };
  for (const nucleus of nuclei) {
    const F = formFactor.prepare(nucleus, 'neutron', {});
    const { Z, A, massMeV } = nucleus;
    const target = { ...nucleus, N: A - Z, nuclearMassMeV: massMeV, protonFormFactor: F, neutronFormFactor: F };
    const amplitudes = amplitudesOf(target, parts, recoilMeV, room);
    for (const { flavour, fluencePerCm2, spectrum: neutrinos, weights } of weighted) {
      const beam = { moments: neutrinos.moments, antineutrino: flavour.startsWith('anti') };
      const scale = fluencePerCm2 * perNucleus;
      addRecoilSpectrum(target, parts, amplitudes, beam, recoilMeV, weights, scale, spectrum);
    }
  }
  return spectrum;
}

/** The same at one energy by integration of the cross section over the neutrino energy, without moments, amplitudes or templates. */
function slowly(recoilMeV: number): number {
  // Density times E^-2 is a polynomial of degree one, so that the rule is exact.
  const rule = gaussLegendre(8);
  let events = 0;
  for (const { Z, A, massMeV: M } of nuclei) {
    const q = Math.sqrt(2 * M * recoilMeV) / HBAR_C_MEV_FM;
    const x = q * 1.2 * Math.cbrt(A);
    const sphere =
      x < 0.1 ? 1 - x ** 2 / 10 + x ** 4 / 280 - x ** 6 / 15120 : (3 * (Math.sin(x) - x * Math.cos(x))) / x ** 3;
    const charge = ((GVP * Z + GVN * (A - Z)) * sphere) / (1 + 0.7 ** 2 * q ** 2);
    const scale = ((FERMI_CONSTANT_PER_MEV2 * HBAR_C_MEV_FM) ** 2 * CM2_PER_FM2 * M * charge ** 2) / (2 * Math.PI);
    const bracket = (E: number): number => 2 - (2 * recoilMeV) / E - (M * recoilMeV - recoilMeV ** 2) / E ** 2;
    const lowest = (recoilMeV + Math.sqrt(recoilMeV ** 2 + 2 * M * recoilMeV)) / 2;
    for (const { fluencePerCm2, spectrum } of flavours) {
      const highest = spectrum.endPointMeV;
      if (lowest >= highest) continue;
      const half = (highest - lowest) / 2;
      // A line has no density: all neutrinos have the energy of its end.
      const { density } = spectrum;
      const average =
        density === null
          ? bracket(highest)
          : rule.nodes.reduce((sum, node, k) => {
              const E = lowest + half * (1 + node);
              return sum + half * rule.weights[k]! * density(E) * bracket(E);
            }, 0);
      events += fluencePerCm2 * perNucleus * scale * average;
    }
  }
  return events;
}

/**
 * The CsI recoil spectrum of a stopped-pion source, two nuclei, three flavours, 500 energies, Klein-Nystrand form factor: CPU time of
 * one spectrum when warm, its largest relative error at any energy, and its integral against the converged number of events.
 *
 * @throws Error if the integral is off by more than 1e-8, or the spectrum anywhere by more than 1e-9
 */
export async function race(): Promise<void> {
  const { recoil, weight } = grid();
  let spectrum = spectrumOf(recoil);
  const time = await warmMs(() => {
    spectrum = spectrumOf(recoil);
  }, 20_000);
  const counts = spectrum.reduce((sum, value, i) => sum + weight[i]! * value, 0);
  const deviation = counts / (EXPECTED_COUNTS * MEAN_NUCLEAR_OVER_ATOMIC) - 1;
  const error = spectrum.reduce((worst, value, i) => Math.max(worst, Math.abs(value / slowly(recoil[i]!) - 1)), 0);
  process.stdout.write(
    `recoil: CsI, 2 nuclei x 3 flavours x ${recoil.length} energies: ${(1000 * time).toFixed(1)} us CPU, largest relative error ` +
      `${error.toExponential(1)}; ${counts.toFixed(6)} events per kg, off by ${deviation.toExponential(1)}\n`,
  );
  if (!(Math.abs(deviation) < 1e-8))
    throw new Error(`recoil: expected the converged number of events, got a deviation of ${deviation}`);
  if (!(error < 1e-9)) throw new Error(`recoil: expected the spectrum within 1e-9, got it off by ${error}`);
}
