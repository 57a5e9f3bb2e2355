import { LEPTON_FLAVOURS, type NeutrinoFlavour } from '@cevns/physics/flavours';
import { positive } from '../positive.ts';
import { spectrum as line } from '../spectra/line.ts';
import { spectrum as lines } from '../spectra/lines.ts';
import { spectrum as michelNue } from '../spectra/michel-nue.ts';
import { spectrum as michelNumubar } from '../spectra/michel-numubar.ts';
import { mixture, type WeightedSpectrum } from '../spectra/mixture.ts';
import { spectrum as pinched } from '../spectra/pinched.ts';
import type { Spectrum, SpectrumModel } from '../spectra/spectrum.ts';
import { type TabulatedSpectrum, spectrum as table, tabulatedSpectrum } from '../spectra/table.ts';
import type { FlavourFlux } from './source.ts';

/** A spectrum by name with its parameters. */
export type SpectrumPart = string | ({ readonly model: string } & Readonly<Record<string, unknown>>);

/** Neutrinos that arrive with one spectrum. */
export interface FluxComponent {
  /** Neutrinos per cm^2 and us; without it a table says how many per cm^2, s and MeV there are. */
  readonly flux?: number;
  readonly spectrum: SpectrumPart;
}

const SPECTRA: Readonly<Record<string, SpectrumModel<never>>> = {
  line,
  lines,
  'michel-nue': michelNue,
  'michel-numubar': michelNumubar,
  pinched,
  table,
};
const PER_US = 1e-6;

/** Flavours in the order of every list of them. */
const FLAVOURS: readonly NeutrinoFlavour[] = LEPTON_FLAVOURS.flatMap((flavour) => [flavour, `${flavour}bar` as const]);

/**
 * The spectrum of a component, with its flux per cm^2 and us.
 *
 * @throws RangeError if the spectrum is not known or refuses its parameters, or there is no flux
 */
export function componentFlux({ flux, spectrum: part }: FluxComponent): WeightedSpectrum {
  const { model, ...parameters } = typeof part === 'string' ? { model: part } : part;
  if (flux === undefined && model === 'table') {
    const { spectrum, total } = tabulatedSpectrum(parameters as unknown as TabulatedSpectrum);
    return { spectrum, weight: total * PER_US };
  }
  if (flux === undefined) throw new RangeError(`Expected a flux beside the spectrum, got only ${model}`);
  return { spectrum: spectrumByName(model, parameters), weight: positive('flux in /cm^2/us', flux) };
}

function spectrumByName(model: string, parameters: object): Spectrum {
  const found = Object.hasOwn(SPECTRA, model) ? SPECTRA[model] : undefined;
  if (found === undefined) {
    throw new RangeError(`Expected a spectrum by the name of ${Object.keys(SPECTRA).join(', ')}, got ${model}`);
  }
  return found.prepare(parameters as never);
}

/**
 * One flux for each flavour, of all that arrives in it.
 *
 * @param parts spectra with their fluences per cm^2, by flavour; a flavour without any is left out
 */
export function fluxesByFlavour(parts: ReadonlyMap<NeutrinoFlavour, readonly WeightedSpectrum[]>): FlavourFlux[] {
  return FLAVOURS.flatMap((flavour): FlavourFlux[] => {
    const own = parts.get(flavour)?.filter(({ weight }) => weight > 0) ?? [];
    if (own.length === 0) return [];
    const { spectrum, total } = mixture(own);
    return [{ flavour, spectrum, fluencePerCm2: total, timing: 'steady' }];
  });
}
