import { sha256 } from './digest.ts';
import type { ResolvedModules } from './ingredients.ts';
import { canonicalJson } from './json.ts';
import type { KeyIngredients } from './key.ts';
import type { CodeRecord, OutputRecord, StageRecord } from './record.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';
import type { TaskOutput } from './task.ts';

/** Keeps what stages computed: bytes first, the record last, so that a record never stands for bytes that are not there yet. */
export class StageKeeper {
  readonly #store: Store;
  readonly #modules: ResolvedModules;
  readonly #described = new Map<string, string>();

  constructor(store: Store, modules: ResolvedModules) {
    this.#store = store;
    this.#modules = modules;
  }

  /** @throws RunnerError `store-read-only`, `store-full`, `store-unusable` */
  keep(
    stage: StageSpec,
    key: string,
    { kind, parameters, inputs, runtime }: KeyIngredients,
    computed: Readonly<Record<string, TaskOutput>>,
    durationMs: number,
  ): StageRecord {
    const code: Record<string, CodeRecord> = {};
    for (const [role, module] of Object.entries(stage.modules)) {
      code[role] = { module, digest: this.#modules.get(module)!.digest, files: this.#describe(module) };
    }
    const outputs: Record<string, OutputRecord> = {};
    for (const [name, { record, bytes }] of Object.entries(computed)) {
      if (bytes !== undefined) this.#store.putObject(record.digest, bytes);
      outputs[name] = record;
    }
    const produced = {
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      durationMs: Math.round(1000 * durationMs) / 1000,
    };
    const record: StageRecord = {
      format: 'cevns-record-1',
      key,
      kind,
      runtime,
      code,
      parameters,
      inputs,
      outputs,
      produced,
    };
    this.#store.putRecord(record);
    return record;
  }

  /** Keeps the list of source files behind a module, so that a later plan can name the one that changed. */
  #describe(module: string): string {
    let digest = this.#described.get(module);
    if (digest === undefined) {
      const text = canonicalJson(this.#modules.get(module)!.files);
      digest = sha256(text);
      this.#store.putObject(digest, text);
      this.#described.set(module, digest);
    }
    return digest;
  }
}
