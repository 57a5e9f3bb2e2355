import { fineEdges } from '@cevns/detectors/binning';
import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import type { QuenchingModel } from '@cevns/detectors/quenching/quenching';
import { collectBins, smearRecoils } from '@cevns/detectors/response';
import type { SmearingModel } from '@cevns/detectors/smearing/smearing';
import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { type RegionParameters, regionEdges } from './region.ts';

export interface ResponseParameters extends RegionParameters {
  /** The observable of the recoil energy. */
  readonly observable: string;
  /** Width of the bins in whose centres the efficiency is taken. */
  readonly fineBinWidth: number;
  /** Parameters of the parts of the detector, in internal units, as their models want them. */
  readonly quenching: object;
  readonly smearing: object;
  readonly efficiency: object;
  /** Parameters of one part at +1 and -1 standard deviation, by name of the variation. */
  readonly variations: Readonly<
    Record<string, { readonly part: 'quenching' | 'efficiency'; readonly up: object; readonly down: object }>
  >;
}

interface ResponseModules {
  readonly quenching: { readonly quenching: QuenchingModel<object> };
  readonly smearing: { readonly smearing: SmearingModel<object> };
  readonly efficiency: { readonly efficiency: EfficiencyModel<object> };
}

/**
 * Response matrices R[node, bin], the probability that a recoil of the energy of a node is kept and lands in a bin:
 * `nominal`, and `<variation>/up` and `<variation>/down` for each variation.
 *
 * Inputs `grid`: recoil energies (MeV); the tables that efficiencies name. Cost: nodes x fine bins evaluations of the smearing for the nominal and for each
 * varied quenching; an efficiency shares the smearing of the nominal.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as ResponseParameters;
  const { quenching, smearing, efficiency } = modules as unknown as ResponseModules;
  const recoilEnergiesMeV = inputs.grid!.arrays().recoilEnergiesMeV!.data as Float64Array;
  const edges = regionEdges(settings, settings.observable);
  const fine = fineEdges(edges, settings.fineBinWidth);
  const smear = smearing.smearing.prepare(settings.smearing);
  const smeared = (quenchingParameters: object): Float64Array =>
    smearRecoils({
      recoilEnergiesMeV,
      quenching: quenching.quenching.prepare(quenchingParameters),
      smearing: smear,
      fineEdges: fine,
    });
  const prepared = (efficiencyParameters: object): Efficiency => {
    const { table } = efficiencyParameters as { readonly table?: string };
    if (table === undefined) return efficiency.efficiency.prepare(efficiencyParameters);
    return aboutInput(table, () =>
      efficiency.efficiency.prepare(efficiencyParameters, { table: readNumericTable(inputs[table]!.text()) }),
    );
  };
  const collected = (probabilities: Float64Array, efficiencyParameters: object): NumericArray => ({
    shape: [recoilEnergiesMeV.length, edges.length - 1],
    data: collectBins(probabilities, fine, edges, prepared(efficiencyParameters)),
  });
  const nominal = smeared(settings.quenching);
  const varied = (part: 'quenching' | 'efficiency', changed: object): NumericArray =>
    part === 'quenching' ? collected(smeared(changed), settings.efficiency) : collected(nominal, changed);
  const matrices: Record<string, NumericArray> = { nominal: collected(nominal, settings.efficiency) };
  for (const [name, { part, up, down }] of Object.entries(settings.variations)) {
    matrices[`${name}/up`] = varied(part, up);
    matrices[`${name}/down`] = varied(part, down);
  }
  return { matrices: { arrays: matrices } };
}
