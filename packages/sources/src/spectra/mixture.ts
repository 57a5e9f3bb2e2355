import { positive } from '../positive.ts';
import type { Spectrum } from './spectrum.ts';

/** A spectrum and how many neutrinos it has, in any unit. */
export interface WeightedSpectrum {
  readonly spectrum: Spectrum;
  readonly weight: number;
}

/** Break points closer than this part of their energy are one. */
const CLOSE = 0.02;

/**
 * The sum of spectra, normalised to one, and the sum of their weights.
 *
 * @throws RangeError if there is none, or a weight is not positive
 */
export function mixture(parts: readonly WeightedSpectrum[]): { readonly spectrum: Spectrum; readonly total: number } {
  const total = positive(
    'number of neutrinos',
    parts.reduce((sum, { weight }) => sum + positive('part of the neutrinos', weight), 0),
  );
  if (parts.length === 1) return { spectrum: parts[0]!.spectrum, total };
  const endPointMeV = Math.max(...parts.map(({ spectrum }) => spectrum.endPointMeV));
  const densities = parts.map(({ spectrum }) => spectrum.density);
  const own = new Float64Array(3);
  const spectrum: Spectrum = {
    endPointMeV,
    breakPointsMeV: thinned(parts, endPointMeV),
    density: densities.includes(null)
      ? null
      : (energyMeV) => densities.reduce((sum, density, i) => sum + parts[i]!.weight * density!(energyMeV), 0) / total,
    moments(energyMinMeV, out) {
      out.fill(0, 0, 3);
      for (const { spectrum: each, weight } of parts) {
        if (energyMinMeV >= each.endPointMeV) continue;
        each.moments(energyMinMeV, own);
        for (let k = 0; k < 3; k++) out[k]! += (weight / total) * own[k]!;
      }
    },
  };
  return { spectrum, total };
}

/** All end points, and those of the other break points that are not close to one that is kept. */
function thinned(parts: readonly WeightedSpectrum[], endPointMeV: number): number[] {
  const kept = [...new Set(parts.map(({ spectrum }) => spectrum.endPointMeV))];
  for (const { spectrum } of parts) {
    for (const point of spectrum.breakPointsMeV ?? []) {
      if (kept.every((each) => Math.abs(each - point) > CLOSE * point)) kept.push(point);
    }
  }
  return kept.filter((point) => point < endPointMeV).sort((a, b) => a - b);
}
