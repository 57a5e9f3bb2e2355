import { gaussLegendre } from '@cevns/numerics/quadrature';
import { restFrame } from './mediator-decay.ts';
import type { DarkMatterKind } from './recoil.ts';
import type { DarkMatterSpectrum } from './spectrum.ts';

/** What goes into one direction, relative to an even share of it. */
export interface DirectedSpectrum {
  /** Normalised to one. */
  readonly spectrum: DarkMatterSpectrum;
  /** Particles per steradian times 4 pi, per particle; 0 where none go. */
  readonly enhancement: number;
}

/**
 * Particles of V -> chi chibar that leave at a given angle to the flight of the parent, which emits V isotropically in its own frame.
 *
 * d^3p/E is invariant: dN/(dE dOmega) = (p / p*) f*(E*) / (4 pi) with E* = gamma (E - beta p cos). Averaged over the angle it is the spectrum of
 * `mediatorDecaySpectrum`.
 *
 * @param kind of dark matter
 * @param massMeV m of the particles
 * @param mediatorMassMeV m_V
 * @param mediatorEnergyMeV energy of V in the frame of the parent
 * @param parentMassMeV mass of the parent
 * @param parentMomentumMeV momentum of the parent
 * @param cosine of the angle between parent and particle in the laboratory
 * @throws RangeError if the mediator cannot decay or the cosine is none
 */
export function directedDecaySpectrum(
  kind: DarkMatterKind,
  massMeV: number,
  mediatorMassMeV: number,
  mediatorEnergyMeV: number,
  parentMassMeV: number,
  parentMomentumMeV: number,
  cosine: number,
): DirectedSpectrum {
  if (!(Math.abs(cosine) <= 1)) throw new RangeError(`Expected a cosine from -1 to 1, got ${cosine}`);
  const rest = restFrame(kind, massMeV, mediatorMassMeV, mediatorEnergyMeV);
  const sinh = parentMomentumMeV / parentMassMeV;
  const cosh = Math.sqrt(1 + sinh * sinh);
  const inRest = (energy: number): number => cosh * energy - sinh * cosine * momentumOf(energy, massMeV);
  const unnormalised = (energyMeV: number): number => {
    if (energyMeV < massMeV) return 0;
    const energy = inRest(energyMeV);
    const p = momentumOf(energy, massMeV);
    return p > 0 ? (momentumOf(energyMeV, massMeV) / p) * rest.density(energy) : 0;
  };
  const breakpointsMeV = [rest.from, rest.to]
    .flatMap((end) => energiesAt(end / cosh, (sinh * cosine) / cosh, massMeV))
    .concat(inRest(massMeV) >= rest.from && inRest(massMeV) <= rest.to ? [massMeV] : [])
    .sort((a, b) => a - b);
  const enhancement = integral(unnormalised, breakpointsMeV, massMeV);
  return {
    enhancement,
    spectrum: {
      massMeV,
      breakpointsMeV,
      density: (energyMeV) => (enhancement > 0 ? unnormalised(energyMeV) / enhancement : 0),
    },
  };
}

function momentumOf(energyMeV: number, massMeV: number): number {
  return Math.sqrt(Math.max(0, (energyMeV - massMeV) * (energyMeV + massMeV)));
}

/** Energies E with E - b p = a: up to two where a particle is slower than its parent. */
function energiesAt(a: number, b: number, massMeV: number): number[] {
  const square = a * a - (1 - b * b) * massMeV * massMeV;
  if (square < 0) return [];
  const roots = [1, -1].map((sign) => (a + sign * b * Math.sqrt(square)) / (1 - b * b));
  // Squaring the equation adds a solution with the other sign of p.
  return [...new Set(roots)].filter(
    (E) => E >= massMeV && Math.abs(E - b * momentumOf(E, massMeV) - a) < 1e-9 * (E + a),
  );
}

/** Integral over smooth pieces, in the momentum. */
function integral(f: (energyMeV: number) => number, breakpointsMeV: readonly number[], massMeV: number): number {
  const { nodes, weights } = gaussLegendre(64);
  let sum = 0;
  for (let i = 1; i < breakpointsMeV.length; i++) {
    const from = momentumOf(breakpointsMeV[i - 1]!, massMeV);
    const half = 0.5 * (momentumOf(breakpointsMeV[i]!, massMeV) - from);
    for (let k = 0; k < nodes.length; k++) {
      const p = from + half * (1 + nodes[k]!);
      const E = Math.sqrt(p * p + massMeV * massMeV);
      sum += (half * weights[k]! * f(E) * p) / E;
    }
  }
  return sum;
}
