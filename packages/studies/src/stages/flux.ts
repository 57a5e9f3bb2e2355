import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { SourceModel } from '@cevns/sources/models/source';
import type { DecayTimes } from '@cevns/sources/timing/decay-times';
import type { FluxParameters } from './flux-species.ts';
import { flavoursOf, withSourceTables } from './source-tables.ts';

/** The neutrinos at the detector by flavour, as the flux stage leaves them, or dark matter. */
export type Flux = readonly {
  /** Of a neutrino; or `dark-matter`. */
  readonly flavour: string;
  /** Particles per cm^2 over the whole exposure. */
  readonly fluencePerCm2: number;
  readonly endPointMeV: number;
  /** Name of the time structure. */
  readonly timing: string;
}[];

/** Time from proton to neutrino, by the name of the time structure. */
export type TimeStructures = Readonly<Record<string, DecayTimes>>;

/**
 * Fluence, end point and time structure of every flavour at the detector, before any oscillation.
 *
 * Inputs: the tables that the source names. Outputs: `flux`, and apart from it `timing`, which neither exposure nor baseline changes.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const { source: named, baselineM } = parameters as unknown as FluxParameters;
  const settings = withSourceTables(named, inputs);
  const { source } = modules.source as { readonly source: SourceModel<object> };
  const flavours = flavoursOf(source, named, inputs, baselineM).map(({ flavour, fluencePerCm2, spectrum, timing }) => ({
    flavour,
    fluencePerCm2,
    endPointMeV: spectrum.endPointMeV,
    timing,
  }));
  const timing: TimeStructures = Object.fromEntries(
    Object.entries(source.timing(settings)).map(([name, decays]) => [name, decays.map((decay) => ({ ...decay }))]),
  );
  return { flux: { json: flavours }, timing: { json: timing as never } };
}
