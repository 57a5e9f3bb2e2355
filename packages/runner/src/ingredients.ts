import { errorCode } from './atomic-write.ts';
import type { CodeProvider, ResolvedModule } from './code/code-provider.ts';
import type { GraphNode } from './graph.ts';
import { currentRuntime, type KeyIngredients } from './key.ts';
import { RunnerError } from './runner-error.ts';
import type { StageSpec } from './stage.ts';
import type { Store } from './store.ts';

/** The modules of all stages of a graph, by specifier. */
export type ResolvedModules = ReadonlyMap<string, ResolvedModule>;

/**
 * Resolves all modules of a graph at once. They are named by package and subpath, or as plug-ins: a graph may come from a file of somebody else's, such as a
 * provenance record, and naming a file would be a way to have it run.
 *
 * @throws RunnerError `graph-invalid` when one is named otherwise, and what the provider of the code throws
 */
export async function resolveModules(nodes: readonly GraphNode[], code: CodeProvider): Promise<ResolvedModules> {
  const specifiers = new Set<string>();
  for (const { stage } of nodes) for (const specifier of Object.values(stage.modules)) specifiers.add(specifier);
  for (const specifier of specifiers) {
    if (inPackage.test(specifier) || isPlugin.test(specifier)) continue;
    throw new RunnerError('graph-invalid', `the module ${specifier} is not named by a package and a path within it`);
  }
  return code.resolve([...specifiers].sort());
}

/** '@cevns/physics/form-factors/helm': no URL, no path, no way up. */
const inPackage = /^@[a-z0-9-]+(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;
/** Names no file either: which one it is, and that it may run, was settled by whoever made the provider. */
const isPlugin = /^plugin:[a-z][a-z0-9-]*$/;

/**
 * The ingredients of the key of a stage. Inputs whose digest is not known yet are left out.
 *
 * @param outputDigest digest of an output of another stage, or undefined while it is not known
 * @throws RunnerError `input-missing`, `input-unreadable`
 */
export function keyIngredients(
  stage: StageSpec,
  modules: ResolvedModules,
  files: InputFiles,
  outputDigest: (stage: string, output: string) => string | undefined,
): KeyIngredients {
  const inputs: Record<string, string> = {};
  for (const [name, input] of Object.entries(stage.inputs)) {
    const digest = 'stage' in input ? outputDigest(input.stage, input.output) : files.digestOf(input.file, input.label);
    if (digest !== undefined) inputs[name] = digest;
  }
  return ingredientsFrom(stage, modules, inputs);
}

/** The ingredients of the key of a stage from the digests of its inputs. */
export function ingredientsFrom(
  { kind, modules: specifiers, parameters }: StageSpec,
  modules: ResolvedModules,
  inputs: KeyIngredients['inputs'],
): KeyIngredients {
  const code: Record<string, string> = {};
  for (const [role, specifier] of Object.entries(specifiers)) code[role] = modules.get(specifier)!.digest;
  return { kind, code, parameters, inputs, runtime: currentRuntime };
}

/** The input files as one run or plan sees them: each is looked at once, so that all stages see the same version. */
export class InputFiles {
  readonly #store: Store;
  readonly #seen = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws RunnerError `input-missing`, `input-unreadable` */
  digestOf(file: string, label: string): string {
    let digest = this.#seen.get(file);
    if (digest === undefined) {
      digest = this.#look(file, label);
      this.#seen.set(file, digest);
    }
    return digest;
  }

  #look(file: string, label: string): string {
    try {
      return this.#store.inputs.digestOf(file);
    } catch (error) {
      if (error instanceof RunnerError) throw error;
      const missing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
      throw new RunnerError(
        missing ? 'input-missing' : 'input-unreadable',
        `input ${label} ${missing ? 'does not exist' : `cannot be read (${errorCode(error)})`}: ${file}`,
        { cause: error },
      );
    }
  }
}
