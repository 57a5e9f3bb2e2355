import { symmetricEigen } from '@cevns/numerics/linear-algebra/symmetric-eigen';
import type { FissileIsotope, SpectrumCovariance } from '../fission-spectra/fission-spectra.ts';
import { rowBelow } from '../moments/columns.ts';

/** A spectrum of several isotopes. */
interface Mixture {
  readonly isotopes: readonly FissileIsotope[];
  /** What an isotope gives, /MeV. */
  readonly densityOf: (isotope: FissileIsotope, energyMeV: number) => number;
}

/** Independent variations of a spectrum, the largest first. */
export interface SpectrumVariations {
  /** Variance of each, in units of the sum of all; a variation without any is left out. */
  readonly parts: readonly number[];
  /** Energies at which variations have a kink, MeV. */
  readonly energiesMeV: readonly number[];
  /** Change of the spectrum for one standard deviation of a variation, relative to the spectrum; 0 outside the energies. */
  relative(variation: number, energyMeV: number): number;
  /** Largest size of that, at any energy. */
  largest(variation: number): number;
}

/** Variances below this part of the largest are rounding. */
const ROUNDING = 1e-14;
/** Density, in units of the largest, that stands for none: the variation of nothing is nothing. */
const FLOOR = 1e-9;

/**
 * Eigen-variations of the covariance of a spectrum between energies. With C_kl the relative covariance of the mixture, the variations are
 * r_m(E_k) = sqrt(lambda_m) v_mk / D_k of D C D v = lambda v with D_k = phi(E_k) E_k^2, straight lines in E between the energies. D only orders them: in the
 * size of what each does to coherent scattering, whose cross section goes as E^2. Sum over m of r_m(E_k) r_m(E_l) = C_kl, so that
 * unit normal pulls of all of them have the covariance C.
 */
export function spectrumVariations({ energiesMeV, between }: SpectrumCovariance, mixture: Mixture): SpectrumVariations {
  const { isotopes, densityOf } = mixture;
  const n = energiesMeV.length;
  const densities = energiesMeV.map((energy) => isotopes.map((isotope) => densityOf(isotope, energy)));
  const totals = densities.map((own) => own.reduce((sum, each) => sum + each, 0));
  const share = (k: number, a: number) => (totals[k]! > 0 ? densities[k]![a]! / totals[k]! : 1 / isotopes.length);
  const weights = energiesMeV.map((energy, k) => totals[k]! * energy * energy);
  const most = Math.max(...weights);
  const scale = weights.map((weight) => Math.max(weight, FLOOR * most));
  const matrix = Float64Array.from({ length: n * n }, (_, index) => {
    const [k, l] = [Math.floor(index / n), index % n];
    let sum = 0;
    isotopes.forEach((first, a) => {
      isotopes.forEach((second, b) => {
        sum += share(k, a) * share(l, b) * between(first, k, second, l);
      });
    });
    return sum * scale[k]! * scale[l]!;
  });
  const { values, vectors } = symmetricEigen(matrix);
  const kept = [...values].filter((value) => value > ROUNDING * values[0]!);
  const total = kept.reduce((sum, value) => sum + value, 0);
  const sizes = kept.map((value, m) =>
    Float64Array.from(energiesMeV, (_, k) => (Math.sqrt(value) * vectors[m * n + k]!) / scale[k]!),
  );
  const energies = Float64Array.from(energiesMeV);
  return {
    parts: kept.map((value) => value / total),
    energiesMeV,
    relative(variation, energyMeV) {
      const own = sizes[variation];
      if (own === undefined || !(energyMeV >= energies[0]! && energyMeV <= energies[n - 1]!)) return 0;
      const k = rowBelow(energies, energyMeV);
      const part = (energyMeV - energies[k]!) / (energies[k + 1]! - energies[k]!);
      return own[k]! + part * (own[k + 1]! - own[k]!);
    },
    largest: (variation) => sizes[variation]?.reduce((size, each) => Math.max(size, Math.abs(each)), 0) ?? 0,
  };
}

/**
 * How many variations together have at least a part of the variance.
 *
 * @param keep from 0 to 1
 */
export function variationsKept({ parts }: Pick<SpectrumVariations, 'parts'>, keep: number): number {
  let sum = 0;
  let kept = 0;
  // Rounding of the sum does not keep one more.
  while (kept < parts.length && sum < keep - 1e-9) {
    sum += parts[kept]!;
    kept++;
  }
  return kept;
}
