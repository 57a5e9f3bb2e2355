import { targetNuclei } from '@cevns/detectors/target';
import { AVOGADRO_PER_MOL } from '@cevns/physics/constants';
import { type Isotope, nuclearMassMeV } from '@cevns/physics/nuclei';
import type { RecoilParameters } from '../stages/recoil.ts';
import type { InternalStudy } from './internal-study.ts';
import type { StudyProblems } from './study-problems.ts';

/** The elements of the catalogue. */
export interface Elements {
  readonly symbols: readonly string[];
  isotopesOf(symbol: string): readonly Isotope[] | undefined;
}

/** The nuclei of the target of a study, or undefined when its material cannot be made of known elements. */
export function lowerTarget(
  { detector }: InternalStudy,
  elements: Elements,
  problems: StudyProblems,
): RecoilParameters['nuclei'] | undefined {
  const { material, mass } = detector.target;
  const path = ['detector', 'target', 'material'];
  const symbols = [...material.matchAll(/[A-Z][a-z]?/g)].map(([symbol]) => symbol);
  const known = symbols.map((symbol) => problems.expectName(path, 'E604', 'element', symbol, elements.symbols));
  if (known.includes(false)) return undefined;
  return problems.attempt(path, 'E604', () =>
    targetNuclei(material, mass, (symbol) => elements.isotopesOf(symbol), AVOGADRO_PER_MOL).map(
      ({ isotope: { symbol, Z, A, chargeRadiusFm, atomicMassU }, nuclei }) => ({
        symbol,
        Z,
        A,
        chargeRadiusFm,
        nuclearMassMeV: nuclearMassMeV(Z, atomicMassU),
        count: nuclei,
      }),
    ),
  );
}
