import { isotopeName } from '../nuclei.ts';
import type { FormFactor, FormFactorModel } from './form-factor.ts';
import { type GaussianShells, gaussianShells } from './gaussian-shells.ts';
import { type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';
import { densityOf, ownRmsRadiusFm } from './tabulated-isotope.ts';

export interface SumOfGaussians extends RadiusSettings {
  /** Shells of isotopes, before the tabulated ones. */
  readonly shells?: Readonly<Record<string, GaussianShells>>;
}

/**
 * Form factor of a sum of Gaussians, rho(r) = sum_i A_i [exp(-(r - R_i)^2 / gamma^2) + exp(-(r + R_i)^2 / gamma^2)], as electron scattering
 * measures charge densities without a model:
 *
 * F(q) = exp(-q^2 gamma^2 / 4) sum_i Q_i / (1 + 2 R_i^2 / gamma^2) [cos(q R_i) + 2 R_i^2 / gamma^2 sin(q R_i) / (q R_i)] / sum_i Q_i.
 *
 * The shells are those a study gives for the isotope, else the tabulated ones, else those of the nearest isotope of the element stretched to
 * the charge radius of the nucleus. A given rms radius or a skin stretches the density: F(q) -> F(q R_rms / R_shells).
 *
 * @throws RangeError if no isotope of the element has shells, or if shells are none
 * @see I. Sick, Nucl. Phys. A 218 (1974) 509; H. de Vries et al., At. Data Nucl. Data Tables 36 (1987) 495
 */
export const formFactor: FormFactorModel<SumOfGaussians> = {
  prepare(nucleus, _nucleon, settings) {
    const { density: shells, A } = densityOf(nucleus, settings.shells ?? {}, gaussianShells);
    const own = shellsRmsRadiusFm(shells, isotopeName(nucleus));
    const stretch = rmsRadiusFm(nucleus, settings, ownRmsRadiusFm(nucleus, A, own)) / own;
    return shellsFormFactor(shells, stretch);
  },
};

function gammaSquared(shells: GaussianShells): number {
  return (2 / 3) * shells['rms-width'] ** 2;
}

function shellsFormFactor(shells: GaussianShells, stretch: number): FormFactor {
  const gamma2 = gammaSquared(shells);
  const radii = Float64Array.from(shells.radii);
  const waves = radii.map((R) => (2 * R * R) / gamma2);
  const total = shells.fractions.reduce((sum, Q) => sum + Q, 0);
  const amplitudes = Float64Array.from(shells.fractions, (Q, i) => Q / (total * (1 + waves[i]!)));
  const sum = (q: number) => {
    let inner = 0;
    for (let i = 0; i < radii.length; i++) {
      const x = q * radii[i]!;
      inner += amplitudes[i]! * (Math.cos(x) + waves[i]! * (x === 0 ? 1 : Math.sin(x) / x));
    }
    return inner * Math.exp(-0.25 * gamma2 * q * q);
  };
  const norm = sum(0);
  return (q) => sum(q * stretch) / norm;
}

/** <r^2> = sum_i Q_i [3 gamma^2 / 2 + R_i^2 (3 + w_i) / (1 + w_i)] / sum_i Q_i with w_i = 2 R_i^2 / gamma^2. */
function shellsRmsRadiusFm(shells: GaussianShells, name: string): number {
  const { radii, fractions } = shells;
  const gamma2 = gammaSquared(shells);
  if (radii.length !== fractions.length) {
    throw new RangeError(
      `Expected as many fractions as radii for ${name}, got ${fractions.length} and ${radii.length}`,
    );
  }
  let [content, second] = [0, 0];
  radii.forEach((R, i) => {
    const w = (2 * R * R) / gamma2;
    content += fractions[i]!;
    second += fractions[i]! * (1.5 * gamma2 + (R * R * (3 + w)) / (1 + w));
  });
  if (!(content > 0 && second > 0)) {
    throw new RangeError(`Expected shells of ${name} with a positive content and radius, got none`);
  }
  return Math.sqrt(second / content);
}
