import type { Isotope } from './nuclei.ts';
import { isotopeName } from './nuclei.ts';

/** Ground state of a nucleus with spin. */
export interface NuclearSpin {
  /** Total angular momentum of the ground state. */
  readonly J: number;
  /** Expectation value <S_p> of the spin of the protons in the state of largest projection. */
  readonly protons: number;
  /** Expectation value <S_n> of the spin of the neutrons. */
  readonly neutrons: number;
}

/** Large-scale shell model, one-body currents. */
const KLOS = 'P. Klos, J. Menendez, D. Gazit, A. Schwenk, Phys. Rev. D 88 (2013) 083516';
/** Compilation of several models, the one per isotope that later compilations took over. */
const BEDNYAKOV = 'V. A. Bednyakov, F. Simkovic, Phys. Part. Nucl. 36 (2005) 131, and references there';

/**
 * Spin expectation values by isotope. The Xe, I, Ge, F, Na, Al, Si of the shell model are good to some 10 to 20 %; the others, of the compilation,
 * differ between models by factors (Cs133: <S_p> from -0.37 to -0.22).
 */
const SPINS: Readonly<Record<string, NuclearSpin & { readonly source: string }>> = {
  H1: { J: 0.5, protons: 0.5, neutrons: 0, source: 'a free proton' },
  He3: { J: 0.5, protons: -0.081, neutrons: 0.552, source: BEDNYAKOV },
  Li7: { J: 1.5, protons: 0.497, neutrons: 0.004, source: BEDNYAKOV },
  C13: { J: 0.5, protons: -0.009, neutrons: -0.172, source: BEDNYAKOV },
  N15: { J: 0.5, protons: -0.145, neutrons: 0.037, source: BEDNYAKOV },
  O17: { J: 2.5, protons: -0.036, neutrons: 0.508, source: BEDNYAKOV },
  F19: { J: 0.5, protons: 0.478, neutrons: -0.002, source: KLOS },
  Ne21: { J: 1.5, protons: 0.02, neutrons: 0.294, source: BEDNYAKOV },
  Na23: { J: 1.5, protons: 0.224, neutrons: 0.024, source: KLOS },
  Mg25: { J: 2.5, protons: 0.04, neutrons: 0.376, source: BEDNYAKOV },
  Al27: { J: 2.5, protons: 0.326, neutrons: 0.038, source: KLOS },
  Si29: { J: 0.5, protons: 0.016, neutrons: 0.156, source: KLOS },
  P31: { J: 0.5, protons: 0.181, neutrons: 0.032, source: BEDNYAKOV },
  Cl35: { J: 1.5, protons: -0.051, neutrons: -0.0088, source: BEDNYAKOV },
  K39: { J: 1.5, protons: -0.197, neutrons: 0.051, source: BEDNYAKOV },
  Ge73: { J: 4.5, protons: 0.031, neutrons: 0.439, source: KLOS },
  I127: { J: 2.5, protons: 0.342, neutrons: 0.031, source: KLOS },
  Xe129: { J: 0.5, protons: 0.01, neutrons: 0.329, source: KLOS },
  Xe131: { J: 1.5, protons: -0.009, neutrons: -0.272, source: KLOS },
  Cs133: { J: 3.5, protons: -0.225, neutrons: 0.002, source: BEDNYAKOV },
  Pb207: { J: 0.5, protons: -0.01, neutrons: -0.149, source: BEDNYAKOV },
};

/** Spin expectation values that a study gives, by isotope. */
export type GivenSpins = Readonly<Record<string, NuclearSpin>>;

/** Spin and <S_p>, <S_n> of an isotope with their source; undefined where none is known. Given ones go before tabulated ones. */
export function nuclearSpin(
  nucleus: Pick<Isotope, 'symbol' | 'A'>,
  given: GivenSpins = {},
): (NuclearSpin & { readonly source: string }) | undefined {
  const name = isotopeName(nucleus);
  const own = given[name];
  return own === undefined ? SPINS[name] : { ...own, source: 'the study' };
}

/** Whether protons and neutrons are paired up: such ground states have spin 0, and no current of spin acts on them. */
export function isEvenEven({ Z, A }: Pick<Isotope, 'Z' | 'A'>): boolean {
  return Z % 2 === 0 && (A - Z) % 2 === 0;
}

/**
 * Square of the form factor of spin, normalised to 1: j0(q r)^2 with r = 1.0 A^(1/3) fm, the first zero filled up to 0.047.
 *
 * That of a thin shell, since the unpaired nucleon is at the surface.
 *
 * @param A number of nucleons
 * @param momentumTransferPerFm q
 * @see J. D. Lewin, P. F. Smith, Astropart. Phys. 6 (1996) 87
 */
export function thinShellSquared(A: number, momentumTransferPerFm: number): number {
  const x = momentumTransferPerFm * Math.cbrt(A);
  if (x > 2.55 && x < 4.5) return 0.047;
  const j0 = x < 1e-4 ? 1 - (x * x) / 6 : Math.sin(x) / x;
  return j0 * j0;
}
