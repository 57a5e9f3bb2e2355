import type { Isotope } from '@cevns/physics/nuclei';

/** Isotopes of an element, by element symbol. */
export type IsotopesOfElement = (symbol: string) => readonly Isotope[] | undefined;

/** How many nuclei of one isotope a target holds. */
export interface TargetNuclei {
  readonly isotope: Isotope;
  readonly nuclei: number;
}

/** An element of a chemical formula and its number of atoms per formula unit. */
export interface FormulaPart {
  readonly symbol: string;
  readonly atoms: number;
}

/**
 * Reads a chemical formula such as `CsI`, `CaWO4`, `Al2O3` or `Ar`: element symbols, each with an optional whole number.
 *
 * @throws RangeError when the text is not such a formula
 */
export function parseFormula(formula: string): FormulaPart[] {
  if (!/^(?:[A-Z][a-z]?(?:[1-9]\d*)?)+$/.test(formula)) {
    throw new RangeError(`Expected a chemical formula such as CsI or CaWO4, got '${formula}'`);
  }
  const atoms = new Map<string, number>();
  for (const [, symbol = '', count] of formula.matchAll(/([A-Z][a-z]?)(\d*)/g)) {
    atoms.set(symbol, (atoms.get(symbol) ?? 0) + (count === '' ? 1 : Number(count)));
  }
  return [...atoms].map(([symbol, number]) => ({ symbol, atoms: number }));
}

/**
 * Atomic mass of an element in u: the mean over its isotopes weighted by abundance, the abundances normalised to 1.
 *
 * @throws RangeError when no isotope has an abundance
 */
export function elementMassU(symbol: string, isotopes: readonly Isotope[]): number {
  let mass = 0;
  let abundance = 0;
  for (const isotope of isotopes) {
    mass += isotope.abundance * isotope.atomicMassU;
    abundance += isotope.abundance;
  }
  if (!(abundance > 0)) throw new RangeError(`Expected natural abundances of ${symbol}, got none`);
  return mass / abundance;
}

/**
 * Number of nuclei of every isotope in a target of natural composition:
 * N_i = (m / sum_e n_e A_e) N_A n_e a_i, with formula unit n_e atoms of element e, A_e its atomic mass and a_i the abundance.
 *
 * Atoms are counted with atomic masses: what is weighed are atoms.
 *
 * @param formula chemical formula
 * @param massKg mass of the target in kg
 * @param isotopesOf isotopes of an element with abundances and atomic masses in u
 * @param avogadroPerMol Avogadro constant in 1/mol
 * @throws RangeError for a bad formula, an unknown element, or a mass that is not positive
 */
export function targetNuclei(
  formula: string,
  massKg: number,
  isotopesOf: IsotopesOfElement,
  avogadroPerMol: number,
): TargetNuclei[] {
  if (!(massKg > 0 && Number.isFinite(massKg)))
    throw new RangeError(`Expected a positive target mass, got ${massKg} kg`);
  const elements = parseFormula(formula).map(({ symbol, atoms }) => {
    const isotopes = isotopesOf(symbol);
    if (isotopes === undefined) throw new RangeError(`Expected a known element in '${formula}', got '${symbol}'`);
    return { atoms, isotopes, massU: elementMassU(symbol, isotopes) };
  });
  const formulaMassU = elements.reduce((sum, { atoms, massU }) => sum + atoms * massU, 0);
  const formulaUnits = ((1000 * massKg) / formulaMassU) * avogadroPerMol;
  return elements.flatMap(({ atoms, isotopes }) => {
    const total = isotopes.reduce((sum, { abundance }) => sum + abundance, 0);
    return isotopes
      .filter(({ abundance }) => abundance > 0)
      .map((isotope) => ({ isotope, nuclei: formulaUnits * atoms * (isotope.abundance / total) }));
  });
}
