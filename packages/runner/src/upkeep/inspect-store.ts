import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../digest.ts';
import { stageKey } from '../key.ts';
import { inlineBytes, type StageRecord } from '../record.ts';
import { unseal } from '../sealed.ts';
import type { Store } from '../store.ts';
import { objectsOf } from './collect-garbage.ts';
import { removeFile, storeFiles } from './store-files.ts';

/** Something that is wrong in a store. */
export interface StoreFault {
  /** File in the store, relative to its folder. */
  readonly path: string;
  readonly what: string;
  /** Whether it was removed, so that it is computed again when it is needed. */
  readonly repaired: boolean;
}

export interface Inspection {
  readonly records: number;
  readonly objects: number;
  readonly faults: readonly StoreFault[];
  /** Records that lack a list of the source files behind their code. The lists serve only messages, so the records are sound. */
  readonly withoutLists: number;
}

/**
 * Reads everything in a store and checks it: seals, digests, keys against their ingredients, and that the bytes which records name are
 * there.
 *
 * @param repair removes what is damaged, and records whose bytes are missing
 * @throws RunnerError `store-read-only`, `store-unusable`
 */
export function inspectStore(store: Store, { repair = false } = {}): Inspection {
  const files = storeFiles(store);
  const faults: StoreFault[] = [];
  const fault = (path: string, what: string): void => {
    if (repair) removeFile(path);
    faults.push({ path: path.slice(store.folder.length + 1), what, repaired: repair });
  };
  const good = new Set<string>();
  let objects = 0;
  for (const { kind, path, name } of files) {
    if (kind !== 'object') continue;
    const bytes = read(path);
    if (bytes === undefined) continue;
    objects++;
    if (sha256(bytes) === name && path === store.objectPath(name)) good.add(name);
    else fault(path, 'its content is not what its name says');
  }
  let records = 0;
  let withoutLists = 0;
  for (const { kind, path, name } of files) {
    const bytes = kind === 'record' || isSealed(path, store) ? read(path) : undefined;
    if (bytes === undefined) continue;
    if (kind !== 'record') {
      if (unseal(bytes) === undefined) fault(path, 'it is damaged');
      continue;
    }
    records++;
    const record = unseal(bytes) as StageRecord | undefined;
    const problem = path === store.recordPath(name) ? recordProblem(record, name, good) : 'it lies in a wrong place';
    if (problem !== undefined) fault(path, problem);
    else if (record && objectsOf(record).lists.some((digest) => !good.has(digest))) withoutLists++;
  }
  return { records, objects, faults, withoutLists };
}

function recordProblem(record: StageRecord | undefined, key: string, good: ReadonlySet<string>): string | undefined {
  if (record === undefined) return 'it is damaged';
  if (record.format !== 'cevns-record-1') return 'it is not the record of a stage';
  const { kind, parameters, inputs, runtime, outputs } = record;
  const code = Object.fromEntries(Object.entries(record.code).map(([role, { digest }]) => [role, digest]));
  if (record.key !== key || stageKey({ kind, code, parameters, inputs, runtime }) !== key) {
    return 'its key does not follow from what it says';
  }
  for (const [name, output] of Object.entries(outputs)) {
    const inline = inlineBytes(output);
    if (inline && sha256(inline) !== output.digest) return `output ${name} is not what its digest says`;
    if (!inline && !good.has(output.digest)) return `the bytes of output ${name} are missing or damaged`;
  }
  return undefined;
}

/** The small files beside records and objects that carry a seal. */
function isSealed(path: string, store: Store): boolean {
  const sealed = ['store.json', 'inputs', 'checks'].map((name) => join(store.folder, name));
  const folders = ['latest', 'verified'].map((name) => join(store.folder, name));
  return sealed.includes(path) || folders.includes(dirname(path));
}

/** Undefined when another process removed the file meanwhile. */
function read(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path);
  } catch {
    return undefined;
  }
}
