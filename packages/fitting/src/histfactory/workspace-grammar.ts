import { pathText, type WorkspaceFault, type WorkspacePath } from './workspace-fault.ts';

/** Modifiers of HistFactory, and what their `data` is. */
const MODIFIER_DATA = {
  normfactor: 'nothing',
  shapefactor: 'nothing',
  lumi: 'nothing',
  normsys: 'scales',
  histosys: 'histograms',
  shapesys: 'uncertainties',
  staterror: 'uncertainties',
} as const;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What in a value does not have the form of a pyhf workspace 1.0.0: keys that are missing or unknown, values of another type, numbers that
 * are not finite, modifiers that HistFactory does not have. Whether names and lengths agree is not asked here.
 *
 * @param value as parsed from JSON
 */
export function grammarFaults(value: unknown): WorkspaceFault[] {
  const grammar = new Grammar();
  grammar.workspace(value);
  return grammar.faults;
}

class Grammar {
  readonly faults: WorkspaceFault[] = [];

  workspace(value: unknown): void {
    const workspace = this.#object([], value, ['channels', 'observations', 'measurements', 'version']);
    if (workspace === undefined) return;
    this.#list(['channels'], workspace.channels, (path, channel) => this.#channel(path, channel));
    this.#list(['observations'], workspace.observations, (path, own) => {
      const observation = this.#object(path, own, ['name', 'data']);
      if (observation === undefined) return;
      this.#text([...path, 'name'], observation.name);
      this.#numbers([...path, 'data'], observation.data);
    });
    this.#list(['measurements'], workspace.measurements, (path, own) => this.#measurement(path, own));
    if (workspace.version !== undefined && workspace.version !== '1.0.0') {
      this.#fault(['version'], 'this version of workspaces is not known', '"1.0.0"', shown(workspace.version));
    }
  }

  #channel(path: WorkspacePath, value: unknown): void {
    const channel = this.#object(path, value, ['name', 'samples']);
    if (channel === undefined) return;
    this.#text([...path, 'name'], channel.name);
    this.#list([...path, 'samples'], channel.samples, (at, own) => {
      const sample = this.#object(at, own, ['name', 'data', 'modifiers']);
      if (sample === undefined) return;
      this.#text([...at, 'name'], sample.name);
      this.#numbers([...at, 'data'], sample.data);
      this.#list([...at, 'modifiers'], sample.modifiers, (place, modifier) => this.#modifier(place, modifier), 0);
    });
  }

  #modifier(path: WorkspacePath, value: unknown): void {
    if (!isObject(value)) {
      this.#object(path, value, []);
      return;
    }
    const kind = MODIFIER_DATA[value.type as keyof typeof MODIFIER_DATA];
    if (typeof value.type === 'string' && kind === undefined) {
      this.faults.push({
        path: [...path, 'type'],
        message: `there is no modifier \`${value.type}\``,
        expected: `one of ${Object.keys(MODIFIER_DATA).join(', ')}`,
        found: value.type,
        known: Object.keys(MODIFIER_DATA),
      });
      return;
    }
    const required = kind === 'nothing' ? ['name', 'type'] : ['name', 'type', 'data'];
    if (this.#object(path, value, required, ['data']) === undefined) return;
    this.#text([...path, 'name'], value.name);
    this.#text([...path, 'type'], value.type);
    if (kind === undefined || value.data === undefined) return;
    this.#modifierData([...path, 'data'], kind, value.data, String(value.type));
  }

  #modifierData(path: WorkspacePath, kind: string, data: unknown, type: string): void {
    if (kind === 'nothing') {
      if (data !== null) this.#fault(path, `a ${type} has no data`, 'null', shown(data));
    } else if (kind === 'uncertainties') {
      this.#numbers(path, data);
    } else if (kind === 'scales') {
      const scales = this.#object(path, data, ['hi', 'lo']);
      for (const key of scales === undefined ? [] : ['hi', 'lo']) this.#number([...path, key], scales![key]);
    } else {
      const histograms = this.#object(path, data, ['hi_data', 'lo_data']);
      for (const key of histograms === undefined ? [] : ['hi_data', 'lo_data']) {
        this.#numbers([...path, key], histograms![key]);
      }
    }
  }

  #measurement(path: WorkspacePath, value: unknown): void {
    const measurement = this.#object(path, value, ['name', 'config']);
    if (measurement === undefined) return;
    this.#text([...path, 'name'], measurement.name);
    const at = [...path, 'config'];
    const config = this.#object(at, measurement.config, ['poi'], ['parameters']);
    if (config === undefined) return;
    this.#text([...at, 'poi'], config.poi);
    if (config.parameters === undefined) return;
    this.#list([...at, 'parameters'], config.parameters, (place, own) => this.#parameter(place, own), 0);
  }

  #parameter(path: WorkspacePath, value: unknown): void {
    const lists = ['inits', 'auxdata', 'factors', 'sigmas'];
    const parameter = this.#object(path, value, ['name'], [...lists, 'bounds', 'fixed']);
    if (parameter === undefined) return;
    this.#text([...path, 'name'], parameter.name);
    for (const key of lists) if (parameter[key] !== undefined) this.#numbers([...path, key], parameter[key]);
    if (parameter.fixed !== undefined && typeof parameter.fixed !== 'boolean') {
      this.#fault([...path, 'fixed'], 'a truth value is due here', 'true or false', shown(parameter.fixed));
    }
    if (parameter.bounds === undefined) return;
    this.#list([...path, 'bounds'], parameter.bounds, (at, bounds) => {
      this.#numbers(at, bounds);
      if (Array.isArray(bounds) && bounds.length !== 2) {
        this.#fault(at, 'bounds are two numbers', '[lower, upper]', `${bounds.length} numbers`);
      }
    });
  }

  /** An object with some keys and perhaps others; undefined, with a fault, when it is none. */
  #object(path: WorkspacePath, value: unknown, required: readonly string[], optional: readonly string[] = []) {
    if (!isObject(value)) {
      this.#fault(path, 'an object is due here', `keys ${required.join(', ')}`, shown(value));
      return undefined;
    }
    const known = [...required, ...optional];
    for (const key of required) {
      if (!(key in value)) this.#fault(path, `\`${key}\` is missing`, `\`"${key}"\``);
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const message = `${path.length === 0 ? 'a workspace' : `\`${pathText(path)}\``} has no key \`${key}\``;
      const others = known.filter((other) => !(other in value));
      this.faults.push({
        path: [...path, key],
        message,
        expected: `one of ${known.join(', ')}`,
        found: key,
        known: others,
      });
    }
    return value;
  }

  #list(path: WorkspacePath, value: unknown, each: (path: WorkspacePath, item: unknown) => void, fewest = 1): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) {
      this.#fault(path, 'a list is due here', 'a list', shown(value));
      return;
    }
    if (value.length < fewest) this.#fault(path, 'the list is empty', 'at least one item', 'none');
    value.forEach((item, i) => {
      each([...path, i], item);
    });
  }

  #numbers(path: WorkspacePath, value: unknown): void {
    this.#list(path, value, (at, item) => this.#number(at, item));
  }

  #number(path: WorkspacePath, value: unknown): void {
    if (value === undefined) return;
    if (typeof value !== 'number') this.#fault(path, 'a number is due here', 'a number', shown(value));
    else if (!Number.isFinite(value)) this.#fault(path, 'this number is not finite', 'a finite number', String(value));
  }

  #text(path: WorkspacePath, value: unknown): void {
    if (value === undefined || typeof value === 'string') return;
    this.#fault(path, 'a text is due here', 'a text', shown(value));
  }

  #fault(path: WorkspacePath, message: string, expected: string, found?: string): void {
    this.faults.push({ path, message, expected, ...(found === undefined ? {} : { found }) });
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : JSON.stringify(value);
}
