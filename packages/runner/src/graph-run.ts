import { join } from 'node:path';
import type { CommandPermission } from './command-permission.ts';
import { CommandRunner } from './command-runner.ts';
import { Execution, type Outcome } from './execution.ts';
import type { GraphNode } from './graph.ts';
import { InputFiles, ingredientsFrom, keyIngredients, type ResolvedModules } from './ingredients.ts';
import type { JointGraph, SharedStage } from './joint-graph.ts';
import { JointResults, sharedResult } from './joint-results.ts';
import type { RunEvent } from './journal.ts';
import { currentRuntime, type KeyIngredients, stageKey } from './key.ts';
import { LostInputs } from './lost-inputs.ts';
import { millisecondsSince, roundedMs } from './milliseconds.ts';
import { PartRun } from './part-run.ts';
import type { ReadyStage } from './ready-stages.ts';
import { explainMiss } from './reason.ts';
import { withoutBytes } from './record.ts';
import type { JointRunOptions } from './run.ts';
import { type RunResult, runResult, type StageResult } from './run-result.ts';
import { RunnerError, StageError } from './runner-error.ts';
import { StageKeeper } from './stage-keeper.ts';
import { StageTasks } from './stage-tasks.ts';
import type { Store } from './store.ts';
import type { StageTask } from './task.ts';

/** Options in which nothing is left to defaults. */
export interface GraphRunOptions extends JointRunOptions {
  readonly jobs: number;
  /** By part of the graph. */
  readonly runs: readonly { readonly id: string; readonly commands: CommandPermission }[];
}

type StageEvent = Extract<RunEvent, { readonly stage: string }>;

/** How long the main thread works on at most before it looks for answers of workers and for an interrupt. */
const turnMs = 10;

/** One run of a joint graph, from the first lookup to the last line of the last journal. */
export class GraphRun {
  readonly #graph: JointGraph;
  readonly #modules: ResolvedModules;
  readonly #options: GraphRunOptions;
  readonly #store: Store;
  readonly #files: InputFiles;
  readonly #parts: readonly PartRun[];
  /** Parts all of whose stages came to an end, and that are not closed yet. */
  #complete: number[] = [];
  /** By part. */
  readonly #ended: RunResult[] = [];
  readonly #results: JointResults;
  /** By position: number of stages each stage still waits for. */
  readonly #waiting: Int32Array;
  /** Stages that wait for nothing, and were not looked up yet from `#next` on. */
  readonly #free: GraphNode[] = [];
  #next = 0;
  /** Keys that are being computed, and further stages with the same key. */
  readonly #inFlight = new Map<string, GraphNode[]>();
  readonly #keeper: StageKeeper;
  readonly #tasks: StageTasks;
  readonly #execution: Execution;
  readonly #lost: LostInputs;
  /** Ends the pause of the loop when there is something to do. */
  #wake: () => void = () => {};
  #firstFailure: string | undefined;
  readonly #begin = performance.now();

  constructor(graph: JointGraph, modules: ResolvedModules, options: GraphRunOptions) {
    this.#graph = graph;
    this.#modules = modules;
    this.#options = options;
    this.#store = options.store;
    this.#keeper = new StageKeeper(options.store, modules);
    this.#files = new InputFiles(options.store);
    this.#lost = new LostInputs(options.store);
    this.#results = new JointResults(graph);
    this.#waiting = Int32Array.from(graph.nodes, ({ upstream }) => upstream.length);
    this.#tasks = new StageTasks(modules, options.store, (id) => this.#results.of(graph.byId.get(id)!)!);
    this.#execution = new Execution({
      jobs: options.jobs,
      code: options.code,
      begin: (batch) => this.#sendOff(batch),
      wake: () => this.#wake(),
      openCommands: () =>
        new CommandRunner({
          scratch: join(options.store.folder, 'scratch'),
          environment: process.env,
          permission: { allows: (stage, digest) => this.#mayRun(stage.id).allows(stage, digest), advice: () => '' },
        }),
    });
    this.#parts = graph.parts.map((part, i) => new PartRun(part, options.runs[i]!.id, options.store));
  }

  /** @returns by part */
  async execute(): Promise<readonly RunResult[]> {
    const { jobs, signal } = this.#options;
    const onAbort = () => this.#wake();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (const [part, { run, graph }] of this.#parts.entries()) {
        const about = { format: 'cevns-journal-1', run, graph: graph.name, stages: graph.nodes.length, jobs } as const;
        this.#tell(part, { event: 'run-begin', ...about, runtime: currentRuntime });
        if (graph.nodes.length === 0) this.#complete.push(part);
      }
      this.#flush();
      for (const node of this.#graph.nodes) if (node.upstream.length === 0) this.#free.push(node);
      await this.#work();
      return this.#ended;
    } catch (error) {
      this.#endAfterError(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await this.#execution.close();
      for (const part of this.#parts) part.close();
    }
  }

  /** Keeps what workers answered, settles what can be settled without running, sends off what has to run, and closes parts that are complete. */
  async #work(): Promise<void> {
    for (;;) {
      if (this.#options.signal?.aborted) throw new RunnerError('interrupted', 'the run was interrupted');
      const more = this.#turn();
      this.#flush();
      this.#execution.dispatch();
      // The memory of the workers is better used for the results; they need not be gone before these are written.
      if (!more && this.#execution.pending === 0) void this.#execution.close();
      for (const part of this.#complete.splice(0)) this.#close(part);
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
    const without = upstream.find((each) => ['failed', 'skipped'].includes(this.#results.of(each)!.status));
    if (without || this.#isFailing()) {
      this.#skip(node, without?.stage.id ?? this.#firstFailure!);
      return;
    }
    const outputDigest = (id: string, output: string) =>
      this.#results.of(this.#graph.byId.get(id)!)!.outputs[output]!.digest;
    const ingredients = keyIngredients(stage, this.#modules, this.#files, outputDigest);
    const key = stageKey(ingredients);
    const same = this.#inFlight.get(key);
    if (same) {
      same.push(node);
      return;
    }
    const owner = this.#parts[this.#graph.owners[node.position]!]!;
    const lookup = owner.verified.lookup(key);
    if (lookup.state === 'hit') {
      // Each part remembers what it used.
      for (const { part } of this.#results.sharedOf(node)) this.#parts[part]!.verified.lookup(key);
      this.#tellOf(node, { event: 'stage-cached', stage: stage.id, key });
      this.#settle(node, { stage, status: 'cached', key, inputs: ingredients.inputs, outputs: lookup.outputs });
      return;
    }
    const context = { modules: this.#modules, store: this.#store, latest: owner.latest() };
    const reason = explainMiss(stage, ingredients, { key, lookup }, context)!;
    this.#inFlight.set(key, []);
    this.#execution.add({ node, key, ingredients, reason, alone: stage.command !== undefined });
  }

  /** What to send to a worker that is about to run these stages. */
  #sendOff(batch: readonly ReadyStage[]): StageTask[] {
    for (const { node, key, reason } of batch) {
      this.#tellOf(node, { event: 'stage-begin', stage: node.stage.id, key, reason });
    }
    this.#flush();
    return batch.map((ready) => this.#tasks.taskOf(ready));
  }

  /** Keeps what a worker answered. */
  #receive({ ready, ended, durationMs: takenMs }: Outcome): void {
    if (ended instanceof StageError) {
      this.#failed(ready, ended, takenMs);
      return;
    }
    const { node, key, ingredients, reason } = ready;
    const { stage } = node;
    this.#leaveFlight(key);
    const record = this.#keeper.keep(stage, key, ingredients, ended.outputs, takenMs);
    const { durationMs } = record.produced;
    this.#tellOf(node, { event: 'stage-end', stage: stage.id, key, durationMs });
    this.#tasks.hold(key, record.outputs, node.dependants.length);
    const outputs = withoutBytes(record.outputs);
    const result: StageResult = { stage, status: 'ran', key, inputs: ingredients.inputs, outputs, durationMs, reason };
    if (this.#results.of(node)) this.#results.set(node, result);
    else this.#settle(node, result);
    for (const waiting of this.#lost.restored(key)) {
      if (this.#isFailing()) this.#withdrawn(waiting);
      else this.#execution.add(waiting);
    }
  }

  #failed(ready: ReadyStage, error: StageError, durationMs: number): void {
    const { node, key, ingredients, reason } = ready;
    if (error.code === 'input-changed') {
      this.#distrustInputs(ingredients);
      for (const again of this.#lost.missed(
        ready,
        (each) => this.#results.of(each)!,
        ({ stage, inputs }) => ingredientsFrom(stage, this.#modules, inputs!),
      )) {
        if (this.#inFlight.has(again.key)) continue;
        this.#inFlight.set(again.key, []);
        this.#execution.add(again);
      }
      if (this.#lost.isWaiting(ready)) return;
      if (this.#lost.areBack(ready, (each) => this.#results.of(each)!)) {
        this.#execution.add(ready);
        return;
      }
    }
    this.#leaveFlight(key);
    this.#tellOf(node, failedEvent(node.stage.id, key, error, durationMs));
    // What ran before keeps its place; then those fail that need it again.
    if (!this.#results.of(node)) {
      this.#firstFailure ??= node.stage.id;
      this.#settle(node, {
        stage: node.stage,
        status: 'failed',
        key,
        inputs: ingredients.inputs,
        outputs: {},
        durationMs,
        reason,
        error,
      });
    }
    for (const waiting of this.#lost.abandoned(key)) this.#failed(waiting, error, 0);
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
    if (!this.#results.of(node)) this.#skip(node, this.#firstFailure!);
  }

  #skip(node: GraphNode, because: string): void {
    this.#tellOf(node, { event: 'stage-skipped', stage: node.stage.id, because });
    this.#settle(node, { stage: node.stage, status: 'skipped', outputs: {} }, because);
  }

  /** @param because why it was skipped */
  #settle(node: GraphNode, result: StageResult, because = ''): void {
    const { position, upstream, dependants } = node;
    this.#results.set(node, result);
    for (const each of upstream) {
      const { key } = this.#results.of(each)!;
      if (key !== undefined) this.#tasks.release(key);
    }
    for (const dependant of dependants) {
      if (--this.#waiting[dependant.position]! === 0) this.#free.push(dependant);
    }
    this.#countOff(this.#graph.owners[position]!);
    for (const shared of this.#results.sharedOf(node)) {
      this.#tell(shared.part, this.#eventOf(shared, result, because));
      this.#countOff(shared.part);
    }
  }

  #countOff(part: number): void {
    if (--this.#parts[part]!.left === 0) this.#complete.push(part);
  }

  /** What a part is told of a stage that came to its end as the stage of another one. */
  #eventOf({ part, stage }: SharedStage, result: StageResult, because: string): RunEvent {
    const { status, key, error, durationMs } = sharedResult(result, stage);
    if (status === 'skipped') {
      return { event: 'stage-skipped', stage: stage.id, because: this.#results.nameIn(part, because) };
    }
    if (status === 'failed') return failedEvent(stage.id, key!, error!, durationMs!);
    return { event: 'stage-cached', stage: stage.id, key: key! };
  }

  #tell(part: number, event: RunEvent): void {
    this.#parts[part]!.write(event);
    this.#options.onEvent?.(event, part);
  }

  /** Tells the part that computes a stage. After its end that is another one, which needs the stage again since its output was lost. */
  #tellOf(node: GraphNode, event: StageEvent): void {
    const owner = this.#graph.owners[node.position]!;
    const other = this.#parts[owner]!.over && this.#results.sharedOf(node).find(({ part }) => !this.#parts[part]!.over);
    if (other) this.#tell(other.part, { ...event, stage: other.stage.id });
    else this.#tell(owner, event);
  }

  #flush(): void {
    for (const part of this.#parts) part.flush();
  }

  #mayRun(stage: string): CommandPermission {
    const part = this.#graph.owners[this.#graph.byId.get(stage)!.position]!;
    return this.#options.runs[part]!.commands;
  }

  /** Ends a part all of whose stages came to an end, and hands over its result. */
  #close(number: number): void {
    const part = this.#parts[number]!;
    const { stages, name } = part.graph;
    const about = {
      run: part.run,
      graph: name,
      counts: this.#results.countsOf(number),
      shared: this.#results.sharedBy(number),
      durationMs: millisecondsSince(this.#begin),
      modules: this.#results.modulesOf(number, this.#modules),
    };
    const results = stages.map((stage) => this.#results.ownResult(stage)!);
    const result = runResult(about, results, this.#store);
    this.#end(part, number, result.status, about);
    this.#ended[number] = result;
    this.#options.onEnd?.(number, result);
  }

  #end(
    part: PartRun,
    number: number,
    status: RunResult['status'],
    { counts, durationMs }: Pick<RunResult, 'counts' | 'durationMs'>,
  ): void {
    part.over = true;
    part.keepLatest((stage) => this.#results.ownResult(stage));
    this.#store.saveInputs();
    part.verified.save();
    this.#tell(number, { event: 'run-end', run: part.run, status, durationMs, ...counts });
  }

  /** The error that ended the run counts, not what a broken store makes of the farewell. */
  #endAfterError(error: unknown): void {
    const interrupted = error instanceof RunnerError && error.code === 'interrupted';
    for (const [number, part] of this.#parts.entries()) {
      if (part.over) continue;
      try {
        const counts = this.#results.countsOf(number);
        const durationMs = millisecondsSince(this.#begin);
        this.#end(part, number, interrupted ? 'interrupted' : 'failed', { counts, durationMs });
      } catch {
        // Next time `plan` knows less about why; the outputs that were kept are kept.
      }
    }
  }
}

function failedEvent(stage: string, key: string, { code, message }: StageError, durationMs: number): StageEvent {
  return { event: 'stage-failed', stage, key, code, message, durationMs: roundedMs(durationMs) };
}
