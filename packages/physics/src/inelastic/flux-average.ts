import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { CrossSection } from './cross-section.ts';

/** A neutrino spectrum, normalised to one unless part of the neutrinos is missing. */
export interface EnergySpectrum {
  readonly endPointMeV: number;
  /** 1/MeV at an energy in MeV; null for a line at the end point. */
  readonly density: ((energyMeV: number) => number) | null;
  readonly breakPointsMeV?: readonly number[];
}

const NODES = 12;
/** Above the last energy of a table a spectrum may still hold this part of its range; more is refused. */
const TOLERANCE = 1e-9;

/**
 * Cross section averaged over a spectrum, integral of phi(E) sigma(E) dE in cm^2, by 12-point Gauss-Legendre between all kinks of both.
 *
 * For neutrinos of one flavour; for a spectrum that lacks some it is that much less. Between kinks the integrand is a polynomial for tables and
 * the spectra of muon decay, and the rule exact.
 *
 * @throws RangeError if the spectrum reaches beyond what the cross section is known for
 */
export function fluxAveragedCrossSectionCm2(crossSection: CrossSection, spectrum: EnergySpectrum): number {
  const { thresholdMeV, highestMeV } = crossSection;
  const { endPointMeV, density, breakPointsMeV = [] } = spectrum;
  expectWithin(crossSection, endPointMeV);
  if (density === null) return crossSection.at(Math.min(endPointMeV, highestMeV));
  if (thresholdMeV >= endPointMeV) return 0;
  const inside = [...breakPointsMeV, ...crossSection.breakPointsMeV].filter(
    (energy) => energy > thresholdMeV && energy < endPointMeV,
  );
  const edges = [thresholdMeV, ...[...new Set(inside)].sort((a, b) => a - b), endPointMeV];
  const { nodes, weights } = gaussLegendre(NODES);
  let sum = 0;
  for (let i = 1; i < edges.length; i++) {
    const half = 0.5 * (edges[i]! - edges[i - 1]!);
    for (let k = 0; k < NODES; k++) {
      const energyMeV = edges[i - 1]! + half * (1 + nodes[k]!);
      sum += half * weights[k]! * density(energyMeV) * crossSection.at(energyMeV);
    }
  }
  return sum;
}

/**
 * That a cross section is known up to the end point of a spectrum.
 *
 * @throws RangeError if it is not
 */
export function expectWithin({ highestMeV }: CrossSection, endPointMeV: number): void {
  if (endPointMeV <= highestMeV * (1 + TOLERANCE)) return;
  throw new RangeError(
    `Expected a spectrum within the range of the cross section, up to ${highestMeV} MeV, got one to ${endPointMeV} MeV`,
  );
}

/**
 * Expected number of interactions: fluence times number of targets times the flux-averaged cross section.
 *
 * @param fluencePerCm2 neutrinos of the flavour per cm^2 over the exposure
 * @param targets number of target nuclei
 */
export function interactions(
  crossSection: CrossSection,
  spectrum: EnergySpectrum,
  fluencePerCm2: number,
  targets: number,
): number {
  return fluencePerCm2 * targets * fluxAveragedCrossSectionCm2(crossSection, spectrum);
}
