import type { Modifier, ParameterConfig, Sample, Workspace } from './workspace.ts';
import type { WorkspaceFault, WorkspacePath } from './workspace-fault.ts';
import { grammarFaults } from './workspace-grammar.ts';

/** Kinds of modifiers that may share a parameter. */
const SHARING: Readonly<Record<Modifier['type'], string>> = {
  normfactor: 'normfactor',
  normsys: 'normsys or histosys',
  histosys: 'normsys or histosys',
  lumi: 'lumi',
  shapefactor: 'shapefactor',
  shapesys: 'shapesys',
  staterror: 'staterror',
};

const BINS_DIFFER = 'the number of bins differs';

/** The modifier that gave a name its meaning, how many parameters it has, and in which channel it was met last. */
interface KnownModifier {
  readonly type: Modifier['type'];
  readonly parameters: number;
  readonly channel: PropertyKey;
}

/**
 * Everything that is wrong with a workspace in itself: its form, names that nothing has, lengths that differ, numbers that cannot be what
 * they stand for. Those of the form come alone, since nothing else can be said before they are mended.
 *
 * @param value as parsed from JSON
 */
export function workspaceFaults(value: unknown): WorkspaceFault[] {
  const faults = grammarFaults(value);
  if (faults.length > 0) return faults;
  const checks = new WorkspaceChecks(value as Workspace);
  checks.check();
  return checks.faults;
}

class WorkspaceChecks {
  readonly faults: WorkspaceFault[] = [];
  readonly #workspace: Workspace;
  readonly #modifiers = new Map<string, KnownModifier>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  check(): void {
    const { channels, observations, measurements } = this.#workspace;
    const names = channels.map(({ name }) => name);
    this.#unique(['channels'], names, 'channels');
    const observed = observations.map(({ name }) => name);
    this.#unique(['observations'], observed, 'observations');
    const orphans = observed.filter((name) => !names.includes(name));
    channels.forEach(({ name, samples }, c) => {
      const own = observations.find((observation) => observation.name === name);
      if (own === undefined) {
        this.#fault(['channels', c, 'name'], `the channel \`${name}\` has no observation`, {
          expected: `an item of \`observations\` of this name; they are ${observed.join(', ')}`,
          found: name,
          known: orphans,
        });
      }
      const first = samples[0]!.data.length;
      const agree = samples.every(({ data }) => data.length === first);
      if (own !== undefined && agree && own.data.length !== first) {
        this.#fault(['observations', observations.indexOf(own), 'data'], BINS_DIFFER, {
          expected: `${first} numbers, as many as the samples of \`${name}\` have`,
          found: String(own.data.length),
        });
      }
      const isObserved = own !== undefined && !agree;
      const bins = isObserved ? own.data.length : first;
      this.#samples(['channels', c, 'samples'], samples, bins, isObserved ? 'were observed' : 'the first sample has');
    });
    observations.forEach(({ name, data }, i) => {
      if (!names.includes(name)) {
        const expected = `one of the channels ${names.join(', ')}`;
        this.#fault(['observations', i, 'name'], `there is no channel \`${name}\``, {
          expected,
          found: name,
          known: names.filter((channel) => !observed.includes(channel)),
        });
      }
      data.forEach((count, bin) => {
        if (count >= 0) return;
        this.#fault(['observations', i, 'data', bin], 'counts are not negative', {
          expected: '0 or more',
          found: String(count),
        });
      });
    });
    this.#unique(
      ['measurements'],
      measurements.map(({ name }) => name),
      'measurements',
    );
    measurements.forEach(({ config }, m) => {
      this.#measurement(['measurements', m, 'config'], config);
    });
  }

  #samples(path: WorkspacePath, samples: readonly Sample[], bins: number, who: string): void {
    this.#unique(
      path,
      samples.map(({ name }) => name),
      'samples of the channel',
    );
    const expectBins = (at: WorkspacePath, data: readonly number[]): void => {
      if (data.length === bins) return;
      this.#fault(at, BINS_DIFFER, { expected: `${bins} numbers, as many as ${who}`, found: String(data.length) });
    };
    samples.forEach(({ data, modifiers }, s) => {
      expectBins([...path, s, 'data'], data);
      modifiers.forEach((modifier, m) => {
        this.#modifier([...path, s, 'modifiers', m], modifier, modifiers.slice(0, m), bins, expectBins);
      });
    });
  }

  #modifier(
    path: WorkspacePath,
    modifier: Modifier,
    before: readonly Modifier[],
    bins: number,
    expectBins: (at: WorkspacePath, data: readonly number[]) => void,
  ): void {
    const { name, type } = modifier;
    if (before.some((other) => other.name === name && other.type === type)) {
      this.#fault([...path, 'name'], `the sample has the ${type} \`${name}\` twice`, {
        expected: 'each modifier once',
      });
    } else this.#meaning(path, modifier, bins);
    if (type === 'normsys') {
      for (const side of ['hi', 'lo'] as const) {
        if (modifier.data[side] > 0) continue;
        const found = String(modifier.data[side]);
        this.#fault([...path, 'data', side], 'a normsys scales by positive numbers', {
          expected: 'more than 0',
          found,
        });
      }
    } else if (type === 'histosys') {
      expectBins([...path, 'data', 'hi_data'], modifier.data.hi_data);
      expectBins([...path, 'data', 'lo_data'], modifier.data.lo_data);
    } else if (type === 'shapesys' || type === 'staterror') {
      expectBins([...path, 'data'], modifier.data);
      modifier.data.forEach((error, b) => {
        if (error >= 0) return;
        this.#fault([...path, 'data', b], 'uncertainties are not negative', {
          expected: '0 or more',
          found: String(error),
        });
      });
    }
  }

  /** That all modifiers of a name are of kinds that share a parameter. */
  #meaning(path: WorkspacePath, { name, type }: Modifier, bins: number): void {
    const known = this.#modifiers.get(name);
    const parameters = type === 'shapefactor' || type === 'shapesys' || type === 'staterror' ? bins : 1;
    const channel = path[1]!;
    if (known === undefined) this.#modifiers.set(name, { type, parameters, channel });
    else if (SHARING[known.type] !== SHARING[type]) {
      const message = `\`${name}\` is a ${known.type} elsewhere, and modifiers of one name share their parameter`;
      this.#fault([...path, 'type'], message, { expected: SHARING[known.type], found: type });
    } else if (type === 'shapesys') {
      this.#fault([...path, 'name'], `two samples have the shapesys \`${name}\``, {
        expected: 'a name of its own for each shapesys',
      });
    } else if (type === 'staterror') {
      // Each channel has its own.
      if (known.channel === channel) return;
      this.#modifiers.set(name, { type, parameters: known.parameters + parameters, channel });
    } else if (known.parameters !== parameters) {
      this.#fault(
        [...path, 'name'],
        `\`${name}\` scales ${known.parameters} bins in one channel, ${parameters} in another`,
        {
          expected: 'as many bins, or another name',
        },
      );
    }
  }

  #measurement(
    path: WorkspacePath,
    { poi, parameters = [] }: { poi: string; parameters?: readonly ParameterConfig[] },
  ) {
    const known = [...this.#modifiers.keys()];
    const isBin = /^(.*)\[\d+\]$/.exec(poi);
    if (poi !== '' && !known.includes(poi) && !(isBin && known.includes(isBin[1]!))) {
      this.#fault([...path, 'poi'], `there is no parameter \`${poi}\``, {
        expected: `one of ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', ...' : ''}`,
        found: poi,
        known,
      });
    }
    this.#unique(
      [...path, 'parameters'],
      parameters.map(({ name }) => name),
      'parameters of the measurement',
    );
    parameters.forEach((parameter, i) => {
      this.#config([...path, 'parameters', i], parameter);
    });
    const lumi = [...this.#modifiers].filter(([, { type }]) => type === 'lumi').map(([name]) => name);
    for (const name of lumi) {
      const config = parameters.find((parameter) => parameter.name === name);
      if (config?.auxdata !== undefined && config.sigmas !== undefined) continue;
      this.#fault(path, `the luminosity \`${name}\` has no uncertainty`, {
        expected: `an item of \`parameters\` of this name with \`auxdata\` and \`sigmas\``,
      });
    }
  }

  #config(path: WorkspacePath, { name, inits, bounds, auxdata, sigmas }: ParameterConfig): void {
    const modifier = this.#modifiers.get(name);
    // What measurements say of parameters that no sample has is common, and without consequence.
    if (modifier === undefined) return;
    for (const [key, values] of Object.entries({ inits, bounds, auxdata, sigmas })) {
      if (values === undefined || values.length === modifier.parameters) continue;
      const message = `\`${name}\` has ${modifier.parameters} ${modifier.parameters === 1 ? 'value' : 'values'}`;
      this.#fault([...path, key], message, { expected: String(modifier.parameters), found: String(values.length) });
    }
    sigmas?.forEach((sigma, i) => {
      if (sigma > 0) return;
      this.#fault([...path, 'sigmas', i], 'a width is positive', { expected: 'more than 0', found: String(sigma) });
    });
    bounds?.forEach(([lower, upper], i) => {
      if (!(lower < upper)) {
        this.#fault([...path, 'bounds', i], `the bounds of \`${name}\` leave it no room`, {
          expected: 'the lower one first',
          found: `[${lower}, ${upper}]`,
        });
      } else if (inits?.[i] !== undefined && !(inits[i] >= lower && inits[i] <= upper)) {
        this.#fault([...path, 'inits', i], `\`${name}\` starts outside its bounds`, {
          expected: `a value from ${lower} to ${upper}`,
          found: String(inits[i]),
        });
      }
    });
  }

  #unique(path: WorkspacePath, names: readonly string[], what: string): void {
    names.forEach((name, i) => {
      if (names.indexOf(name) === i) return;
      this.#fault([...path, i, 'name'], `two ${what} are called \`${name}\``, { expected: 'another name' });
    });
  }

  #fault(path: WorkspacePath, message: string, details: Omit<WorkspaceFault, 'path' | 'message'>): void {
    this.faults.push({ path, message, ...details });
  }
}
