import type { Polynomial } from '../couplings/polynomial.ts';
import type { CouplingDefinition, ShapeDefinition, TargetNucleus } from '../interactions/interaction.ts';
import { delayAfterLightUs } from './kinematics.ts';
import { type Portal, type PortalName, portals } from './portal.ts';
import { type DarkMatter, type DarkMatterKind, darkMatterRecoilSpectrum } from './recoil.ts';
import type { DarkMatterFlux } from './spectrum.ts';
import { darkMatterMoments } from './spectrum-moments.ts';

/** Couplings of all portals. */
type PortalParameter = 'eps' | 'alpha_D' | 'alpha_B' | 'alpha_chi';

/** Dark matter in words of a study, in internal units. */
export interface DarkMatterSettings extends Partial<Readonly<Record<PortalParameter, number>>> {
  readonly portal: PortalName;
  /** `scalar` unless given. */
  readonly particle?: DarkMatterKind;
  /** Mass of the particles in MeV; absent where it is free. */
  readonly m_chi?: number;
  /** Mass of the mediator in MeV; `mass-ratio` times m_chi unless given. */
  readonly m_V?: number;
  /** m_V / m_chi where m_V is not given; 3 unless given. */
  readonly 'mass-ratio'?: number;
}

/** Mediators three times as heavy as the particles, as figures of limits take it. */
const DEFAULT_MASS_RATIO = 3;

/** Knots per factor 10 of a mass: quintics between them follow bins of recoil energy to 2e-6 of their largest value over a range. */
const KNOTS_PER_DECADE = 48;

/**
 * Dark matter and mediator of the settings.
 *
 * @throws RangeError if there is no mass, both m_V and the ratio are given, or the mediator cannot decay to two particles
 */
export function darkMatterOf(settings: DarkMatterSettings): DarkMatter {
  const { portal, particle, m_chi, m_V } = settings;
  const ratio = settings['mass-ratio'];
  if (m_chi === undefined || !(m_chi >= 0)) throw new RangeError(`Expected a mass m_chi in MeV, got ${m_chi}`);
  if (m_V !== undefined && ratio !== undefined) {
    throw new RangeError('Expected one of m_V and mass-ratio, got both');
  }
  const mediatorMassMeV = m_V ?? (ratio ?? DEFAULT_MASS_RATIO) * m_chi;
  if (!(mediatorMassMeV > 2 * m_chi)) {
    throw new RangeError(
      `Expected a mediator heavier than two particles of ${m_chi} MeV, got a mass of ${mediatorMassMeV} MeV`,
    );
  }
  return { kind: particle ?? 'scalar', massMeV: m_chi, mediatorMassMeV, portal: portals[portal] };
}

/** Parameters that multiply the template: `eps` and `alpha_D`, or `alpha_B` and `alpha_chi`; a setting of the same name gives the value. */
export function darkMatterParameters(settings: DarkMatterSettings): Readonly<Record<string, CouplingDefinition>> {
  const { parameters }: Portal = portals[settings.portal];
  return Object.fromEntries(
    Object.entries(parameters).map(([name, definition]) => [
      name,
      { ...definition, value: settings[name as PortalParameter] ?? definition.value },
    ]),
  );
}

/** Weight of the template as a polynomial in the parameters: eps^4 alpha_D, or alpha_B^2 alpha_chi. */
export function darkMatterWeight({ portal }: DarkMatterSettings): Polynomial {
  return portals[portal].weight;
}

/**
 * Masses that templates can be tabulated in: `m_chi` (with m_V in proportion unless it is given), and `m_V` unless the ratio is given.
 *
 * Near the heaviest mediator that a pion can make, the rate vanishes and its table is good to less.
 */
export function darkMatterShapes(settings: DarkMatterSettings): Readonly<Record<string, ShapeDefinition>> {
  const shape = (description: string): ShapeDefinition => ({
    unit: 'MeV',
    quantity: 'energy',
    scale: 'log',
    knots: (from, to) => Math.max(16, 1 + Math.ceil(KNOTS_PER_DECADE * Math.log10(to / from))),
    description,
  });
  return {
    m_chi: shape('mass of the dark matter particle'),
    ...(settings['mass-ratio'] === undefined ? { m_V: shape('mass of the mediator') } : {}),
  };
}

/**
 * Events per MeV of recoil energy and nucleus, dN/dT = fluence <dsigma/dT>, for couplings of 1, in 1/MeV.
 *
 * The weight and the number of nuclei multiply it. Its end and its breakpoints are those of `recoilBreakpointsMeV`.
 *
 * @param darkMatter particle and mediator
 * @param flux at the detector
 * @param targets nuclei, computed one after the other with one table of moments
 * @param recoilEnergyMeV recoil energies in MeV, above 0
 * @returns one spectrum per nucleus, in the order of the nuclei
 */
export function darkMatterRecoils(
  darkMatter: DarkMatter,
  flux: DarkMatterFlux,
  targets: readonly TargetNucleus[],
  recoilEnergyMeV: Float64Array,
): readonly Float64Array[] {
  const moments = darkMatterMoments(flux.spectrum);
  return targets.map((target) => {
    const out = new Float64Array(recoilEnergyMeV.length);
    darkMatterRecoilSpectrum(target, darkMatter, moments, recoilEnergyMeV, out);
    for (let i = 0; i < out.length; i++) out[i]! *= flux.fluencePerCm2;
    return out;
  });
}

/** A delay that a prompt time spectrum may not neglect, us. */
const DELAY_US = 0.05;

/**
 * Sentences for the reader where particles are so slow that their time is not that of the beam.
 *
 * @param darkMatter particle and mediator
 * @param flux at the detector
 * @param baselineM distance in m
 */
export function darkMatterWarnings(darkMatter: DarkMatter, flux: DarkMatterFlux, baselineM: number): readonly string[] {
  const { massMeV } = darkMatter;
  const knots = flux.spectrum.breakpointsMeV;
  const middle = 0.5 * (knots[0]! + knots.at(-1)!);
  const delay = delayAfterLightUs(middle, massMeV, baselineM);
  if (!(delay > DELAY_US)) return [];
  return [
    `dark matter of ${massMeV} MeV arrives some ${delay.toPrecision(2)} us after light over ${baselineM} m; its time is taken to be that of the beam`,
  ];
}
