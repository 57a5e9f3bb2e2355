import type { StageGraph } from '@cevns/runner/graph';
import type { StageInput, StageSpec } from '@cevns/runner/stage';

/**
 * One graph for many studies. Stages that compute the same from the same are one stage, which has the name of the study that
 * brought it first; equal parameters are one object, so that ten thousand configurations fit in memory.
 */
export class SharedGraph {
  readonly stages: StageSpec[] = [];
  readonly #byContent = new Map<string, StageSpec>();
  readonly #objects = new Map<string, { readonly number: number; readonly value: object }>();

  /**
   * Adds the stages of a study.
   *
   * @param prefix of the stages it brings, in place of the one before the first slash
   * @returns by the id in its own graph, the id in this one
   */
  add(prefix: string, graph: StageGraph): ReadonlyMap<string, string> {
    const own = new Map(graph.stages.map((stage) => [stage.id, stage]));
    const shared = new Map<string, string>();
    const share = (id: string): string => {
      const known = shared.get(id);
      if (known !== undefined) return known;
      const stage = own.get(id)!;
      const inputs: Record<string, StageInput> = {};
      for (const [name, input] of Object.entries(stage.inputs)) {
        inputs[name] = 'stage' in input ? { stage: share(input.stage), output: input.output } : input;
      }
      const found = this.#stage(`${prefix}${id.slice(id.indexOf('/'))}`, stage, inputs).id;
      shared.set(id, found);
      return found;
    };
    for (const id of own.keys()) share(id);
    return shared;
  }

  #stage(id: string, stage: StageSpec, inputs: Record<string, StageInput>): StageSpec {
    const { id: _, parameters, modules, inputs: _inputs, outputs, ...rest } = stage;
    const parts = { parameters, modules, inputs, outputs };
    const shared: Record<string, object> = {};
    let content = JSON.stringify(rest);
    for (const [name, part] of Object.entries(parts)) {
      const { number, value } = this.#object(part as object);
      shared[name] = value;
      content += ` ${number}`;
    }
    const known = this.#byContent.get(content);
    if (known) return known;
    const made = { ...rest, id, ...shared } as unknown as StageSpec;
    this.#byContent.set(content, made);
    this.stages.push(made);
    return made;
  }

  #object(value: object): { readonly number: number; readonly value: object } {
    const text = JSON.stringify(value);
    const known = this.#objects.get(text);
    if (known) return known;
    const made = { number: this.#objects.size, value };
    this.#objects.set(text, made);
    return made;
  }
}
