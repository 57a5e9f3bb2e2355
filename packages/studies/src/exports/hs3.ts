import { type ExportFormat, exportedModel } from './export-format.ts';
import type { HistogramModel, Modifier } from './histogram-model.ts';
import { histogramModel } from './histogram-samples.ts';
import { binModifierOf, binTerms, normalOf } from './hs3-bins.ts';
import { constraintOf } from './hs3-names.ts';
import { lossText } from './loss-text.ts';

/** Version of the HEP Statistics Serialization Standard that the document follows. */
const VERSION = '0.2';

/** All names of a document have to differ; these and those with a prefix do not look like parameters. */
const LIKELIHOOD = 'likelihood_all';
const OF_INTEREST = 'domain_of_interest';
const NUISANCE = 'domain_nuisance';
const START = 'point_start';

/**
 * The likelihood model as a document of the HEP Statistics Serialization Standard (HS3), and beside it what that does not say.
 *
 * Inputs `model`, and `result` of the fit at which it is exported; parameters `name` of the analysis, and `poi`, the parameter of interest.
 */
export const format: ExportFormat = {
  write(context) {
    const { name, poi } = context.parameters as unknown as { readonly name: string; readonly poi?: string };
    const { model, interpolations, held, at } = exportedModel(context);
    const histograms = histogramModel(model, interpolations, held, at);
    const loss = lossText('HS3 document', 'named', histograms, model, interpolations);
    const document = hs3Document(histograms, name, loss.split('\n')[0]!, poi);
    return { file: { text: `${JSON.stringify(document, null, 1)}\n` }, loss: { text: loss } };
  },
};

/**
 * The document of a model of histograms; its constraints are unit normals around 0, named after their parameters, but for those of a
 * luminosity and of single bins, which have centre and width, or count and rate, of their own.
 */
export function hs3Document(
  { parameters, binModifiers, channels, frozen, losses }: HistogramModel,
  name: string,
  description: string,
  poi?: string,
) {
  const free = parameters
    .filter(({ isConstrained, measured }) => !isConstrained && measured === undefined)
    .map((parameter) => parameter.name);
  const constrained = parameters.filter(({ isConstrained }) => isConstrained).map((parameter) => parameter.name);
  const measured = parameters.flatMap((own) => (own.measured === undefined ? [] : { name: own.name, ...own.measured }));
  const bins = binTerms(binModifiers);
  const ofInterest = poi !== undefined && free.includes(poi) ? [poi] : free.slice(0, 1);
  const axesOf = (channel: HistogramModel['channels'][number]) => [
    { name: `bin_${channel.name}`, min: 0, max: channel.observed.length, nbins: channel.observed.length },
  ];
  const domain = (own: string, names: readonly string[]) => ({
    name: own,
    type: 'product_domain',
    axes: parameters
      .filter((parameter) => names.includes(parameter.name))
      .map(({ name: axis, lower: min, upper: max }) => ({ name: axis, min, max })),
  });
  const rest = domain(NUISANCE, without(parameters, ofInterest));
  const ofBins = bins.parameters.map(({ name: axis, lower: min, upper: max }) => ({ name: axis, min, max }));
  const nuisances = { ...rest, axes: [...rest.axes, ...ofBins] };
  return {
    metadata: { hs3_version: VERSION, packages: [{ name: 'cevns' }], description },
    distributions: [
      ...channels.map((channel) => ({
        name: distributionOf(channel.name),
        type: 'histfactory_dist',
        axes: axesOf(channel),
        samples: channel.samples.map((sample) => ({
          name: sample.name,
          data: { contents: sample.nominal, errors: sample.nominal.map(() => 0) },
          modifiers: [...sample.modifiers.map(modifierOf), ...sample.binModifiers.map(binModifierOf)],
        })),
      })),
      ...constrained.map((parameter) => ({
        name: constraintOf(parameter),
        type: 'gaussian_dist',
        x: 0,
        mean: parameter,
        sigma: 1,
      })),
      ...measured.map(({ name: parameter, mean, sigma }) => normalOf(parameter, mean, sigma)),
      ...bins.constraints,
    ],
    ...(bins.functions.length === 0 ? {} : { functions: bins.functions }),
    data: channels.map((channel) => ({
      name: dataOf(channel.name),
      type: 'binned',
      axes: axesOf(channel),
      contents: channel.observed,
    })),
    likelihoods: [
      {
        name: LIKELIHOOD,
        distributions: channels.map((channel) => distributionOf(channel.name)),
        data: channels.map((channel) => dataOf(channel.name)),
        aux_distributions: [
          ...[...constrained, ...measured.map((own) => own.name)].map(constraintOf),
          ...bins.constraints.map((constraint) => constraint.name),
        ],
      },
    ],
    domains: [domain(OF_INTEREST, ofInterest), nuisances],
    parameter_points: [
      {
        name: START,
        parameters: [
          ...parameters.map((parameter) => ({ name: parameter.name, value: parameter.initial })),
          ...bins.parameters.map((parameter) => ({ name: parameter.name, value: parameter.initial })),
          ...bins.constants.map((constant) => ({ ...constant, const: true })),
        ],
      },
    ],
    analyses: [
      {
        name: `analysis_${name}`,
        likelihood: LIKELIHOOD,
        parameters_of_interest: ofInterest,
        domains: [OF_INTEREST, NUISANCE],
        init: START,
      },
    ],
    misc: { cevns: { held: frozen, losses } },
  };
}

function without(parameters: HistogramModel['parameters'], names: readonly string[]): string[] {
  return parameters.map(({ name }) => name).filter((name) => !names.includes(name));
}

function distributionOf(channel: string): string {
  return `channel_${channel}`;
}

function dataOf(channel: string): string {
  return `observed_${channel}`;
}

function modifierOf(modifier: Modifier): object {
  const { type, parameter } = modifier;
  if (type === 'normfactor') return { name: parameter, type, parameter };
  const { hi, lo, interpolation } = modifier;
  const data = type === 'normsys' ? { hi, lo } : { hi: { contents: hi }, lo: { contents: lo } };
  return { name: parameter, type, parameter, constraint: constraintOf(parameter), interpolation, data };
}
