import { nodeVolumes } from './event-sampler.ts';
import { FittingError } from './fitting-error.ts';
import type { ChannelDescription, EventSampler, FactorDescription, Polynomial, ScaleDescription } from './model.ts';

/** A template of single events: densities at the events, and their integral over all that could have been observed. */
export interface EventTemplate {
  /** Expected events per unit of the observables, at each event. */
  readonly densities: Float64Array;
  /** Expected events altogether. */
  readonly total: number;
  /** Densities at the nodes of the observables, row-major; needed where the channel is to have toys. */
  readonly grid?: Float64Array;
}

/** An event template that parameters may deform, times a weight. */
export interface EventTerm {
  readonly weight: Polynomial;
  readonly scales?: readonly ScaleDescription[];
  readonly nominal: EventTemplate;
  /** Name in the registry of interpolations; needed with variations only. */
  readonly interpolation?: string;
  readonly variations?: readonly {
    readonly parameter: string;
    readonly up: EventTemplate;
    readonly down: EventTemplate;
  }[];
}

/** A template whose shape depends on one parameter, tabulated with its derivatives; as `TableFactor`, knot by knot. */
export interface EventTable {
  readonly weight: Polynomial;
  readonly scales?: readonly ScaleDescription[];
  readonly parameter: string;
  readonly from: number;
  readonly step: number;
  readonly value: readonly EventTemplate[];
  readonly first: readonly EventTemplate[];
  readonly second: readonly EventTemplate[];
}

/** A component of an unbinned channel. */
export interface EventComponent {
  readonly name: string;
  readonly terms: readonly (EventTerm | EventTable)[];
}

/**
 * A channel for the extended likelihood of single events in any number of observables: 2 [nu - sum over events of w ln lambda].
 *
 * @param events number of events
 * @param weights w of each event; default 1 for all
 * @param observables with nodes, at which the templates give their densities as `grid`: the channel has toys then
 * @throws FittingError if a grid has another number of densities than there are nodes
 */
export function unbinnedChannel(
  name: string,
  events: number,
  components: readonly EventComponent[],
  weights: Float64Array = new Float64Array(events).fill(1),
  observables?: EventSampler['axes'],
): ChannelDescription {
  const componentsOf = (flatten: Flatten) =>
    components.map(({ name: own, terms }) => ({
      name: own,
      terms: terms.map((term) => ({
        weight: term.weight,
        ...(term.scales && { scales: term.scales }),
        factors: [factorOf(term, flatten)],
      })),
    }));
  const sampler = observables && { axes: observables, components: componentsOf(onGrid(name, observables)) };
  return {
    name,
    axes: [{ name: 'event', edges: Float64Array.from({ length: events + 2 }, (_, i) => i) }],
    observed: atEvents({ densities: weights, total: 0 }),
    likelihood: { kind: 'unbinned', ...(sampler && { sampler }) },
    components: componentsOf(atEvents),
  };
}

/** A template as the array of a factor. */
type Flatten = (template: EventTemplate) => Float64Array;

/** Densities at the nodes, and their integral. */
function onGrid(name: string, observables: EventSampler['axes']): Flatten {
  const volumes = nodeVolumes(observables.map(({ nodes }) => nodes));
  return ({ grid = new Float64Array(0) }) => {
    if (grid.length !== volumes.length) {
      const path = `${name}: grid of a template`;
      const [expected, found] = [`${volumes.length} densities, one for each node`, `${grid.length}`];
      throw new FittingError({ code: 'array-length', path, expected, found });
    }
    const total = grid.reduce((sum, density, k) => sum + density * volumes[k]!, 0);
    return concatenate([grid, Float64Array.of(total)]);
  };
}

function factorOf(term: EventTerm | EventTable, flatten: Flatten): FactorDescription {
  if ('value' in term) {
    const { parameter, from, step } = term;
    const rows = (templates: readonly EventTemplate[]) => concatenate(templates.map(flatten));
    const [value, first, second] = [rows(term.value), rows(term.first), rows(term.second)];
    return { kind: 'table', axes: [0], parameter, from, step, value, first, second };
  }
  const variations = (term.variations ?? []).map(({ parameter, up, down }) => ({
    parameter,
    up: flatten(up),
    down: flatten(down),
  }));
  const { nominal, interpolation = 'piecewise-linear' } = term;
  return { kind: 'morph', axes: [0], nominal: flatten(nominal), interpolation, variations };
}

function atEvents({ densities, total }: EventTemplate): Float64Array {
  return concatenate([densities, Float64Array.of(total)]);
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
