import {
  addPolynomials,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  parameterPolynomial,
  scalePolynomial,
} from '@cevns/physics/couplings/polynomial';
import { LEPTON_FLAVOURS, type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '@cevns/physics/flavours';
import type { CouplingDefinition } from '@cevns/physics/interactions/interaction';
import { PHASE_MEV_PER_EV2_M } from './averaged-phase.ts';
import { oscillatingMoments } from './oscillating-moments.ts';
import type { OscillatedPart, OscillationModel } from './oscillation.ts';

/** Mixing with one sterile neutrino; numbers that a study leaves out are 0, where nothing mixes. */
export interface Sterile {
  /** `mixing-angles` unless given. */
  readonly convention?: 'sin2-2theta' | 'mixing-angles';
  /** Delta m^2_41 in eV^2. */
  readonly dm2_41?: number;
  /** sin^2 2 theta_aa of the survival of nu_e and of nu_mu; convention `sin2-2theta`. */
  readonly sin2_2theta_ee?: number;
  readonly sin2_2theta_mumu?: number;
  /** sin^2 theta_14, sin^2 theta_24, sin^2 theta_34; convention `mixing-angles`. */
  readonly s2_14?: number;
  readonly s2_24?: number;
  readonly s2_34?: number;
  /** Extent of the source along the beam in m. */
  readonly 'source-length'?: number;
  readonly 'detector-length'?: number;
}

const PARAMETERS = {
  'sin2-2theta': { sin2_2theta_ee: 'sin^2 2 theta_ee of the survival of nu_e', sin2_2theta_mumu: 'the same of nu_mu' },
  'mixing-angles': { s2_14: 'sin^2 theta_14', s2_24: 'sin^2 theta_24', s2_34: 'sin^2 theta_34' },
} as const;

/** Part of the end point below which the neutrinos of a stopped pion make less than a per cent of coherent scattering. */
const LOWEST_PART = 0.3;
const STOPPED_MUON_END_POINT_MEV = 52.83;
/** Phase from knot to knot for an interpolation error of 1e-6 with derivatives of sixth order. */
const PHASE_PER_KNOT = 0.32;
const FEWEST_KNOTS = 16;
/** Largest standard mass splitting in eV^2: its phase must be negligible. */
const ATMOSPHERIC_SPLITTING_EV2 = 2.5e-3;

/**
 * Oscillation into one sterile neutrino over short baselines, where only Delta m^2_41 makes a phase:
 * P(a -> b) = delta_ab - 4 |U_a4|^2 (delta_ab - |U_b4|^2) <sin^2(1.267 Dm2 L/E)>.
 *
 * `mixing-angles`: |U_e4|^2 = s14, |U_mu4|^2 = (1 - s14) s24, |U_tau4|^2 = (1 - s14)(1 - s24) s34 with s_ij = sin^2 theta_ij, appearance of active
 * flavours included. `sin2-2theta`: survival 1 - sin^2 2 theta_aa <sin^2> alone; what disappears is gone, and nu_tau do not mix. Antineutrinos as
 * neutrinos: CP violation does not show with one phase.
 *
 * @see C. Giunti, M. Laveder, Phys. Rev. D 84 (2011) 073008 (probabilities); T. S. Kosmas et al., Phys. Rev. D 96 (2017) 063013 (with CEvNS)
 */
export const oscillation: OscillationModel<Sterile> = {
  source:
    'C. Giunti, M. Laveder, Phys. Rev. D 84 (2011) 073008; T. S. Kosmas, D. K. Papoulias, M. Tortola, J. W. F. Valle, Phys. Rev. D 96 (2017) 063013',
  parameters(settings) {
    const own: Readonly<Record<string, string>> = PARAMETERS[conventionOf(settings)];
    for (const names of Object.values(PARAMETERS)) {
      for (const name of Object.keys(names)) {
        const value = settings[name as keyof Sterile];
        if (value === undefined) continue;
        if (!(name in own)) {
          throw new RangeError(
            `Expected ${Object.keys(own).join(', ')} with the convention ${conventionOf(settings)}, got ${name}`,
          );
        }
        if (!(typeof value === 'number' && value >= 0 && value <= 1))
          throw new RangeError(`Expected ${name} from 0 to 1, got ${value}`);
      }
    }
    return Object.fromEntries(
      Object.entries(own).map(([name, description]): [string, CouplingDefinition] => [
        name,
        { value: (settings[name as keyof Sterile] as number | undefined) ?? 0, description },
      ]),
    );
  },
  shapes(_, baselineM, endPointMeV = STOPPED_MUON_END_POINT_MEV) {
    const radiansPerEV2 = (2 * PHASE_MEV_PER_EV2_M * baselineM) / (LOWEST_PART * endPointMeV);
    return {
      dm2_41: {
        unit: 'eV^2',
        quantity: 'squared-mass',
        // The phase is linear in the splitting: equal steps of its logarithm would be too fine below or too coarse above.
        scale: 'linear',
        knots: (from, to) => Math.max(FEWEST_KNOTS, 1 + Math.ceil(((to - from) * radiansPerEV2) / PHASE_PER_KNOT)),
        description: 'Delta m^2_41, the squared mass of the sterile neutrino less that of the others',
      },
    };
  },
  parts(flavour, settings) {
    const lost = conventionOf(settings) === 'sin2-2theta' ? survivalParts(flavour) : mixingParts(flavour);
    return [{ detected: flavour, spectrum: 'source', weight: constantPolynomial(1) }, ...lost];
  },
  oscillatingMoments({ dm2_41, ...settings }, spectrum, baselineM) {
    if (dm2_41 === undefined) return withoutSplitting;
    return oscillatingMoments(spectrum, dm2_41, {
      baselineM,
      sourceLengthM: settings['source-length'] ?? 0,
      detectorLengthM: settings['detector-length'] ?? 0,
    });
  },
  warnings(_, baselineM, endPointMeV) {
    const phase = (PHASE_MEV_PER_EV2_M * ATMOSPHERIC_SPLITTING_EV2 * baselineM) / (LOWEST_PART * endPointMeV);
    if (phase < 0.1) return [];
    return [
      `Oscillation over ${baselineM} m is not short: the atmospheric mass splitting, which sterile-3+1 neglects, has a phase of ${phase.toPrecision(2)} rad.`,
    ];
  },
};

/** Where the splitting is free, a stage asks for the neutrinos before it knows a value; only their moments need one. */
function withoutSplitting(): never {
  throw new RangeError('Expected a mass splitting dm2_41, got none');
}

function conventionOf({ convention = 'mixing-angles' }: Sterile): keyof typeof PARAMETERS {
  return convention;
}

function survivalParts(flavour: NeutrinoFlavour): OscillatedPart[] {
  const names = { nue: 'sin2_2theta_ee', numu: 'sin2_2theta_mumu', nutau: undefined } as const;
  const name = names[leptonFlavour(flavour)];
  if (name === undefined) return [];
  return [{ detected: flavour, spectrum: 'oscillating', weight: parameterPolynomial(name, -1) }];
}

function mixingParts(flavour: NeutrinoFlavour): OscillatedPart[] {
  const own = mixing(leptonFlavour(flavour));
  const suffix = flavour.endsWith('bar') ? 'bar' : '';
  return LEPTON_FLAVOURS.map((lepton): OscillatedPart => {
    const product = scalePolynomial(multiplyPolynomials(own, mixing(lepton)), 4);
    const stays = lepton === leptonFlavour(flavour);
    return {
      detected: `${lepton}${suffix}`,
      spectrum: 'oscillating',
      weight: stays ? addPolynomials(product, scalePolynomial(own, -4)) : product,
    };
  });
}

/** |U_a4|^2 as a polynomial in the sin^2 theta_ij. */
function mixing(lepton: LeptonFlavour): Polynomial {
  const without = (name: string) => addPolynomials(constantPolynomial(1), parameterPolynomial(name, -1));
  if (lepton === 'nue') return parameterPolynomial('s2_14');
  if (lepton === 'numu') return multiplyPolynomials(without('s2_14'), parameterPolynomial('s2_24'));
  return [without('s2_14'), without('s2_24'), parameterPolynomial('s2_34')].reduce(multiplyPolynomials);
}
