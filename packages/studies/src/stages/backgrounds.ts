import type { BackgroundShape, BinContents, ShapeInputs } from '@cevns/detectors/background-shapes/background-shape';
import { referenceShares } from '@cevns/detectors/backgrounds';
import type { Efficiency, EfficiencyModel } from '@cevns/detectors/efficiency/efficiency';
import { collectBins } from '@cevns/detectors/response';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type DepositParameters, type PreparedDeposits, prepareDeposits } from './deposit-response.ts';
import { withPartTable } from './input-table.ts';
import { checkAxisUnit, type RegionParameters, regionEdges } from './region.ts';

export interface BackgroundsParameters extends RegionParameters {
  /** The region that the quoted numbers of events refer to. */
  readonly referenceRegion: Readonly<Record<string, readonly [number, number]>>;
  /** Parameters of the detector's efficiency in the observables that have one. */
  readonly efficiency: Readonly<Record<string, object>>;
  /** The response of the detector to electrons, where a shape needs it. */
  readonly deposits?: DepositParameters;
  /** Backgrounds whose number counts all decays, so that their shape in the observable of the recoil energy is a probability. */
  readonly absolute?: readonly string[];
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
 * Inputs: the tables that shapes name. Modules: `shape:<model>` for every shape, `efficiency:<observable>` for every efficiency, those of
 * `prepareDeposits`.
 */
export function run({ parameters, inputs, modules }: StageContext): StageOutputs {
  const settings = parameters as unknown as BackgroundsParameters;
  const shares: Record<string, NumericArray> = {};
  const { absolute = [] } = settings;
  const deposits = settings.deposits === undefined ? undefined : prepareDeposits(settings.deposits, inputs, modules);
  for (const [background, shapes] of Object.entries(settings.backgrounds)) {
    for (const [observable, { model, parameters: own, table }] of Object.entries(shapes)) {
      const { shape } = modules[`shape:${model}`] as { readonly shape: BackgroundShape<object> };
      const ofRecoils = observable === settings.deposits?.observable ? deposits : undefined;
      const efficiency = ofRecoils === undefined ? efficiencyOf(observable, settings, modules) : ofRecoils.efficiency;
      const applied = {
        ...(ofRecoils === undefined ? {} : ofRecoils),
        ...(efficiency === undefined ? {} : { efficiency }),
      } as ShapeInputs;
      const binContents = withPartTable({ table }, inputs, (tables) =>
        preparedShape(shape, observable, own, { ...tables, ...applied }, settings),
      );
      const edges = regionEdges(settings, observable);
      const values =
        ofRecoils !== undefined && absolute.includes(background)
          ? binContents(edges)
          : referenceShares(
              binContents,
              settings.referenceRegion[observable]!,
              edges,
              isApplied(own) ? efficient(binContents, ofRecoils!) : binContents,
            );
      shares[`${background}/${observable}`] = { shape: [values.length], data: values };
    }
  }
  return { shares: { arrays: shares } };
}

/** A shape in an observable; columns of its table are in the unit of that, as far as their names say. */
export function preparedShape(
  shape: BackgroundShape<object>,
  observable: string,
  own: object,
  inputs: ShapeInputs,
  units: Pick<RegionParameters, 'energyUnit'>,
): BinContents {
  const { at, column } = own as { readonly at?: string; readonly column?: string };
  if (inputs.table !== undefined) checkAxisUnit(observable, at ?? column ?? '', units);
  return shape.prepare(own, inputs);
}

/** Whether events are quoted before the efficiency. */
function isApplied(shape: object): boolean {
  return (shape as { readonly efficiency?: string }).efficiency === 'applied';
}

/** Contents times the efficiency in the centres of fine bins. */
function efficient(contents: BinContents, { efficiency, fineEdges }: PreparedDeposits): BinContents {
  return (edges) => {
    const fine = fineEdges(edges);
    return collectBins(contents(fine), fine, edges, efficiency!);
  };
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
