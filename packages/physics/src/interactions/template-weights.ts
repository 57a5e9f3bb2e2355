import { addPolynomials, multiplyPolynomials, type Polynomial } from '../couplings/polynomial.ts';
import { LEPTON_FLAVOURS } from '../flavours.ts';
import type { FinalFlavours } from './interaction.ts';
import { pairName } from './recoil-templates.ts';

/**
 * Weights of the templates that pairs of amplitudes make: sum over final flavours of w_i w_j, by the name of the pair.
 *
 * @param coefficients of every term by name of the amplitude; the coefficients of one amplitude in several terms add up
 */
export function pairWeights(
  coefficients: readonly Readonly<Record<string, FinalFlavours>>[],
): Record<string, Polynomial> {
  const names = [...new Set(coefficients.flatMap((each) => Object.keys(each)))].sort();
  const amplitude = (name: string, final: (typeof LEPTON_FLAVOURS)[number]): Polynomial =>
    addPolynomials(...coefficients.map((each) => each[name]?.[final] ?? []));
  const weights: Record<string, Polynomial> = {};
  names.forEach((first, i) => {
    for (const second of names.slice(i)) {
      const sum = addPolynomials(
        ...LEPTON_FLAVOURS.map((final) => multiplyPolynomials(amplitude(first, final), amplitude(second, final))),
      );
      if (sum.length > 0) weights[pairName(first, second)] = sum;
    }
  });
  return weights;
}
