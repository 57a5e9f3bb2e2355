import { efficiencies } from '@cevns/detectors/efficiency/registry';
import { quenchings } from '@cevns/detectors/quenching/registry';
import { smearings } from '@cevns/detectors/smearing/registry';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import type { DepositParameters } from '../stages/deposit-response.ts';
import { stages } from '../stages/registry.ts';
import { dataInput } from './commands.ts';
import { efficiencyVariable } from './detector-units.ts';
import { quenchingOf } from './element-quenching.ts';
import { type DataFile, type DetectorSection, modelOf, parametersOf } from './internal-study.ts';
import type { LoweredParameters, LoweredVariation, VariedParameters } from './lowered-parameters.ts';
import type { LoweredStudy } from './lowered-study.ts';
import { ELECTRON_SCATTERING, recoilObservableOf, shapedBackgrounds, shapeIn } from './names.ts';
import { moduleOf } from './part-module.ts';
import { quenchingSides } from './quenching-parameters.ts';
import { stageOf } from './stage.ts';

/** Electrons leave all their energy. */
const UNQUENCHED = { model: 'constant', factor: 1 };

/** Fine bins of a region in keVee whose detector names no width: at least so many in all. */
const FINE_BINS = 256;

/** Where a response stage stands in the graph. */
export interface ResponsePlace {
  readonly component: string;
  /** Whose recoils; undefined where one quenching holds for all. */
  readonly element: string | undefined;
  readonly name: string;
  /** Stage with the recoil grid. */
  readonly recoil: string;
  readonly nodesPerSegment: number;
}

/** The response to recoils of a component: nuclear ones are quenched, electrons leave all their energy. */
export function responseStage(lowered: LoweredStudy, place: ResponsePlace): StageSpec {
  const { study, region, parameters } = lowered;
  const { detector } = study;
  const { name: observable } = recoilObservableOf(detector);
  const variable = efficiencyVariable(detector);
  const files: Record<string, StageInput> = {};
  const electrons = place.component === ELECTRON_SCATTERING;
  const quenched = electrons ? UNQUENCHED : quenchingOf(detector, place.element);
  const parts = { quenching: quenched, efficiency: detector.efficiency };
  // Figures put the tables of several elements together.
  const inputs = { quenching: ['quenching', place.element ?? []].flat().join('/'), efficiency: 'efficiency' };
  const withTable = (part: 'quenching' | 'efficiency', settings: object, input: string): object => {
    const { table, in: _, ...own } = settings as { readonly table?: DataFile; readonly in?: string };
    const inVariable = part === 'efficiency' && table !== undefined && variable !== observable ? { in: variable } : {};
    if (table === undefined) return own;
    const name = table === parametersOf(parts[part]).table ? inputs[part] : input;
    files[name] = dataInput(lowered, table);
    // Parameters name the input, not the file, so that moving a file re-runs nothing.
    return { ...own, ...inVariable, table: name };
  };
  const variations = Object.fromEntries(
    Object.entries(parameters.variations).flatMap(([name, variation]) => {
      const { part } = variation;
      if (part === 'quenching' && electrons) {
        const unvaried = parametersOf(UNQUENCHED);
        return [[name, { part, up: unvaried, down: unvaried }]];
      }
      const sides = sidesOf(variation, place.element);
      if (sides === undefined) return [];
      const input = (side: string) => `${inputs[part]}/${name}/${side}`;
      const { up, down } = sides;
      return [[name, { part, up: withTable(part, up, input('up')), down: withTable(part, down, input('down')) }]];
    }),
  );
  const quenching = withTable('quenching', parametersOf(quenched), inputs.quenching);
  const efficiency = withTable('efficiency', parametersOf(detector.efficiency), 'efficiency');
  return stageOf(study, 'response', {
    name: place.name,
    modules: {
      entry: stages.response,
      quenching: moduleOf(quenchings, quenched),
      smearing: moduleOf(smearings, detector.smearing),
      efficiency: moduleOf(efficiencies, detector.efficiency),
    },
    parameters: {
      observable,
      binning: { [observable]: region.binning[observable]! },
      region: { [observable]: region.region[observable]! },
      ...fineBins(detector, region.binning[observable]!),
      ...(variable === observable ? {} : { efficiencyIn: variable }),
      nodesPerSegment: place.nodesPerSegment,
      quenching,
      smearing: parametersOf(detector.smearing),
      efficiency,
      variations,
      ...(!electrons && isTabulated(parameters, place.element) ? { shape: parameters.shape! } : {}),
    },
    inputs: { grid: [place.recoil, 'grid'] },
    ...(Object.keys(files).length === 0 ? {} : { files }),
    outputs: ['matrices'],
  });
}

/** Names of the variations that change the response to recoils of an element. */
export function variationsOfElement({ variations }: LoweredParameters, element: string): readonly string[] {
  return Object.keys(variations).filter((name) => sidesOf(variations[name]!, element) !== undefined);
}

/** What a variation makes of the part that it varies, as far as recoils of an element are concerned. */
function sidesOf(variation: LoweredVariation, element: string | undefined): VariedParameters | undefined {
  return variation.part === 'quenching' ? quenchingSides(variation, element) : variation;
}

/** Whether the free parameter of a study is one of the quenching of an element, or of all nuclei. */
function isTabulated({ shape }: LoweredParameters, element: string | undefined): boolean {
  return shape?.owner === 'quenching' && shape.of[0] === element;
}

/** How bins are divided for the efficiency: as the detector says, and else, where it is one in the observable, into whole numbers or finely. */
function fineBins(detector: DetectorSection, binning: readonly number[]) {
  const { name: observable, 'fine-bin-width': width } = recoilObservableOf(detector);
  const fineBinOrigin = binning[0]!;
  if (width !== undefined) {
    return { fineBinWidth: width, ...(detector.threshold === undefined ? {} : { fineBinOrigin }) };
  }
  // Of an efficiency that is the same in the whole of a bin, fine bins would only be added up again.
  if (modelOf(detector.efficiency) === 'constant' || efficiencyVariable(detector) !== observable) {
    return { finePerBin: 1 };
  }
  if (observable !== 'energy') return { fineBinWidth: 1, fineBinOrigin };
  return { finePerBin: Math.ceil(FINE_BINS / (binning.length - 1)) };
}

/** Shapes of backgrounds that are spectra in front of the detector: they are smeared and kept as its signals are. */
export const SPECTRA_IN_FRONT: readonly string[] = ['argon-39', 'lines'];

/** What stages of backgrounds need of the response, with its modules and files; undefined where no shape needs it. */
export function depositParameters(
  lowered: LoweredStudy,
  modules: Record<string, string>,
  files: Record<string, StageInput>,
): DepositParameters | undefined {
  const { study, region } = lowered;
  const { detector } = study;
  const { name: observable } = recoilObservableOf(detector);
  const needs = shapedBackgrounds(detector).some(([, background]) => {
    const shape = shapeIn(background, observable)!;
    const { efficiency } = parametersOf(shape);
    return SPECTRA_IN_FRONT.includes(modelOf(shape)) || (efficiency !== undefined && efficiency !== 'included');
  });
  if (!needs) return undefined;
  modules.smearing = moduleOf(smearings, detector.smearing);
  modules['efficiency:recoil'] = moduleOf(efficiencies, detector.efficiency);
  const { table, in: _, ...own } = parametersOf(detector.efficiency);
  if (table !== undefined) files.efficiency = dataInput(lowered, table as DataFile);
  const variable = efficiencyVariable(detector);
  return {
    observable,
    smearing: parametersOf(detector.smearing),
    efficiency: table === undefined ? own : { ...own, table: 'efficiency' },
    ...(variable === observable ? {} : { efficiencyIn: variable as 'recoil-energy' | 'energy' }),
    fine: fineBins(detector, region.binning[observable]!),
    bins: region.binning[observable]!.length - 1,
  };
}
