import { isotopeName, type Nucleus } from '../nuclei.ts';

/** Densities by isotope name, such as Ge74. */
export type DensitiesOfIsotopes<Density> = Readonly<Record<string, Density>>;

/** A density to take for a nucleus, and whether it is its own or that of another isotope of the element. */
export interface TabulatedDensity<Density> {
  readonly density: Density;
  /** Number of nucleons of the isotope that the density belongs to. */
  readonly A: number;
}

/**
 * The density of a nucleus: that of the isotope itself, else that of the isotope of the same element nearest in A (of two equally near,
 * the lighter one).
 *
 * @param nucleus whose density
 * @param given densities of the study, which go before the tabulated ones
 * @param tabulated densities of the project
 * @throws RangeError if no isotope of the element has one
 */
export function densityOf<Density>(
  nucleus: Nucleus,
  given: DensitiesOfIsotopes<Density>,
  tabulated: DensitiesOfIsotopes<Density>,
): TabulatedDensity<Density> {
  const all = { ...tabulated, ...given };
  let nearest: TabulatedDensity<Density> | undefined;
  for (const [name, density] of Object.entries(all)) {
    const [, symbol, nucleons] = /^([A-Z][a-z]?)(\d+)$/.exec(name) ?? [];
    const A = Number(nucleons);
    if (symbol !== nucleus.symbol) continue;
    const closer = nearest === undefined ? 1 : Math.abs(nearest.A - nucleus.A) - Math.abs(A - nucleus.A);
    if (closer > 0 || (closer === 0 && A < nearest!.A)) nearest = { density, A };
  }
  if (nearest === undefined) {
    const known = Object.keys(all).join(', ');
    throw new RangeError(`Expected a density of ${isotopeName(nucleus)} or an isotope of it, got those of ${known}`);
  }
  return nearest;
}

/** Rms radius in fm that a density has by itself for a nucleus: its own one, else the charge radius, else R (A / A_of)^(1/3). */
export function ownRmsRadiusFm(nucleus: Nucleus, densityA: number, densityRmsRadiusFm: number): number {
  if (densityA === nucleus.A) return densityRmsRadiusFm;
  return nucleus.chargeRadiusFm ?? densityRmsRadiusFm * Math.cbrt(nucleus.A / densityA);
}
