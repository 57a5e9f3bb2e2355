import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeAtomically } from '@cevns/runner/atomic-write';
import { pluginName } from '@cevns/runner/code/plugin-code';
import { sha256 } from '@cevns/runner/digest';
import { canonicalJson } from '@cevns/runner/json';
import { seal, unseal } from '@cevns/runner/sealed';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import type { OpenCampaignOptions, OpenedCampaign } from './open-campaign.ts';

/**
 * What campaigns were found to be, in files of the store: to check and lower a thousand configurations takes a second, and in a run in
 * which nothing has changed it would be most of the time. What is remembered holds as long as the code, every file that was read, and
 * the place of every data file are the same. A file that is damaged, or was written by other code, is as good as none.
 */
export class RememberedCampaign {
  readonly #folder: string;
  readonly #name: string;
  readonly #asked: string;
  readonly #openedMs = Date.now();

  /**
   * @param store folder of the store
   * @param code what identifies the code that reads campaigns
   */
  constructor(store: string, code: string, { file, home, sets = [] }: OpenCampaignOptions) {
    this.#folder = join(store, 'campaigns');
    this.#name = sha256(resolve(file)).slice(0, 32);
    this.#asked = canonicalJson({ code, file, from: process.cwd(), home, sets });
  }

  /** The campaign as it was, if nothing that it depends on has changed. */
  recall(): OpenedCampaign | undefined {
    const kept = this.#read<Memory>('graph');
    if (kept?.asked !== this.#asked) return undefined;
    const unchanged = kept.seen.every(([path, seen]) => (seen === '' ? !isThere(path) : digestOf(path) === seen));
    if (!unchanged || !kept.dataFiles.every(([path, real]) => realFile(path) === real)) return undefined;
    const campaign = unpacked(kept);
    return hasOutsideCode(campaign) ? undefined : campaign;
  }

  /** Keeps a campaign, unless a file that it was made from is as new as the campaign: it may have changed after it was read. */
  remember(campaign: OpenedCampaign): void {
    if (hasOutsideCode(campaign)) return;
    if (campaign.sources.some((path) => changedMs(path) >= this.#openedMs - GRANULARITY_MS)) return;
    const seen = campaign.sources.flatMap((path): [string, string][] => [
      [path, digestOf(path)],
      // `name.yaml` would come before the folder `name`.
      ...(path.endsWith('/entry.yaml') ? ([[`${dirname(path)}.yaml`, '']] as [string, string][]) : []),
    ]);
    const files = campaign.graph.stages.flatMap(({ inputs }) =>
      Object.values(inputs).map((input) => 'file' in input && input.file),
    );
    const dataFiles = [...new Set(files)].flatMap((path): [string, string][] =>
      path === false ? [] : [[path, realFile(path)]],
    );
    this.#write('graph', { asked: this.#asked, seen, dataFiles, ...packed(campaign) } satisfies Memory);
  }

  /** Digests of files that were made of the same before. */
  recallResults(key: string): Readonly<Record<string, string>> | undefined {
    const kept = this.#read<{
      readonly asked: string;
      readonly key: string;
      readonly digests: Readonly<Record<string, string>>;
    }>('results');
    return kept?.key === key && kept.asked === this.#asked ? kept.digests : undefined;
  }

  rememberResults(key: string, digests: Readonly<Record<string, string>>): void {
    this.#write('results', { asked: this.#asked, key, digests });
  }

  #read<T>(what: string): T | undefined {
    try {
      return unseal(readFileSync(join(this.#folder, `${this.#name}.${what}`))) as T | undefined;
    } catch {
      // Nothing was remembered, or it cannot be read: the campaign is opened as if there were no memory.
      return undefined;
    }
  }

  #write(what: string, value: object): void {
    mkdirSync(this.#folder, { recursive: true });
    writeAtomically(join(this.#folder, `${this.#name}.${what}`), seal(value));
  }
}

interface Memory extends Packed {
  /** The call, and the code that answered it. */
  readonly asked: string;
  /** Files that were read with their digests; an empty digest stands for a file that was not there. */
  readonly seen: readonly (readonly [path: string, digest: string])[];
  /** Data files, whose content is for the runner to look at, and what they are once links are followed. */
  readonly dataFiles: readonly (readonly [path: string, real: string])[];
}

/** A campaign with stages by their number, and equal parts once. */
interface Packed {
  readonly about: Omit<OpenedCampaign, 'graph' | 'configurations'>;
  readonly parts: readonly object[];
  readonly stages: readonly (readonly [
    id: string,
    own: number,
    parameters: number,
    modules: number,
    outputs: number,
    inputs: PackedInputs,
  ])[];
  readonly configurations: readonly (readonly [
    id: string,
    values: readonly string[],
    sets: readonly string[],
    files: readonly (readonly [path: string, stage: number, output: string])[],
  ])[];
}

type PackedInputs = readonly (readonly [name: string, from: number | object, output: string])[];

function packed({ graph, configurations, ...about }: OpenedCampaign): Packed {
  const numbers = new Map(graph.stages.map(({ id }, i) => [id, i]));
  const parts: object[] = [];
  const partNumbers = new Map<string, number>();
  const part = (value: object): number => {
    const text = JSON.stringify(value);
    const known = partNumbers.get(text);
    if (known !== undefined) return known;
    partNumbers.set(text, parts.length);
    return parts.push(value) - 1;
  };
  const packedInput = ([name, input]: [string, StageInput]): PackedInputs[number] =>
    'stage' in input ? [name, numbers.get(input.stage)!, input.output] : [name, input, ''];
  return {
    about,
    stages: graph.stages.map(({ id, parameters, modules, outputs, inputs, ...own }) => [
      id,
      part(own),
      part(parameters as object),
      part(modules),
      part(outputs),
      Object.entries(inputs).map(packedInput),
    ]),
    parts,
    configurations: configurations.map(({ id, values, sets, files }) => [
      id,
      values,
      sets,
      files.map(({ path, stage, output }) => [path, numbers.get(stage)!, output]),
    ]),
  };
}

function unpacked({ about, parts, stages, configurations }: Packed): OpenedCampaign {
  const input = ([name, from, output]: PackedInputs[number]): [string, StageInput] =>
    typeof from === 'number' ? [name, { stage: stages[from]![0], output }] : [name, from as StageInput];
  return {
    ...about,
    graph: {
      name: about.name,
      stages: stages.map(
        ([id, own, parameters, modules, outputs, inputs]) =>
          ({
            id,
            ...parts[own],
            parameters: parts[parameters],
            modules: parts[modules],
            outputs: parts[outputs],
            inputs: Object.fromEntries(inputs.map(input)),
          }) as StageSpec,
      ),
    },
    configurations: configurations.map(([id, values, sets, files]) => ({
      id,
      values,
      sets,
      files: files.map(([path, stage, output]) => ({ path, stage: stages[stage]![0], output })),
    })),
  };
}

/**
 * A store may come along with a study from somebody else: which programs and plug-ins run is read from the files that the person named,
 * every time. What a name means on PATH may change as well.
 */
function hasOutsideCode({ graph }: OpenedCampaign): boolean {
  return graph.stages.some(
    ({ command, modules }) =>
      command !== undefined || Object.values(modules).some((module) => pluginName(module) !== undefined),
  );
}

/** File systems give times in steps of up to this much. */
const GRANULARITY_MS = 20;

/** Last change of a file or of what is known about it, in milliseconds since 1970. */
function changedMs(path: string): number {
  const { mtimeMs, ctimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity, ctimeMs: Infinity };
  return Math.max(mtimeMs, ctimeMs);
}

function digestOf(path: string): string {
  try {
    return sha256(readFileSync(path));
  } catch {
    return 'unreadable';
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Where a regular file is once links are followed. */
function realFile(path: string): string {
  try {
    return statSync(path).isFile() ? realpathSync(path) : '';
  } catch {
    return '';
  }
}
