import type {
  AxisDescription,
  BinScaleDescription,
  ChannelDescription,
  ChannelLikelihood,
  ComponentDescription,
  EventSampler,
  FactorDescription,
  JointConstraint,
  ModelDescription,
  ParameterDescription,
  TemplateErrors,
  TermDescription,
  UnbinnedLikelihood,
} from '@cevns/fitting/model';
import type { Json } from '@cevns/runner/json';

/** A model as JSON. What terms may share stands once per channel and is named by index, so that it stays shared. */
interface ModelJson {
  readonly parameters: readonly ParameterDescription[];
  readonly jointConstraints?: readonly JointConstraint[];
  readonly starts?: readonly Readonly<Record<string, number>>[];
  readonly channels: readonly ChannelJson[];
}

interface ChannelJson {
  readonly name: string;
  readonly axes: readonly AxisDescription[];
  readonly observed: readonly number[];
  readonly likelihood?: Exclude<ChannelLikelihood, UnbinnedLikelihood> | UnbinnedJson;
  readonly templateErrors?: TemplateErrors;
  readonly factors: readonly FactorDescription[];
  readonly binScales?: readonly BinScaleDescription[];
  readonly components: readonly ComponentJson[];
}

interface ComponentJson {
  readonly name: string;
  readonly terms: readonly TermJson[];
}

/** A likelihood of single events; its sampler has factors of its own. */
interface UnbinnedJson {
  readonly kind: 'unbinned';
  readonly sampler?: Pick<EventSampler, 'axes'> & Pick<ChannelJson, 'factors' | 'components'>;
}

interface TermJson extends Omit<TermDescription, 'factors' | 'binScales'> {
  readonly factors: readonly number[];
  readonly binScales?: readonly number[];
}

/** A model as JSON that `modelFromJson` reads back. */
export function modelToJson({ channels, ...model }: ModelDescription): Json {
  return plain({ ...model, channels: channels.map(channelToJson) }) as Json;
}

function channelToJson({ components, likelihood, ...channel }: ChannelDescription) {
  const own = likelihood && { likelihood: likelihoodToJson(likelihood) };
  return { ...channel, ...own, ...componentsToJson(components) };
}

function likelihoodToJson(likelihood: ChannelLikelihood): unknown {
  if (likelihood.kind !== 'unbinned' || likelihood.sampler === undefined) return likelihood;
  const { axes, components } = likelihood.sampler;
  return { ...likelihood, sampler: { axes, ...componentsToJson(components) } };
}

function componentsToJson(components: readonly ComponentDescription[]) {
  const factors: FactorDescription[] = [];
  const binScales: BinScaleDescription[] = [];
  const numbered = components.map(({ name, terms }) => ({
    name,
    terms: terms.map((term) => ({
      ...term,
      factors: term.factors.map((factor) => indexIn(factors, factor)),
      binScales: term.binScales?.map((scale) => indexIn(binScales, scale)),
    })),
  }));
  const shared = binScales.length === 0 ? { factors } : { factors, binScales };
  return { ...shared, components: numbered };
}

/** Position of an item in a list, to which it is added if it is new. */
function indexIn<T>(list: T[], item: T): number {
  const known = list.indexOf(item);
  return known >= 0 ? known : list.push(item) - 1;
}

/** A copy without typed arrays. Quicker than a replacer of `JSON.stringify`, which is asked for every number. */
function plain(value: unknown): unknown {
  if (value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, own]) => (own === undefined ? [] : [[key, plain(own)]])),
  );
}

/** The model that `modelToJson` wrote. */
export function modelFromJson(json: Json): ModelDescription {
  const { channels, jointConstraints, ...model } = json as unknown as ModelJson;
  return {
    ...model,
    ...(jointConstraints === undefined ? {} : { jointConstraints: jointConstraints.map(typed) }),
    channels: channels.map(channelFromJson),
  };
}

function channelFromJson({ axes, observed, likelihood, templateErrors, factors, binScales, ...channel }: ChannelJson) {
  return {
    name: channel.name,
    axes: axes.map(({ name, edges }) => ({ name, edges: Float64Array.from(edges) })),
    observed: Float64Array.from(observed),
    ...(likelihood === undefined ? {} : { likelihood: likelihoodFromJson(likelihood) }),
    ...(templateErrors === undefined ? {} : { templateErrors: typed(templateErrors) }),
    components: componentsFromJson(channel.components, factors, binScales),
  };
}

function likelihoodFromJson(likelihood: NonNullable<ChannelJson['likelihood']>): ChannelLikelihood {
  if (likelihood.kind !== 'unbinned') return typed(likelihood);
  if (likelihood.sampler === undefined) return { kind: 'unbinned' };
  const { axes, factors, components } = likelihood.sampler;
  const sampler = {
    axes: axes.map(({ name, nodes }) => ({ name, nodes: Float64Array.from(nodes) })),
    components: componentsFromJson(components, factors),
  };
  return { kind: 'unbinned', sampler };
}

function componentsFromJson(
  components: readonly ComponentJson[],
  factors: readonly FactorDescription[],
  binScales: readonly BinScaleDescription[] = [],
): ComponentDescription[] {
  const shared = factors.map(withTypedArrays);
  return components.map(({ name, terms }) => ({
    name,
    terms: terms.map(({ factors: own, binScales: scales, ...term }) => ({
      ...term,
      factors: own.map((index) => shared[index]!),
      ...(scales === undefined ? {} : { binScales: scales.map((index) => binScales[index]!) }),
    })),
  }));
}

/** Names of the arrays of numbers that are typed in a model. */
const ARRAYS_OF_NUMBERS = ['nominal', 'up', 'down', 'value', 'first', 'second', 'mean', 'covariance', 'relative'];

function withTypedArrays(factor: FactorDescription): FactorDescription {
  if (factor.kind === 'table') return typed(factor);
  const { variations, ...own } = factor;
  return { ...typed(own), variations: variations.map(typed) } as FactorDescription;
}

/** A copy of an object with its arrays of numbers typed. */
function typed<T extends object>(object: T): T {
  const entries = Object.entries(object).map(([key, value]) => [
    key,
    ARRAYS_OF_NUMBERS.includes(key) ? Float64Array.from(value as number[]) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
