import fs from 'node:fs';
import { isRacy, signatureOf } from './file-digests.ts';
import { type OutputSummary, withoutBytes } from './record.ts';
import type { Lookup, Store } from './store.ts';

type Outputs = Readonly<Record<string, OutputSummary>>;

/** As `Lookup`, with the outputs of a hit instead of its record. */
export type VerifiedLookup =
  | { readonly state: 'hit'; readonly outputs: Outputs }
  | Exclude<Lookup, { readonly state: 'hit' }>;

/** First line of the memory: how many stages follow, and what `stat` said about large outputs, by digest. */
interface Heading {
  readonly graph: string;
  readonly stages: number;
  readonly objects: Readonly<Record<string, string>>;
}

/** Key, what `stat` said about the record, outputs, and digests of those that are not in the record. */
type Line = readonly [key: string, signature: string, outputs: Outputs, objects: readonly string[]];

const lineFeed = 0x0a;
const keyBegin = 2; // a line begins with ["
const keyEnd = keyBegin + 64;

/**
 * The stages of a graph, remembered by what `stat` said about their records and large outputs when these were last verified: stages
 * that nobody touched cost one stat, not the reading of a file. Whoever uses the bytes of an output verifies them all the same.
 *
 * The memory is one JSON array with a line per stage: key, signature, outputs. A run asks for stages mostly in the order of the
 * lines, so these are read one by one when they are asked for.
 */
export class VerifiedStages {
  readonly #store: Store;
  readonly #graph: string;
  #memory: Buffer;
  readonly #heading: Heading;
  /** Where the line begins that is expected next. */
  #next: number;
  /** Where the line of a key begins; made when a key is asked for out of order. */
  #index: Map<string, number> | undefined;
  /** Lines for the next run, or where they begin in the memory. */
  readonly #kept = new Map<string, number | Line>();
  #learnt = false;
  /** Objects found sound in this run; without a signature when that proves nothing yet. */
  readonly #sound = new Map<string, string | undefined>();

  constructor(store: Store, graph: string) {
    this.#store = store;
    this.#graph = graph;
    this.#memory = store.verified(graph) ?? Buffer.alloc(0);
    const heading = this.#readHeading();
    // A memory of another form, such as that of another version, is as good as none.
    if (heading === undefined) this.#memory = Buffer.alloc(0);
    this.#heading = heading ?? { graph, stages: 0, objects: {} };
    this.#next = this.#endOf(0) + 1;
  }

  /** Looks a key up; a hit is a record and outputs that were verified now, or earlier and not touched since. */
  lookup(key: string): VerifiedLookup {
    const stat = statOf(this.#store.recordPath(key));
    if (stat === 'absent') return { state: 'absent' };
    if (stat) {
      const signature = signatureOf(stat);
      const begin = this.#lineOf(key);
      if (begin !== undefined) {
        const [, remembered, outputs, objects] = this.#line(begin);
        if (remembered === signature && objects.every((digest) => this.#isSound(digest))) {
          this.#kept.set(key, begin);
          return { state: 'hit', outputs };
        }
      }
    }
    const readMs = Date.now();
    const lookup = this.#store.lookup(key, (digest) => this.#isSound(digest));
    if (lookup.state !== 'hit') return lookup;
    const outputs = withoutBytes(lookup.record.outputs);
    if (stat && !isRacy(stat, readMs)) {
      const large = Object.values(lookup.record.outputs).filter(({ inline }) => inline === undefined);
      this.#kept.set(key, [key, signatureOf(stat), outputs, large.map(({ digest }) => digest)]);
      this.#learnt = true;
    }
    return { state: 'hit', outputs };
  }

  /** Keeps what is known of the stages and objects that were asked for, for the next run of the graph. */
  save(): void {
    const objects: Record<string, string> = {};
    let changed = this.#learnt || this.#kept.size !== this.#heading.stages;
    for (const [digest, signature] of this.#sound) {
      if (signature !== undefined) objects[digest] = signature;
      changed ||= signature !== this.#heading.objects[digest];
    }
    if (!changed) return;
    try {
      this.#store.putVerified(this.#graph, () => this.#pieces(objects));
    } catch {
      // What is not remembered is read again; that is no reason for a run to fail.
    }
  }

  *#pieces(objects: Heading['objects']): Generator<string> {
    const heading: Heading = { graph: this.#graph, stages: this.#kept.size, objects };
    yield `[${JSON.stringify(heading)}`;
    for (const line of this.#kept.values()) {
      yield `,\n${typeof line === 'number' ? this.#text(line) : JSON.stringify(line)}`;
    }
    yield ']';
  }

  /** True when the bytes of an object are there, and are what its digest says. */
  #isSound(digest: string): boolean {
    if (this.#sound.has(digest)) return true;
    const stat = statOf(this.#store.objectPath(digest));
    if (stat === 'absent' || !stat) return false;
    const signature = signatureOf(stat);
    if (signature === this.#heading.objects[digest]) {
      this.#sound.set(digest, signature);
      return true;
    }
    const readMs = Date.now();
    if (this.#store.object(digest) === undefined) return false;
    this.#sound.set(digest, isRacy(stat, readMs) ? undefined : signature);
    return true;
  }

  /** Where the line of a key begins. */
  #lineOf(key: string): number | undefined {
    if (this.#keyAt(this.#next) !== key) {
      const begin = this.#lines().get(key);
      if (begin === undefined) return undefined;
      this.#next = begin;
    }
    const begin = this.#next;
    this.#next = this.#endOf(begin) + 1;
    return begin;
  }

  #lines(): ReadonlyMap<string, number> {
    if (!this.#index) {
      this.#index = new Map();
      for (let at = this.#endOf(0) + 1; at < this.#memory.length; at = this.#endOf(at) + 1) {
        this.#index.set(this.#keyAt(at), at);
      }
    }
    return this.#index;
  }

  #keyAt(begin: number): string {
    return this.#memory.toString('latin1', begin + keyBegin, begin + keyEnd);
  }

  #readHeading(): Heading | undefined {
    if (this.#memory.length === 0) return undefined;
    try {
      // The bracket that begins the array stands before the first line.
      const heading = JSON.parse(this.#text(1)) as Partial<Heading> | null;
      const whole = heading?.graph === this.#graph && typeof heading.stages === 'number' && heading.objects;
      return whole ? (heading as Heading) : undefined;
    } catch {
      return undefined;
    }
  }

  #line(begin: number): Line {
    return JSON.parse(this.#text(begin)) as Line;
  }

  /** The text of a line without the comma after it, or the bracket that ends the array. */
  #text(begin: number): string {
    return this.#memory.toString('utf8', begin, this.#endOf(begin) - 1);
  }

  #endOf(begin: number): number {
    const end = this.#memory.indexOf(lineFeed, begin);
    return end < 0 ? this.#memory.length : end;
  }
}

/** Undefined when the system does not say: whoever reads the file will hear why. */
function statOf(path: string): fs.BigIntStats | 'absent' | undefined {
  try {
    return fs.statSync(path, { bigint: true, throwIfNoEntry: false }) ?? 'absent';
  } catch {
    return undefined;
  }
}
