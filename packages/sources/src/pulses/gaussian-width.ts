import { positive } from '../positive.ts';

/** The width of a Gaussian in us, by one of two names. */
export interface GaussianWidth {
  /** Standard deviation. */
  readonly sigma?: number;
  /** Full width at half maximum, 2 sqrt(2 ln 2) standard deviations. */
  readonly fwhm?: number;
}

const FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.LN2);

/**
 * Standard deviation in us of a Gaussian that is given by it or by its full width at half maximum: 380 ns of full width are 161.4 ns.
 *
 * @throws RangeError unless exactly one of the two is given, and positive
 */
export function sigmaOf({ sigma, fwhm }: GaussianWidth): number {
  if ((sigma === undefined) === (fwhm === undefined)) {
    throw new RangeError('Expected the width of a pulse as `sigma` or as `fwhm`, one of the two');
  }
  return sigma === undefined
    ? positive('full width of a pulse in us', fwhm!) / FWHM_PER_SIGMA
    : positive('pulse width in us', sigma);
}
