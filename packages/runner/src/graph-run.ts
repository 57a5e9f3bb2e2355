import type PQueue from 'p-queue';
import type { CodeProvider } from './code/code-provider.ts';
import { type OrderedGraph, upstreamOf } from './graph.ts';
import { InputFiles, keyIngredients, type ResolvedModules } from './ingredients.ts';
import { Journal, type RunCounts, type RunEvent } from './journal.ts';
import { canonicalJson } from './json.ts';
import { currentRuntime, type KeyIngredients, stageKey } from './key.ts';
import { explainMiss, type Reason } from './reason.ts';
import { inlineBytes, withoutBytes } from './record.ts';
import type { RunOptions } from './run.ts';
import { type RunResult, runResult, type StageResult } from './run-result.ts';
import { RunnerError, StageError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import { StageKeeper } from './stage-keeper.ts';
import type { LatestKeys, Store } from './store.ts';
import type { StageTask, TaskInput } from './worker.ts';
import type { WorkerPool } from './worker-pool.ts';

type CompleteOptions = RunOptions & { readonly jobs: number; readonly run: string };

interface Workers {
  readonly queue: PQueue;
  readonly pool: WorkerPool;
}

/** One run of a graph, from the first lookup to the last line of the journal. */
export class GraphRun {
  readonly #graph: OrderedGraph;
  readonly #modules: ResolvedModules;
  readonly #options: CompleteOptions;
  readonly #store: Store;
  readonly #files: InputFiles;
  readonly #journal: Journal;
  readonly #results = new Map<string, StageResult>();
  /** Number of stages each stage still waits for. */
  readonly #waiting = new Map<string, number>();
  readonly #ready: StageSpec[] = [];
  /** Keys that are being computed, and further stages with the same key. */
  readonly #inFlight = new Map<string, StageSpec[]>();
  readonly #keeper: StageKeeper;
  readonly #finished = new Settlement();
  #latest: LatestKeys | undefined | null = null;
  #workers: Promise<Workers> | undefined;
  #firstFailure: string | undefined;
  #over = false;

  constructor(graph: OrderedGraph, modules: ResolvedModules, options: CompleteOptions) {
    this.#graph = graph;
    this.#modules = modules;
    this.#options = options;
    this.#store = options.store;
    this.#keeper = new StageKeeper(options.store, modules);
    this.#files = new InputFiles(options.store);
    this.#journal = new Journal(options.store, options.run);
  }

  async execute(): Promise<RunResult> {
    const { run, jobs, signal } = this.#options;
    const begin = performance.now();
    const onAbort = () => this.#finished.reject(new RunnerError('interrupted', 'the run was interrupted'));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const { name: graph, stages } = this.#graph;
      this.#tell({
        event: 'run-begin',
        format: 'cevns-journal-1',
        run,
        graph,
        stages: stages.length,
        jobs,
        runtime: currentRuntime,
      });
      for (const stage of stages) {
        const upstream = upstreamOf(stage).length;
        this.#waiting.set(stage.id, upstream);
        if (upstream === 0) this.#ready.push(stage);
      }
      this.#advance();
      await this.#finished.promise;
      this.#over = true;
      const result = this.#result(milliseconds(begin));
      this.#end(result.status, result.counts, result.durationMs);
      if (result.failures[0] && !this.#options.keepGoing) throw result.failures[0];
      return result;
    } catch (error) {
      if (!this.#over) this.#endAfterError(error, milliseconds(begin));
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#journal.close();
      await (await this.#workers)?.pool.close();
    }
  }

  /** Settles everything that can be settled without running, and begins what has to run. */
  #advance(): void {
    try {
      // What gets ready meanwhile is appended, and the loop goes on to it.
      for (const stage of this.#ready) this.#consider(stage);
      this.#ready.length = 0;
    } catch (error) {
      this.#finished.reject(error);
    }
    if (this.#inFlight.size === 0) this.#finished.resolve();
  }

  #consider(stage: StageSpec): void {
    const because = upstreamOf(stage).find((id) => ['failed', 'skipped'].includes(this.#results.get(id)!.status));
    if (because !== undefined || (this.#firstFailure !== undefined && !this.#options.keepGoing)) {
      this.#skip(stage, because ?? this.#firstFailure!);
      return;
    }
    const outputDigest = (id: string, output: string) => this.#results.get(id)!.outputs[output]!.digest;
    const ingredients = keyIngredients(stage, this.#modules, this.#files, outputDigest);
    const key = stageKey(ingredients);
    const same = this.#inFlight.get(key);
    if (same) {
      same.push(stage);
      return;
    }
    const lookup = this.#store.lookup(key);
    if (lookup.state === 'hit') {
      this.#tell({ event: 'stage-cached', stage: stage.id, key });
      const outputs = withoutBytes(lookup.record.outputs);
      this.#settle({ stage, status: 'cached', key, ingredients, outputs });
      return;
    }
    const context = { modules: this.#modules, store: this.#store, latest: this.#previousKeys() };
    const reason = explainMiss(stage, ingredients, { key, lookup }, context)!;
    this.#inFlight.set(key, []);
    this.#compute(stage, key, ingredients, reason).then(
      () => this.#completed(key),
      (error) => this.#finished.reject(error),
    );
  }

  #completed(key: string): void {
    if (this.#over) return;
    this.#ready.push(...this.#inFlight.get(key)!);
    this.#inFlight.delete(key);
    this.#advance();
  }

  async #compute(stage: StageSpec, key: string, ingredients: KeyIngredients, reason: Reason): Promise<void> {
    this.#workers ??= openWorkers(this.#options.jobs, this.#options.code);
    const { queue, pool } = await this.#workers;
    // The longest way to the end of the graph first.
    const priority = this.#graph.height.get(stage.id)!;
    await queue.add(() => this.#runStage(stage, key, ingredients, reason, pool), { priority });
  }

  async #runStage(
    stage: StageSpec,
    key: string,
    ingredients: KeyIngredients,
    reason: Reason,
    pool: WorkerPool,
  ): Promise<void> {
    if (this.#over) return;
    if (this.#firstFailure !== undefined && !this.#options.keepGoing) return this.#skip(stage, this.#firstFailure);
    this.#tell({ event: 'stage-begin', stage: stage.id, key, reason });
    try {
      const { outputs, durationMs } = await pool.execute(stage.id, this.#task(stage, ingredients));
      if (this.#over) return;
      const record = this.#keeper.keep(stage, key, ingredients, outputs, durationMs);
      this.#tell({ event: 'stage-end', stage: stage.id, key, durationMs: record.produced.durationMs });
      const kept = withoutBytes(record.outputs);
      this.#settle({
        stage,
        status: 'ran',
        key,
        ingredients,
        outputs: kept,
        durationMs: record.produced.durationMs,
        reason,
      });
    } catch (error) {
      if (this.#over) return;
      if (!(error instanceof StageError)) throw error;
      this.#firstFailure ??= stage.id;
      this.#tell({ event: 'stage-failed', stage: stage.id, key, code: error.code, message: error.message });
      this.#settle({ stage, status: 'failed', key, ingredients, outputs: {}, reason, error });
    }
  }

  #task(stage: StageSpec, ingredients: KeyIngredients): StageTask {
    const modules: Record<string, { url: string; bundle: string }> = {};
    for (const [role, specifier] of Object.entries(stage.modules)) {
      const { url, bundle } = this.#modules.get(specifier)!;
      modules[role] = { url, bundle };
    }
    const inputs: Record<string, TaskInput> = {};
    for (const [name, input] of Object.entries(stage.inputs)) {
      const digest = ingredients.inputs[name]!;
      if ('file' in input) {
        inputs[name] = { type: 'bytes', digest, from: { path: input.file, label: input.label } };
        continue;
      }
      const { type } = this.#results.get(input.stage)!.outputs[input.output]!;
      const bytes = this.#inline(input.stage, input.output);
      const path = this.#store.objectPath(digest);
      inputs[name] = {
        type,
        digest,
        from: bytes ? { bytes } : { path, label: `output ${input.output} of ${input.stage}` },
      };
    }
    const { outputs } = stage;
    return { modules, parameters: canonicalJson(ingredients.parameters, 'parameters'), inputs, outputs };
  }

  #inline(stage: string, output: string): Uint8Array | undefined {
    const record = this.#store.record(this.#results.get(stage)!.key!);
    return record && inlineBytes(record.outputs[output]!);
  }

  #skip(stage: StageSpec, because: string): void {
    this.#tell({ event: 'stage-skipped', stage: stage.id, because });
    this.#settle({ stage, status: 'skipped', outputs: {} });
  }

  #settle(result: StageResult): void {
    this.#results.set(result.stage.id, result);
    for (const id of this.#graph.dependants.get(result.stage.id)!) {
      const left = this.#waiting.get(id)! - 1;
      this.#waiting.set(id, left);
      if (left === 0) this.#ready.push(this.#graph.byId.get(id)!);
    }
  }

  #tell(event: RunEvent): void {
    this.#journal.write(event);
    this.#options.onEvent?.(event);
  }

  #previousKeys(): LatestKeys | undefined {
    if (this.#latest === null) this.#latest = this.#store.latest(this.#graph.name);
    return this.#latest;
  }

  #counts(): RunCounts {
    const counts = { cached: 0, ran: 0, failed: 0, skipped: 0 };
    for (const { status } of this.#results.values()) counts[status]++;
    return counts;
  }

  #result(durationMs: number): RunResult {
    const results = this.#graph.stages.map(({ id }) => this.#results.get(id)!);
    const about = {
      run: this.#options.run,
      graph: this.#graph.name,
      counts: this.#counts(),
      durationMs,
      modules: this.#modules,
    };
    return runResult(about, results, this.#store);
  }

  #end(status: 'succeeded' | 'failed' | 'interrupted', counts: RunCounts, durationMs: number): void {
    const previous = this.#previousKeys();
    const keys: Record<string, string> = {};
    let changed = previous === undefined;
    for (const { id } of this.#graph.stages) {
      const result = this.#results.get(id);
      const done = result && (result.status === 'cached' || result.status === 'ran');
      const key = done ? result.key : previous?.[id];
      if (key !== undefined) keys[id] = key;
      changed ||= key !== previous?.[id];
    }
    changed ||= Object.keys(keys).length !== Object.keys(previous ?? {}).length;
    if (changed) this.#store.putLatest(this.#graph.name, keys);
    this.#store.saveInputs();
    this.#tell({ event: 'run-end', run: this.#options.run, status, durationMs, ...counts });
  }

  /** The error that ended the run counts, not what a broken store makes of the farewell. */
  #endAfterError(error: unknown, durationMs: number): void {
    this.#over = true;
    const interrupted = error instanceof RunnerError && error.code === 'interrupted';
    try {
      this.#end(interrupted ? 'interrupted' : 'failed', this.#counts(), durationMs);
    } catch {
      // Next time `plan` knows less about why; the outputs that were kept are kept.
    }
  }
}

/** A promise and the two ways to settle it. */
class Settlement {
  resolve!: () => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** Queue and workers are loaded only when something has to run. */
async function openWorkers(jobs: number, code: CodeProvider): Promise<Workers> {
  const [{ default: Queue }, { WorkerPool }] = await Promise.all([import('p-queue'), import('./worker-pool.ts')]);
  return { queue: new Queue({ concurrency: jobs }), pool: await WorkerPool.open(jobs, code) };
}

function milliseconds(begin: number): number {
  return Math.round(1000 * (performance.now() - begin)) / 1000;
}
