import type { Quenching } from './quenching.ts';

/** How little a nucleus of very low energy ionises, beyond what a model says. */
export interface CutOff {
  /** xi of the factor 1 - exp(-T / xi), MeV; no such factor unless given. */
  readonly 'adiabatic-energy'?: number;
  /** Recoil energy below which there is nothing at all, MeV; 0 unless given. */
  readonly 'zero-below'?: number;
}

/**
 * A quenching with a low-energy cut-off: smooth, E_ee(T) (1 - exp(-T / xi)), hard, 0 below an energy, or both.
 *
 * The smooth factor is the adiabatic correction that was fitted to recoils in germanium, xi = 0.16 keVnr with k = 0.179 (arXiv:1608.03588).
 *
 * @throws RangeError if an energy is not positive
 */
export function withCutOff(
  quenching: Quenching,
  { 'adiabatic-energy': adiabatic, 'zero-below': zeroBelow }: CutOff,
): Quenching {
  for (const energy of [adiabatic, zeroBelow]) {
    if (energy !== undefined && !(energy > 0)) {
      throw new RangeError(`Expected a positive energy of the cut-off, got ${energy} MeV`);
    }
  }
  if (adiabatic === undefined && zeroBelow === undefined) return quenching;
  return (recoilMeV) => {
    if (zeroBelow !== undefined && recoilMeV < zeroBelow) return 0;
    return quenching(recoilMeV) * (adiabatic === undefined ? 1 : -Math.expm1(-recoilMeV / adiabatic));
  };
}

/** Recoil energies in MeV at which a cut-off jumps. */
export function cutOffBreaksMeV({ 'zero-below': zeroBelow }: CutOff): readonly number[] {
  return zeroBelow === undefined ? [] : [zeroBelow];
}
