import type { DepositResponse } from '@cevns/detectors/deposits';
import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import { type SmearedBins, smearedBins } from '@cevns/detectors/smeared-bins';
import type { SmearingModel } from '@cevns/detectors/smearing/smearing';
import type { StageContext } from '@cevns/runner/stage';
import { type FineBins, fineEdgesOf } from './fine-bins.ts';
import { withPartTable } from './input-table.ts';

/** What a detector does to energy that electrons leave, or recoils where their own energy is observed, where a background needs it. */
export interface DepositParameters {
  /** The observable of the recoil energy. */
  readonly observable: string;
  readonly smearing: object;
  readonly efficiency: object;
  /** The variable of the efficiency, where that is not the observable. */
  readonly efficiencyIn?: 'recoil-energy' | 'energy';
  /** Of the bins of the study; of others as many in all. */
  readonly fine: FineBins;
  /** Bins of the study, for which `finePerBin` counts. */
  readonly bins: number;
}

const KEV_PER_MEV = 1000;

/** The parts of the response that backgrounds need. */
export interface PreparedDeposits {
  readonly response: DepositResponse;
  breakPointsKeVee(edges: Float64Array): readonly number[];
  /** The efficiency in the observable; undefined where it is one in an energy before it. */
  readonly efficiency: Efficiency | undefined;
  /** Fine bins of any bins. */
  fineEdges(edges: Float64Array): Float64Array;
}

/** Nothing is lost in the observable. */
const whole: Efficiency = () => 1;

/** The response to energy that electrons leave: smeared, and kept with the efficiency of the detector. Modules `smearing` and `efficiency:recoil`. */
export function prepareDeposits(
  { observable: _, smearing, efficiency: own, efficiencyIn, fine, bins }: DepositParameters,
  inputs: StageContext['inputs'],
  modules: StageContext['modules'],
): PreparedDeposits {
  const { smearing: model } = modules.smearing as { readonly smearing: SmearingModel<object> };
  const { efficiency: kept } = modules['efficiency:recoil'] as { readonly efficiency: EfficiencyModel<object> };
  const efficiency = withPartTable(own, inputs, (tables) => kept.prepare(own, tables));
  const jumps = withPartTable(own, inputs, (tables) => kept.breakPoints?.(own, tables) ?? []);
  const fineEdges = (edges: Float64Array) => {
    // As fine over any edges as over those of the study.
    const finePerBin = Math.ceil(((fine.finePerBin ?? 1) * bins) / (edges.length - 1));
    const divided = fine.finePerBin === 1 ? fine : { ...fine, finePerBin };
    return fineEdgesOf(edges, divided, efficiencyIn === undefined ? jumps : []);
  };
  const known = new Map<Float64Array, SmearedBins>();
  return {
    response: (energyKeVee, edges) => {
      const into = known.get(edges) ?? smearedBins(model, smearing, { fineEdges: fineEdges(edges), edges });
      known.set(edges, into);
      const smeared = new Float64Array(into.smearedEdges.length - 1);
      into.smearing(energyKeVee, into.smearedEdges, smeared);
      if (efficiencyIn === undefined) return into.collect(smeared, efficiency);
      // Where recoils are observed, what is in front of the detector are recoils, too.
      const probability = efficiency(efficiencyIn === 'recoil-energy' ? energyKeVee / KEV_PER_MEV : energyKeVee);
      return into.collect(smeared, whole).map((share) => share * probability);
    },
    breakPointsKeVee: (edges) => [
      ...(model.breakPointsKeVee?.(smearing, fineEdges(edges)) ?? []),
      ...(efficiencyIn === 'energy' ? jumps : []),
    ],
    efficiency: efficiencyIn === undefined ? efficiency : undefined,
    fineEdges,
  };
}
