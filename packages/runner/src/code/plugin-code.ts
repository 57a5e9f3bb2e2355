import { RunnerError } from '../runner-error.ts';
import type { CodeProvider, ResolvedModule } from './code-provider.ts';

const PREFIX = 'plugin:';

/** What stages call the module of a plug-in: the same wherever its file lies. */
export function pluginSpecifier(name: string): string {
  return `${PREFIX}${name}`;
}

/** The name of a plug-in behind a specifier; undefined for a module of our own. */
export function pluginName(specifier: string): string | undefined {
  return specifier.startsWith(PREFIX) ? specifier.slice(PREFIX.length) : undefined;
}

/**
 * Code with that of plug-ins, which were compiled when a person was asked to allow them: what runs is what was allowed, also when a file
 * has changed since.
 */
export class PluginCode implements CodeProvider {
  readonly #own: CodeProvider;
  readonly #plugins: ReadonlyMap<string, ResolvedModule>;
  readonly #missed: readonly string[];

  /**
   * @param plugins compiled modules by specifier
   * @param missed what was in the way of others, for the message when one of them is asked for
   */
  constructor(own: CodeProvider, plugins: ReadonlyMap<string, ResolvedModule>, missed: readonly string[] = []) {
    this.#own = own;
    this.#plugins = plugins;
    this.#missed = missed;
  }

  async resolve(specifiers: readonly string[]): Promise<ReadonlyMap<string, ResolvedModule>> {
    const missing = specifiers.find((each) => pluginName(each) !== undefined && !this.#plugins.has(each));
    if (missing !== undefined) {
      throw new RunnerError(
        'code-not-found',
        [`the plug-in ${pluginName(missing)} is not at hand`, ...this.#missed].join('; '),
      );
    }
    const own = await this.#own.resolve(specifiers.filter((each) => !this.#plugins.has(each)));
    return new Map(specifiers.map((each) => [each, this.#plugins.get(each) ?? own.get(each)!]));
  }
}
