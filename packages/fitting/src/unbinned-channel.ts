import type { ChannelDescription, FactorDescription, Polynomial, ScaleDescription } from './model.ts';

/** A template of single events: densities at the events, and their integral over all that could have been observed. */
export interface EventTemplate {
  /** Expected events per unit of the observables, at each event. */
  readonly densities: Float64Array;
  /** Expected events altogether. */
  readonly total: number;
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
 */
export function unbinnedChannel(
  name: string,
  events: number,
  components: readonly EventComponent[],
  weights: Float64Array = new Float64Array(events).fill(1),
): ChannelDescription {
  return {
    name,
    axes: [{ name: 'event', edges: Float64Array.from({ length: events + 2 }, (_, i) => i) }],
    observed: flatten({ densities: weights, total: 0 }),
    likelihood: { kind: 'unbinned' },
    components: components.map(({ name: own, terms }) => ({
      name: own,
      terms: terms.map((term) => ({
        weight: term.weight,
        ...(term.scales && { scales: term.scales }),
        factors: [factorOf(term)],
      })),
    })),
  };
}

function factorOf(term: EventTerm | EventTable): FactorDescription {
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

function flatten({ densities, total }: EventTemplate): Float64Array {
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
