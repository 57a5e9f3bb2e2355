import { sha256 } from './digest.ts';
import { canonicalJson, type Json } from './json.ts';

/** Everything that the outputs of a stage depend on. */
export interface KeyIngredients {
  readonly kind: string;
  /** Code digest of the module of each role. */
  readonly code: Readonly<Record<string, string>>;
  readonly parameters: Json;
  /** Digest of the content of each input. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Node major version and architecture: numbers may differ in the last bits across these. */
  readonly runtime: string;
}

/** The runtime of this process as it enters a key, e.g. 'node20-x64'. */
export const currentRuntime = `node${process.versions.node.split('.')[0]}-${process.arch}`;

/**
 * The key of a stage: sha256 of the canonical JSON (RFC 8785) of its ingredients.
 *
 * @throws RunnerError `not-json` when the parameters are not plain JSON
 */
export function stageKey({ kind, code, parameters, inputs, runtime }: KeyIngredients): string {
  const rest = canonicalJson({ code, inputs, kind });
  // Written part by part so that an error names 'parameters'; the members are in canonical order already.
  return sha256(`${rest.slice(0, -1)},"parameters":${canonicalJson(parameters, 'parameters')},"runtime":"${runtime}"}`);
}
