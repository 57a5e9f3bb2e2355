import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { PlateauEfficiency, PulseModel } from '@cevns/sources/pulses/pulse';
import { tabulateOnset } from '@cevns/sources/timing/onset-table';
import { BEAM } from './dark-matter-species.ts';
import type { TimeStructures } from './flux.ts';
import { type RegionParameters, regionEdges } from './region.ts';

export interface TimingParameters extends RegionParameters {
  readonly pulse: object;
  readonly efficiency: PlateauEfficiency;
  /** Whether something arrives with the protons, the time structure `beam`. */
  readonly beam?: boolean;
  /** Mean arrival of the pulse, us. */
  readonly onsetUs: number;
  /** Knots of the table over which a fit may move the onset; absent where none does. */
  readonly table?: { readonly from: number; readonly step: number; readonly knots: number };
}

/** Fractions of the neutrinos of one time structure in every time bin, efficiency included. */
export interface TimeFractions {
  readonly nominal: readonly number[];
  /** Row-major [knots][bins], with derivatives by the onset. */
  readonly table?: {
    readonly from: number;
    readonly step: number;
    readonly value: readonly number[];
    readonly first: readonly number[];
    readonly second: readonly number[];
  };
}

/**
 * Time fractions of every time structure of the source: protons on target, folded with the decays, times the efficiency.
 *
 * Input `timing`. Cost: knots x bins x decays evaluations of closed-form integrals.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const timingParameters = parameters as unknown as TimingParameters;
  const { pulse: settings, efficiency, onsetUs, table, beam = false } = timingParameters;
  const { pulse } = modules.pulse as { readonly pulse: PulseModel<object> };
  const structures: TimeStructures = {
    ...(inputs.timing!.json() as unknown as TimeStructures),
    ...(beam ? { [BEAM]: [] } : {}),
  };
  const prepared = pulse.prepare(settings);
  const edges = regionEdges(timingParameters, 'time');
  const fractions: Record<string, TimeFractions> = {};
  for (const [name, decays] of Object.entries(structures)) {
    const bins = edges.length - 1;
    const out = { value: new Float64Array(bins), first: new Float64Array(bins), second: new Float64Array(bins) };
    prepared.binIntegrals(edges, onsetUs, decays, efficiency, out);
    const nominal = [...out.value];
    if (table === undefined) fractions[name] = { nominal };
    else {
      const { from, step, value, first, second } = tabulateOnset(prepared, decays, efficiency, edges, table);
      fractions[name] = { nominal, table: { from, step, value: [...value], first: [...first], second: [...second] } };
    }
  }
  return { fractions: { json: fractions as never } };
}
