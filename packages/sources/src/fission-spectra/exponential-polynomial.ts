/**
 * The form in which Mueller and Huber publish their spectra: S(E) = exp(c0 + c1 E + c2 E^2 + ...), E in MeV, per fission and MeV.
 *
 * @param coefficients c0, c1, ...
 * @param energyMeV E
 */
export function exponentialPolynomial(coefficients: readonly number[], energyMeV: number): number {
  return Math.exp(coefficients.reduceRight((sum, coefficient) => sum * energyMeV + coefficient, 0));
}
