import fs from 'node:fs';
import { isRacy, signatureOf } from './file-digests.ts';
import type { Store } from './store.ts';

/** What `stat` said, by digest, about files whose bytes were verified. */
type Signatures = Readonly<Record<string, string>>;

/**
 * The objects that the stages of a graph made, remembered by what `stat` said when their bytes were last verified: large outputs
 * that nobody touched cost one stat, not the reading of a gigabyte. Whoever uses the bytes of an object verifies them all the same.
 */
export class VerifiedObjects {
  readonly #store: Store;
  readonly #graph: string;
  readonly #known: Signatures;
  /** Found sound in this run; without a signature when that proves nothing yet. */
  readonly #sound = new Map<string, string | undefined>();

  constructor(store: Store, graph: string) {
    this.#store = store;
    this.#graph = graph;
    this.#known = store.verified(graph);
  }

  /** True when the bytes of an object are there, and are what its digest says. */
  isSound(digest: string): boolean {
    if (this.#sound.has(digest)) return true;
    const before = this.#stat(digest);
    if (!before) return false;
    const signature = signatureOf(before);
    if (signature === this.#known[digest]) {
      this.#sound.set(digest, signature);
      return true;
    }
    const readMs = Date.now();
    if (this.#store.object(digest) === undefined) return false;
    const after = this.#stat(digest);
    const proves = after && signatureOf(after) === signature && !isRacy(before, readMs);
    this.#sound.set(digest, proves ? signature : undefined);
    return true;
  }

  /** Keeps the signatures of the objects that were looked at, for the next run of the graph. */
  save(): void {
    const signatures: Record<string, string> = {};
    let changed = this.#sound.size !== Object.keys(this.#known).length;
    for (const [digest, signature] of this.#sound) {
      if (signature !== undefined) signatures[digest] = signature;
      changed ||= signature !== this.#known[digest];
    }
    if (!changed) return;
    try {
      this.#store.putVerified(this.#graph, signatures);
    } catch {
      // What is not remembered is read again; that is no reason for a run to fail.
    }
  }

  #stat(digest: string): fs.BigIntStats | undefined {
    try {
      return fs.statSync(this.#store.objectPath(digest), { bigint: true });
    } catch {
      return undefined;
    }
  }
}
