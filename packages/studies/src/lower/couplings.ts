import {
  type CouplingSet,
  couplingsFromNumbers,
  type NumericCouplings,
  type VectorWeights,
  vectorWeights,
} from '@cevns/physics/couplings/couplings';
import { evaluatePolynomial, type Polynomial } from '@cevns/physics/couplings/polynomial';
import { couplings } from '@cevns/physics/couplings/registry';
import { LEPTON_FLAVOURS, type NeutrinoFlavour } from '@cevns/physics/flavours';
import type { InteractionSection } from './internal-study.ts';

/** The couplings of a study: a named set, or its numbers. The schema has checked the name. */
export function lowerCouplings({ couplings: chosen }: InteractionSection): CouplingSet {
  return typeof chosen === 'string' ? couplings[chosen]! : couplingsFromNumbers(chosen as NumericCouplings);
}

/**
 * Weights of the coupling templates per flavour that the set knows, with the interaction parameters that no `parameters:` entry frees
 * put in as numbers: what is left is a polynomial in the free ones.
 */
export function lowerWeights(set: CouplingSet, free: readonly string[]): Record<string, VectorWeights> {
  const reduce = (polynomial: Polynomial): Polynomial => substitute(polynomial, set.parameters, free);
  const known = LEPTON_FLAVOURS.filter((flavour) => Array.isArray(set.gvp) || flavour in set.gvp);
  const flavours = known.flatMap((flavour): NeutrinoFlavour[] => [flavour, `${flavour}bar`]);
  return Object.fromEntries(
    flavours.map((flavour) => {
      const { pp, pn, nn } = vectorWeights(set, flavour);
      return [flavour, { pp: reduce(pp), pn: reduce(pn), nn: reduce(nn) }];
    }),
  );
}

function substitute(
  polynomial: Polynomial,
  values: Readonly<Record<string, number>>,
  free: readonly string[],
): Polynomial {
  const terms = new Map<string, { coefficient: number; powers: Readonly<Record<string, number>> }>();
  for (const { coefficient, powers } of polynomial) {
    const kept = Object.fromEntries(Object.entries(powers).filter(([name]) => free.includes(name)));
    const bound = Object.fromEntries(Object.entries(powers).filter(([name]) => !free.includes(name)));
    const key = JSON.stringify(Object.entries(kept).sort());
    const term = terms.get(key) ?? { coefficient: 0, powers: kept };
    term.coefficient += evaluatePolynomial([{ coefficient, powers: bound }], values);
    terms.set(key, term);
  }
  return [...terms.values()];
}
