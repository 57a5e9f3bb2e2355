import { isotopeName, type Nucleus } from '../nuclei.ts';
import { type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';

/** Diffuseness a unless a study gives one, in fm: a surface that falls from 90 % to 10 % over 4 ln 3 a = 2.29 fm. */
export const DIFFUSENESS_FM = 0.52;

/** Settings of the Fermi densities. */
export interface FermiSettings extends RadiusSettings {
  /** Half-density radius c in fm, one for every nucleus or by isotope name; the rms radius follows. */
  readonly 'half-density-radius'?: number | Readonly<Record<string, number>>;
  /** Diffuseness a in fm; 0.52 fm unless given. */
  readonly diffuseness?: number;
}

/** A Fermi density, 1 / (1 + exp((r - c) / a)) or its symmetrised form. */
export interface FermiDensity {
  readonly halfDensityRadiusFm: number;
  readonly diffusenessFm: number;
}

/** How half-density radius and rms radius of one of the two forms belong together. */
export interface FermiShape {
  /** Rms radius in fm of half-density radius c and diffuseness a. */
  rmsRadiusFm(c: number, a: number): number;
  /** Half-density radius c in fm of an rms radius and diffuseness a; NaN where the surface alone is larger. */
  halfDensityRadiusFm(rmsRadiusFm: number, a: number): number;
  /** Smallest rms radius in units of the diffuseness. */
  readonly smallest: number;
}

/**
 * The density of a nucleus: half-density radius as given, or from the rms radius; the rms radius as given, else the tabulated charge
 * radius; `skin` is added to the rms radius, and c moves.
 *
 * @throws RangeError if both radii are given for a nucleus, if there is none, or if the surface alone is larger than the nucleus
 */
export function fermiDensity(nucleus: Nucleus, settings: FermiSettings, shape: FermiShape): FermiDensity {
  const a = settings.diffuseness ?? DIFFUSENESS_FM;
  const name = isotopeName(nucleus);
  if (!(a > 0)) throw new RangeError(`Expected a positive diffuseness, got ${a} fm`);
  const radii = settings['half-density-radius'];
  const c = typeof radii === 'object' ? radii[name] : radii;
  if (c !== undefined && settings['rms-radius'] !== undefined) {
    throw new RangeError(`Expected a half-density radius or an rms radius for ${name}, got both`);
  }
  if (c !== undefined && !(c > 0))
    throw new RangeError(`Expected a positive half-density radius for ${name}, got ${c} fm`);
  if (c !== undefined && (settings.skin ?? 0) === 0) return { halfDensityRadiusFm: c, diffusenessFm: a };
  const rms = rmsRadiusFm(nucleus, settings, c === undefined ? nucleus.chargeRadiusFm : shape.rmsRadiusFm(c, a));
  const found = shape.halfDensityRadiusFm(rms, a);
  if (!(found > 0)) {
    const least = (shape.smallest * a).toFixed(3);
    throw new RangeError(
      `Expected an rms radius above ${shape.smallest.toFixed(3)} x ${a} fm = ${least} fm for ${name}, got ${rms} fm`,
    );
  }
  return { halfDensityRadiusFm: found, diffusenessFm: a };
}
