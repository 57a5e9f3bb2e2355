import { type Artifact, artifactOf, encodeOutput, type StageOutput } from '@cevns/runner/artifact';
import { sha256 } from '@cevns/runner/digest';
import type { StageFunction, StageOutputs } from '@cevns/runner/stage';

/** What a stage gets as an input when another one returned `output`: the same bytes, read back. */
export function artifact(output: StageOutput): Artifact {
  const { type, bytes } = encodeOutput('output', output);
  return artifactOf(type, sha256(bytes), bytes);
}

/** A call of a stage; parameters and outputs go through their stored form, as between workers. */
export interface StageCall {
  readonly parameters?: object;
  readonly inputs?: Readonly<Record<string, StageOutput>>;
  readonly modules?: Readonly<Record<string, unknown>>;
}

/** Runs a stage function and reads its outputs back. */
export async function call(
  run: StageFunction,
  { parameters = {}, inputs = {}, modules = {} }: StageCall,
): Promise<Record<string, Artifact>> {
  const outputs: StageOutputs = await run({
    parameters: artifact({ json: parameters as never }).json(),
    inputs: mapped(inputs),
    modules,
  });
  return mapped(outputs);
}

function mapped(outputs: Readonly<Record<string, StageOutput>>): Record<string, Artifact> {
  return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, artifact(output)]));
}

/** The numbers of an array of an artifact. */
export function numbers(from: Artifact, name: string): number[] {
  return [...from.arrays()[name]!.data];
}
