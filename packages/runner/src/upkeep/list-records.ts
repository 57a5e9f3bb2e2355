import fs from 'node:fs';
import { join } from 'node:path';
import type { StageRecord } from '../record.ts';
import { unseal } from '../sealed.ts';
import type { LatestKeys, Store } from '../store.ts';
import { storeFiles } from './store-files.ts';

/** A record of a store in short. */
export interface ListedRecord {
  readonly key: string;
  /** undefined when the record is damaged. */
  readonly kind: string | undefined;
  /** The stages that had this key when they last ran. */
  readonly stages: readonly string[];
  /** Bytes of the record and of its outputs. */
  readonly bytes: number;
  readonly writtenMs: number;
}

/** The records of a store, the newest first. */
export function listRecords(store: Store): ListedRecord[] {
  const stages = stagesByKey(store);
  return storeFiles(store)
    .filter(({ kind }) => kind === 'record')
    .map(({ name, path, size, changedMs }): ListedRecord => {
      const record = readSealed<StageRecord>(path);
      const outputs = Object.values(record?.outputs ?? {}).filter(({ inline }) => inline === undefined);
      return {
        key: name,
        kind: record?.kind,
        stages: stages.get(name) ?? [],
        bytes: outputs.reduce((sum, output) => sum + output.size, size),
        writtenMs: changedMs,
      };
    })
    .sort((a, b) => b.writtenMs - a.writtenMs || (a.key < b.key ? -1 : 1));
}

function stagesByKey(store: Store): Map<string, string[]> {
  const stages = new Map<string, string[]>();
  const folder = join(store.folder, 'latest');
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const latest = readSealed<{ readonly stages: LatestKeys }>(join(folder, name))?.stages ?? {};
    for (const [stage, key] of Object.entries(latest)) stages.set(key, [...(stages.get(key) ?? []), stage]);
  }
  return stages;
}

function readSealed<T>(path: string): T | undefined {
  try {
    return unseal(fs.readFileSync(path)) as T | undefined;
  } catch {
    return undefined;
  }
}
