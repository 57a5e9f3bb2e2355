import { type Isotope, isotopeName } from '@cevns/physics/nuclei';
import { type FormulaPart, parseFormula } from './chemical-formula.ts';

/** Isotopes of an element, by element symbol. */
export type IsotopesOfElement = (symbol: string) => readonly Isotope[] | undefined;

/** How many nuclei of one isotope a target holds. */
export interface TargetNuclei {
  readonly isotope: Isotope;
  readonly nuclei: number;
}

/** A chemical formula, or several with their fractions of the mass. */
export type Material = string | Readonly<Record<string, number>>;

/** Fractions of the atoms of elements that are not of natural composition, by isotope name: `{ Ge76: 0.87, Ge74: 0.13 }`. */
export type IsotopicComposition = Readonly<Record<string, number>>;

/** How far fractions may be from adding up to 1; they are normalised. */
const ROUNDING = 1e-6;

/** A share of the atoms of an element. */
interface Share {
  readonly isotope: Isotope;
  readonly fraction: number;
}

/**
 * Atomic mass of an element in u: the mean over its isotopes weighted by abundance, the abundances normalised to 1.
 *
 * @throws RangeError when no isotope has an abundance
 */
export function elementMassU(symbol: string, isotopes: readonly Isotope[]): number {
  return meanMassU(naturalShares(symbol, isotopes));
}

/**
 * Number of nuclei of every isotope in a target:
 * N_i = (m / sum_e n_e A_e) N_A n_e a_i, with formula unit n_e atoms of element e, A_e its atomic mass and a_i the fraction of the isotope:
 * its abundance, unless the formula or the composition names isotopes. A mixture has this for each formula with its part of the mass.
 *
 * Atoms are counted with atomic masses: what is weighed are atoms. Each isotope comes once, in the order of the formulae and of A.
 *
 * @param material chemical formula, or formulae with fractions of the mass that add up to 1
 * @param massKg mass of the target in kg
 * @param isotopesOf isotopes of an element with abundances and atomic masses in u
 * @param avogadroPerMol Avogadro constant in 1/mol
 * @param composition isotopes of enriched elements, for each of them fractions that add up to 1
 * @throws RangeError for a bad formula, an unknown element or isotope, fractions that do not add up to 1, or a mass that is not positive
 */
export function targetNuclei(
  material: Material,
  massKg: number,
  isotopesOf: IsotopesOfElement,
  avogadroPerMol: number,
  composition: IsotopicComposition = {},
): TargetNuclei[] {
  if (!(massKg > 0 && Number.isFinite(massKg)))
    throw new RangeError(`Expected a positive target mass, got ${massKg} kg`);
  const formulae = formulaeOf(material);
  const enriched = enrichedShares(composition, isotopesOf);
  const found = new Map<string, TargetNuclei>();
  for (const [formula, massFraction] of formulae) {
    const parts = parseFormula(formula);
    refuseIsotopeAsCount(formula, parts, isotopesOf);
    const elements = parts.map(({ symbol, A, atoms }) => {
      const isotopes = isotopesOf(symbol);
      if (isotopes === undefined) throw new RangeError(`Expected a known element in '${formula}', got '${symbol}'`);
      const shares =
        A === undefined
          ? (enriched.get(symbol) ?? naturalShares(symbol, isotopes))
          : [{ isotope: isotopeOf(isotopes, symbol, A), fraction: 1 }];
      return { atoms, shares, massU: meanMassU(shares) };
    });
    const formulaMassU = elements.reduce((sum, { atoms, massU }) => sum + atoms * massU, 0);
    const formulaUnits = ((1000 * massKg * massFraction) / formulaMassU) * avogadroPerMol;
    for (const { atoms, shares } of elements) {
      for (const { isotope, fraction } of shares) {
        const name = isotopeName(isotope);
        const nuclei = formulaUnits * atoms * fraction;
        found.set(name, { isotope, nuclei: (found.get(name)?.nuclei ?? 0) + nuclei });
      }
    }
  }
  for (const symbol of enriched.keys()) {
    if (
      formulae.some(([formula]) => parseFormula(formula).some((part) => part.symbol === symbol && part.A === undefined))
    )
      continue;
    throw new RangeError(`Expected isotopes of an element of the material, got those of ${symbol}`);
  }
  return [...found.values()];
}

function formulaeOf(material: Material): [formula: string, massFraction: number][] {
  if (typeof material === 'string') return [[material, 1]];
  const formulae = Object.entries(material);
  const total = formulae.reduce((sum, [, fraction]) => sum + fraction, 0);
  if (!(Math.abs(total - 1) <= ROUNDING && formulae.every(([, fraction]) => fraction > 0))) {
    throw new RangeError(`Expected positive fractions of the mass that add up to 1, got ${total}`);
  }
  return formulae.map(([formula, fraction]) => [formula, fraction / total]);
}

/** Abundances are fractions of the atoms already; rounded ones are normalised. */
function naturalShares(symbol: string, isotopes: readonly Isotope[]): Share[] {
  const total = isotopes.reduce((sum, { abundance }) => sum + abundance, 0);
  if (!(total > 0)) throw new RangeError(`Expected natural abundances of ${symbol}, got none`);
  return isotopes
    .filter(({ abundance }) => abundance > 0)
    .map((isotope) => ({ isotope, fraction: isotope.abundance / total }));
}

function enrichedShares(composition: IsotopicComposition, isotopesOf: IsotopesOfElement): Map<string, Share[]> {
  const shares = new Map<string, Share[]>();
  for (const [name, fraction] of Object.entries(composition)) {
    const [, symbol = '', A] = /^([A-Z][a-z]?)(\d+)$/.exec(name) ?? [];
    const isotopes = isotopesOf(symbol);
    if (isotopes === undefined) throw new RangeError(`Expected an isotope of a known element, got '${name}'`);
    const isotope = isotopeOf(isotopes, symbol, Number(A));
    if (!(fraction >= 0)) throw new RangeError(`Expected a fraction of the atoms for ${name}, got ${fraction}`);
    shares.set(symbol, [...(shares.get(symbol) ?? []), { isotope, fraction }]);
  }
  for (const [symbol, each] of shares) {
    const total = each.reduce((sum, { fraction }) => sum + fraction, 0);
    if (!(Math.abs(total - 1) <= ROUNDING)) {
      throw new RangeError(`Expected fractions of the isotopes of ${symbol} that add up to 1, got ${total}`);
    }
    const normalised = each.filter(({ fraction }) => fraction > 0);
    shares.set(
      symbol,
      normalised
        .map(({ isotope, fraction }) => ({ isotope, fraction: fraction / total }))
        .sort((a, b) => a.isotope.A - b.isotope.A),
    );
  }
  return shares;
}

function isotopeOf(isotopes: readonly Isotope[], symbol: string, A: number): Isotope {
  const isotope = isotopes.find((each) => each.A === A);
  if (isotope !== undefined) return isotope;
  throw new RangeError(`Expected one of ${isotopes.map(isotopeName).join(', ')}, got ${symbol}${A}`);
}

/** `Ge76` is 76 atoms of germanium, and hardly ever meant: the isotope is `76Ge`. */
function refuseIsotopeAsCount(formula: string, parts: readonly FormulaPart[], isotopesOf: IsotopesOfElement): void {
  const [{ symbol, A, atoms }, second] = parts as [FormulaPart, FormulaPart | undefined];
  if (second !== undefined || A !== undefined || symbol === 'H' || !formula.endsWith(String(atoms))) return;
  if (!isotopesOf(symbol)?.some((isotope) => isotope.A === atoms)) return;
  throw new RangeError(`Expected ${symbol}, or ${atoms}${symbol} for the isotope, got '${formula}'`);
}

function meanMassU(shares: readonly Share[]): number {
  return shares.reduce((sum, { isotope, fraction }) => sum + fraction * isotope.atomicMassU, 0);
}
