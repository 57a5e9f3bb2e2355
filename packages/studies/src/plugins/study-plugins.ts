import { dirname } from 'node:path';
import type { NamedFile } from '@cevns/language/data-files';
import type { FoundSchema, LoadedStudy } from '@cevns/language/load-study';
import { type Located, nodeAt, plainValue } from '@cevns/language/located';
import { type Problem, problemAt, StudyError } from '@cevns/language/problem';
import type { Schema } from '@cevns/language/schema-words';
import { interactions } from '@cevns/physics/interactions/registry';
import type { CodeProvider, ResolvedModule } from '@cevns/runner/code/code-provider';
import { pluginSpecifier } from '@cevns/runner/code/plugin-code';
import { noPlugins, type PluginPermission } from '@cevns/runner/code/plugin-permission';
import { SourceCode } from '@cevns/runner/code/source-code';
import { lowerCouplings, type MoreInteractions } from '../lower/interaction.ts';
import { type InternalStudy, termOf } from '../lower/internal-study.ts';
import { messageOf, openPlugin, unusable } from './open-plugin.ts';
import type { Plugin } from './plugin.ts';
import { PluginFault } from './plugin-fault.ts';
import { type ProbedTerm, probeTerm } from './probe-term.ts';
import { schemaWithTerms, schemaWithUnknownTerms } from './schema-with-terms.ts';

/** The plug-ins of one study file, or of a campaign: found, allowed or refused, loaded, and kept for the run. */
export class StudyPlugins {
  readonly #home: string;
  readonly #file: string;
  readonly #permission: PluginPermission;
  readonly #opened = new Map<string, Promise<Plugin | PluginFault>>();
  readonly #byName = new Map<string, Plugin>();
  readonly #schemas = new Map<string, Schema>();
  readonly #probed = new Set<string>();
  #code: CodeProvider | undefined;

  /**
   * @param options.home folder of cevns, whose modules plug-ins may import
   * @param options.file the study, relative to which plug-ins of the command line are named
   * @param options.permission which may run; default: none
   */
  constructor(options: { readonly home: string; readonly file: string; readonly permission?: PluginPermission }) {
    this.#home = options.home;
    this.#file = options.file;
    this.#permission = options.permission ?? noPlugins;
  }

  /** Code digests and bundles of the plug-ins that were opened, by what stages call them. */
  get modules(): ReadonlyMap<string, ResolvedModule> {
    return new Map([...this.#byName].map(([name, { module }]) => [pluginSpecifier(name), module]));
  }

  /** The schema of a study with the terms of its plug-ins, which are loaded for that; a plug-in that cannot be used is a problem. */
  async schemaFor(base: Schema, root: Located): Promise<FoundSchema> {
    const items = itemsOf(root);
    if (items.length === 0) return { schema: base, problems: [] };
    const problems: Problem[] = [];
    const plugins: Plugin[] = [];
    let cause: unknown;
    for (const item of items) {
      const opened = await this.#open(item);
      const fault = opened instanceof PluginFault ? opened : this.#register(opened, plugins);
      if (fault === undefined) plugins.push(opened as Plugin);
      else {
        cause ??= fault.cause;
        problems.push(problemAt(item.node.range, fault.code, fault.details));
      }
    }
    if (problems.length > 0) return { schema: schemaWithUnknownTerms(base), problems, cause };
    return { schema: this.#schemaWith(base, plugins), problems };
  }

  /**
   * The terms that the plug-ins of a study add, each called once with the settings that it has there.
   *
   * @throws StudyError E803 when a function of a term throws, or gives something that no study can use
   */
  interactionsOf({ document, internal }: Pick<LoadedStudy, 'document' | 'internal'>): MoreInteractions {
    const items = itemsOf(document.root);
    const { inputs } = internal as InternalStudy;
    if (items.length === 0 || inputs.workspace !== undefined) return {};
    const terms = inputs.interaction.terms.map(termOf);
    const problems: Problem[] = [];
    let cause: unknown;
    const more: Record<string, MoreInteractions[string]> = {};
    for (const { node, writtenAs } of items) {
      const plugin = [...this.#byName.values()].find((each) => each.writtenAs === writtenAs)!;
      const { name, interaction } = plugin;
      more[name] = { interaction, module: pluginSpecifier(name) };
      const term = terms.find((each) => each.name === name);
      const state = JSON.stringify([name, term?.settings, inputs.interaction]);
      if (term === undefined || this.#probed.has(state)) continue;
      const others = terms.flatMap((each): ProbedTerm[] => {
        const other = interactions[each.name]?.interaction ?? this.#byName.get(each.name)?.interaction;
        return each === term || other === undefined
          ? []
          : [{ interaction: other as ProbedTerm['interaction'], settings: each.settings }];
      });
      const fault = faultOf({ ...plugin, settings: term.settings }, lowerCouplings(inputs.interaction), others);
      if (fault === undefined) this.#probed.add(state);
      else {
        cause ??= fault.cause;
        problems.push(problemAt(node.range, fault.code, fault.details));
      }
    }
    if (problems.length > 0) throw new StudyError(problems, { cause });
    return more;
  }

  /** The files of local plug-ins where a study names them. */
  filesOf({ document }: Pick<LoadedStudy, 'document'>): NamedFile[] {
    return itemsOf(document.root).flatMap(({ writtenAs, path }) => {
      const plugin = [...this.#byName.values()].find((each) => each.writtenAs === writtenAs);
      return plugin === undefined || !writtenAs.startsWith('.') ? [] : [{ path, file: plugin.file }];
    });
  }

  #open({ writtenAs, node }: Item): Promise<Plugin | PluginFault> {
    const { source } = node.range;
    const folder = dirname(source.path === null ? this.#file : source.name);
    const key = JSON.stringify([folder, writtenAs]);
    const known = this.#opened.get(key);
    if (known) return known;
    this.#code ??= new SourceCode({ home: this.#home });
    const opening = openPlugin(writtenAs, folder, { code: this.#code, permission: this.#permission }).catch(
      (error: unknown) => {
        if (error instanceof PluginFault) return error;
        throw error;
      },
    );
    this.#opened.set(key, opening);
    return opening;
  }

  /** Takes the name of a plug-in; a fault when another one has it, in the same study or in another configuration. */
  #register(plugin: Plugin, beside: readonly Plugin[]): PluginFault | undefined {
    const { name, module, writtenAs } = plugin;
    const known = this.#byName.get(name);
    if (known === undefined || (known.module.digest === module.digest && !beside.includes(known))) {
      this.#byName.set(name, plugin);
      return undefined;
    }
    return new PluginFault('E804', {
      message: `the plug-ins \`${known.writtenAs}\` and \`${writtenAs}\` both export the \`name\` \`${name}\``,
      expected: 'a name of its own for each',
    });
  }

  #schemaWith(base: Schema, plugins: readonly Plugin[]): Schema {
    // The same object each time, so that it is compiled once.
    const key = JSON.stringify(plugins.map(({ name }) => name));
    const schema = this.#schemas.get(key) ?? schemaWithTerms(base, plugins);
    this.#schemas.set(key, schema);
    return schema;
  }
}

interface Item {
  readonly node: Located;
  readonly path: readonly (string | number)[];
  readonly writtenAs: string;
}

/** The plug-ins that a study names; whatever else stands there is for its schema to refuse. */
function itemsOf(root: Located): Item[] {
  const list = nodeAt(root, ['plugins']);
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((node, i): Item[] => {
    const writtenAs = plainValue(node);
    return typeof writtenAs === 'string' && writtenAs !== '' ? [{ node, path: ['plugins', i], writtenAs }] : [];
  });
}

function faultOf(
  plugin: Plugin & { readonly settings: object },
  couplings: ReturnType<typeof lowerCouplings>,
  others: readonly ProbedTerm[],
): PluginFault | undefined {
  try {
    const what = probeTerm(plugin, couplings, others);
    return what === undefined ? undefined : unusable(plugin.writtenAs, `in its export \`interaction\` ${what}`);
  } catch (error) {
    const what = `a function of its export \`interaction\` throws an error: ${messageOf(error)}`;
    return unusable(plugin.writtenAs, what, { cause: error });
  }
}
