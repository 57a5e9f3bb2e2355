import { join } from 'node:path';
import { noCommands } from './command-permission.ts';
import { CommandRunner } from './command-runner.ts';
import { Execution, type Outcome } from './execution.ts';
import type { GraphNode, OrderedGraph } from './graph.ts';
import { InputFiles, keyIngredients, type ResolvedModules } from './ingredients.ts';
import { Journal, type RunCounts, type RunEvent } from './journal.ts';
import { currentRuntime, type KeyIngredients, stageKey } from './key.ts';
import { LostInputs } from './lost-inputs.ts';
import type { ReadyStage } from './ready-stages.ts';
import { explainMiss } from './reason.ts';
import { withoutBytes } from './record.ts';
import type { RunOptions } from './run.ts';
import { type RunResult, runResult, type StageResult } from './run-result.ts';
import { RunnerError, StageError } from './runner-error.ts';
import { StageKeeper } from './stage-keeper.ts';
import { StageTasks } from './stage-tasks.ts';
import type { LatestKeys, Store } from './store.ts';
import type { StageTask } from './task.ts';
import { VerifiedStages } from './verified-stages.ts';

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
  /** By position in the graph, like the next one. */
  readonly #results: (StageResult | undefined)[];
  /** Number of stages each stage still waits for. */
  readonly #waiting: Int32Array;
  /** Stages that wait for nothing, and were not looked up yet from `#next` on. */
  readonly #free: GraphNode[] = [];
  #next = 0;
  /** Keys that are being computed, and further stages with the same key. */
  readonly #inFlight = new Map<string, GraphNode[]>();
  readonly #verified: VerifiedStages;
  readonly #keeper: StageKeeper;
  readonly #tasks: StageTasks;
  readonly #execution: Execution;
  readonly #lost: LostInputs;
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
    this.#verified = new VerifiedStages(options.store, graph.name);
    this.#keeper = new StageKeeper(options.store, modules);
    this.#files = new InputFiles(options.store);
    this.#lost = new LostInputs(options.store);
    this.#results = new Array(graph.nodes.length).fill(undefined);
    this.#waiting = Int32Array.from(graph.nodes, ({ upstream }) => upstream.length);
    this.#tasks = new StageTasks(modules, options.store, (id) => this.#resultOf(graph.byId.get(id)!)!);
    this.#execution = new Execution({
      jobs: options.jobs,
      code: options.code,
      begin: (batch) => this.#begin(batch),
      wake: () => this.#wake(),
      openCommands: () =>
        new CommandRunner({
          scratch: join(options.store.folder, 'scratch'),
          environment: process.env,
          permission: options.commands ?? noCommands,
        }),
    });
    this.#journal = new Journal(options.store, options.run);
  }

  async execute(): Promise<RunResult> {
    const { run, jobs, signal } = this.#options;
    const begin = performance.now();
    const onAbort = () => this.#wake();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const { name: graph, nodes } = this.#graph;
      this.#tell({
        event: 'run-begin',
        format: 'cevns-journal-1',
        run,
        graph,
        stages: nodes.length,
        jobs,
        runtime: currentRuntime,
      });
      this.#journal.flush();
      for (const node of nodes) if (node.upstream.length === 0) this.#free.push(node);
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
      await this.#execution.close();
      this.#journal.close();
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
      const node = this.#free[this.#next];
      if (outcome) {
        this.#receive(outcome);
      } else if (node) {
        this.#next++;
        this.#consider(node);
      } else {
        return false;
      }
    }
  }

  /** Settles a stage from the store, or hands it over to be run. */
  #consider(node: GraphNode): void {
    const { stage, upstream } = node;
    const without = upstream.find((each) => ['failed', 'skipped'].includes(this.#resultOf(each)!.status));
    if (without || this.#isFailing()) {
      this.#skip(node, without?.stage.id ?? this.#firstFailure!);
      return;
    }
    const outputDigest = (id: string, output: string) =>
      this.#resultOf(this.#graph.byId.get(id)!)!.outputs[output]!.digest;
    const ingredients = keyIngredients(stage, this.#modules, this.#files, outputDigest);
    const key = stageKey(ingredients);
    const same = this.#inFlight.get(key);
    if (same) {
      same.push(node);
      return;
    }
    const lookup = this.#verified.lookup(key);
    if (lookup.state === 'hit') {
      this.#tell({ event: 'stage-cached', stage: stage.id, key });
      this.#settle(node, { stage, status: 'cached', key, ingredients, outputs: lookup.outputs });
      return;
    }
    const context = { modules: this.#modules, store: this.#store, latest: this.#previousKeys() };
    const reason = explainMiss(stage, ingredients, { key, lookup }, context)!;
    this.#inFlight.set(key, []);
    this.#execution.add({ node, key, ingredients, reason, alone: stage.command !== undefined });
  }

  /** What to send to a worker that is about to run these stages. */
  #begin(batch: readonly ReadyStage[]): StageTask[] {
    for (const { node, key, reason } of batch) {
      this.#tell({ event: 'stage-begin', stage: node.stage.id, key, reason });
    }
    this.#journal.flush();
    return batch.map((ready) => this.#tasks.taskOf(ready));
  }

  /** Keeps what a worker answered. */
  #receive({ ready, ended }: Outcome): void {
    if (ended instanceof StageError) {
      this.#failed(ready, ended);
      return;
    }
    const { node, key, ingredients, reason } = ready;
    const { stage } = node;
    this.#leaveFlight(key);
    const record = this.#keeper.keep(stage, key, ingredients, ended.outputs, ended.durationMs);
    const { durationMs } = record.produced;
    this.#tell({ event: 'stage-end', stage: stage.id, key, durationMs });
    this.#tasks.hold(key, record.outputs, node.dependants.length);
    const outputs = withoutBytes(record.outputs);
    const result: StageResult = { stage, status: 'ran', key, ingredients, outputs, durationMs, reason };
    if (this.#resultOf(node)) this.#results[node.position] = result;
    else this.#settle(node, result);
    for (const waiting of this.#lost.restored(key)) {
      if (this.#isFailing()) this.#withdrawn(waiting);
      else this.#execution.add(waiting);
    }
  }

  #failed(ready: ReadyStage, error: StageError): void {
    const { node, key, ingredients, reason } = ready;
    if (error.code === 'input-changed') {
      this.#distrustInputs(ingredients);
      for (const again of this.#lost.missed(ready, (each) => this.#resultOf(each)!)) {
        if (this.#inFlight.has(again.key)) continue;
        this.#inFlight.set(again.key, []);
        this.#execution.add(again);
      }
      if (this.#lost.isWaiting(ready)) return;
      if (this.#lost.areBack(ready, (each) => this.#resultOf(each)!)) {
        this.#execution.add(ready);
        return;
      }
    }
    this.#leaveFlight(key);
    this.#tell({ event: 'stage-failed', stage: node.stage.id, key, code: error.code, message: error.message });
    // What ran before keeps its place; then those fail that need it again.
    if (!this.#resultOf(node)) {
      this.#settle(node, { stage: node.stage, status: 'failed', key, ingredients, outputs: {}, reason, error });
      this.#firstFailure ??= node.stage.id;
    }
    for (const waiting of this.#lost.abandoned(key)) this.#failed(waiting, error);
    if (this.#isFailing()) this.#skipReady();
  }

  /** Lets the stages go on that have the same key as one that ended. */
  #leaveFlight(key: string): void {
    this.#free.push(...this.#inFlight.get(key)!);
    this.#inFlight.delete(key);
  }

  /** Objects that are damaged, but look as they did when they were verified, are to be read the next time. */
  #distrustInputs({ inputs }: KeyIngredients): void {
    for (const digest of Object.values(inputs)) {
      if (this.#store.object(digest) === undefined) this.#store.distrust(this.#store.objectPath(digest));
    }
  }

  /** Nothing new is begun. */
  #isFailing(): boolean {
    return this.#firstFailure !== undefined && !this.#options.keepGoing;
  }

  #skipReady(): void {
    for (const ready of this.#execution.withdraw()) this.#withdrawn(ready);
  }

  /** A stage that was to run, or to run again for others, does not. */
  #withdrawn({ node, key }: ReadyStage): void {
    this.#leaveFlight(key);
    for (const waiting of this.#lost.abandoned(key)) this.#withdrawn(waiting);
    if (!this.#resultOf(node)) this.#skip(node, this.#firstFailure!);
  }

  #skip(node: GraphNode, because: string): void {
    this.#tell({ event: 'stage-skipped', stage: node.stage.id, because });
    this.#settle(node, { stage: node.stage, status: 'skipped', outputs: {} });
  }

  #settle({ position, upstream, dependants }: GraphNode, result: StageResult): void {
    this.#results[position] = result;
    for (const each of upstream) {
      const { key } = this.#resultOf(each)!;
      if (key !== undefined) this.#tasks.release(key);
    }
    for (const dependant of dependants) {
      if (--this.#waiting[dependant.position]! === 0) this.#free.push(dependant);
    }
  }

  #resultOf({ position }: GraphNode): StageResult | undefined {
    return this.#results[position];
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
    for (const result of this.#results) if (result) counts[result.status]++;
    return counts;
  }

  #result(durationMs: number): RunResult {
    const about = {
      run: this.#options.run,
      graph: this.#graph.name,
      counts: this.#counts(),
      durationMs,
      modules: this.#modules,
    };
    return runResult(about, this.#results as StageResult[], this.#store);
  }

  #end(status: 'succeeded' | 'failed' | 'interrupted', counts: RunCounts, durationMs: number): void {
    this.#keepLatest();
    this.#store.saveInputs();
    this.#verified.save();
    this.#tell({ event: 'run-end', run: this.#options.run, status, durationMs, ...counts });
  }

  /** Keeps the keys for the reasons that a later plan gives; those of stages that did not come to an end stay as they were. */
  #keepLatest(): void {
    const previous = this.#previousKeys();
    const keyOf = ({ position, stage: { id } }: GraphNode) => {
      const { status, key } = this.#results[position] ?? {};
      return status === 'cached' || status === 'ran' ? key : previous?.[id];
    };
    const { nodes } = this.#graph;
    const known = previous === undefined ? -1 : Object.keys(previous).length;
    if (known === nodes.length && nodes.every((node) => keyOf(node) === previous?.[node.stage.id])) return;
    const keys: Record<string, string> = {};
    for (const node of nodes) {
      const key = keyOf(node);
      if (key !== undefined) keys[node.stage.id] = key;
    }
    this.#store.putLatest(this.#graph.name, keys);
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
