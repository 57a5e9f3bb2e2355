import type { CompiledChannel } from './channel.ts';
import { updateExpectation } from './channel.ts';
import { FittingError } from './fitting-error.ts';
import type { ChannelDescription, ComponentDescription, EventSampler, FactorDescription } from './model.ts';

/** Draws events of a channel, and makes channels of them. */
export interface CompiledSampler {
  /** The channel with the nodes of the sampler as its events: weighted by expectation, they are what it expects (Asimov data). */
  readonly grid: CompiledChannel;
  /** Volume that belongs to each node, row-major: sums over nodes with it are integrals of what is linear between them. */
  readonly volumes: Float64Array;
  /** Nodes along each axis. */
  readonly nodes: readonly Float64Array[];
  /** The channel with other events. Positions: [events][axes]. */
  channelOf(positions: Float64Array): CompiledChannel;
}

/** Largest difference between an integral over the sampler and that of the channel, relative. */
const LARGEST_DIFFERENCE = 0.01;

/** A channel of single events whose events are the nodes of a sampler, with no weight each. */
export function gridChannel(name: string, { axes, components }: EventSampler): ChannelDescription {
  const nodes = axes.reduce((product, axis) => product * axis.nodes.length, 1);
  return eventChannel(name, nodes, new Float64Array(nodes + 1), components);
}

function eventChannel(
  name: string,
  events: number,
  observed: Float64Array,
  components: readonly ComponentDescription[],
): ChannelDescription {
  const axes = [{ name: 'event', edges: Float64Array.from({ length: events + 2 }, (_, i) => i) }];
  return { name, axes, observed, likelihood: { kind: 'unbinned' }, components };
}

/**
 * Prepares a checked sampler.
 *
 * @param compile compiles a channel of the model
 * @param initial values of the parameters, at which its integrals are compared with those of the channel
 * @throws FittingError `invalid-sampler` where they differ by more than 1 %
 */
export function compileSampler(
  channel: ChannelDescription,
  own: CompiledChannel,
  sampler: EventSampler,
  initial: Float64Array,
  compile: (channel: ChannelDescription) => CompiledChannel,
): CompiledSampler {
  const grid = compile(gridChannel(channel.name, sampler));
  const side = new Int8Array(initial.length).fill(1);
  const [inChannel, inSampler] = [own, grid].map((each) => {
    updateExpectation(each, initial, side);
    return each.expectation.at(-1)!;
  }) as [number, number];
  if (!(Math.abs(inSampler - inChannel) <= LARGEST_DIFFERENCE * Math.abs(inChannel))) {
    throw new FittingError({
      code: 'invalid-sampler',
      path: `channels (${channel.name}).likelihood.sampler`,
      expected: `densities whose integral is the ${inChannel} events of the channel, within 1 %`,
      found: `${inSampler}`,
    });
  }
  const nodes = sampler.axes.map((axis) => axis.nodes);
  return {
    grid,
    nodes,
    volumes: nodeVolumes(nodes),
    channelOf(positions) {
      const events = positions.length / nodes.length;
      const observed = new Float64Array(events + 1).fill(1, 0, events);
      const components = componentsAt(sampler.components, nodes, positions);
      return compile(eventChannel(channel.name, events, observed, components));
    },
  };
}

/** Product of trapezoidal weights along the axes, row-major. */
export function nodeVolumes(nodes: readonly Float64Array[]): Float64Array {
  let volumes = Float64Array.of(1);
  for (const axis of nodes) {
    const widths = axis.map((node, i) => 0.5 * ((axis[i + 1] ?? node) - (axis[i - 1] ?? node)));
    volumes = Float64Array.from({ length: volumes.length * axis.length }, (_, k) => {
      return volumes[Math.floor(k / axis.length)]! * widths[k % axis.length]!;
    });
  }
  return volumes;
}

/** The components with every template taken at positions, linearly between nodes along each axis; integrals stay as they are. */
function componentsAt(
  components: readonly ComponentDescription[],
  nodes: readonly Float64Array[],
  positions: Float64Array,
): ComponentDescription[] {
  const events = positions.length / nodes.length;
  const corners = 2 ** nodes.length;
  const size = nodes.reduce((product, axis) => product * axis.length, 1);
  const indices = new Int32Array(events * corners);
  const shares = new Float64Array(events * corners).fill(1);
  for (let e = 0; e < events; e++) {
    nodes.forEach((axis, a) => {
      const x = positions[e * nodes.length + a]!;
      const cell = cellOf(axis, x);
      const share = (x - axis[cell]!) / (axis[cell + 1]! - axis[cell]!);
      for (let corner = 0; corner < corners; corner++) {
        const isUpper = (corner >> (nodes.length - 1 - a)) & 1;
        const k = e * corners + corner;
        indices[k] = indices[k]! * axis.length + cell + isUpper;
        shares[k]! *= isUpper === 1 ? share : 1 - share;
      }
    });
  }
  const at = (template: Float64Array): Float64Array => {
    const rows = template.length / (size + 1);
    const out = new Float64Array(rows * (events + 1));
    for (let row = 0; row < rows; row++) {
      const from = row * (size + 1);
      const to = row * (events + 1);
      for (let e = 0; e < events; e++) {
        let sum = 0;
        for (let k = e * corners; k < (e + 1) * corners; k++) sum += shares[k]! * template[from + indices[k]!]!;
        out[to + e] = sum;
      }
      out[to + events] = template[from + size]!;
    }
    return out;
  };
  const known = new Map<FactorDescription, FactorDescription>();
  const factorAt = (factor: FactorDescription): FactorDescription => {
    const made = known.get(factor) ?? withTemplates(factor, at);
    known.set(factor, made);
    return made;
  };
  return components.map(({ name, terms }) => ({
    name,
    terms: terms.map((term) => ({ ...term, factors: term.factors.map(factorAt) })),
  }));
}

/** A factor with each of its arrays over bins replaced. */
function withTemplates(factor: FactorDescription, of: (template: Float64Array) => Float64Array): FactorDescription {
  if (factor.kind === 'table') {
    return { ...factor, value: of(factor.value), first: of(factor.first), second: of(factor.second) };
  }
  const variations = factor.variations.map(({ parameter, up, down }) => ({ parameter, up: of(up), down: of(down) }));
  return { ...factor, nominal: of(factor.nominal), variations };
}

/** Index of the interval that contains x; the last one also its end. */
function cellOf(nodes: Float64Array, x: number): number {
  let [low, high] = [0, nodes.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (nodes[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}
