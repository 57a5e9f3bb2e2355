import type { BackgroundShape } from '@cevns/detectors/background-shapes/background-shape';
import { referenceShares } from '@cevns/detectors/backgrounds';
import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { type RegionParameters, regionEdges } from './region.ts';

export interface BackgroundsParameters extends RegionParameters {
  /** The region that the quoted numbers of events refer to. */
  readonly referenceRegion: Readonly<Record<string, readonly [number, number]>>;
  /** Parameters of the detector's efficiency in the observables that have one. */
  readonly efficiency: Readonly<Record<string, object>>;
  /** Shapes by background and observable. */
  readonly backgrounds: Readonly<Record<string, Readonly<Record<string, ShapeParameters>>>>;
}

export interface ShapeParameters {
  readonly model: string;
  readonly parameters: object;
  /** Name of the input that holds the table of the shape. */
  readonly table?: string;
}

/**
 * Shares of each background in the bins of each observable, `<background>/<observable>`: the fraction of the events quoted for
 * the reference region.
 *
 * Inputs: the tables that shapes name. Modules: `shape:<model>` for every shape, `efficiency:<observable>` for every efficiency.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as BackgroundsParameters;
  const shares: Record<string, NumericArray> = {};
  for (const [background, shapes] of Object.entries(settings.backgrounds)) {
    for (const [observable, { model, parameters: own, table }] of Object.entries(shapes)) {
      const { shape } = modules[`shape:${model}`] as { readonly shape: BackgroundShape<object> };
      const efficiency = efficiencyOf(observable, settings, modules);
      const applied = efficiency === undefined ? {} : { efficiency };
      const binContents =
        table === undefined
          ? shape.prepare(own, applied)
          : aboutInput(table, () => shape.prepare(own, { table: readNumericTable(inputs[table]!.text()), ...applied }));
      const edges = regionEdges(settings, observable);
      const values = referenceShares(binContents, settings.referenceRegion[observable]!, edges);
      shares[`${background}/${observable}`] = { shape: [values.length], data: values };
    }
  }
  return { shares: { arrays: shares } };
}

function efficiencyOf(
  observable: string,
  { efficiency: parameters }: BackgroundsParameters,
  modules: StageContext['modules'],
): Efficiency | undefined {
  const own = parameters[observable];
  if (own === undefined) return undefined;
  const { efficiency } = modules[`efficiency:${observable}`] as { readonly efficiency: EfficiencyModel<object> };
  return efficiency.prepare(own);
}
