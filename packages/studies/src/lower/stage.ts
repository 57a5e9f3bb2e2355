import type { Json } from '@cevns/runner/json';
import type { StageInput, StageSpec } from '@cevns/runner/stage';
import type { InternalStudy } from './internal-study.ts';

/** Builds a stage of a study; `inputs` names stages of the same study. */
export function stageOf(
  study: InternalStudy,
  kind: string,
  stage: {
    readonly name?: string;
    readonly modules: StageSpec['modules'];
    readonly parameters: unknown;
    readonly inputs?: Readonly<Record<string, readonly [stage: string, output: string]>>;
    /** Data files, or what commands make in their place. */
    readonly files?: Readonly<Record<string, StageInput>>;
    readonly outputs: readonly string[];
  },
): StageSpec {
  const inputs: Record<string, StageInput> = { ...stage.files };
  for (const [name, [from, output]] of Object.entries(stage.inputs ?? {})) {
    inputs[name] = { stage: stageId(study, from), output };
  }
  return {
    id: stageId(study, stage.name ?? kind),
    kind,
    modules: stage.modules,
    parameters: stage.parameters as Json,
    inputs,
    outputs: stage.outputs,
  };
}

/** Id of a stage in the graph: the study, then the stage. */
export function stageId({ study }: InternalStudy, name: string): string {
  return `${study}/${name}`;
}
