import { SHELLS } from './shells.ts';

/** How electrons of atoms count: `steps` those bound less than the recoil energy, `free` all of them. */
export type Binding = 'steps' | 'free';

/** Atoms of one element in a target. */
export interface Atoms {
  readonly symbol: string;
  readonly Z: number;
  readonly count: number;
}

/**
 * Number of electrons that can take a recoil energy, summed over the atoms of a target: sum over elements of count times Z_eff(T),
 * Z_eff(T) = number of electrons of the atom with a binding energy of at most T. Elements whose shells are not tabulated count in full.
 *
 * @param atoms of the target
 * @param binding `steps` or `free`
 * @param recoilEnergyMeV energies T that the atom receives, in MeV
 * @param out receives the numbers, as long as the energies
 * @see L. A. Mikaelyan, Phys. Atom. Nucl. 65 (2002) 1173; V. I. Kopeikin et al., Phys. Atom. Nucl. 60 (1997) 1859
 */
export function effectiveElectrons(
  atoms: readonly Atoms[],
  binding: Binding,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  for (const { symbol, Z, count } of atoms) {
    const shells = binding === 'steps' ? SHELLS[symbol] : undefined;
    for (let i = 0; i < out.length; i++) {
      if (shells === undefined) {
        out[i]! += count * Z;
        continue;
      }
      for (const { bindingEnergyMeV, electrons } of shells) {
        if (recoilEnergyMeV[i]! >= bindingEnergyMeV) out[i]! += count * electrons;
      }
    }
  }
}

/** Where the number of electrons steps, in MeV, ascending and each once; a quadrature over the recoil energy has to break there. */
export function bindingEnergiesMeV(symbols: readonly string[]): number[] {
  const energies = symbols.flatMap((symbol) => (SHELLS[symbol] ?? []).map(({ bindingEnergyMeV }) => bindingEnergyMeV));
  return [...new Set(energies)].sort((a, b) => a - b);
}
