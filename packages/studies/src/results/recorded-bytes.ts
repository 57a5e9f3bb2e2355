import fs from 'node:fs';
import { join } from 'node:path';
import { type Artifact, artifactOf } from '@cevns/runner/artifact';
import { sha256 } from '@cevns/runner/digest';
import type { Store } from '@cevns/runner/store';
import { type ResultsFolder, recordedDigest } from './results-folder.ts';

/** Finds the bytes behind recorded digests: in the results folder, or in a store. */
export class RecordedBytes {
  readonly #results: ResultsFolder;
  readonly #stores: readonly Store[];
  readonly #paths: ReadonlyMap<string, string>;

  constructor(results: ResultsFolder, stores: readonly Store[]) {
    this.#results = results;
    this.#stores = stores;
    const { record } = results;
    this.#paths = new Map(Object.keys(record.results).map((path) => [recordedDigest(record, path) ?? '', path]));
  }

  find(key: string, output: string, digest: string, type: Artifact['type']): Artifact | undefined {
    const path = this.#paths.get(digest);
    const bytes = path === undefined ? undefined : readFile(join(this.#results.folder, path));
    if (bytes !== undefined && sha256(bytes) === digest) return artifactOf(type, digest, bytes);
    for (const store of this.#stores) {
      const kept = store.record(key)?.outputs[output];
      if (kept?.digest !== digest) continue;
      try {
        return store.artifact(kept);
      } catch {
        // Its bytes are lost; another store may have them.
      }
    }
    return undefined;
  }
}

/** The bytes of a file, or undefined when it cannot be read. */
export function readFile(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path);
  } catch {
    return undefined;
  }
}
