import { type BinModifier, measuredElsewhere } from './bin-modifiers.ts';
import { type ExportFormat, exportedModel } from './export-format.ts';
import type { HistogramModel, HistogramParameter, Modifier, SampleBinModifier } from './histogram-model.ts';
import { histogramModel } from './histogram-samples.ts';
import { lossText } from './loss-text.ts';

/** A workspace as pyhf reads it, after its schema 1.0.0. */
export interface Workspace {
  readonly channels: readonly {
    readonly name: string;
    readonly samples: readonly {
      readonly name: string;
      readonly data: readonly number[];
      readonly modifiers: readonly object[];
    }[];
  }[];
  readonly observations: readonly { readonly name: string; readonly data: readonly number[] }[];
  readonly measurements: readonly {
    readonly name: string;
    readonly config: { readonly poi: string; readonly parameters: readonly object[] };
  }[];
  readonly version: '1.0.0';
}

/** Bounds of the scale of a bin that has none. */
const LOWEST_SCALE = 1e-10;
const HIGHEST_SCALE = 10;

/** pyhf takes a measurement without a parameter of interest if its name is empty. */
const NO_PARAMETER = '';

/**
 * The likelihood model as a pyhf workspace, and beside it what that does not say.
 *
 * Inputs `model`, and `result` of the fit at which it is exported; parameters `name` of the measurement, and `poi`, the parameter of interest.
 */
export const format: ExportFormat = {
  write(context) {
    const { name, poi } = context.parameters as unknown as { readonly name: string; readonly poi?: string };
    const { model, interpolations, held, at } = exportedModel(context);
    const histograms = histogramModel(model, interpolations, held, at);
    return {
      file: { text: `${JSON.stringify(workspaceOf(histograms, name, poi), null, 1)}\n` },
      loss: { text: lossText('pyhf workspace', 'pyhf', histograms, model, interpolations) },
    };
  },
};

/** The workspace of a model of histograms. */
export function workspaceOf(
  { parameters, binModifiers, channels }: HistogramModel,
  name: string,
  poi?: string,
): Workspace {
  const luminosities = parameters.flatMap((parameter) => (parameter.measured === undefined ? [] : parameter.name));
  const free = parameters.filter(({ isConstrained, measured }) => !isConstrained && measured === undefined);
  const ofInterest = free.find((parameter) => parameter.name === poi) ?? free[0];
  return {
    channels: channels.map((channel) => ({
      name: channel.name,
      samples: channel.samples.map((sample) => ({
        name: sample.name,
        data: sample.nominal,
        modifiers: [
          ...sample.modifiers.map((modifier) => modifierOf(modifier, luminosities)),
          ...sample.binModifiers.map(binModifierOf),
        ],
      })),
    })),
    observations: channels.map((channel) => ({ name: channel.name, data: channel.observed })),
    measurements: [
      {
        name,
        config: {
          poi: ofInterest?.name ?? NO_PARAMETER,
          parameters: [...parameters.map(parameterOf), ...joinedByName(binModifiers).map(binParametersOf)],
        },
      },
    ],
    version: '1.0.0',
  };
}

function modifierOf(modifier: Modifier, luminosities: readonly string[]): object {
  const { type, parameter: name } = modifier;
  if (type === 'normfactor') return { name, type: luminosities.includes(name) ? 'lumi' : type, data: null };
  if (type === 'normsys') return { name, type, data: { hi: modifier.hi, lo: modifier.lo } };
  return { name, type, data: { hi_data: modifier.hi, lo_data: modifier.lo } };
}

function binModifierOf({ modifier: { name, type }, uncertainties }: SampleBinModifier): object {
  return { name, type, data: type === 'shapefactor' ? null : uncertainties };
}

function parameterOf({ name, initial, lower, upper, measured }: HistogramParameter): object {
  const result = measured === undefined ? {} : { auxdata: [measured.mean], sigmas: [measured.sigma] };
  return { name, inits: [initial], bounds: [[lower, upper]], ...result };
}

/** Those of one name as one, in the order of their bins. */
function joinedByName(modifiers: readonly BinModifier[]): BinModifier[] {
  return [...new Set(modifiers.map(({ name }) => name))].map((name) => {
    const own = modifiers.filter((modifier) => modifier.name === name).sort((a, b) => a.first - b.first);
    return { ...own[0]!, parameters: own.flatMap(({ parameters }) => parameters) };
  });
}

function binParametersOf(modifier: BinModifier): object {
  const measured = measuredElsewhere(modifier);
  return {
    name: modifier.name,
    inits: modifier.parameters.map((own) => own?.initial ?? 1),
    bounds: modifier.parameters.map((own) => [own?.lower ?? LOWEST_SCALE, own?.upper ?? HIGHEST_SCALE]),
    ...(measured === undefined ? {} : { auxdata: measured }),
  };
}
