import type { ResolvedModules } from './ingredients.ts';
import { canonicalJson } from './json.ts';
import type { ReadyStage } from './ready-stages.ts';
import type { OutputRecord } from './record.ts';
import type { StageResult } from './run-result.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';
import type { StageTask, TaskInput } from './task.ts';

/** So many characters of small outputs are held at most; what does not fit is read from the store again. */
const maximumLength = 16_000_000;

type Outputs = Readonly<Record<string, OutputRecord>>;

/** Puts together what is sent to those who run stages. */
export class StageTasks {
  readonly #modules: ResolvedModules;
  readonly #store: Store;
  readonly #resultOf: (stage: string) => StageResult;
  /** One object for all stages with the same modules: it is sent once per message. */
  readonly #moduleSets = new Map<string, StageTask['modules']>();
  /** Small outputs of stages that just ran, by key, and the number of stages that will take them. */
  readonly #held = new Map<string, { readonly outputs: Outputs; readers: number }>();
  #heldLength = 0;

  constructor(modules: ResolvedModules, store: Store, resultOf: (stage: string) => StageResult) {
    this.#modules = modules;
    this.#store = store;
    this.#resultOf = resultOf;
  }

  /** What to send for a stage; the stages before it have their results. */
  taskOf({ node: { stage }, ingredients }: ReadyStage): StageTask {
    const inputs: Record<string, TaskInput> = {};
    for (const [name, input] of Object.entries(stage.inputs)) {
      const digest = ingredients.inputs[name]!;
      if ('file' in input) {
        inputs[name] = { type: 'bytes', digest, from: { path: input.file }, label: input.label };
        continue;
      }
      const { key, outputs } = this.#resultOf(input.stage);
      const inline = this.#inline(key!, input.output);
      const from = inline === undefined ? { path: this.#store.objectPath(digest) } : { inline };
      const label = `output ${input.output} of ${input.stage}`;
      inputs[name] = { type: outputs[input.output]!.type, digest, from, label };
    }
    const parameters = canonicalJson(ingredients.parameters, 'parameters');
    return { modules: this.#modulesOf(stage), parameters, inputs, outputs: stage.outputs };
  }

  /** Holds the small outputs of a record for so many stages that will take them. */
  hold(key: string, outputs: Outputs, readers: number): void {
    const length = lengthOf(outputs);
    if (readers === 0 || length === 0 || this.#heldLength + length > maximumLength || this.#held.has(key)) return;
    this.#held.set(key, { outputs, readers });
    this.#heldLength += length;
  }

  /** Says that one of the stages for which outputs were held has ended. */
  release(key: string): void {
    const held = this.#held.get(key);
    if (!held || --held.readers > 0) return;
    this.#held.delete(key);
    this.#heldLength -= lengthOf(held.outputs);
  }

  /** A small output as it is in its record, or undefined when it lies in a file of its own. */
  #inline(key: string, output: string): string | undefined {
    const outputs = this.#held.get(key)?.outputs ?? this.#store.record(key)?.outputs;
    return outputs?.[output]?.inline;
  }

  #modulesOf({ modules }: StageSpec): StageTask['modules'] {
    const name = JSON.stringify(modules);
    let set = this.#moduleSets.get(name);
    if (!set) {
      const roles = Object.entries(modules).map(([role, specifier]) => {
        const { url, bundle } = this.#modules.get(specifier)!;
        return [role, { url, bundle }];
      });
      set = Object.fromEntries(roles) as StageTask['modules'];
      this.#moduleSets.set(name, set);
    }
    return set;
  }
}

function lengthOf(outputs: Outputs): number {
  let length = 0;
  for (const { inline } of Object.values(outputs)) length += inline?.length ?? 0;
  return length;
}
