import type {
  ChannelDescription,
  FactorDescription,
  ModelDescription,
  ParameterDescription,
  Polynomial,
} from '@cevns/fitting/model';
import type { Json } from '@cevns/runner/json';

/** A model as JSON. Factors stand once per channel and are named by index, so that those that terms share stay shared. */
interface ModelJson {
  readonly parameters: readonly ParameterDescription[];
  readonly channels: readonly {
    readonly name: string;
    readonly axes: readonly { readonly name: string; readonly edges: readonly number[] }[];
    readonly observed: readonly number[];
    readonly factors: readonly unknown[];
    readonly components: readonly {
      readonly name: string;
      readonly terms: readonly { readonly weight: Polynomial; readonly factors: readonly number[] }[];
    }[];
  }[];
}

/** A model as JSON that `modelFromJson` reads back. */
export function modelToJson({ parameters, channels }: ModelDescription): Json {
  const json = {
    parameters,
    channels: channels.map((channel) => {
      const factors: FactorDescription[] = [];
      const indexOf = (factor: FactorDescription): number => {
        const known = factors.indexOf(factor);
        return known >= 0 ? known : factors.push(factor) - 1;
      };
      const components = channel.components.map(({ name, terms }) => ({
        name,
        terms: terms.map(({ weight, factors: own }) => ({ weight, factors: own.map(indexOf) })),
      }));
      const { name, axes, observed } = channel;
      return { name, axes, observed, factors, components };
    }),
  };
  return plain(json) as Json;
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
  const { parameters, channels } = json as unknown as ModelJson;
  return {
    parameters,
    channels: channels.map((channel): ChannelDescription => {
      const factors = channel.factors.map(withTypedArrays);
      return {
        name: channel.name,
        axes: channel.axes.map(({ name, edges }) => ({ name, edges: Float64Array.from(edges) })),
        observed: Float64Array.from(channel.observed),
        components: channel.components.map(({ name, terms }) => ({
          name,
          terms: terms.map(({ weight, factors: own }) => ({ weight, factors: own.map((index) => factors[index]!) })),
        })),
      };
    }),
  };
}

/** Names of the arrays of a factor and of its variations that are typed. */
const ARRAYS_OF_NUMBERS = ['nominal', 'up', 'down', 'value', 'first', 'second'];

function withTypedArrays(factor: unknown): FactorDescription {
  const { variations, ...own } = factor as { readonly variations?: readonly object[] };
  return {
    ...typed(own),
    ...(variations === undefined ? {} : { variations: variations.map(typed) }),
  } as unknown as FactorDescription;
}

/** A copy of an object with its arrays of numbers typed. */
function typed(object: object): object {
  const entries = Object.entries(object).map(([key, value]) => [
    key,
    ARRAYS_OF_NUMBERS.includes(key) ? Float64Array.from(value as number[]) : value,
  ]);
  return Object.fromEntries(entries);
}
