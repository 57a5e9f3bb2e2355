import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '@cevns/runner/atomic-write';
import { seal, unseal } from '@cevns/runner/sealed';
import type { TableMemory } from './table-check.ts';

/** Records beyond this number push out those that were used longest ago. */
const MOST_RECORDS = 200_000;

type Record = readonly [key: string, signature: string];

/**
 * Which tables were read without a complaint, in a file of the store. A file that is damaged, or was written by another version of the code, is
 * as good as none.
 */
export class RememberedTables implements TableMemory {
  readonly #path: string;
  readonly #code: string;
  #records: Map<string, string> | undefined;
  #changed = false;

  /**
   * @param folder of the store
   * @param code what identifies the code that reads
   */
  constructor(folder: string, code: string) {
    this.#path = join(folder, 'tables');
    this.#code = code;
  }

  recall(key: string): string | undefined {
    const records = this.#known();
    const signature = records.get(key);
    if (signature === undefined) return undefined;
    // Used last.
    records.delete(key);
    records.set(key, signature);
    return signature;
  }

  remember(key: string, signature: string): void {
    this.#known().set(key, signature);
    this.#changed = true;
  }

  /** Writes what is new; the folder has to exist. */
  save(): void {
    if (!this.#changed) return;
    const records = [...this.#known()].slice(-MOST_RECORDS);
    writeAtomically(this.#path, seal({ code: this.#code, records } as never));
    this.#changed = false;
  }

  #known(): Map<string, string> {
    this.#records ??= new Map(readRecords(this.#path, this.#code));
    return this.#records;
  }
}

function readRecords(path: string, code: string): readonly Record[] {
  try {
    const file = unseal(readFileSync(path)) as { readonly code: string; readonly records: Record[] } | undefined;
    return file?.code === code && Array.isArray(file.records) ? file.records : [];
  } catch {
    // No store yet, or one that cannot be read: tables are read, as they would be without a memory.
    return [];
  }
}
