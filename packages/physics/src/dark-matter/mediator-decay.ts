import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { DarkMatterKind } from './recoil.ts';
import type { DarkMatterSpectrum } from './spectrum.ts';

/** Energies of particles in the frame of what the mediator comes from, where it has one energy. */
export interface RestFrame {
  readonly massMeV: number;
  readonly from: number;
  readonly to: number;
  density(energyMeV: number): number;
}

/**
 * Energy spectrum of V -> chi chibar in the laboratory, for a parent of given momentum that emits V isotropically in its own frame with one energy.
 *
 * The boost with rapidity y of the parent spreads each energy evenly: f(E) = 1 / (2 sinh y) integral of f*(E*) / p* dE* over the E* that boosts can take to E.
 *
 * @param kind of dark matter
 * @param massMeV m of the particles, below half of the mediator's
 * @param mediatorMassMeV m_V
 * @param mediatorEnergyMeV energy of V in the frame of the parent
 * @param parentMassMeV mass of the parent
 * @param parentMomentumMeV momentum of the parent in the laboratory, 0 for one at rest
 * @throws RangeError if the mediator cannot decay or has no momentum
 */
export function mediatorDecaySpectrum(
  kind: DarkMatterKind,
  massMeV: number,
  mediatorMassMeV: number,
  mediatorEnergyMeV: number,
  parentMassMeV: number,
  parentMomentumMeV: number,
): DarkMatterSpectrum {
  const rest = restFrame(kind, massMeV, mediatorMassMeV, mediatorEnergyMeV);
  if (parentMomentumMeV === 0) return { massMeV, breakpointsMeV: [rest.from, rest.to], density: rest.density };
  return boosted(rest, parentMomentumMeV / parentMassMeV);
}

/**
 * Energies in the frame of the parent. In the frame of V the particles have m_V / 2 each; V is polarised transversely along its flight, as in
 * pi0 -> gamma V, so that scalars go as sin^2 and Dirac fermions as 1 + cos^2 + (4 m^2/m_V^2) sin^2 of the angle to it.
 *
 * @throws RangeError if the mediator cannot decay or has no momentum
 */
export function restFrame(
  kind: DarkMatterKind,
  massMeV: number,
  mediatorMassMeV: number,
  mediatorEnergyMeV: number,
): RestFrame {
  const ratio = (massMeV / mediatorMassMeV) ** 2;
  if (!(ratio < 0.25)) {
    throw new RangeError(
      `Expected a mediator heavier than two particles of ${massMeV} MeV, got a mass of ${mediatorMassMeV} MeV`,
    );
  }
  if (!(mediatorEnergyMeV > mediatorMassMeV)) {
    throw new RangeError(
      `Expected a mediator of an energy above its mass ${mediatorMassMeV} MeV, got ${mediatorEnergyMeV} MeV`,
    );
  }
  const middle = 0.5 * mediatorEnergyMeV;
  const mediatorMomentum = Math.sqrt(mediatorEnergyMeV ** 2 - mediatorMassMeV ** 2);
  // gamma beta p with p = m_V / 2 sqrt(1 - 4 m^2 / m_V^2) in the frame of V
  const half = 0.5 * mediatorMomentum * Math.sqrt(1 - 4 * ratio);
  const distribution =
    kind === 'scalar'
      ? (x: number) => 0.75 * (1 - x * x)
      : (x: number) => (0.375 * (1 + x * x + 4 * ratio * (1 - x * x))) / (1 + 2 * ratio);
  return {
    massMeV,
    from: middle - half,
    to: middle + half,
    density(energyMeV) {
      const x = (energyMeV - middle) / half;
      return Math.abs(x) <= 1 ? distribution(x) / half : 0;
    },
  };
}

/**
 * A spectrum boosted isotropically.
 *
 * @param sinh gamma beta of the boost
 */
function boosted(rest: RestFrame, sinh: number): DarkMatterSpectrum {
  const m = rest.massMeV;
  const cosh = Math.sqrt(1 + sinh * sinh);
  const momentum = (energy: number): number => Math.sqrt(Math.max(0, (energy - m) * (energy + m)));
  // E + p is m times the exponential of the rapidity; E = (s + m^2 / s) / 2, and dE / p = d ln s
  const fromMomentum = (energy: number, p: number): number => Math.log(energy + p);
  const lowest = fromMomentum(rest.from, momentum(rest.from));
  const highest = fromMomentum(rest.to, momentum(rest.to));
  const ends = [rest.from, rest.to].flatMap((energy) => {
    const p = momentum(energy);
    return [cosh * energy - sinh * p, cosh * energy + sinh * p];
  });
  // A particle as fast as the parent can be left at rest.
  const stops = cosh * m >= rest.from && cosh * m <= rest.to ? [m] : [];
  const { nodes, weights } = gaussLegendre(12);
  return {
    massMeV: m,
    breakpointsMeV: [...new Set([...stops, ...ends])].sort((a, b) => a - b),
    density(energyMeV) {
      if (energyMeV < m) return 0;
      const p = momentum(energyMeV);
      const from = Math.max(lowest, fromMomentum(cosh * energyMeV - sinh * p, Math.abs(cosh * p - sinh * energyMeV)));
      const to = Math.min(highest, fromMomentum(cosh * energyMeV + sinh * p, cosh * p + sinh * energyMeV));
      if (!(to > from)) return 0;
      let sum = 0;
      for (let i = 0; i < nodes.length; i++) {
        const s = Math.exp(0.5 * (from + to) + 0.5 * (to - from) * nodes[i]!);
        sum += weights[i]! * rest.density(0.5 * (s + (m * m) / s));
      }
      return (0.25 * (to - from) * sum) / sinh;
    },
  };
}
