import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import type { FluxMoments } from '@cevns/physics/flux-moments';
import type { StageContext } from '@cevns/runner/stage';
import type { SourceModel } from '@cevns/sources/models/source';
import type { OscillationModel } from '@cevns/sources/oscillations/oscillation';
import type { Spectrum } from '@cevns/sources/spectra/spectrum';
import { flavoursOf } from './source-tables.ts';

export interface FluxParameters {
  /** Parameters of the source, in internal units, as its model wants them. */
  readonly source: object;
  /** Distance in m of a source that is at one. */
  readonly baselineM?: number;
  /** Parameters of the oscillation between source and detector, where there is one. */
  readonly oscillation?: object;
  /** Parts of the neutrinos that are followed beside all of them. */
  readonly parts?: readonly string[];
}

/** Neutrinos that share a spectrum: those of one flavour of the source, a part of them, or the part that oscillates. */
export interface SpeciesFlux {
  /** `nue`; `nue~extrapolated` for a part; `nue~oscillating` for the spectrum times the phase of the oscillation, averaged over source and detector. */
  readonly species: string;
  /** Flavour at the source. */
  readonly flavour: NeutrinoFlavour;
  /** Neutrinos per cm^2 over the whole exposure, without oscillation. */
  readonly fluencePerCm2: number;
  readonly spectrum: Pick<Spectrum, 'endPointMeV' | 'breakPointsMeV'>;
  readonly moments: FluxMoments;
  readonly antineutrino: boolean;
  /** Name of the time structure. */
  readonly timing: string;
}

interface FluxModules {
  readonly source: { readonly source: SourceModel<object> };
  readonly oscillation?: { readonly oscillation: OscillationModel<object> };
}

/** Name of the part of a flavour that oscillates. */
export function oscillatingSpecies(flavour: string): string {
  return `${flavour}~oscillating`;
}

/** Name of a part of the neutrinos of a flavour. */
export function speciesOfPart(flavour: string, part: string): string {
  return `${flavour}~${part}`;
}

/** Every flavour of the source, the parts that are followed, and where neutrinos oscillate the oscillating part of each. */
export function speciesFluxes(
  { source: settings, baselineM, oscillation, parts = [] }: FluxParameters,
  modules: StageContext['modules'],
  inputs: StageContext['inputs'],
): SpeciesFlux[] {
  const { source, oscillation: model } = modules as unknown as FluxModules;
  return flavoursOf(source.source, settings, inputs, baselineM).flatMap((flux) => {
    const { flavour, fluencePerCm2, spectrum, timing } = flux;
    const common = { flavour, fluencePerCm2, spectrum, timing, antineutrino: flavour.endsWith('bar') };
    const all = { ...common, species: flavour, moments: spectrum.moments };
    if (model === undefined) {
      const found = parts.flatMap((name) => {
        const part = flux.part?.(name);
        return part === undefined ? [] : [{ ...common, ...part, species: speciesOfPart(flavour, name) }];
      });
      return [all, ...found];
    }
    const moments = model.oscillation.oscillatingMoments(oscillation ?? {}, spectrum, baselineM!);
    return [all, { ...common, species: oscillatingSpecies(flavour), moments }];
  });
}
