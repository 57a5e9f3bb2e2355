import { Execution, type Outcome } from './execution.ts';
import { type OrderedGraph, upstreamOf } from './graph.ts';
import { InputFiles, keyIngredients, type ResolvedModules } from './ingredients.ts';
import { Journal, type RunCounts, type RunEvent } from './journal.ts';
import { currentRuntime, stageKey } from './key.ts';
import type { ReadyStage } from './ready-stages.ts';
import { explainMiss } from './reason.ts';
import { withoutBytes } from './record.ts';
import type { RunOptions } from './run.ts';
import { type RunResult, runResult, type StageResult } from './run-result.ts';
import { RunnerError, StageError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import { StageKeeper } from './stage-keeper.ts';
import { StageTasks } from './stage-tasks.ts';
import type { LatestKeys, Store } from './store.ts';
import type { StageTask } from './task.ts';

type CompleteOptions = RunOptions & { readonly jobs: number; readonly run: string };

/** How long the main thread works on at most before it looks for answers of workers and for an interrupt. */
const turnMs = 10;

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
  /** Stages that wait for nothing, and were not looked up yet from `#next` on. */
  readonly #free: StageSpec[] = [];
  #next = 0;
  /** Keys that are being computed, and further stages with the same key. */
  readonly #inFlight = new Map<string, StageSpec[]>();
  readonly #keeper: StageKeeper;
  readonly #tasks: StageTasks;
  readonly #execution: Execution;
  /** Ends the pause of the loop when there is something to do. */
  #wake: () => void = () => {};
  #latest: LatestKeys | undefined | null = null;
  #firstFailure: string | undefined;
  #over = false;

  constructor(graph: OrderedGraph, modules: ResolvedModules, options: CompleteOptions) {
    this.#graph = graph;
    this.#modules = modules;
    this.#options = options;
    this.#store = options.store;
    this.#keeper = new StageKeeper(options.store, modules);
    this.#files = new InputFiles(options.store);
    this.#tasks = new StageTasks(modules, options.store, this.#results);
    this.#execution = new Execution({
      jobs: options.jobs,
      code: options.code,
      begin: (batch) => this.#begin(batch),
      wake: () => this.#wake(),
    });
    this.#journal = new Journal(options.store, options.run);
  }

  async execute(): Promise<RunResult> {
    const { run, jobs, signal } = this.#options;
    const begin = performance.now();
    const onAbort = () => this.#wake();
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
      this.#journal.flush();
      for (const stage of stages) {
        const upstream = upstreamOf(stage).length;
        this.#waiting.set(stage.id, upstream);
        if (upstream === 0) this.#free.push(stage);
      }
      await this.#work();
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
      await this.#execution.close();
    }
  }

  /** Keeps what workers answered, settles what can be settled without running, and sends off what has to run. */
  async #work(): Promise<void> {
    for (;;) {
      if (this.#options.signal?.aborted) throw new RunnerError('interrupted', 'the run was interrupted');
      const more = this.#turn();
      this.#journal.flush();
      this.#execution.dispatch();
      if (more) {
        await new Promise(setImmediate);
      } else {
        if (this.#execution.pending === 0) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Works for a while; false when there is nothing more to do now. */
  #turn(): boolean {
    const begin = performance.now();
    for (let i = 0; ; i++) {
      if (i % 16 === 15 && performance.now() - begin > turnMs) return true;
      const outcome = this.#execution.collect();
      const stage = this.#free[this.#next];
      if (outcome) {
        this.#receive(outcome);
      } else if (stage) {
        this.#next++;
        this.#consider(stage);
      } else {
        return false;
      }
    }
  }

  /** Settles a stage from the store, or hands it over to be run. */
  #consider(stage: StageSpec): void {
    const because = upstreamOf(stage).find((id) => ['failed', 'skipped'].includes(this.#results.get(id)!.status));
    if (because !== undefined || this.#isFailing()) {
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
    const { height, position } = this.#graph;
    const place = { height: height.get(stage.id)!, position: position.get(stage.id)! };
    this.#execution.add({ stage, key, ingredients, reason, ...place, alone: false });
  }

  /** What to send to a worker that is about to run these stages. */
  #begin(batch: readonly ReadyStage[]): StageTask[] {
    for (const { stage, key, reason } of batch) this.#tell({ event: 'stage-begin', stage: stage.id, key, reason });
    this.#journal.flush();
    return batch.map((ready) => this.#tasks.taskOf(ready));
  }

  /** Keeps what a worker answered. */
  #receive({ ready, ended }: Outcome): void {
    const { stage, key, ingredients, reason } = ready;
    this.#free.push(...this.#inFlight.get(key)!);
    this.#inFlight.delete(key);
    if (ended instanceof StageError) {
      this.#tell({ event: 'stage-failed', stage: stage.id, key, code: ended.code, message: ended.message });
      this.#settle({ stage, status: 'failed', key, ingredients, outputs: {}, reason, error: ended });
      this.#firstFailure ??= stage.id;
      if (this.#isFailing()) this.#skipReady();
      return;
    }
    const record = this.#keeper.keep(stage, key, ingredients, ended.outputs, ended.durationMs);
    const { durationMs } = record.produced;
    this.#tell({ event: 'stage-end', stage: stage.id, key, durationMs });
    this.#tasks.hold(key, record.outputs, this.#graph.dependants.get(stage.id)!.length);
    const outputs = withoutBytes(record.outputs);
    this.#settle({ stage, status: 'ran', key, ingredients, outputs, durationMs, reason });
  }

  /** Nothing new is begun. */
  #isFailing(): boolean {
    return this.#firstFailure !== undefined && !this.#options.keepGoing;
  }

  #skipReady(): void {
    for (const { stage, key } of this.#execution.withdraw()) {
      this.#free.push(...this.#inFlight.get(key)!);
      this.#inFlight.delete(key);
      this.#skip(stage, this.#firstFailure!);
    }
  }

  #skip(stage: StageSpec, because: string): void {
    this.#tell({ event: 'stage-skipped', stage: stage.id, because });
    this.#settle({ stage, status: 'skipped', outputs: {} });
  }

  #settle(result: StageResult): void {
    this.#results.set(result.stage.id, result);
    for (const id of upstreamOf(result.stage)) {
      const { key } = this.#results.get(id)!;
      if (key !== undefined) this.#tasks.release(key);
    }
    for (const id of this.#graph.dependants.get(result.stage.id)!) {
      const left = this.#waiting.get(id)! - 1;
      this.#waiting.set(id, left);
      if (left === 0) this.#free.push(this.#graph.byId.get(id)!);
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

function milliseconds(begin: number): number {
  return Math.round(1000 * (performance.now() - begin)) / 1000;
}
