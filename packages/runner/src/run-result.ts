import type { Artifact } from './artifact.ts';
import type { ResolvedModules } from './ingredients.ts';
import type { RunCounts, RunStatus } from './journal.ts';
import type { KeyIngredients } from './key.ts';
import type { Reason } from './reason.ts';
import type { OutputRecord, OutputSummary } from './record.ts';
import { RunnerError, type StageError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';

/** How a stage ended. */
export interface StageResult {
  readonly stage: StageSpec;
  readonly status: 'cached' | 'ran' | 'failed' | 'skipped';
  /** Key, and digest of the content of each input; not known of a skipped stage. */
  readonly key?: string;
  readonly inputs?: KeyIngredients['inputs'];
  /** Empty unless cached or ran. */
  readonly outputs: Readonly<Record<string, OutputSummary>>;
  /** Time it took, when it ran or failed. */
  readonly durationMs?: number;
  /** Why it ran. */
  readonly reason?: Reason;
  readonly error?: StageError;
}

export interface RunResult {
  readonly run: string;
  readonly graph: string;
  /** `interrupted`: stages were not run, since a stage of another graph that ran together with this one failed. */
  readonly status: RunStatus;
  /** Stages that were computed as those of another graph, or of the same, count as cached. */
  readonly counts: RunCounts;
  /** How many these are. */
  readonly shared: number;
  readonly durationMs: number;
  /** By stage id, in an order in which each comes after its inputs. */
  readonly stages: ReadonlyMap<string, StageResult>;
  /** In the order of the stages. */
  readonly failures: readonly StageError[];
  readonly modules: ResolvedModules;
  /** An output of a stage; its bytes are read, and verified, when asked for. */
  artifact(stage: string, output: string): Artifact;
}

/** The result of a run from what is known about it and the results of its stages, in order. */
export function runResult(
  about: Pick<RunResult, 'run' | 'graph' | 'counts' | 'shared' | 'durationMs' | 'modules'>,
  results: readonly StageResult[],
  store: Store,
): RunResult {
  const stages = new Map(results.map((result) => [result.stage.id, result]));
  const failures = results.flatMap(({ error }) => error ?? []);
  return {
    ...about,
    status: failures.length > 0 ? 'failed' : about.counts.skipped > 0 ? 'interrupted' : 'succeeded',
    stages,
    failures,
    artifact(stage, output) {
      const result = stages.get(stage);
      const found = result?.outputs[output];
      if (!result?.key || !found)
        throw new RunnerError('graph-unknown-output', `there is no output ${output} of ${stage}`);
      return new StoredArtifact(store, result.key, output, found);
    },
  };
}

/** Reads and verifies the bytes only when they are asked for. */
class StoredArtifact implements Artifact {
  readonly #store: Store;
  readonly #key: string;
  readonly #name: string;
  readonly #summary: OutputSummary;

  constructor(store: Store, key: string, name: string, summary: OutputSummary) {
    this.#store = store;
    this.#key = key;
    this.#name = name;
    this.#summary = summary;
  }

  get type(): Artifact['type'] {
    return this.#summary.type;
  }

  get digest(): string {
    return this.#summary.digest;
  }

  bytes(): ReturnType<Artifact['bytes']> {
    return this.#store.artifact(this.#output()).bytes();
  }

  /** Does something with the bytes, of which nothing may be kept. */
  withBytes<T>(use: (bytes: Uint8Array) => T): T {
    return this.#store.withArtifact(this.#output(), (artifact) => use(artifact.bytes()));
  }

  text(): string {
    return this.#store.withArtifact(this.#output(), (artifact) => artifact.text());
  }

  json(): ReturnType<Artifact['json']> {
    return this.#store.withArtifact(this.#output(), (artifact) => artifact.json());
  }

  arrays(): ReturnType<Artifact['arrays']> {
    return this.#store.artifact(this.#output()).arrays();
  }

  #output(): OutputRecord {
    const record = this.#store.record(this.#key);
    if (!record) this.#store.distrust(this.#store.recordPath(this.#key));
    const found = record?.outputs[this.#name];
    return found?.digest === this.#summary.digest ? found : this.#summary;
  }
}
