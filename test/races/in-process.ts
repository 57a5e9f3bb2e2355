import { readFileSync } from 'node:fs';
import { type Artifact, artifactOf, encodeOutput } from '@cevns/runner/artifact';
import { sha256 } from '@cevns/runner/digest';
import { orderGraph } from '@cevns/runner/graph';
import type { StageContext, StageFunction, StageSpec } from '@cevns/runner/stage';
import { openStudy } from '@cevns/studies/open-study';

/** Which stages of a study are wanted, and how they differ from what the file says. */
export interface InProcessOptions {
  /** Stage whose outputs are wanted, without the name of the study. */
  readonly last: string;
  /** As `--set`. */
  readonly sets?: readonly string[];
  /** Parameters of a stage in place of its own. */
  readonly changed?: (stage: string, parameters: StageSpec['parameters']) => StageSpec['parameters'];
}

/** Outputs of stages by `<stage>#<output>`, the stage without the name of the study. */
export type Outputs = Map<string, Artifact>;

/** The stages of a study with their modules loaded and the files read, to be run in this process, without keys and store. */
export class InProcessStudy {
  readonly #stages: readonly StageSpec[];
  readonly #modules = new Map<string, unknown>();
  readonly #files = new Map<string, Uint8Array>();

  private constructor(stages: readonly StageSpec[]) {
    this.#stages = stages;
  }

  /** Opens a study and loads what its stages up to the last need. */
  static async open(file: string, home: string, options: InProcessOptions): Promise<InProcessStudy> {
    const { last, sets = [], changed = (_, parameters) => parameters } = options;
    const { graph, name } = await openStudy({ file, home, sets });
    const local = (id: string): string => id.slice(name.length + 1);
    const ordered = orderGraph(graph).stages.map((stage): StageSpec => {
      const inputs = Object.entries(stage.inputs).map(([role, input]) => [
        role,
        'file' in input ? input : { ...input, stage: local(input.stage) },
      ]);
      const id = local(stage.id);
      return { ...stage, id, inputs: Object.fromEntries(inputs), parameters: changed(id, stage.parameters) };
    });
    const wanted = new Set([last]);
    for (const { id, inputs } of [...ordered].reverse()) {
      if (!wanted.has(id)) continue;
      for (const input of Object.values(inputs)) if ('stage' in input) wanted.add(input.stage);
    }
    const study = new InProcessStudy(ordered.filter(({ id }) => wanted.has(id)));
    for (const { modules, inputs } of study.#stages) {
      for (const specifier of Object.values(modules)) study.#modules.set(specifier, await import(specifier));
      for (const input of Object.values(inputs)) {
        if ('file' in input) study.#files.set(input.file, readFileSync(input.file));
      }
    }
    return study;
  }

  /** Runs all stages one after the other. */
  async run(): Promise<Outputs> {
    const outputs: Outputs = new Map();
    for (const { id } of this.#stages) await this.runStage(id, outputs);
    return outputs;
  }

  /** Runs one stage on the outputs of others, and adds its own to them as the runner does: encoded, to be decoded by the next. */
  async runStage(id: string, outputs: Outputs): Promise<void> {
    const context = this.context(id, outputs);
    const { run } = context.modules.entry as { readonly run: StageFunction };
    for (const [name, output] of Object.entries(await run(context))) {
      const { type, bytes } = encodeOutput(name, output);
      outputs.set(`${id}#${name}`, artifactOf(type, sha256(bytes), bytes));
    }
  }

  /** What a stage is called with. */
  context(id: string, outputs: Outputs): StageContext {
    const stage = this.#stages.find((each) => each.id === id)!;
    const inputs = Object.entries(stage.inputs).map(([role, input]) => [
      role,
      'file' in input ? bytesOf(this.#files.get(input.file)!) : outputs.get(`${input.stage}#${input.output}`)!,
    ]);
    const modules = Object.entries(stage.modules).map(([role, specifier]) => [role, this.#modules.get(specifier)]);
    return {
      parameters: stage.parameters,
      inputs: Object.fromEntries(inputs),
      modules: Object.fromEntries(modules),
    } as StageContext;
  }
}

function bytesOf(bytes: Uint8Array) {
  return artifactOf('bytes', sha256(bytes), bytes);
}
