import { isotopeName, type Nucleus } from '../nuclei.ts';

/** How a study sets the size of nuclei, for every form factor that has a size. */
export interface RadiusSettings {
  /** Rms radius in fm: one for every nucleus, or by isotope name. A nucleus without one here takes the one of the model. */
  readonly 'rms-radius'?: number | Readonly<Record<string, number>>;
  /** Added to the rms radius of every nucleus, in fm; 0 unless given. */
  readonly skin?: number;
}

/** Whether a study leaves the size of nuclei to the model. */
export function isRadiusOfModel(settings: RadiusSettings): boolean {
  return settings['rms-radius'] === undefined && settings.skin === undefined;
}

/**
 * Rms radius of the distribution in a nucleus, in fm: the radius given for the isotope, else the one given for all, else the one of the
 * model, plus the skin.
 *
 * Used for the neutrons with `skin` alone, R_n = R_p + Delta R_np.
 *
 * @param nucleus whose radius
 * @param settings of the form factor
 * @param modelRadiusFm radius that the model gives the nucleus, null where it has none
 * @throws RangeError if nothing gives a radius, or if it is not positive
 */
export function rmsRadiusFm(nucleus: Nucleus, settings: RadiusSettings, modelRadiusFm: number | null): number {
  const radii = settings['rms-radius'];
  const given = typeof radii === 'object' ? radii[isotopeName(nucleus)] : radii;
  const base = given ?? modelRadiusFm;
  if (base === null) {
    throw new RangeError(`Expected an rms radius for ${isotopeName(nucleus)}, whose charge radius is not tabulated`);
  }
  const radius = base + (settings.skin ?? 0);
  if (!(radius > 0))
    throw new RangeError(`Expected a positive rms radius for ${isotopeName(nucleus)}, got ${radius} fm`);
  return radius;
}
