import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import { type Columns, energyColumn, ofTable, rowColumn } from '../moments/columns.ts';
import { positive } from '../positive.ts';
import { spectrum as line } from '../spectra/line.ts';
import type { WeightedSpectrum } from '../spectra/mixture.ts';
import { spectrumOfRows } from '../spectra/table.ts';
import { fluxesByFlavour } from './flux-components.ts';
import { NUFIT_MIXING, type SolarMixing, type SolarRegion, solarSurvival } from './solar-survival.ts';
import type { SourceModel } from './source.ts';

/** Neutrinos of one reaction: a table of the spectrum, or lines. */
export interface SolarComponent {
  /** Neutrinos per cm^2 and us at 1 astronomical unit. */
  readonly flux: number;
  readonly table?: Columns;
  readonly lines?: readonly { readonly energy: number; readonly part: number }[];
}

export interface Solar {
  /** Time during which the detector took data, us. */
  readonly exposure: number;
  readonly components: Readonly<Partial<Record<SolarRegion, SolarComponent>>>;
  /** `adiabatic` unless given; `none` leaves all neutrinos nu_e. */
  readonly conversion?: 'adiabatic' | 'none';
  /** Mixing of the conversion; that of NuFIT 5.2 unless given. */
  readonly mixing?: SolarMixing;
}

/**
 * The Sun: nu_e of fusion that arrive as nu_e, nu_mu and nu_tau. Fluence = flux * exposure.
 *
 * Each component is converted with the mean potential of its region; what is no longer nu_e is half nu_mu and half nu_tau. Spectra are tables, linear
 * between rows, times the probability at the rows; no regeneration in the Earth, no seasons.
 *
 * @throws RangeError if an exposure or flux is not positive, or a component has not exactly one of table and lines
 */
export const source: SourceModel<Solar> = {
  flavours({ exposure, components, conversion = 'adiabatic', mixing = NUFIT_MIXING }) {
    const time = positive('exposure in us', exposure);
    const found = new Map<NeutrinoFlavour, WeightedSpectrum[]>();
    const add = (flavour: NeutrinoFlavour, parts: readonly WeightedSpectrum[]) =>
      found.set(flavour, [...(found.get(flavour) ?? []), ...parts]);
    for (const [name, component] of Object.entries(components)) {
      const survival = (energyMeV: number) =>
        conversion === 'none' ? 1 : solarSurvival(name as SolarRegion, energyMeV, mixing);
      const fluence = time * positive(`flux of ${name} neutrinos`, component.flux);
      add('nue', weighted(name, component, fluence, survival));
      if (conversion === 'none') continue;
      for (const flavour of ['numu', 'nutau'] as const) {
        add(
          flavour,
          weighted(name, component, fluence, (energyMeV) => 0.5 * (1 - survival(energyMeV))),
        );
      }
    }
    return fluxesByFlavour(found);
  },
  timing: () => ({ steady: [] }),
};

/** The part of a component that arrives with a probability. */
function weighted(
  name: string,
  { table, lines }: SolarComponent,
  fluence: number,
  probability: (energyMeV: number) => number,
): WeightedSpectrum[] {
  if ((table === undefined) === (lines === undefined)) {
    throw new RangeError(`Expected either a table or lines of the ${name} neutrinos`);
  }
  if (lines !== undefined) {
    const parts = lines.reduce((sum, { part }) => sum + positive('part of a line', part), 0);
    return lines.map(({ energy, part }) => ({
      spectrum: line.prepare({ energy }),
      weight: (fluence * part * probability(energy)) / parts,
    }));
  }
  const { energiesMeV, density, total: all } = solarTable(table!);
  const { spectrum, total } = spectrumOfRows(
    energiesMeV,
    density.map((value, i) => value * probability(energiesMeV[i]!)),
  );
  return [{ spectrum, weight: (fluence * total) / all }];
}

/**
 * The spectrum of a component before conversion: rows, and their integral.
 *
 * @throws TableFault
 */
export function solarTable(table: Columns) {
  const energiesMeV = energyColumn(table);
  const density = rowColumn(table, 'density_per_MeV', energiesMeV.length);
  return { energiesMeV, density, total: ofTable(table, () => spectrumOfRows(energiesMeV, density)).total };
}
