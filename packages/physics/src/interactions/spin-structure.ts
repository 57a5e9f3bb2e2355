import { type GivenSpins, isEvenEven, nuclearSpin } from '../nuclear-spin.ts';
import type { Nucleus } from '../nuclei.ts';

/** Spin of protons and neutrons as an amplitude, in which a free nucleon has 1. */
export interface SpinAmplitudes {
  readonly protons: number;
  readonly neutrons: number;
}

/** How the spin of a nucleus is described. */
export interface SpinSettings {
  /**
   * `spin-expectation` takes <S_p>, <S_n> of each isotope, `unpaired-nucleon` counts Z+ - Z- and N+ - N- as 1 where the number is odd.
   * `spin-expectation` unless given.
   */
  readonly convention?: 'spin-expectation' | 'unpaired-nucleon';
  /** <S_p>, <S_n> and J by isotope, before those that are tabulated. */
  readonly spins?: GivenSpins;
}

/**
 * Amplitudes sqrt((4/3) (J+1)/J) <S> of a nucleus, whose square multiplies the rate of a free nucleon.
 *
 * @returns null where the nucleus has no spin, or none is known
 */
export function spinAmplitudes(nucleus: Nucleus, { convention, spins }: SpinSettings): SpinAmplitudes | null {
  if (isEvenEven(nucleus)) return null;
  if (convention === 'unpaired-nucleon') return { protons: nucleus.Z % 2, neutrons: (nucleus.A - nucleus.Z) % 2 };
  const spin = nuclearSpin(nucleus, spins);
  if (spin === undefined) return null;
  const scale = Math.sqrt((4 * (spin.J + 1)) / (3 * spin.J));
  return { protons: scale * spin.protons, neutrons: scale * spin.neutrons };
}

/** The nuclei that have spin of unknown make-up. */
export function nucleiOfUnknownSpin(nuclei: readonly Nucleus[], settings: SpinSettings): readonly Nucleus[] {
  return nuclei.filter((nucleus) => !isEvenEven(nucleus) && spinAmplitudes(nucleus, settings) === null);
}
