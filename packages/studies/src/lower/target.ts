import { targetNuclei } from '@cevns/detectors/target';
import { AVOGADRO_PER_MOL } from '@cevns/physics/constants';
import { type Isotope, nuclearMassMeV } from '@cevns/physics/nuclei';
import type { RecoilParameters } from '../stages/recoil.ts';
import type { DetectorSection, InternalStudy } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** How many nuclei of each isotope there are in a target. */
export type TargetNuclei = RecoilParameters['nuclei'];

/** The elements of the catalogue. */
export interface Elements {
  readonly symbols: readonly string[];
  isotopesOf(symbol: string): readonly Isotope[] | undefined;
}

/** Hydrogen of mass 2 has a symbol of its own in formulae. */
const DEUTERIUM = 'D';

/** The nuclei of the target of a study, or undefined when its material cannot be made of known elements. */
export function lowerTarget(
  { detector }: InternalStudy,
  elements: Elements,
  problems: StudyProblems,
): TargetNuclei | undefined {
  const { material, mass, isotopes } = detector.target;
  const path = ['detector', 'target', 'material'];
  const known = formulaeOf(material).map((formula) => {
    const symbols = [...formula.matchAll(/[A-Z][a-z]?/g)].map(([symbol]) => symbol);
    const own = typeof material === 'string' ? path : [...path, formula];
    const names = symbols.filter((symbol) => symbol !== DEUTERIUM);
    return names.every((symbol) => problems.expectName(own, 'E604', 'element', symbol, elements.symbols));
  });
  if (known.includes(false)) return undefined;
  const nuclei = (composition?: Readonly<Record<string, number>>) =>
    targetNuclei(material, mass, (symbol) => elements.isotopesOf(symbol), AVOGADRO_PER_MOL, composition);
  const natural = problems.attempt(path, 'E604', () => nuclei());
  if (natural === undefined) return undefined;
  const found =
    isotopes === undefined
      ? natural
      : problems.attempt(['detector', 'target', 'isotopes'], 'E604', () => nuclei(isotopes));
  return found?.map(({ isotope: { symbol, Z, A, chargeRadiusFm, atomicMassU }, nuclei: count }) => ({
    symbol,
    Z,
    A,
    chargeRadiusFm,
    nuclearMassMeV: nuclearMassMeV(Z, atomicMassU),
    count,
  }));
}

/** What the target is made of, as results state it: `CsI, isotopes natural, dopants neglected`. */
export function targetConvention({ material, isotopes }: DetectorSection['target']): string {
  const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(12))} %`;
  const list = (fractions: Readonly<Record<string, number>>) =>
    Object.entries(fractions)
      .map(([name, fraction]) => `${percent(fraction)} ${name}`)
      .join(' + ');
  const made = typeof material === 'string' ? material : `${list(material)} by mass`;
  const rest = formulaeOf(material).some((formula) => /\[|^\d|\(\d|D(?![a-z])/.test(formula))
    ? 'as named, else natural'
    : 'natural';
  const composition = isotopes === undefined ? `isotopes ${rest}` : `isotopes ${list(isotopes)}, else natural`;
  return `${made}, ${composition}, dopants neglected unless named`;
}

function formulaeOf(material: DetectorSection['target']['material']): string[] {
  return typeof material === 'string' ? [material] : Object.keys(material);
}
