import type { CodeProvider } from './code/code-provider.ts';
import { orderGraph, type StageGraph, upstreamOf } from './graph.ts';
import { InputFiles, keyIngredients, resolveModules } from './ingredients.ts';
import { stageKey } from './key.ts';
import { explainMiss, type Reason } from './reason.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';
import { VerifiedStages } from './verified-stages.ts';

/** What a run would do with a stage. */
export interface PlannedStage {
  readonly id: string;
  readonly kind: string;
  /** `may-run`: it takes the output of a stage that will run, and runs unless that output comes out as before. */
  readonly status: 'cached' | 'run' | 'may-run';
  /** Known unless the stage waits for the output of another. */
  readonly key?: string;
  /** Why it is not cached. */
  readonly reason?: Reason;
}

/**
 * What a run of the graph would do, and why, without running anything or writing to the store.
 *
 * @returns the stages in an order in which each comes after its inputs
 * @throws RunnerError for a wrong graph, missing inputs and code that does not compile
 */
export async function planGraph(
  graph: StageGraph,
  { store, code }: { readonly store: Store; readonly code: CodeProvider },
): Promise<readonly PlannedStage[]> {
  const ordered = orderGraph(graph);
  const modules = await resolveModules(ordered.nodes, code);
  const files = new InputFiles(store);
  const latest = store.latest(graph.name);
  const verified = new VerifiedStages(store, graph.name);
  const outputs = new Map<string, Record<string, { readonly digest: string }>>();
  const planned = new Map<string, PlannedStage>();
  const outputDigest = (id: string, output: string) => outputs.get(id)?.[output]?.digest;

  const planStage = (stage: StageSpec): PlannedStage => {
    const { id, kind } = stage;
    const ingredients = keyIngredients(stage, modules, files, outputDigest);
    if (Object.keys(ingredients.inputs).length < Object.keys(stage.inputs).length) {
      const own = explainMiss(stage, ingredients, undefined, { modules, store, latest });
      const waitsFor = upstreamOf(stage).find((upstream) => !outputs.has(upstream))!;
      // Without an earlier record there is nothing to say but what the stage waits for.
      const certain = own && ['code', 'parameters', 'inputs', 'runtime'].includes(own.kind);
      if (certain) return { id, kind, status: 'run', reason: own };
      return { id, kind, status: 'may-run', reason: { kind: 'upstream', text: `after ${waitsFor}` } };
    }
    const key = stageKey(ingredients);
    const lookup = verified.lookup(key);
    if (lookup.state === 'hit') {
      outputs.set(id, lookup.outputs);
      return { id, kind, status: 'cached', key };
    }
    // The digests of a lost output are still known, and the stage will make the same again.
    if ('record' in lookup) outputs.set(id, lookup.record.outputs);
    return {
      id,
      kind,
      status: 'run',
      key,
      reason: explainMiss(stage, ingredients, { key, lookup }, { modules, store, latest })!,
    };
  };

  for (const stage of ordered.stages) planned.set(stage.id, planStage(stage));
  return [...planned.values()];
}
