import type {
  BinScaleDescription,
  ChannelDescription,
  ComponentDescription,
  ModelDescription,
  MorphFactor,
  ScaleDescription,
} from '../model.ts';
import type { Modifier, Sample, Workspace, WorkspaceChannel } from './workspace.ts';
import { invalid, relativeErrors, WorkspaceParameters } from './workspace-parameters.ts';

/** What a workspace leaves open. */
export interface WorkspaceOptions {
  /** How normsys and histosys continue between and beyond their variations; the defaults are those of pyhf, codes 4 and 4p. */
  readonly normsys?: ScaleDescription['interpolation'];
  readonly histosys?: 'piecewise-linear' | 'quadratic' | 'polynomial-linear';
  /**
   * Whether a staterror becomes parameters (default), or is eliminated analytically, with the same minimum and errors of the others.
   * What a measurement says about its parameters does not count then.
   */
  readonly staterror?: 'parameters' | 'eliminated';
}

/** A workspace as a model, and what its measurement says about fits. */
export interface WorkspaceModel {
  readonly model: ModelDescription;
  readonly parameterOfInterest: string;
  /** Parameters that the measurement holds. */
  readonly fixed: Readonly<Record<string, number>>;
}

/**
 * Makes a model of a HistFactory workspace. A sample becomes a component with one term: its data, deformed by its histosys, times its
 * normfactors, normsys and lumi, times what scales single bins. Parameters are named as pyhf names them, `name` or `name[bin]`; a shapefactor
 * of one name in several channels is the same in all of them, a staterror is not: its bins are counted on. Modifiers without any effect (a
 * normsys from 1 to 1) are left out.
 *
 * @param workspace as parsed from JSON
 * @param measurement name of one of its measurements; default the first
 * @throws FittingError with the code invalid-workspace; other errors of the model come when it is compiled
 */
export function modelFromWorkspace(
  workspace: Workspace,
  measurement = workspace.measurements[0]?.name,
  options: WorkspaceOptions = {},
): WorkspaceModel {
  const chosen = workspace.measurements.find(({ name }) => name === measurement);
  if (chosen === undefined) {
    const known = workspace.measurements.map(({ name }) => name).join(', ') || 'none';
    throw invalid('measurements', `one of ${known}`, String(measurement));
  }
  const parameters = new WorkspaceParameters(chosen, workspace.channels);
  const channels = workspace.channels.map((channel): ChannelDescription => {
    const observation = workspace.observations.find(({ name }) => name === channel.name);
    if (observation === undefined) throw invalid(`channels.${channel.name}`, 'an observation of this channel', 'none');
    const bins = observation.data.length;
    const scalesOfBins = binScales(channel, bins, parameters);
    return {
      name: channel.name,
      axes: [{ name: 'bin', edges: Float64Array.from({ length: bins + 1 }, (_, i) => i) }],
      observed: Float64Array.from(observation.data),
      components: channel.samples.map((sample) => component(sample, parameters, scalesOfBins, options)),
      ...(options.staterror === 'eliminated' && templateErrorsOf(channel, bins)),
    };
  });
  const poi = chosen.config.poi;
  const all = parameters.all;
  if (poi !== '' && !all.some(({ name }) => name === poi)) {
    throw invalid(`measurements.${chosen.name}.config.poi`, 'a parameter of the model', poi);
  }
  return { model: { parameters: all, channels }, parameterOfInterest: poi, fixed: parameters.fixed };
}

/** The staterror of a channel as template errors; empty if it has none. */
function templateErrorsOf(channel: WorkspaceChannel, bins: number): Pick<ChannelDescription, 'templateErrors'> {
  const ofSample = ({ modifiers }: Sample) =>
    modifiers.filter(({ type }) => type === 'staterror').map(({ name }) => name);
  const names = [...new Set(channel.samples.flatMap(ofSample))];
  const [name] = names;
  if (name === undefined) return {};
  if (names.length > 1) throw invalid(`channels.${channel.name}`, 'one staterror to eliminate', names.join(', '));
  const components = channel.samples.filter((sample) => ofSample(sample).length > 0).map((sample) => sample.name);
  return { templateErrors: { components, relative: relativeErrors(name, channel, bins), constraint: 'normal' } };
}

type BinScales = (modifier: Modifier) => BinScaleDescription;

/** The scales of single bins by modifier, the same object for all samples of a channel that share one. */
function binScales(channel: WorkspaceChannel, bins: number, parameters: WorkspaceParameters): BinScales {
  const known = new Map<string, BinScaleDescription>();
  return (modifier) => {
    const shared = modifier.type === 'shapesys' ? undefined : known.get(modifier.name);
    const scale = shared ?? { parameters: parameters.ofBins(modifier, channel, bins) };
    known.set(modifier.name, scale);
    return scale;
  };
}

function component(
  { name, data, modifiers }: Sample,
  parameters: WorkspaceParameters,
  scalesOfBins: BinScales,
  { normsys = 'polynomial-exponential', histosys = 'polynomial-linear', staterror = 'parameters' }: WorkspaceOptions,
): ComponentDescription {
  const powers: Record<string, number> = {};
  const scales: ScaleDescription[] = [];
  const variations: MorphFactor['variations'][number][] = [];
  const bins: BinScaleDescription[] = [];
  for (const modifier of modifiers) {
    switch (modifier.type) {
      case 'normfactor':
      case 'lumi': {
        const parameter = parameters.ofSample(modifier);
        powers[parameter] = (powers[parameter] ?? 0) + 1;
        break;
      }
      case 'normsys': {
        const { hi: up, lo: down } = modifier.data;
        if (up === 1 && down === 1) break;
        scales.push({ parameter: parameters.ofSample(modifier), up, down, interpolation: normsys });
        break;
      }
      case 'histosys': {
        const [up, down] = [Float64Array.from(modifier.data.hi_data), Float64Array.from(modifier.data.lo_data)];
        if ([up, down].every((values) => values.length === data.length && values.every((x, b) => x === data[b]))) break;
        variations.push({ parameter: parameters.ofSample(modifier), up, down });
        break;
      }
      case 'staterror':
        if (staterror === 'parameters') bins.push(scalesOfBins(modifier));
        break;
      case 'shapefactor':
      case 'shapesys':
        bins.push(scalesOfBins(modifier));
        break;
      default:
        throw invalid(`samples.${name}.modifiers`, 'modifiers of HistFactory', (modifier as Modifier).type);
    }
  }
  const nominal = Float64Array.from(data);
  const factors: MorphFactor[] = [{ kind: 'morph', axes: [0], nominal, interpolation: histosys, variations }];
  const scaling = { ...(scales.length > 0 && { scales }), ...(bins.length > 0 && { binScales: bins }) };
  return { name, terms: [{ weight: [{ coefficient: 1, powers }], factors, ...scaling }] };
}
