import { FittingError } from '../fitting-error.ts';
import type { Constraint, ParameterDescription } from '../model.ts';
import type { Measurement, Modifier, ParameterConfig, WorkspaceChannel } from './workspace.ts';

/** What a parameter of a workspace is; those of a name must agree. */
type Kind = 'free' | 'pull' | 'lumi' | 'shapefactor' | 'shapesys' | 'staterror';

const KINDS: Readonly<Record<Modifier['type'], Kind>> = {
  normfactor: 'free',
  normsys: 'pull',
  histosys: 'pull',
  lumi: 'lumi',
  shapefactor: 'shapefactor',
  shapesys: 'shapesys',
  staterror: 'staterror',
};

const PULL: Constraint = { kind: 'normal', mean: 0, sigma: 1 };
const SMALLEST_SCALE = 1e-10;

/** The parameters of a workspace as they are met, in this order. */
export class WorkspaceParameters {
  readonly #kinds = new Map<string, Kind>();
  readonly #parameters = new Map<string, ParameterDescription>();
  readonly #configs: ReadonlyMap<string, ParameterConfig>;
  readonly #firstBins: ReadonlyMap<string, number>;
  /** Values of parameters that the measurement holds. */
  readonly fixed: Record<string, number> = {};

  constructor({ config }: Measurement, channels: readonly WorkspaceChannel[]) {
    this.#configs = new Map((config.parameters ?? []).map((parameter) => [parameter.name, parameter]));
    this.#firstBins = firstBinsOfStaterrors(channels);
  }

  get all(): ParameterDescription[] {
    return [...this.#parameters.values()];
  }

  /** The one parameter of a modifier that acts on all bins alike. */
  ofSample({ name, type }: Modifier): string {
    this.#expectKind(name, KINDS[type], `modifiers.${name}`);
    const config = this.#configs.get(name);
    if (KINDS[type] === 'pull') this.#add(name, name, 0, { initial: 0, lower: -5, upper: 5, constraint: PULL });
    else if (type === 'lumi') {
      const [mean, sigma] = [config?.auxdata?.[0], config?.sigmas?.[0]];
      if (mean === undefined || sigma === undefined) {
        throw invalid(`measurements.parameters.${name}`, 'auxdata and sigmas of the luminosity', 'none');
      }
      this.#add(name, name, 0, { initial: mean, lower: 0, upper: 10, constraint: { kind: 'normal', mean, sigma } });
    } else this.#add(name, name, 0, { initial: 1, lower: 0, upper: 10 });
    return name;
  }

  /** The parameters of a modifier with one for each bin of a channel; null where the bin has nothing to scale or no error. */
  ofBins(modifier: Modifier, channel: WorkspaceChannel, bins: number): (string | null)[] {
    const { name, type } = modifier;
    const path = `channels.${channel.name}.modifiers.${name}`;
    if (type === 'shapesys' && this.#kinds.has(name)) throw invalid(path, 'one sample for each shapesys', 'several');
    this.#expectKind(name, KINDS[type], path);
    const relative = type === 'shapefactor' ? null : relativeErrors(name, channel, bins);
    const first = type === 'staterror' ? this.#firstBins.get(staterrorKey(name, channel))! : 0;
    return Array.from({ length: bins }, (_, b) => {
      if (relative?.[b] === 0) return null;
      const own = `${name}[${first + b}]`;
      const constraint = relative && { constraint: scaleConstraint(type, relative[b]!) };
      this.#add(own, name, first + b, { initial: 1, lower: relative ? SMALLEST_SCALE : 0, upper: 10, ...constraint });
      return own;
    });
  }

  #expectKind(name: string, kind: Kind, path: string): void {
    const known = this.#kinds.get(name);
    if (known !== undefined && known !== kind)
      throw invalid(path, 'modifiers of one kind for each name', `${known}, ${kind}`);
    this.#kinds.set(name, kind);
  }

  #add(own: string, name: string, at: number, defaults: Omit<ParameterDescription, 'name'>): void {
    const config = this.#configs.get(name);
    const initial = config?.inits?.[at] ?? defaults.initial;
    const [lower, upper] = config?.bounds?.[at] ?? [];
    const constraint = defaults.constraint && constraintWith(defaults.constraint, config, at);
    const bounds = { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
    this.#parameters.set(own, { name: own, ...defaults, ...bounds, initial, ...(constraint && { constraint }) });
    if (config?.fixed) this.fixed[own] = initial;
  }
}

/**
 * The number of the first bin of each staterror in each channel: bins of one name are counted on from channel to channel, by the names of
 * the channels, since simulated events of different channels are different ones.
 */
function firstBinsOfStaterrors(channels: readonly WorkspaceChannel[]): Map<string, number> {
  const next = new Map<string, number>();
  const first = new Map<string, number>();
  for (const channel of [...channels].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const modifiers = channel.samples.flatMap((sample) => sample.modifiers);
    for (const name of new Set(modifiers.filter(({ type }) => type === 'staterror').map((own) => own.name))) {
      first.set(staterrorKey(name, channel), next.get(name) ?? 0);
      next.set(name, (next.get(name) ?? 0) + channel.samples[0]!.data.length);
    }
  }
  return first;
}

function staterrorKey(name: string, channel: WorkspaceChannel): string {
  return JSON.stringify([name, channel.name]);
}

/**
 * Relative error per bin that a shapesys or staterror gives the sum of the samples of a channel that have it; 0 where there is nothing
 * to scale or no error.
 */
export function relativeErrors(name: string, channel: WorkspaceChannel, bins: number): Float64Array {
  const nominal = new Float64Array(bins);
  const variance = new Float64Array(bins);
  for (const { data, modifiers } of channel.samples) {
    for (const modifier of modifiers) {
      if (modifier.name !== name || (modifier.type !== 'shapesys' && modifier.type !== 'staterror')) continue;
      if (modifier.data.length !== bins) {
        const path = `channels.${channel.name}.modifiers.${name}`;
        throw invalid(path, `${bins} uncertainties`, String(modifier.data.length));
      }
      for (let b = 0; b < bins; b++) {
        nominal[b]! += data[b] ?? 0;
        variance[b]! += modifier.data[b]! ** 2;
      }
    }
  }
  return nominal.map((value, b) => (value > 0 ? Math.sqrt(variance[b]!) / value : 0));
}

function scaleConstraint(type: Modifier['type'], relative: number): Constraint {
  return type === 'shapesys'
    ? { kind: 'poisson', count: relative ** -2, rate: relative ** -2 }
    : { kind: 'normal', mean: 1, sigma: relative };
}

function constraintWith(constraint: Constraint, config: ParameterConfig | undefined, at: number): Constraint {
  const measured = config?.auxdata?.[at];
  if (constraint.kind === 'poisson') return measured === undefined ? constraint : { ...constraint, count: measured };
  if (constraint.kind !== 'normal') return constraint;
  return { ...constraint, mean: measured ?? constraint.mean, sigma: config?.sigmas?.[at] ?? constraint.sigma };
}

/** A workspace that cannot be made a model. */
export function invalid(path: string, expected: string, found: string): FittingError {
  return new FittingError({ code: 'invalid-workspace', path, expected, found });
}
