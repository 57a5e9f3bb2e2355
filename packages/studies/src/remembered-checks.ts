import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckMemory, CheckRecord } from '@cevns/language/check';
import { writeAtomically } from '@cevns/runner/atomic-write';
import { canonicalJson } from '@cevns/runner/json';
import { seal, unseal } from '@cevns/runner/sealed';

/** Records beyond this number push out those that were used longest ago. */
const MOST_RECORDS = 200;

/**
 * Which studies are known to fit the schema, in a file of the store: an unchanged study then needs no schema compiler. A file that is
 * damaged, or was written by another version of the code, is as good as none.
 */
export class RememberedChecks implements CheckMemory {
  readonly #path: string;
  readonly #code: string;
  readonly #records: Map<string, CheckRecord>;
  #changed = false;

  /**
   * @param folder of the store
   * @param code what identifies the code that checks
   */
  constructor(folder: string, code: string) {
    this.#path = join(folder, 'checks');
    this.#code = code;
    this.#records = new Map(readRecords(this.#path, code));
  }

  recall(key: string): CheckRecord | undefined {
    const record = this.#records.get(key);
    if (record === undefined) return undefined;
    this.#records.delete(key);
    this.#records.set(key, record);
    return record;
  }

  remember(key: string, record: CheckRecord): void {
    this.#records.set(key, record);
    this.#changed = true;
  }

  /** Writes what is new; the folder has to exist. */
  save(): void {
    if (!this.#changed) return;
    // A list, since it keeps the order of use.
    const records = [...this.#records].slice(-MOST_RECORDS);
    writeAtomically(this.#path, seal(JSON.parse(canonicalJson({ code: this.#code, records }))));
    this.#changed = false;
  }
}

type RecordList = readonly (readonly [key: string, record: CheckRecord])[];

function readRecords(path: string, code: string): RecordList {
  try {
    const file = unseal(readFileSync(path)) as { readonly code: string; readonly records: RecordList } | undefined;
    return file?.code === code && Array.isArray(file.records) ? file.records : [];
  } catch {
    // No store yet, or one that cannot be read: the schema is compiled, as it would be without a memory.
    return [];
  }
}
