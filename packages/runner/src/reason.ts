import { describeCommandInput } from './command-stage.ts';
import type { ResolvedModules } from './ingredients.ts';
import type { KeyIngredients } from './key.ts';
import { describeParameterChange } from './parameter-change.ts';
import type { CodeRecord, StageRecord } from './record.ts';
import type { StageInput, StageSpec } from './stage.ts';
import type { LatestKeys, Lookup, Store } from './store.ts';

/** Why a stage has to run. */
export interface Reason {
  readonly kind:
    | 'first-run'
    | 'new-stage'
    | 'no-record'
    | 'damaged'
    | 'code'
    | 'parameters'
    | 'inputs'
    | 'runtime'
    | 'upstream';
  /** In words, e.g. 'region.PE [0, 60] -> [8, 60]'. */
  readonly text: string;
}

/**
 * Why a stage cannot be taken from the store: the first thing that differs from its last record.
 *
 * @param ingredients those of its key; inputs that are not known yet are left out
 * @param known the key and what the store says about it, or undefined while the key is not known
 * @param latest the keys that the last run of the graph left
 * @returns undefined when nothing differs, which happens only while the key is not known
 */
export function explainMiss(
  stage: StageSpec,
  ingredients: KeyIngredients,
  known: { readonly key: string; readonly lookup: Pick<Lookup, 'state'> & { readonly output?: string } } | undefined,
  { modules, store, latest }: { modules: ResolvedModules; store: Store; latest: LatestKeys | undefined },
): Reason | undefined {
  const lookup = known?.lookup;
  if (lookup?.state === 'record-damaged') return { kind: 'damaged', text: 'its record in the store is damaged' };
  if (lookup?.state === 'output-lost') {
    return { kind: 'damaged', text: `output ${lookup.output} is lost or damaged in the store` };
  }
  if (latest === undefined) return { kind: 'first-run', text: 'first run (no record of an earlier one)' };
  const key = latest[stage.id];
  if (key === undefined) return { kind: 'new-stage', text: 'new stage' };
  if (key === known?.key) return { kind: 'no-record', text: 'its record is gone from the store' };
  const previous = store.record(key);
  if (!previous) return { kind: 'no-record', text: 'no record of its last run' };
  return firstDifference(stage, ingredients, previous, modules, store);
}

function firstDifference(
  stage: StageSpec,
  { kind, code, parameters, inputs, runtime }: KeyIngredients,
  previous: StageRecord,
  modules: ResolvedModules,
  store: Store,
): Reason | undefined {
  if (previous.kind !== kind) return { kind: 'parameters', text: `kind ${previous.kind} -> ${kind}` };
  for (const role of sortedKeys(code, previous.code)) {
    const before = previous.code[role];
    if (before?.digest !== code[role])
      return { kind: 'code', text: codeChange(role, before, stage.modules[role], modules, store) };
  }
  const change = describeParameterChange(previous.parameters, parameters);
  if (change !== undefined) return { kind: 'parameters', text: change };
  for (const name of sortedKeys(stage.inputs, previous.inputs)) {
    const input = stage.inputs[name];
    if (!input) return { kind: 'inputs', text: `inputs.${name}: no longer there` };
    const before = previous.inputs[name];
    if (before === undefined) return { kind: 'inputs', text: `inputs.${name}: new` };
    if (inputs[name] === undefined || inputs[name] === before) continue;
    if (stage.command) return { kind: 'inputs', text: `${describeCommandInput(name)} ${sourceOf(input)} changed` };
    return { kind: 'inputs', text: `inputs.${name}: ${'file' in input ? 'file ' : ''}${sourceOf(input)} changed` };
  }
  if (previous.runtime !== runtime) return { kind: 'runtime', text: `${previous.runtime} -> ${runtime}` };
  return undefined;
}

function sourceOf(input: StageInput): string {
  return 'stage' in input ? `output ${input.output} of ${input.stage}` : input.label;
}

function codeChange(
  role: string,
  before: CodeRecord | undefined,
  module: string | undefined,
  modules: ResolvedModules,
  store: Store,
): string {
  if (before === undefined || module === undefined || before.module !== module) {
    return `${role} ${implementationChange(before?.module, module)}`;
  }
  const description = store.object(before.files);
  const old = description ? (JSON.parse(description.toString('utf8')) as Record<string, string>) : undefined;
  const now = modules.get(module)!.files;
  const changed = old ? sortedKeys(old, now).filter((name) => old[name] !== now[name]) : [];
  if (changed.length === 0) return `code changed: ${module}`;
  const shown = changed.slice(0, 3).join(', ');
  return `code changed: ${changed.length > 3 ? `${shown} and ${changed.length - 3} more` : shown}`;
}

/** Two modules without the folder that they share: `helm -> klein-nystrand`. */
function implementationChange(before: string | undefined, after: string | undefined): string {
  const shared = before === undefined || after === undefined ? 0 : sharedFolder(before, after);
  return `${before?.slice(shared) ?? '(none)'} -> ${after?.slice(shared) ?? '(none)'}`;
}

/** Length of the folder, with its slash, that two paths have in common. */
function sharedFolder(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length).lastIndexOf('/') + 1;
}

function sortedKeys(...objects: readonly object[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))].sort();
}
