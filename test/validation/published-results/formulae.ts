import {
  FINE_STRUCTURE_CONSTANT as ALPHA,
  CM2_PER_FM2,
  ELECTRON_MASS_MEV,
  FERMI_CONSTANT_PER_MEV2 as G_F,
  HBAR_C_MEV_FM,
} from '@cevns/physics/constants';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactor as helm } from '@cevns/physics/form-factors/helm';
import { interaction as lightVector } from '@cevns/physics/interactions/light-vector';
import { interaction as magneticMoment } from '@cevns/physics/interactions/magnetic-moment';
import { interaction as nsi } from '@cevns/physics/interactions/nsi';
import { interaction as standardModel } from '@cevns/physics/interactions/standard-model';
import {
  caesium,
  crossSection,
  lineMoments,
  type TermOfTest,
  term,
} from '@cevns/physics/interactions/testing/cross-section';
import { maximumRecoilEnergyMeV } from '@cevns/physics/kinematics';
import { parityViolatingAsymmetry } from '@cevns/physics/parity-violation';
import { treeLevelWeakCharges, weakCharge, weakFormFactor } from '@cevns/physics/weak-charge';
import { NUFIT_MIXING, solarSurvival } from '@cevns/sources/models/solar-survival';
import { oscillation } from '@cevns/sources/oscillations/sterile';
import type { Computations } from './row.ts';

/** Caesium without form factors and 30 MeV: each formula is taken at one point, over what the code gives there. */
const E = 30;
/** So small a recoil that brackets which differ in T/E are the same. */
const T = 1e-5;
const { Z, N, nuclearMassMeV: M } = caesium;
const target = { ...caesium, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
const tree = couplings['tree-level']!;
const S2W = tree.parameters!.sin2_theta_W!;
const [gvp, gvn] = [0.5 - 2 * S2W, -0.5];
const GV = gvp * Z + gvn * N;
const QW = (1 - 4 * S2W) * Z - N;
const CM2 = HBAR_C_MEV_FM ** 2 * CM2_PER_FM2;

/** dsigma/dT in cm^2/MeV as the code has it. */
function ours(terms: readonly TermOfTest[], recoilMeV = T): number {
  const at = { flavour: 'nue', couplings: tree, target, moments: lineMoments(E) } as const;
  return crossSection({ ...at, terms, recoilEnergyMeV: Float64Array.of(recoilMeV) })[0]!;
}

const sm = term(standardModel, {});

function ofStandardModel(formula: number): () => number {
  return () => (formula * CM2) / ours([sm]);
}

/** What a universal mediator adds to Z gvp + N gvn, with its sign, from how the cross section changes. */
function mediator(recoilMeV: number, mass: number, g: number): number {
  const ratio = ours([sm, term(lightVector, { charges: 'universal', mass, g })], recoilMeV) / ours([sm], recoilMeV);
  return GV * (Math.sqrt(ratio) - 1);
}

const light = { recoilMeV: 0.004, mass: 20, g: 1e-6 };
const propagator = 2 * M * light.recoilMeV + light.mass ** 2;

/** Ratio of the part that oscillates in a formula to ours, for nu_e or nu_mu and three mixing angles. */
function disappearance(flavour: 'nue' | 'numu', formula: number): number {
  const values = { s2_14: Math.sin(0.2) ** 2, s2_24: Math.sin(0.15) ** 2, s2_34: Math.sin(0.3) ** 2 };
  const lost = oscillation
    .parts(flavour, {})
    .filter(({ spectrum }) => spectrum === 'oscillating')
    .reduce((total, { weight }) => total - evaluatePolynomial(weight, values), 0);
  return formula / lost;
}

const cos2 = (angle: number): number => Math.cos(angle) ** 2;

function helmRatio(): number {
  const [A, q, s] = [133, 0.4, 0.9];
  const x = q * 1.2 * Math.cbrt(A);
  const j1 = Math.sin(x) / x ** 2 - Math.cos(x) / x;
  const F = helm.prepare({ symbol: 'Cs', Z: 55, A, chargeRadiusFm: null }, 'proton', {});
  return (((3 * j1) / x) * Math.exp(-((q * s) ** 2) / 2)) / F(q);
}

function asymmetryRatio(): number {
  const lead = { symbol: 'Pb', Z: 82, A: 208, chargeRadiusFm: null };
  const F = helm.prepare(lead, 'proton', {});
  const charges = treeLevelWeakCharges(S2W);
  const q = 0.475;
  const weak = weakFormFactor(lead, F, F, charges)(q);
  const scale = (G_F * (HBAR_C_MEV_FM * q) ** 2) / (4 * Math.PI * ALPHA * Math.SQRT2);
  const formula = (scale * Math.abs(weakCharge(lead, charges)) * weak) / (lead.Z * F(q));
  return formula / parityViolatingAsymmetry(lead, F, F, charges)(q);
}

/** So low an energy, in MeV, that matter does nothing: survival of solar neutrinos for theta_12 over that for pi/2 - theta_12. */
function octantRatio(): number {
  const vacuum = (sin2: number): number => solarSurvival('pp', 1e-9, { ...NUFIT_MIXING, 'sin2-theta12': sin2 });
  const theta12 = Math.asin(Math.sqrt(NUFIT_MIXING['sin2-theta12']));
  return vacuum(Math.sin(theta12) ** 2) / vacuum(Math.sin(Math.PI / 2 - theta12) ** 2);
}

/** Every formula of the talks over what the code computes in the same limit. */
export const formulae: Computations = {
  'dsigma-000a': ofStandardModel(((G_F ** 2 * M) / Math.PI) * GV ** 2 * (1 + (1 - T / E) ** 2 - (M * T) / E ** 2)),
  'dsigma-000b': ofStandardModel(((G_F ** 2 * M) / (2 * Math.PI)) * (QW ** 2 / 4) * (2 - (M * T) / E ** 2)),
  'dsigma-001': ofStandardModel(((G_F ** 2 * M) / Math.PI) * GV ** 2 * (1 - (M * T) / (2 * E ** 2))),
  'dsigma-002': ofStandardModel(((G_F ** 2 * M) / (4 * Math.PI)) * QW ** 2 * (1 - (M * T) / (2 * E ** 2))),
  'dsigma-003': ofStandardModel(((G_F ** 2 * M) / Math.PI) * (1 - T / E - (M * T) / (2 * E ** 2)) * (GV ** 2 / 4)),
  'nsi-000': () =>
    ((Z + N) * ((3 * light.g ** 2) / (2 * Math.SQRT2 * G_F * propagator))) /
    mediator(light.recoilMeV, light.mass, light.g),
  'nsi-001-light': () =>
    (-3 * (Z + N) * light.g ** 2) / (Math.SQRT2 * G_F * propagator) / mediator(light.recoilMeV, light.mass, light.g),
  'nsi-001-heavy': () => {
    const [u, d] = [0.1, -0.05];
    const charge = Z * (gvp + 2 * u + d) + N * (gvn + u + 2 * d);
    const formula = ((G_F ** 2 * M) / Math.PI) * (1 - (M * T) / (2 * E ** 2)) * charge ** 2 * CM2;
    return formula / ours([sm, term(nsi, { eps_ee_u: u, eps_ee_d: d })]);
  },
  'magnetic-moment': () => {
    const bracket = (1 - T / E) / T + T / (4 * E ** 2);
    const formula = Math.PI * ALPHA ** 2 * ((1e-10 * Z) / ELECTRON_MASS_MEV) ** 2 * bracket * CM2;
    return formula / ours([term(magneticMoment, { mu_nu_e: 1, 'spin-0-term': true })]);
  },
  'sterile-nue': disappearance('nue', Math.sin(0.4) ** 2 * cos2(0.15) * cos2(0.3)),
  'sterile-numu': disappearance('numu', cos2(0.2) ** 2 * Math.sin(0.3) ** 2 * cos2(0.3)),
  'sterile-short-baseline': () => {
    const [part] = oscillation
      .parts('nue', { convention: 'sin2-2theta' })
      .filter(({ spectrum }) => spectrum === 'oscillating');
    return 0.1 / -evaluatePolynomial(part!.weight, { sin2_2theta_ee: 0.1, sin2_2theta_mumu: 0 });
  },
  helm: helmRatio,
  apv: asymmetryRatio,
  'lma-dark': octantRatio,
  tmax: (2 * E ** 2) / (M + 2 * E) / maximumRecoilEnergyMeV(E, M),
};
