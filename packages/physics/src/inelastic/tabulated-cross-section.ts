import { notIncreasing, TableFault } from '@cevns/numerics/tables/table-fault';
import type { CrossSection } from './cross-section.ts';

/** What faults call the columns. */
export const ENERGIES = 'energies';
export const CROSS_SECTIONS = 'cross sections';

/**
 * A cross section from a table: 0 up to the first energy, its square root a straight line between neighbouring energies.
 *
 * Near threshold cross sections go as a power of E - E_threshold, for the most part the second, so that the square root is close to straight and
 * never negative. A table of a user is one like any other.
 *
 * @param energiesMeV ascending
 * @param crossSectionsCm2 at these energies, not negative
 * @throws RangeError if there are fewer than two energies, they do not ascend, or a cross section is negative
 */
export function tabulatedCrossSection(
  energiesMeV: readonly number[],
  crossSectionsCm2: readonly number[],
): CrossSection {
  const { length } = energiesMeV;
  if (length < 2 || length !== crossSectionsCm2.length) {
    const found = `${length} energies [${energiesMeV.slice(0, 5)}, ...] and ${crossSectionsCm2.length} cross sections`;
    const expected = 'at least two ascending energies with a cross section each';
    throw new TableFault({ what: 'the table has too few rows', expected, found });
  }
  energiesMeV.forEach((energy, i) => {
    if (i === 0 ? energy >= 0 : energy > energiesMeV[i - 1]!) return;
    throw notIncreasing(ENERGIES, energiesMeV, i, 'at least two ascending energies from 0 on');
  });
  const row = crossSectionsCm2.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (row >= 0) {
    throw new TableFault({
      what: 'the cross section is negative or not finite',
      expected: 'cross sections >= 0 in cm^2',
      found: String(crossSectionsCm2[row]),
      column: CROSS_SECTIONS,
      row,
    });
  }
  const roots = Float64Array.from(crossSectionsCm2, Math.sqrt);
  const last = energiesMeV.length - 1;
  return {
    thresholdMeV: energiesMeV[0]!,
    highestMeV: energiesMeV[last]!,
    breakPointsMeV: energiesMeV.slice(1, -1),
    at(energyMeV) {
      if (energyMeV < energiesMeV[0]!) return 0;
      if (energyMeV > energiesMeV[last]!) {
        throw new RangeError(
          `Expected a neutrino energy within the table, up to ${energiesMeV[last]} MeV, got ${energyMeV} MeV`,
        );
      }
      let low = 0;
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (energiesMeV[middle]! <= energyMeV) low = middle;
        else high = middle;
      }
      const share = (energyMeV - energiesMeV[low]!) / (energiesMeV[high]! - energiesMeV[low]!);
      const root = roots[low]! + share * (roots[high]! - roots[low]!);
      return root * root;
    },
  };
}

/**
 * The table of sigma / E in 1e-38 cm^2/GeV against E in MeV, as SNOwGLoBES keeps cross sections, with the threshold before it.
 *
 * @param rows pairs of E and sigma / E
 */
export function fromRatios(thresholdMeV: number, rows: readonly (readonly [number, number])[]): CrossSection {
  return tabulatedCrossSection(
    [thresholdMeV, ...rows.map(([energy]) => energy)],
    [0, ...rows.map(([energy, ratio]) => ratio * 1e-41 * energy)],
  );
}
