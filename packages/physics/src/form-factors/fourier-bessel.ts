import { isotopeName } from '../nuclei.ts';
import type { FormFactor, FormFactorModel } from './form-factor.ts';
import { type FourierBesselSeries, fourierBesselSeries } from './fourier-bessel-series.ts';
import { type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';
import { densityOf, ownRmsRadiusFm } from './tabulated-isotope.ts';

export interface FourierBessel extends RadiusSettings {
  /** Series of isotopes, before the tabulated ones. */
  readonly series?: Readonly<Record<string, FourierBesselSeries>>;
}

/**
 * Form factor of a Fourier-Bessel series, rho(r) = sum_v a_v j0(v pi r / R) for r < R, as electron scattering measures charge densities
 * without a model:
 *
 * F(q) = sin(x)/x sum_v (-1)^v a_v / (v^2 pi^2 - x^2) / sum_v (-1)^v a_v / (v^2 pi^2), x = q R.
 *
 * The series is the one a study gives for the isotope, else the tabulated one, else that of the nearest isotope of the element stretched to
 * the charge radius of the nucleus. A given rms radius or a skin stretches the density: F(q) -> F(q R_rms / R_series).
 *
 * @throws RangeError if no isotope of the element has a series, or if a series is none
 * @see B. Dreher et al., Nucl. Phys. A 235 (1974) 219; H. de Vries et al., At. Data Nucl. Data Tables 36 (1987) 495
 */
export const formFactor: FormFactorModel<FourierBessel> = {
  prepare(nucleus, _nucleon, settings) {
    const { density: series, A } = densityOf(nucleus, settings.series ?? {}, fourierBesselSeries);
    const own = seriesRmsRadiusFm(series, isotopeName(nucleus));
    const stretch = rmsRadiusFm(nucleus, settings, ownRmsRadiusFm(nucleus, A, own)) / own;
    return seriesFormFactor(series, stretch);
  },
};

function seriesFormFactor({ cutoff, coefficients }: FourierBesselSeries, stretch: number): FormFactor {
  const count = coefficients.length;
  const amplitudes = Float64Array.from(coefficients, (a, i) => (i % 2 === 0 ? a : -a));
  const sum = (x: number) => {
    let total = 0;
    if (x < 1) {
      for (let v = 1; v <= count; v++) total += amplitudes[v - 1]! / ((v * Math.PI) ** 2 - x * x);
      return x === 0 ? total : (total * Math.sin(x)) / x;
    }
    // sin x and the denominators vanish together at x = v pi; their ratio is taken by the distance from there.
    for (let v = 1; v <= count; v++) {
      const distance = x - v * Math.PI;
      const wave = distance === 0 ? 1 : Math.sin(distance) / distance;
      total += (coefficients[v - 1]! * wave) / (x * (x + v * Math.PI));
    }
    return total;
  };
  const norm = sum(0);
  return (q) => sum(q * cutoff * stretch) / norm;
}

/** <r^2> = R^2 [1 - 6 S_4 / S_2] with S_n = sum_v (-1)^(v+1) a_v / (v pi)^n. */
function seriesRmsRadiusFm({ cutoff, coefficients }: FourierBesselSeries, name: string): number {
  let [second, fourth] = [0, 0];
  coefficients.forEach((a, i) => {
    const square = ((i + 1) * Math.PI) ** 2;
    const term = (i % 2 === 0 ? a : -a) / square;
    second += term;
    fourth += term / square;
  });
  const square = cutoff * cutoff * (1 - (6 * fourth) / second);
  if (!(second > 0 && square > 0)) {
    throw new RangeError(`Expected a Fourier-Bessel series of ${name} with a positive content and radius, got none`);
  }
  return Math.sqrt(square);
}
