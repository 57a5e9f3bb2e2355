import { type DetectorSection, type InternalStudy, modelOf, type VariedPart } from './internal-study.ts';
import { QUENCHINGS } from './quenching-models.ts';
import type { StudyProblems } from './study-problems.ts';
import type { Elements, TargetNuclei } from './target.ts';

/** A quenching for every element of the target, by its symbol. */
export type ElementQuenching = Readonly<Record<string, VariedPart>>;

/** A quenching, and whose recoils it is of. */
export interface QuenchingPart {
  /** Symbol of the element; undefined where it is that of all nuclei. */
  readonly element: string | undefined;
  readonly part: VariedPart;
  /** Where it stands in a study. */
  readonly path: readonly string[];
}

const PATH = ['detector', 'quenching'];

/** Whether every element of the target has a quenching of its own. */
export function isPerElement(quenching: DetectorSection['quenching']): quenching is ElementQuenching {
  return typeof quenching.model !== 'string';
}

/** The quenchings of a detector: that of all nuclei, or one for every element. */
export function quenchingParts({ quenching }: Pick<DetectorSection, 'quenching'>): readonly QuenchingPart[] {
  if (!isPerElement(quenching)) return [{ element: undefined, part: quenching, path: PATH }];
  return Object.entries(quenching).map(([element, part]) => ({ element, part, path: [...PATH, element] }));
}

/** The quenching of the recoils of an element, or of all nuclei where none is named. */
export function quenchingOf(detector: Pick<DetectorSection, 'quenching'>, element: string | undefined): VariedPart {
  return quenchingParts(detector).find((each) => each.element === element)!.part;
}

/**
 * The study with the quenching of every element in the order of the target, and with the numbers of the elements where a model takes them and the study
 * leaves them out: Z, and as A the mean of the atomic masses of the isotopes in the target. An element that has none, or is not there, goes to the problems.
 */
export function withQuenchedElements(
  study: InternalStudy,
  nuclei: TargetNuclei,
  elements: Elements,
  problems: StudyProblems,
): InternalStudy {
  const { quenching } = study.detector;
  if (!isPerElement(quenching)) return study;
  const symbols = [...new Set(nuclei.map(({ symbol }) => symbol))];
  const written = Object.keys(quenching);
  const missing = symbols.filter((symbol) => quenching[symbol] === undefined);
  for (const symbol of written) {
    // Of an element that is not there the one is meant that is missing, where there is one.
    if (symbols.includes(symbol)) continue;
    problems.expectName(
      [...PATH, symbol],
      'E604',
      'element of the target',
      symbol,
      missing.length > 0 ? missing : symbols,
    );
  }
  if (missing.length > 0) {
    const found = written.filter((symbol) => symbols.includes(symbol));
    problems.atKey(PATH, 'E303', {
      message: `the quenching of ${missing.join(', ')} is missing: every element of the target needs one`,
      expected: `${missing.map((symbol) => `\`${symbol}:\``).join(', ')} ${found.length === 0 ? 'with a model' : `beside ${found.map((symbol) => `\`${symbol}:\``).join(', ')}`}, or one model for all nuclei`,
    });
  }
  const own = symbols
    .filter((symbol) => quenching[symbol] !== undefined)
    .map((symbol) => [symbol, withNumbers(quenching[symbol]!, numbersOf(symbol, nuclei, elements))] as const);
  return { ...study, detector: { ...study.detector, quenching: Object.fromEntries(own) } };
}

/** Number of protons, and the mean atomic mass in u over the isotopes as the target has them. */
function numbersOf(
  symbol: string,
  nuclei: TargetNuclei,
  elements: Elements,
): { readonly Z: number; readonly A: number } {
  const own = nuclei.filter((nucleus) => nucleus.symbol === symbol);
  const isotopes = elements.isotopesOf(symbol)!;
  const total = own.reduce((sum, { count }) => sum + count, 0);
  const A = own.reduce(
    (sum, { A: mass, count }) => sum + (count / total) * isotopes.find((isotope) => isotope.A === mass)!.atomicMassU,
    0,
  );
  return { Z: own[0]!.Z, A };
}

function withNumbers(part: VariedPart, numbers: { readonly Z: number; readonly A: number }): VariedPart {
  return QUENCHINGS[modelOf(part)]?.ofNucleus === true ? { ...numbers, ...part } : part;
}
