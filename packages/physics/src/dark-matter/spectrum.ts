/** Energies of dark matter particles at a detector, normalised to one. */
export interface DarkMatterSpectrum {
  readonly massMeV: number;
  /** Energies, mass included, between which the density is smooth: ascending, the first and the last are the ends of the spectrum. */
  readonly breakpointsMeV: readonly number[];
  /** Density in 1/MeV, 0 outside the spectrum. */
  density(energyMeV: number): number;
}

/** Dark matter particles and antiparticles at a detector, for couplings of 1. */
export interface DarkMatterFlux {
  readonly spectrum: DarkMatterSpectrum;
  readonly fluencePerCm2: number;
}

/**
 * Sum of spectra with weights.
 *
 * @param parts spectra of one mass with weights that are not negative; the weights need not add up to one
 * @throws RangeError if there is none of positive weight, or masses differ
 */
export function mixedSpectrum(
  parts: readonly { readonly spectrum: DarkMatterSpectrum; readonly weight: number }[],
): DarkMatterSpectrum {
  const present = parts.filter(({ weight }) => weight > 0);
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  const [first] = present;
  if (first === undefined) throw new RangeError('Expected a spectrum of positive weight, got none');
  const { massMeV } = first.spectrum;
  if (present.some(({ spectrum }) => spectrum.massMeV !== massMeV)) {
    throw new RangeError('Expected spectra of one mass, got several masses');
  }
  const breakpoints = new Set(present.flatMap(({ spectrum }) => spectrum.breakpointsMeV));
  return {
    massMeV,
    breakpointsMeV: [...breakpoints].sort((a, b) => a - b),
    density: (energyMeV) =>
      present.reduce((sum, { spectrum, weight }) => sum + (weight / total) * spectrum.density(energyMeV), 0),
  };
}

/**
 * A flux from a table of fluence per energy, linear between its points.
 *
 * @param massMeV mass of the particles
 * @param energyMeV energies, mass included, ascending
 * @param fluencePerCm2PerMeV at these energies, for couplings of 1
 * @throws RangeError if the table has fewer than two points, is not ascending, starts below the mass, is negative or empty
 */
export function tabulatedFlux(
  massMeV: number,
  energyMeV: readonly number[],
  fluencePerCm2PerMeV: readonly number[],
): DarkMatterFlux {
  if (energyMeV.length < 2 || energyMeV.length !== fluencePerCm2PerMeV.length) {
    throw new RangeError(
      `Expected at least two energies and as many fluences, got ${energyMeV.length} and ${fluencePerCm2PerMeV.length}`,
    );
  }
  if (energyMeV[0]! < massMeV)
    throw new RangeError(`Expected energies from the mass ${massMeV} MeV on, got ${energyMeV[0]}`);
  if (energyMeV.some((energy, i) => i > 0 && !(energy > energyMeV[i - 1]!))) {
    throw new RangeError('Expected ascending energies of the dark matter');
  }
  if (fluencePerCm2PerMeV.some((value) => !(value >= 0))) throw new RangeError('Expected fluences of 0 or more');
  let total = 0;
  for (let i = 1; i < energyMeV.length; i++) {
    total += 0.5 * (energyMeV[i]! - energyMeV[i - 1]!) * (fluencePerCm2PerMeV[i]! + fluencePerCm2PerMeV[i - 1]!);
  }
  if (!(total > 0)) throw new RangeError('Expected a fluence above 0 somewhere in the table');
  return {
    fluencePerCm2: total,
    spectrum: {
      massMeV,
      breakpointsMeV: energyMeV,
      density(energy) {
        const above = energyMeV.findIndex((knot) => knot >= energy);
        if (above < 0 || energy < energyMeV[0]!) return 0;
        if (above === 0) return fluencePerCm2PerMeV[0]! / total;
        const [from, to] = [energyMeV[above - 1]!, energyMeV[above]!];
        const t = (energy - from) / (to - from);
        return ((1 - t) * fluencePerCm2PerMeV[above - 1]! + t * fluencePerCm2PerMeV[above]!) / total;
      },
    },
  };
}
